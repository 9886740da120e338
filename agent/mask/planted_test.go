package mask

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

//go:embed testdata/templates.tsv
var templatesFile string

// planter makes messages with one identifier each, always the same ones.
type planter struct{ *rand.Rand }

// digits are n random digits after a beginning.
func (p planter) digits(begin string, n int) string {
	for len(begin) < n {
		begin += string(rune('0' + p.IntN(10)))
	}
	return begin
}

func (p planter) pick(of ...string) string { return of[p.IntN(len(of))] }

func (p planter) letters(n int) string {
	s := ""
	for range n {
		s += string(rune('A' + p.IntN(26)))
	}
	return s
}

// checked ends digits with the one that a check accepts.
func checked(digits string, valid func(string) bool) string {
	for d := '0'; d <= '9'; d++ {
		if valid(digits + string(d)) {
			return digits + string(d)
		}
	}
	panic("no check digit for " + digits)
}

// value is a random identifier in its plain form.
func (p planter) value(k Kind) string {
	switch k {
	case Aadhaar:
		return checked(p.digits(p.pick("2", "3", "4", "5", "6", "7", "8", "9"), 11), verhoeff)
	case PAN:
		return p.letters(3) + "P" + p.letters(1) + p.digits("", 4) + p.letters(1)
	case VoterID:
		return p.letters(3) + p.digits("", 7)
	case Mobile:
		return p.digits(p.pick("6", "7", "8", "9"), 10)
	case Account:
		return p.digits(p.pick("1", "2", "3", "5", "0"), 9+p.IntN(10))
	case IFSC:
		return p.pick("SBIN", "HDFC", "ICIC", "PUNB", "BARB", "CNRB", "UTIB") + "0" + p.digits("", 6)
	case Email:
		return strings.ToLower(p.letters(4)) + p.pick("", ".") + strings.ToLower(p.letters(5)) + p.digits("", p.IntN(4)) + "@" + p.pick("gmail.com", "yahoo.co.in", "nic.in", "rediffmail.com")
	case Passport:
		return p.pick("A", "J", "K", "L", "M", "N", "P", "R", "S", "T", "U", "V", "W", "Z") + p.digits(p.pick("1", "2", "5", "8"), 7)
	case Card:
		return checked(p.digits(p.pick("4", "51", "54", "6521", "6071", "8172"), 15), luhn)
	case Vehicle:
		if p.IntN(6) == 0 {
			return p.digits("2", 2) + "BH" + p.digits("", 4) + p.letters(1+p.IntN(2))
		}
		return p.pick("DL3C", "DL8S", "DL12", "HR26", "UP16", "UP32") + p.letters(1+p.IntN(2)) + p.digits("", 4)
	case Application:
		if p.IntN(2) == 0 {
			return fmt.Sprintf("SBX-%s-26-%s", p.pick("INC", "DOM", "OBC", "BIRT"), p.digits("0", 6))
		}
		return p.digits(p.pick("9040", "9050", "1052", "7010"), 11+p.IntN(6))
	case Certificate:
		return fmt.Sprintf("SBXC-%s-26-%s", p.pick("INC", "DOM", "OBC"), p.digits("0", 6))
	}
	panic(k)
}

// written is a value as someone writes it in a message of the form.
func (p planter) written(value, form string) string {
	if strings.Contains(value, "@") {
		if name, host, _ := strings.Cut(value, "@"); p.IntN(4) == 0 && host == "gmail.com" && form != "hi" {
			return strings.ReplaceAll(name, ".", " dot ") + " at gmail dot com"
		}
		return value
	}
	if !allDigits(value) {
		return p.writtenCode(value)
	}
	switch p.IntN(10) {
	case 0:
		return p.cut(value, " ")
	case 1:
		return p.cut(value, "-")
	case 2:
		return p.cut(value, ".")
	case 3:
		return devanagari(value)
	case 4:
		return devanagari(p.cut(value, " "))
	case 5, 6:
		return p.spelt(value, form)
	case 7:
		if len(value) == 10 {
			return p.pick("+91 ", "+91-", "91", "0", "+91") + value
		}
	case 8:
		if len(value) == 10 {
			return p.pick("+91 ", "0") + value[:5] + " " + value[5:]
		}
	}
	return value
}

func (p planter) writtenCode(value string) string {
	switch p.IntN(5) {
	case 0:
		return strings.ToLower(value)
	case 1:
		return devanagari(value)
	case 2, 3: // a sign where letters meet digits
		sign := p.pick(" ", "-", " - ")
		var b strings.Builder
		for i, r := range strings.ReplaceAll(value, "-", "") {
			if i > 0 && (r >= 'A') != (rune(strings.ReplaceAll(value, "-", "")[i-1]) >= 'A') {
				b.WriteString(sign)
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	return value
}

// cut groups digits by twos, threes, fours or fives.
func (p planter) cut(digits, sign string) string {
	size := 4
	if len(digits) == 10 {
		size = 2 + p.IntN(4)
	} else if len(digits) != 12 && len(digits) != 16 {
		size = 3 + p.IntN(3)
	}
	var parts []string
	for len(digits) > size {
		parts = append(parts, digits[:size])
		digits = digits[size:]
	}
	return strings.Join(append(parts, digits), sign)
}

func devanagari(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '०'
		}
		return r
	}, s)
}

var digitWords = map[string][]string{
	"en":   strings.Fields("zero one two three four five six seven eight nine"),
	"hi":   strings.Fields("शून्य एक दो तीन चार पाँच छह सात आठ नौ"),
	"latn": strings.Fields("zero ek do teen char paanch chhe saat aath nau"),
}

// spelt says digits word by word, some doubles as such.
func (p planter) spelt(digits, form string) string {
	double, triple := "double", "triple"
	if form == "hi" {
		double, triple = "डबल", "ट्रिपल"
	}
	var words []string
	for i := 0; i < len(digits); i++ {
		word := digitWords[form][digits[i]-'0']
		switch {
		case i+2 < len(digits) && digits[i+1] == digits[i] && digits[i+2] == digits[i]:
			words = append(words, triple)
			i += 2
		case i+1 < len(digits) && digits[i+1] == digits[i] && p.IntN(2) == 0:
			words = append(words, double)
			i++
		}
		words = append(words, word)
	}
	return strings.Join(words, p.pick(" ", " ", ", "))
}

// TestRecall plants a thousand identifiers of all kinds, in every way people
// write them, and wants at least 99 of 100 gone without a trace.
func TestRecall(t *testing.T) {
	t.Parallel()
	const planted = 1000
	p := planter{rand.New(rand.NewPCG(26, 11))}
	lines := strings.Split(strings.TrimSpace(templatesFile), "\n")
	if len(lines) < 60 {
		t.Fatalf("%d templates", len(lines))
	}
	missed, ofKind := 0, map[Kind]int{}
	for i := range planted {
		f := strings.Split(lines[i%len(lines)], "\t")
		kind, form := Kind(f[0]), f[1]
		value := p.value(kind)
		written := p.written(value, form)
		text := strings.ReplaceAll(f[2], "{}", written)
		m := Mask(text)
		ofKind[kind]++
		if leak := leaks(m.Text, value, written); leak != "" {
			missed++
			t.Logf("%s %q: %s is left of %q: %q", kind, text, leak, written, m.Text)
		}
	}
	recall := 100 * float64(planted-missed) / planted
	t.Logf("recall %.1f %% of %d planted identifiers in %d templates: %v", recall, planted, len(lines), ofKind)
	if recall < 99 {
		t.Errorf("recall %.1f %%, want 99", recall)
	}
}

// leaks is a part of the value that stands in the text still: four of its digits
// in a row, or a third of what was written.
func leaks(text, value, written string) string {
	plain := strings.Map(func(r rune) rune {
		if d := digit(r); d >= 0 {
			return '0' + rune(d)
		}
		return r
	}, Strip(text))
	run := ""
	for _, r := range value + "x" {
		if digit(r) >= 0 {
			run += string(r)
			continue
		}
		for i := 0; i+4 <= len(run); i++ {
			if strings.Contains(plain, run[i:i+4]) {
				return run[i : i+4]
			}
		}
		run = ""
	}
	words := strings.FieldsFunc(written, func(r rune) bool { return r == ' ' || r == ',' })
	for n := max(1, len(words)/3); len(words) >= n; words = words[1:] {
		if part := strings.Join(words[:n], " "); len(part) > 2 && strings.Contains(text, part) {
			return part
		}
	}
	return ""
}
