package hindi

import (
	"strings"
	"unicode/utf8"
)

// Key returns the phonetic key of one normalised word: the spelling on which
// the ways of writing a word meet, Devanagari or Latin (प्रमाण, praman, pramaan).
//
// Vowels count coarsely: a is dropped except at the start, e and i are one, o
// and u are one. Consonants keep their aspiration; long and short, dental and
// retroflex, श ष स, ज ज़, फ फ़, व w are not told apart. English words and the
// everyday words that people shorten go by the word tables instead, so that
// certificate and सर्टिफिकेट meet.
//
// The key is lower-case ASCII letters, never empty for a non-empty word. A word
// with a digit in it, or in another script, is returned unchanged.
func Key(word string) string {
	if word == "" {
		return ""
	}
	if k, ok := loadWords().keys[word]; ok {
		return k
	}
	if n := len(word); n > 4 && word[n-1] == 's' {
		if k, ok := loadWords().keys[word[:n-1]]; ok {
			return k // certificates
		}
	}
	if one, ok := strings.CutSuffix(word, "्स"); ok {
		if k, ok := loadWords().keys[one]; ok {
			return k // पेपर्स
		}
	}
	if a := acronym(word); len(a) > 2 {
		return soundKey(a)
	}
	return soundKey(word)
}

// Listed reports whether one normalised word is in the word tables, in any of the
// spellings that people use for it.
func Listed(word string) bool {
	_, listed := loadWords().keys[word]
	return listed
}

// soundKey is Key by rule alone.
func soundKey(word string) string {
	var buf [96]byte
	sounds := buf[:0]
	var ok bool
	if word[0] < utf8.RuneSelf {
		sounds, ok = latinSounds(sounds, word)
	} else {
		sounds, ok = devanagariSounds(sounds, word)
	}
	if !ok {
		return word
	}
	key := reduce(sounds)
	if len(key) == 0 {
		return word
	}
	return string(key)
}

// The sounds of a word are one byte each: consonants as the lower-case letters
// of the key, vowels as A (dropped later), I (i, e, ai) and U (u, o, au).
// Aspirates get a letter that is free: x kh, q gh, w th, z dh, o bh, e jh.

// reduce turns sounds into the key, in place.
func reduce(s []byte) []byte {
	out := s[:0]
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	var last byte // the sound before, as read
	for i := 0; i < len(s); i++ {
		c := s[i]
		prev := last
		last = c
		switch c {
		case 'A':
			if i == 0 {
				out = append(out, 'a')
			}
			continue
		case 'I', 'U':
			v := c | 0x20
			// pehle = pahle, number = nambar
			if c == 'I' && i > 0 && at(i+1) == 'h' && !vowel(at(i+2)) && at(i+2) != 0 {
				last = 'A'
				continue
			}
			if n := len(out); n > 0 && out[n-1] == v && (vowel(prev) || prev == 'y' || prev == 'v') {
				continue
			}
			if len(out) == 1 && out[0] == 'a' && vowel(prev) {
				out[0] = v // ai and au at the start
				continue
			}
			out = append(out, v)
			continue
		case 'y':
			if prev == 'I' || i > 0 && at(i+1) == 'I' && vowel(prev) {
				last = 'I'
				if prev != 'I' {
					last = prev
				}
				continue // chahiye = chahie, gaye = gae
			}
		case 'v':
			if prev == 'U' && vowel(at(i+1)) {
				last = 'U'
				continue // huwa = hua
			}
		case 'm':
			if n := at(i + 1); n == 'p' || n == 'b' || n == 'o' || n == 'f' {
				c = 'n' // as anusvara
			}
		}
		if prev == s[i] {
			continue // doubled
		}
		if n := at(i + 1); n != 0 && n == aspirated(s[i]) {
			continue // चिट्ठी = chithi
		}
		out = append(out, c)
	}
	return out
}

func aspirated(c byte) byte {
	switch c {
	case 'k':
		return 'x'
	case 'g':
		return 'q'
	case 't':
		return 'w'
	case 'd':
		return 'z'
	case 'b':
		return 'o'
	case 'j':
		return 'e'
	case 'p':
		return 'f'
	}
	return 0
}

func vowel(c byte) bool { return c == 'A' || c == 'I' || c == 'U' }

// devaSound gives the sound of each Devanagari letter from U+0900; vowel signs
// and vowels as in reduce, 0 for what makes no sound of its own.
var devaSound = [128]byte{
	0x02: 'n',
	0x05: 'A', 0x06: 'A', 0x07: 'I', 0x08: 'I', 0x09: 'U', 0x0A: 'U', 0x0D: 'I', 0x0E: 'I', 0x0F: 'I', 0x10: 'I',
	0x11: 'U', 0x12: 'U', 0x13: 'U', 0x14: 'U', 0x04: 'A', 0x72: 'A', 0x50: 'U',
	0x15: 'k', 0x16: 'x', 0x17: 'g', 0x18: 'q', 0x19: 'n', 0x1A: 'c', 0x1B: 'c', 0x1C: 'j', 0x1D: 'e', 0x1E: 'n',
	0x1F: 't', 0x20: 'w', 0x21: 'd', 0x22: 'z', 0x23: 'n', 0x24: 't', 0x25: 'w', 0x26: 'd', 0x27: 'z', 0x28: 'n', 0x29: 'n',
	0x2A: 'p', 0x2B: 'f', 0x2C: 'b', 0x2D: 'o', 0x2E: 'm', 0x2F: 'y', 0x30: 'r', 0x31: 'r', 0x32: 'l', 0x33: 'l', 0x34: 'l',
	0x35: 'v', 0x36: 's', 0x37: 's', 0x38: 's', 0x39: 'h',
	0x3E: 'A', 0x3F: 'I', 0x40: 'I', 0x41: 'U', 0x42: 'U', 0x45: 'I', 0x46: 'I', 0x47: 'I', 0x48: 'I',
	0x49: 'U', 0x4A: 'U', 0x4B: 'U', 0x4C: 'U',
	0x5F: 'y', 0x79: 'j', 0x7A: 'y', 0x7B: 'g', 0x7C: 'j', 0x7E: 'd', 0x7F: 'b',
}

func devanagariSounds(out []byte, word string) ([]byte, bool) {
	pending := false // a consonant whose vowel is not yet known
	for i, r := range word {
		if r < 0x900 || r > 0x97F || r >= '०' && r <= '९' {
			return nil, false
		}
		switch c := devaSound[r-0x900]; {
		case r == virama:
			pending = false
			continue
		case r == '\u0943' || r == '\u0944': // ृ
			out = append(out, 'r', 'I')
			pending = false
		case r == 'ऋ' || r == 'ॠ':
			out = append(out, 'r', 'I')
		case r == 'ञ' && i >= 6 && word[i-6:i] == "ज्":
			out[len(out)-1] = 'g' // ज्ञ is said gya
			out = append(out, 'y')
			pending = true
		case c == 0:
			continue
		case vowel(c):
			if pending && r < 0x3E+0x900 { // a full vowel after an inherent one
				out = append(out, 'A')
			}
			out = append(out, c)
			pending = false
		default:
			if pending {
				out = append(out, 'A')
			}
			out = append(out, c)
			pending = r != anusvara
			if r == anusvara {
				continue
			}
		}
	}
	return out, true
}

func latinSounds(out []byte, w string) ([]byte, bool) {
	at := func(i int) byte {
		if i < len(w) {
			return w[i]
		}
		return 0
	}
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= '0' && c <= '9' || c >= utf8.RuneSelf {
			return nil, false
		}
		h := at(i+1) == 'h'
		aspirate := byte(0)
		switch c {
		case 'a':
			out = append(out, 'A')
		case 'e', 'i':
			out = append(out, 'I')
		case 'o', 'u':
			if c == 'u' && i > 0 && w[i-1] == 'q' {
				out = append(out, 'v')
				continue
			}
			out = append(out, 'U')
		case 'y':
			if n := at(i + 1); i > 0 && (n == 0 || !latinVowel(n)) && !latinVowel(w[i-1]) {
				out = append(out, 'I') // system, city
				continue
			}
			out = append(out, 'y')
		case 'c':
			n := at(i + 1)
			switch {
			case n == 'h':
				out = append(out, 'c')
				i++
				if at(i+1) == 'h' {
					i++
				}
			case n == 'c' && at(i+2) == 'h':
				// the first half of cch
			case n == 'e' || n == 'i' || n == 'y':
				out = append(out, 's')
			case n == 'k' || n == 'q':
			default:
				out = append(out, 'k')
			}
		case 's':
			out = append(out, 's')
			if h {
				i++
			}
		case 't':
			if i+4 <= len(w) && w[i:i+4] == "tion" && i > 0 {
				out = append(out, 's', 'A', 'n') // ration
				i += 3
				continue
			}
			aspirate = aspirated(c)
		case 'k', 'g', 'd', 'b', 'j', 'p':
			aspirate = aspirated(c)
		case 'x':
			out = append(out, 'k', 's')
		case 'q':
			out = append(out, 'k')
		case 'z':
			out = append(out, 'j')
		case 'w':
			out = append(out, 'v')
		case 'f', 'h', 'l', 'm', 'n', 'r', 'v':
			out = append(out, c)
		}
		if aspirate == 0 {
			continue
		}
		if h {
			out = append(out, aspirate)
			i++
			continue
		}
		out = append(out, c)
	}
	return out, true
}

func latinVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }
