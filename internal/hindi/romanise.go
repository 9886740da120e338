package hindi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Romanise writes the Devanagari in s in Latin letters, the way people in Delhi
// type Hindi in messages ("praman patra ke liye"), not by a scholarly scheme.
// English words and acronyms come back in their English spelling, dandas become
// full stops, Devanagari digits ASCII ones. Text already in Latin letters,
// digits, links, bullets and line breaks pass unchanged. The first word of a
// sentence or line begins with a capital if it was Devanagari.
func Romanise(s string) string {
	if !hasDevanagari(s) {
		return s
	}
	s, _ = Clean(s)
	var b strings.Builder
	b.Grow(len(s))
	start := true // at the start of a sentence
	w := loadWords()
	var before company
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '।' || r == '॥':
			trimmed := strings.TrimRight(b.String(), " ")
			if len(trimmed) < b.Len() {
				b.Reset()
				b.WriteString(trimmed)
			}
			b.WriteByte('.')
			start = true
		case r == '॰':
			b.WriteByte('.')
		case r >= '०' && r <= '९':
			b.WriteRune(asciiDigit(r))
			start = false
		case inWord(r):
			word := devanagariWord(s[i:])
			n = len(word)
			l, isLetter := "", false
			if p, ok := w.phrase(s[i:], word); ok {
				l, n = p.latin, len(p.deva)
			} else if c := single(s, word, i, i+n, before); c != 0 {
				l, isLetter = string(c), true
			} else {
				l = romaniseWord(word)
				isLetter = before.letter && joinsLetters(word)
			}
			before = company{word: word, letter: isLetter, end: i + n}
			if start {
				l = capital(l)
			}
			b.WriteString(l)
			start = false
		default:
			b.WriteRune(r)
			switch {
			case r == '\n' || r == '?' || r == '!':
				start = true
			case r == '.':
				rest := s[i+n:]
				start = rest == "" || rest[0] == ' ' || rest[0] == '\n'
				if strings.HasSuffix(b.String(), "Rs.") {
					start = false
				}
			case unicode.IsLetter(r) || r >= '0' && r <= '9':
				start = false
			}
		}
		i += n
	}
	return b.String()
}

func hasDevanagari(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xE0 && (s[i+1] == 0xA4 || s[i+1] == 0xA5) {
			return true
		}
	}
	return false
}

func inWord(r rune) bool {
	return r >= 0x900 && r <= 0x97F && r != '।' && r != '॥' && r != '॰' && !(r >= '०' && r <= '९') || r == zwj || r == zwnj
}

// devanagariWord returns the word s starts with, hyphens between Devanagari
// letters included.
func devanagariWord(s string) string {
	end := 0
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if r == '-' && end > 0 {
			if next, _ := utf8.DecodeRuneInString(s[end+n:]); !inWord(next) {
				break
			}
		} else if !inWord(r) {
			break
		}
		end += n
	}
	return s[:end]
}

func romaniseWord(word string) string {
	w := loadWords()
	if l, ok := w.latin(word); ok {
		return l
	}
	if a := acronym(word); len(a) > 2 {
		return strings.ToUpper(a)
	}
	if !strings.Contains(word, "-") {
		return spell(word)
	}
	parts := strings.Split(word, "-")
	for i, p := range parts {
		switch c := loadSingles()[p]; {
		case p == "ई" && i == 0:
			parts[i] = "e" // ई-प्रमाण
		case c != 0 && (!alsoWord(p) || p == "सी" && i == 0):
			parts[i] = string(c) // सी-ब्लॉक, but कौन-सी
		default:
			parts[i] = romaniseWord(p)
		}
	}
	return strings.Join(parts, "-")
}

// capital raises the first letter, unless the first word has its own capitals,
// as e-District has.
func capital(l string) string {
	first, _, _ := strings.Cut(l, " ")
	if strings.HasPrefix(l, "e-") {
		return l // e-ration
	}
	if l == "" || l[0] < 'a' || l[0] > 'z' || strings.ToLower(first) != first {
		return l
	}
	return strings.ToUpper(l[:1]) + l[1:]
}
