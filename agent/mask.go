package agent

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Masked is a text whose identifiers are swapped for tokens such as <AADHAAR_1>.
// Only Text may reach a model, a log or the transcript.
type Masked struct {
	Text   string
	values map[string]string // token → value
}

// Reveal puts the values back, for tools only.
func (m Masked) Reveal(s string) string {
	for token, value := range m.values {
		s = strings.ReplaceAll(s, token, value)
	}
	return s
}

var identifiers = []struct {
	name  string
	shape *regexp.Regexp
	valid func(digits string) bool
}{
	{"EMAIL", regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`), nil},
	{"PAN", regexp.MustCompile(`\b[A-Za-z]{5}[0-9]{4}[A-Za-z]\b`), nil},
	{"AADHAAR", regexp.MustCompile(`\b[2-9]\d{3}[\s-]?\d{4}[\s-]?\d{4}\b`), verhoeff},
	{"MOBILE", regexp.MustCompile(`(\+?91[\s-]?|\b0|\b)[6-9]\d{4}[\s-]?\d{5}\b`), nil},
}

// Mask swaps Aadhaar numbers (with a right check digit), PANs, mobile numbers
// and e-mail addresses, in Latin or Devanagari digits, for tokens. The same
// value gets the same token.
func Mask(text string) Masked {
	m := Masked{Text: text, values: map[string]string{}}
	for _, id := range identifiers {
		n := 0
		m.Text = replaceDigits(m.Text, id.shape, func(value string) (string, bool) {
			if id.valid != nil && !id.valid(onlyDigits(value)) {
				return "", false
			}
			for token, v := range m.values {
				if v == value {
					return token, true
				}
			}
			n++
			token := fmt.Sprintf("<%s_%d>", id.name, n)
			m.values[token] = value
			return token, true
		})
	}
	return m
}

// replaceDigits matches shape against the text with Devanagari digits read as
// Latin ones, and replaces in the text itself.
func replaceDigits(text string, shape *regexp.Regexp, token func(string) (string, bool)) string {
	plain := []rune(hindi.Digits(text)) // rune for rune the same length
	runes := []rune(text)
	if len(plain) != len(runes) {
		runes = plain
	}
	ascii := string(plain)
	var b strings.Builder
	from := 0 // in runes
	for _, loc := range shape.FindAllStringIndex(ascii, -1) {
		start, end := len([]rune(ascii[:loc[0]])), len([]rune(ascii[:loc[1]]))
		t, ok := token(ascii[loc[0]:loc[1]])
		if !ok {
			continue
		}
		b.WriteString(string(runes[from:start]))
		b.WriteString(t)
		from = end
	}
	b.WriteString(string(runes[from:]))
	return b.String()
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// The tables of Verhoeff's check digit, which every Aadhaar number satisfies.
var (
	dihedral = [10][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
		{3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
		{6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
		{9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	permutation = [8][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
		{8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
		{2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
	}
)

func verhoeff(digits string) bool {
	check := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		check = dihedral[check][permutation[i%8][d]]
	}
	return check == 0
}
