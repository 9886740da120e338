// Package ngram turns Latin-letter text into the features that the language
// classifier weighs: the letters of each word in runs of two to four, each word
// whole, and each pair of words. Trainer and classifier share it, so that they
// cannot drift apart.
package ngram

// Buckets is the number of features; a feature is a hash below it.
const Buckets = 1 << 15

// Max is the most features a text gives: about 100 words. What comes after
// tells no more of the language.
const Max = 1536

const maxWord = 20 // letters of a word that are looked at

// Append appends the features of text to dst and tells how many words they
// come from. Only runs of ASCII letters are words; those with digits or in a
// code are left out, and so are acronyms of up to five capitals unless the whole
// text is in capitals, for SDM and CLF belong to every language.
func Append(dst []uint16, text string) (features []uint16, words int) {
	shouting := !hasLower(text)
	var word [maxWord + 2]byte
	before := uint32(seed)
	for i := 0; i < len(text) && len(dst) < Max-4*maxWord; {
		if !Letter(text[i]) {
			if c := text[i]; c == '.' || c == '?' || c == '!' || c == '\n' {
				before = seed
			}
			i++
			continue
		}
		end, lower := WordEnd(text, i)
		if end < 0 { // a code
			i = -end
			continue
		}
		raw := text[i:end]
		i = end
		if !lower && len(raw) <= 5 && len(raw) > 1 && !shouting {
			continue
		}
		n := 1
		word[0] = '<'
		for j := 0; j < len(raw) && n <= maxWord; j++ {
			if raw[j] != '\'' {
				word[n] = raw[j] | 0x20
				n++
			}
		}
		word[n] = '>'
		n++
		whole := uint32(seed)
		for j := range n {
			c := word[j]
			whole = step(whole, c)
			h := step(seed+1, c)
			for k := j + 1; k < n && k < j+4; k++ {
				h = step(h, word[k])
				dst = append(dst, bucket(h))
			}
		}
		dst = append(dst, bucket(whole), bucket(before*31+whole))
		before = whole
		words++
	}
	return dst, words
}

const seed = 2166136261

func step(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

func bucket(h uint32) uint16 { return uint16(h * 2654435769 >> (32 - 15)) }

// Letter tells whether c is an ASCII letter.
func Letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// WordEnd returns the end of the word of letters and inner apostrophes at i,
// and whether it has a lower-case letter. If letters and digits or the signs
// of an address are joined to it, it is no word, and the negative of where the
// code ends comes back.
func WordEnd(text string, i int) (end int, lower bool) {
	start := i
	code := i > 0 && (digit(text[i-1]) || text[i-1] == '_')
	for i < len(text) {
		c := text[i]
		switch {
		case Letter(c):
			lower = lower || c >= 'a'
		case digit(c) || c == '@' || c == '_':
			code = true
		case c == '\'' && i+1 < len(text) && Letter(text[i+1]):
		case c == ':' && i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/', c == '.' && i == start+3 && text[start:i] == "www":
			for i < len(text) && text[i] != ' ' && text[i] != '\n' {
				i++
			}
			return -i, lower
		case (c == '-' || c == '/' || c == '.') && i+1 < len(text) && (digit(text[i+1]) || code && Letter(text[i+1])):
			code = true
		default:
			if code {
				return -i, lower
			}
			return i, lower
		}
		i++
	}
	if code {
		return -i, lower
	}
	return i, lower
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func hasLower(s string) bool {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return true
		}
	}
	return false
}
