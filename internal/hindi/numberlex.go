package hindi

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/numbers.tsv
var numbersFile string

type numberWord struct {
	kind      lexKind
	value     int64
	ambiguous bool
	plus      bool
}

var loadNumbers = sync.OnceValue(func() map[string]numberWord {
	kinds := map[string]lexKind{"n": numLex, "u": unitLex, "f": fracLex, "h": halfLex, "o": ordLex, "t": thingLex, "m": moneyLex}
	m := make(map[string]numberWord, 1024)
	for line := range strings.Lines(numbersFile) {
		line = strings.TrimSpace(line)
		f := strings.Split(line, "\t")
		if line == "" || line[0] == '#' || len(f) != 3 {
			continue
		}
		v, _ := strconv.ParseFloat(f[0], 64)
		w := numberWord{kind: kinds[f[1]], value: int64(v * million), plus: f[0][0] == '+'}
		switch {
		case w.kind == fracLex && !w.plus:
			w.value -= million // sava adds a quarter, paune takes one away
		case w.kind == unitLex:
			w.value = int64(v) * million
		}
		for _, s := range strings.Fields(f[2]) {
			w := w
			s, w.ambiguous = strings.CutPrefix(s, "?")
			m[foldWord(s)] = w
		}
	}
	return m
})

func foldWord(w string) string {
	if w[0] < utf8.RuneSelf {
		return strings.ToLower(w)
	}
	if !strings.ContainsAny(w, "\u0901\u093C\u094D\u200C\u200D") && plainHindi(w) {
		return w // Normalise would not change it
	}
	return Normalise(w)
}

// ordinalEnding tells whether w makes digits before it an ordinal.
func ordinalEnding(w string) bool {
	switch w {
	case "st", "nd", "rd", "th", "vi", "va", "vin", "van", "wan", "wi", "win", "ve", "वां", "वीं", "वा", "वी", "वें", "वे":
		return true
	}
	return false
}

// lexNumbers parts s into what matters for numbers. Whatever else stands
// between two lexemes leaves a wordLex there.
func lexNumbers(s string) []lex {
	known := loadNumbers()
	var out []lex
	stop := func(at int) {
		if n := len(out); n > 0 && out[n-1].kind == wordLex && out[n-1].text == "" {
			return
		}
		out = append(out, lex{start: at, end: at})
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == ' ' || r == '\t' || r == '\u00a0':
			i += n
		case r == '₹':
			out = append(out, lex{kind: moneyLex, start: i, end: i + n})
			i += n
		case isAnyDigit(r) || isWordRune(r):
			end := i + chunkLen(s[i:])
			if isCode(s[i:end], known) {
				stop(i)
			} else {
				out = lexChunk(out, s, i, end, known)
			}
			i = end
		case r == '.' && len(out) > 0 && out[len(out)-1].kind == moneyLex && out[len(out)-1].end == i: // Rs.
			i += n
		default:
			stop(i)
			i += n
		}
	}
	return out
}

// chunkLen is the length of the letters, digits and joining signs s starts
// with; signs at its end do not belong to it.
func chunkLen(s string) int {
	end := 0
	for i, r := range s {
		if isAnyDigit(r) || isWordRune(r) {
			end = i + utf8.RuneLen(r)
			continue
		}
		if !strings.ContainsRune("-_/.,@:&=?%+#~", r) {
			break
		}
		if i+1 < len(s) && (r == ',' || r == '?') {
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); !isAnyDigit(next) {
				break
			}
		}
	}
	return end
}

// isCode tells whether a chunk is a link, an address or a code whose digits are
// no numbers.
func isCode(c string, known map[string]numberWord) bool {
	if strings.Contains(c, "://") || strings.Contains(c, "@") || strings.HasPrefix(c, "www.") {
		return true
	}
	if !strings.ContainsAny(c, "-_/&=.") {
		return false // one word or number: nothing is joined
	}
	digit, strange, joined, dotted := false, false, false, false
	for i := 0; i < len(c); {
		r, n := utf8.DecodeRuneInString(c[i:])
		switch {
		case isWordRune(r):
			end := i
			for end < len(c) {
				q, m := utf8.DecodeRuneInString(c[end:])
				if !isWordRune(q) {
					break
				}
				end += m
			}
			w := foldWord(c[i:end])
			if _, ok := known[w]; !ok && !ordinalEnding(w) && w != "k" {
				strange = true
			}
			if w == "in" || w == "com" || w == "org" || w == "gov" || w == "nic" {
				dotted = dotted || i > 0 && c[i-1] == '.'
			}
			i = end
			continue
		case isAnyDigit(r):
			digit = true
		case r == '-' || r == '_' || r == '/' || r == '&' || r == '=':
			joined = true
		}
		i += n
	}
	return dotted || digit && strange && joined && !compound(c)
}

// compound tells whether c is a number joined to what it counts by a hyphen:
// 10-digit, 12-अंकीय. Capitals and more digits make a code: 10-A, 24-abc-7.
func compound(c string) bool {
	i := 0
	for i < len(c) {
		r, n := utf8.DecodeRuneInString(c[i:])
		if !isAnyDigit(r) && r != '.' && r != ',' {
			break
		}
		i += n
	}
	rest, ok := strings.CutPrefix(c[i:], "-")
	if i == 0 || !ok {
		return false
	}
	letters := 0
	for _, r := range rest {
		if !isWordRune(r) && r != '-' || r >= 'A' && r <= 'Z' {
			return false
		}
		letters++
	}
	return letters >= 3
}

func lexChunk(out []lex, s string, i, end int, known map[string]numberWord) []lex {
	for i < end {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isAnyDigit(r):
			l := lexDigits(s[:end], i)
			w := wordAt(s[:end], l.end)
			if w != "" {
				f := foldWord(w)
				kw, ok := known[f]
				switch {
				case ordinalEnding(f):
					l.ordinal = true
					l.end += len(w)
				case f == "k": // 50k
					l.value, l.end = l.value*1000, l.end+1
					l.digits = decimal(l.value)
				case !ok || kw.kind == numLex:
					l.kind = wordLex // 24x7, 4G
				}
			}
			if n := len(out); n > 0 && out[n-1].end == l.start && out[n-1].kind != moneyLex && isWordRune(lastRune(s[:l.start])) {
				l.kind = wordLex // A4
			}
			out = append(out, l)
			i = l.end
		case isWordRune(r):
			w := wordAt(s[:end], i)
			out = append(out, lexWord(w, i, known))
			i += len(w)
		default:
			// A hyphen between words or digits joins nothing but twenty-one.
			if r != '-' && !(r == '.' && len(out) > 0 && out[len(out)-1].kind == moneyLex) && !unicode.IsSpace(r) {
				out = append(out, lex{start: i, end: i + n})
			} else if r == '-' && len(out) > 0 && out[len(out)-1].kind == digitsLex && isAnyDigit(firstRune(s[i+n:end])) {
				out = append(out, lex{start: i, end: i + n})
			}
			i += n
		}
	}
	return out
}

func lexWord(w string, at int, known map[string]numberWord) lex {
	f := foldWord(w)
	l := lex{start: at, end: at + len(w), text: f}
	if k, ok := known[f]; ok {
		l.kind, l.value, l.ambiguous, l.plus, l.ordinal = k.kind, k.value, k.ambiguous, k.plus, k.kind == ordLex
		return l
	}
	// पंद्रहवां, pandrahva: a number word with an ordinal ending
	for _, e := range []string{"वां", "वीं", "वें", "वा", "वी"} {
		if stem, ok := strings.CutSuffix(f, e); ok {
			if k, ok := known[stem]; ok && k.kind == numLex {
				l.kind, l.value, l.ordinal = ordLex, k.value, true
				return l
			}
		}
	}
	return l
}

func wordAt(s string, i int) string {
	end := i
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !isWordRune(r) {
			break
		}
		end += n
	}
	return s[i:end]
}

// lexDigits reads the digits at i: grouped, with a decimal point, of either
// script.
func lexDigits(s string, i int) lex {
	var d []rune
	var at []int // byte offset after each
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		r = asciiDigit(r)
		if !isDigit(r) && r != ',' && r != '.' {
			break
		}
		j += n
		d, at = append(d, r), append(at, j)
	}
	n := groupedLen(d)
	whole := strings.ReplaceAll(string(d[:n]), ",", "")
	frac := ""
	if n+1 < len(d) && d[n] == '.' && isDigit(d[n+1]) {
		m := n + 1
		for m < len(d) && isDigit(d[m]) {
			m++
		}
		// 01.04.2026 is no decimal
		if m+1 >= len(d) || d[m] != '.' || !isDigit(d[m+1]) {
			if i == 0 || s[i-1] != '.' || i == 1 || !isAnyDigit(rune(s[i-2])) {
				frac, n = string(d[n+1:m]), m
			}
		}
	}
	l := lex{kind: digitsLex, start: i, end: at[n-1], value: -1}
	whole = strings.TrimLeft(whole, "0")
	frac = strings.TrimRight(frac, "0")
	if whole == "" {
		whole = "0"
	}
	l.digits = whole
	if frac != "" {
		l.digits += "." + frac
	}
	if len(whole) <= 12 && len(frac) <= 6 {
		v, _ := strconv.ParseInt(whole+frac+strings.Repeat("0", 6-len(frac)), 10, 64)
		l.value = v
	}
	return l
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
