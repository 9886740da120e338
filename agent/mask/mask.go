// Package mask swaps the numbers and addresses by which a person, or a person's
// file, is known for tokens such as <AADHAAR_1>, so that models, logs and the
// transcript never hold them. It reads Latin and Devanagari digits, plain,
// grouped, dashed, dotted, and spelt in words of English and Hindi in either
// script ("double nine", "नौ आठ सात", "nau aath saat").
package mask

import (
	"fmt"
	"strings"
)

// Kind is what an identifier is; it is the name in its token.
type Kind string

// The kinds of identifier.
const (
	Aadhaar     Kind = "AADHAAR"
	PAN         Kind = "PAN"
	VoterID     Kind = "EPIC"
	Mobile      Kind = "MOBILE"
	Account     Kind = "ACCOUNT"
	IFSC        Kind = "IFSC"
	Email       Kind = "EMAIL"
	Passport    Kind = "PASSPORT"
	Card        Kind = "CARD"
	Vehicle     Kind = "VEHICLE"
	Licence     Kind = "LICENCE"     // to drive
	Application Kind = "APPLICATION" // of e-District or of the sandbox
	Certificate Kind = "CERTIFICATE"
	Number      Kind = "NUMBER" // 11 to 18 digits in one run that nothing explains
)

var kinds = []Kind{Aadhaar, PAN, VoterID, Mobile, Account, IFSC, Email, Passport, Card, Vehicle, Licence, Application, Certificate, Number}

// Masked is a text whose identifiers are swapped for tokens. Only Text may
// reach a model, a log or the transcript.
type Masked struct {
	Text   string
	values map[string]string // token → value
}

// passes bounds how often a text is gone over. A token takes less room than
// what it stands for, so words may come near a number that were not; in
// practice the second pass finds nothing.
const passes = 8

// Mask swaps every identifier in text for a token. The same value gets the same
// token, however it is written. Known are application numbers that the
// conversation already speaks of: they are <APPLICATION_1> and so on in their
// order, whether the text names them or not.
//
// Values are kept in one plain form: digits without grouping, codes in capital
// letters, mobile numbers as their ten digits.
func Mask(text string, known ...string) Masked {
	m := Masked{Text: text}
	names := numbering{last: lastTokens(text), tokens: map[string]string{}}
	for _, no := range known {
		m.keep(names.token(Application, no), no)
	}
	for range passes {
		atoms := scan(m.Text)
		spans := find(atoms)
		if len(spans) == 0 {
			break
		}
		var b strings.Builder
		from := 0
		for _, s := range spans {
			token := names.token(s.kind, s.value)
			m.keep(token, s.value)
			b.WriteString(m.Text[from:s.start])
			b.WriteString(token)
			from = s.end
		}
		b.WriteString(m.Text[from:])
		m.Text = b.String()
	}
	return m
}

func (m *Masked) keep(token, value string) {
	if m.values == nil {
		m.values = map[string]string{}
	}
	m.values[token] = value
}

// Reveal puts the values back, for tools only. With kinds, only values of these
// are put back.
func (m Masked) Reveal(s string, only ...Kind) string {
	if len(m.values) == 0 || !strings.Contains(s, "_") {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, `\u003c`, "<"), `\u003e`, ">") // as JSON may write them
	var b strings.Builder
	for s != "" {
		at := strings.IndexByte(s, '<')
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		s = s[at:]
		n, kind := tokenAt(s)
		value, ok := m.values[s[:n]]
		switch {
		case n == 0:
			b.WriteByte('<')
			n = 1
		case ok && wanted(kind, only):
			b.WriteString(value)
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String() + s
}

func wanted(k Kind, only []Kind) bool {
	for _, o := range only {
		if o == k {
			return true
		}
	}
	return len(only) == 0
}

// Strip is a masked text without its tokens, for whoever reads its words: what
// a token is called is not a word of the citizen's.
func Strip(masked string) string {
	if !strings.Contains(masked, "<") {
		return masked
	}
	var b strings.Builder
	for s := masked; s != ""; {
		if n, _ := tokenAt(s); n > 0 {
			b.WriteByte(' ')
			s = s[n:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

// First is the first token of one of the kinds in a masked text, "" if none.
func First(masked string, of ...Kind) string {
	for at := strings.IndexByte(masked, '<'); at >= 0; {
		if n, kind := tokenAt(masked[at:]); n > 0 && wanted(kind, of) {
			return masked[at : at+n]
		}
		next := strings.IndexByte(masked[at+1:], '<')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return ""
}

// tokenAt is the length and kind of the token that s begins with; 0 if none.
func tokenAt(s string) (length int, kind Kind) {
	if s == "" || s[0] != '<' {
		return 0, ""
	}
	for _, k := range kinds {
		rest, ok := strings.CutPrefix(s[1:], string(k)+"_")
		if !ok {
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end > 0 && end < 10 && rest[end] == '>' {
			return len(k) + end + 3, k
		}
	}
	return 0, ""
}

// numbering gives out tokens.
type numbering struct {
	last   map[Kind]int
	tokens map[string]string // kind and value → token
}

func (n *numbering) token(k Kind, value string) string {
	key := string(k) + " " + value
	if t, ok := n.tokens[key]; ok {
		return t
	}
	n.last[k]++
	t := fmt.Sprintf("<%s_%d>", k, n.last[k])
	n.tokens[key] = t
	return t
}

// lastTokens are the highest numbers of the tokens that stand in a text already,
// typed by someone or masked before: they must not come to mean another value.
func lastTokens(text string) map[Kind]int {
	last := map[Kind]int{}
	for at := range text {
		if text[at] != '<' {
			continue
		}
		if n, kind := tokenAt(text[at:]); n > 0 {
			number := 0
			for _, d := range text[at+len(kind)+2 : at+n-1] {
				number = 10*number + int(d-'0')
			}
			last[kind] = max(last[kind], number)
		}
	}
	return last
}
