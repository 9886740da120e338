package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Respell is the text with each word that the vocabulary lacks as the known one
// that was most likely meant: with letters wrong, left out, too many or changed about
// ("certifiacte"), or the known ones that were run together ("kitnedinme"). What
// is likelier a word not known here stays as it is, and so does whatever has other
// signs than letters in it: numbers, addresses, tokens.
func (v *Vocabulary) Respell(text string) string {
	var b strings.Builder
	spans := wordSpans(text)
	before, done := unseen, 0
	for i, s := range spans {
		word := hindi.Normalise(text[s.from:s.to])
		id := v.id(word)
		if id != unseen || !s.lettersOnly || hindi.Listed(word) {
			before = id
			continue
		}
		after := unseen
		if i+1 < len(spans) {
			after = v.id(hindi.Normalise(text[spans[i+1].from:spans[i+1].to]))
		}
		words := v.meant(word, before, after, i > 0 && isName(text[s.from:s.to]))
		before = unseen
		if len(words) > 0 {
			b.WriteString(text[done:s.from])
			b.WriteString(strings.Join(words, " "))
			done = s.to
			before = v.id(words[len(words)-1])
		}
	}
	b.WriteString(text[done:])
	return b.String()
}

// wordSpan is where a word of a text stands, without the signs around it.
type wordSpan struct {
	from, to    int // bytes
	lettersOnly bool
}

// around are the signs that stand beside a word, and within an address or a name.
const around = ".:-'’‘"

func wordSpans(text string) (spans []wordSpan) {
	from := 0
	end := func(to int) {
		word := strings.TrimRight(text[from:to], around)
		trimmed := strings.TrimLeft(word, around)
		if trimmed != "" {
			start := from + len(word) - len(trimmed)
			spans = append(spans, wordSpan{start, start + len(trimmed), strings.IndexFunc(trimmed, noLetter) < 0})
		}
	}
	for i, r := range text {
		if unicode.IsSpace(r) || strings.ContainsRune(",;?!।()\"“”…", r) {
			end(i)
			from = i + utf8.RuneLen(r)
		}
	}
	end(len(text))
	return spans
}

func noLetter(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
}

// isName reports whether a word is written as a name is.
func isName(word string) bool {
	first, n := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.ToLower(word[n:]) == word[n:]
}
