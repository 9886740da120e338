package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// MaxClause is the longest a clause may be in each language, in characters.
const MaxClause = 400

// text checks one thing said in both languages. A needed text may not be
// empty; any text said in one language must be said in the other.
func (l *linter) text(file string, path []any, what string, t Text, needed bool) {
	if t.IsZero() {
		if needed {
			l.add(file, "lang", path, "write it in both languages: en: and hi:", "%s is missing", what)
		}
		return
	}
	if t.En == "" {
		l.add(file, "lang", path, "add en:", "%s has no English text", what)
	}
	if t.Hi == "" {
		l.add(file, "lang", path, "add hi:", "%s has no Hindi text", what)
	}
	l.script(file, path, what, t)
	for _, side := range []struct{ key, text string }{{"en", t.En}, {"hi", t.Hi}, {"latn", t.Latn}} {
		if n := utf8.RuneCountInString(side.text); n > MaxClause {
			l.add(file, "length", under(path, side.key), "split it into two rules or cut words", "%s has %d characters, the limit is %d", what, n, MaxClause)
		}
	}
	if t.En != "" && t.Hi != "" {
		l.sameNumbers(file, under(path, "hi"), what, t.En, t.Hi)
	}
	if t.En != "" && t.Latn != "" {
		l.sameNumbers(file, under(path, "latn"), what, t.En, t.Latn)
	}
}

// address matches what stays in Latin letters inside Hindi text: web and mail
// addresses.
var address = regexp.MustCompile(`https?://\S+|[\w.+-]+@[\w-]+(\.[\w-]+)+|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(in|com|org|net|gov)\b(/[^\s,;)]*)?`)

func (l *linter) script(file string, path []any, what string, t Text) {
	if w := firstWord(address.ReplaceAllString(t.Hi, " "), unicode.Latin); w != "" {
		l.add(file, "script", under(path, "hi"), "write it in Devanagari; only web and mail addresses stay as they are", "%s has %q inside the Hindi", what, w)
	}
	if w := firstWord(t.En, unicode.Devanagari); w != "" {
		l.add(file, "script", under(path, "en"), "write it in Latin letters", "%s has %q inside the English", what, w)
	}
	if w := firstWord(t.Latn, unicode.Devanagari); w != "" {
		l.add(file, "script", under(path, "latn"), "write it in Latin letters", "%s has %q inside the Latin-letter text", what, w)
	}
}

// firstWord is the first word of s with a letter of the script, or "".
func firstWord(s string, script *unicode.RangeTable) string {
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(script, r) }) {
			return strings.TrimFunc(w, unicode.IsPunct)
		}
	}
	return ""
}

// sameNumbers compares the numbers of two wordings of the same thing. Numbers
// in digits must stand on both sides, as digits or in words. Small numbers in
// words are left alone: "any one" has no number to a Hindi ear.
func (l *linter) sameNumbers(file string, path []any, what, a, b string) {
	na, nb := firmNumbers(a), firmNumbers(b)
	for _, v := range na {
		if !slices.Contains(nb, v) && !says(b, v) {
			l.add(file, "number", path, "make both say the same number", "%s lacks %s here, which the English states", what, v)
		}
	}
	for _, v := range nb {
		if !slices.Contains(na, v) && !says(a, v) {
			l.add(file, "number", path, "make both say the same number", "%s states %s here, which the English lacks", what, v)
		}
	}
}

var beforeUnit = regexp.MustCompile(`(\d)-(\p{L}{3})`)

// numbers finds numbers for comparison; 10-digit counts as 10 digit.
func numbers(text string) []hindi.Number {
	return hindi.Numbers(beforeUnit.ReplaceAllString(text, "$1 $2"))
}

// firmNumbers are the values, each once, that the other language must state:
// those in digits, and large ones in words.
func firmNumbers(text string) []string {
	var out []string
	for _, n := range numbers(text) {
		inDigits := strings.ContainsFunc(text[n.Start:n.End], unicode.IsDigit)
		if (inDigits || len(n.Value) > 3) && !slices.Contains(out, n.Value) {
			out = append(out, n.Value)
		}
	}
	return out
}

// says reports whether the text states the value in any way.
func says(text, value string) bool {
	return slices.ContainsFunc(numbers(text), func(n hindi.Number) bool { return n.Value == value })
}

// hedges are words that tell a reader that something is not firm.
var hedges = struct{ en, hi []string }{
	en: []string{
		"report", "source", "differ", "disagree", "confirm", " may ", "might", "appear", "seem", "older", "old ", "according", "said to",
		"clear", "check", "likely", "usually", "not found", "not known", "unknown", "no official", "not publish", "not stated", "not say", "not settled",
		"another", "others", "one page", "some ", "guide", "press", "news", "not given", "not sure", "verify", "cannot say", "ask ", "claim", "not yet", "third-party", "unofficial",
	},
	hi: []string{
		"बता", "अलग-अलग", "अलग अलग", "पुष्टि", "पक्क", "शायद", "स्रोत", "सूत्र", "अनुसार", "मुताबिक", "मुताबिक़", "साफ", "साफ़", "स्पष्ट", "सकत", "लगभग",
		"खबर", "ख़बर", "पुरान", "जाँच", "जांच", "पूछ", "कुछ ", "कहीं", "कहत", "आम तौर", "पता नहीं", "नहीं मिल", "तय नहीं", "मालूम", "जानकारी नहीं", "एक पन्न", "दूसर", "लिखा", "मिलती", "घोषणा", "अख़बार", "अखबार", "दावा",
	},
}

func hedged(text string, words []string) bool {
	text = " " + strings.ToLower(text) + " "
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
