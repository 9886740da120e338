package hindi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns the one form of s that index and query share: Clean, lower
// case, compatibility letters folded, Latin accents and nukta and joiners
// dropped, Devanagari digits in ASCII, chandrabindu and a half nasal before a
// stop of its own class written as anusvara (हिन्दी = हिंदी, पञ्जीकरण = पंजीकरण),
// everything but letters, marks and digits turned into single spaces.
//
// A point between digits stays (1.5); the commas of a grouped number and the
// points of initials go (1,20,000 = 120000, S.D.M. = sdm), as does an
// apostrophe inside a word. The result has no space at either end, may be
// empty, and Normalise(Normalise(s)) equals Normalise(s).
func Normalise(s string) string {
	s, _ = Clean(s)
	plain := plainHindi(s)
	if !plain {
		s = norm.NFKD.String(s)
	}
	in := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
			in = append(in, r)
			continue
		case r >= 0x900 && r <= 0x97F:
			r = asciiDigit(r)
		default:
			r = unicode.ToLower(r)
		}
		switch {
		case r == nukta, r == zwj, r == zwnj, r == 'ऽ', r >= 0x300 && r <= 0x36F, r > 0x97F && invisible(r):
			continue
		case r == '\u0901', r == '\u0900': // chandrabindu
			r = anusvara
		case r == '’', r == '‘', r == 'ʼ':
			r = '\''
		}
		in = append(in, r)
	}
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); i++ {
		r := in[i]
		switch {
		case isDigit(r):
			if i > 0 && isDigit(in[i-1]) {
				out = append(out, r)
				continue
			}
			n := groupedLen(in[i:])
			for _, g := range in[i : i+n] {
				if g != ',' {
					out = append(out, g)
				}
			}
			i += n - 1
		case wordPart(r):
			if i+2 < len(in) && in[i+1] == virama && homorganic(r, in[i+2]) {
				r = anusvara
				i++
			}
			if r == anusvara && len(out) > 0 && out[len(out)-1] == anusvara {
				continue
			}
			out = append(out, r)
		case r == '.' && between(in, i, isDigit):
			out = append(out, r)
		case r == '.' && initial(in, i), r == '\'' && between(in, i, unicode.IsLetter):
			// dropped: the letters on both sides join
		default:
			if n := len(out); n > 0 && out[n-1] != ' ' {
				out = append(out, ' ')
			}
		}
	}
	res := strings.TrimSuffix(string(out), " ")
	if plain || plainHindi(res) {
		return res
	}
	return norm.NFC.String(res)
}

// Tokens returns the words of Normalise(s), none empty; nil if there are none.
func Tokens(s string) []string {
	return strings.Fields(Normalise(s))
}

func wordPart(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 'a' && r <= 'z' || isDigit(r)
	case r >= 0x900 && r <= 0x97F:
		return r != '।' && r != '॥' && r != '॰'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func between(in []rune, i int, is func(rune) bool) bool {
	return i > 0 && i+1 < len(in) && is(in[i-1]) && is(in[i+1])
}

// initial tells whether the point at i follows one lone letter and precedes
// another, as in S.D.M., or ends such a row.
func initial(in []rune, i int) bool {
	lone := func(j int) bool { // a Latin letter at j with no letter on either side
		return j >= 0 && j < len(in) && in[j] >= 'a' && in[j] <= 'z' &&
			(j == 0 || !unicode.IsLetter(in[j-1]) && !isDigit(in[j-1])) &&
			(j+1 == len(in) || !unicode.IsLetter(in[j+1]) && !isDigit(in[j+1]))
	}
	return lone(i-1) && lone(i+1)
}

// groupedLen is the length of the number that starts in, commas of a thousands
// or lakh grouping included; without a valid grouping, of its first digits.
func groupedLen(in []rune) int {
	run := func(i int) int {
		n := 0
		for i+n < len(in) && isDigit(in[i+n]) {
			n++
		}
		return n
	}
	first := run(0)
	if first == 0 || first > 3 {
		return first
	}
	end, last := first, 0
	for end < len(in) && in[end] == ',' {
		n := run(end + 1)
		if n == 0 {
			break // a comma of the sentence
		}
		if n != 2 && n != 3 || last == 3 && n == 2 {
			return first
		}
		end, last = end+1+n, n
	}
	if last != 3 {
		return first
	}
	return end
}

// homorganic tells whether half nasal n before consonant c sounds and is
// written as anusvara.
func homorganic(n, c rune) bool {
	switch n {
	case 'ङ':
		return c >= 'क' && c <= 'घ'
	case 'ञ':
		return c >= 'च' && c <= 'झ'
	case 'ण':
		return c >= 'ट' && c <= 'ढ'
	case 'न':
		return c >= 'त' && c <= 'ध'
	case 'म':
		return c >= 'प' && c <= 'भ'
	}
	return false
}
