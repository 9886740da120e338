package hindi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	zwnj       = '\u200C'
	zwj        = '\u200D'
	emojiStyle = '\uFE0F'
	nukta      = '\u093C'
	virama     = '\u094D'
	anusvara   = '\u0902'
)

// Clean returns s in Unicode form NFC without what a reader cannot see: bidi
// controls, tag characters, variation selectors, zero-width and control
// characters. Joiners stay where they shape what is seen: after a virama that
// follows a consonant, and between two emoji. Every kind of blank becomes a
// plain space, every kind of line end "\n", and each run of bytes that is not
// UTF-8 becomes one U+FFFD.
//
// Removed counts the characters removed and the runs replaced; blanks and line
// ends do not count. Text that is already clean, Hindi included, comes back as
// displayed, and Clean(Clean(s)) equals Clean(s).
func Clean(s string) (clean string, removed int) {
	if printableASCII(s) {
		return s, 0
	}
	var b strings.Builder
	b.Grow(len(s))
	// The three characters written before this one decide about a joiner.
	var p1, p2, p3 rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			for i < len(s) {
				if r, n := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || n != 1 {
					break
				}
				i++
			}
			removed++
			b.WriteRune(utf8.RuneError)
			p3, p2, p1 = p2, p1, utf8.RuneError
			continue
		}
		i += n
		switch {
		case r >= ' ' && r <= '~' || r >= 0x900 && r <= 0x97F:
			// the common case: seen, and as it should be
		case r == '\r':
			if i < len(s) && s[i] == '\n' {
				continue
			}
			r = '\n'
		case r == '\u2028', r == '\u2029', r == '\u0085':
			r = '\n'
		case r == '\u2800', unicode.Is(unicode.Zs, r):
			r = ' '
		case r == zwj || r == zwnj:
			next, _ := utf8.DecodeRuneInString(s[i:])
			if !joinerShapes(r, p1, p2, p3, next) {
				removed++
				continue
			}
		case r == emojiStyle:
			if !takesEmojiStyle(p1) {
				removed++
				continue
			}
		case invisible(r):
			removed++
			continue
		}
		b.WriteRune(r)
		p3, p2, p1 = p2, p1, r
	}
	clean = b.String()
	if !plainHindi(clean) {
		clean = norm.NFC.String(clean)
	}
	return clean, removed
}

// plainHindi tells whether s is ASCII and Devanagari, with nothing in it that a
// normal form would change. Nearly all messages are; the check is ten times
// cheaper than normalising.
func plainHindi(s string) bool {
	var prev rune
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < utf8.RuneSelf {
			prev = 0
			continue
		}
		if c != 0xE0 || i+2 >= len(s) || s[i+1] != 0xA4 && s[i+1] != 0xA5 {
			return false
		}
		r := rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
		if r == nukta && (prev < 'क' || prev > 'ह' || prev == 'न' || prev == 'र' || prev == 'ळ') {
			return false // composes, or stands out of order
		}
		if r == 0x929 || r == 0x931 || r == 0x934 || r >= 0x951 && r <= 0x954 || r >= 0x958 && r <= 0x95F {
			return false
		}
		prev = r
		i += 2
	}
	return true
}

func printableASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '\n' && c != '\t' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

// joinerShapes tells whether joiner j changes what is seen: p1, p2, p3 stand
// before it, nearest first, next after it. The consonant is asked for too, so
// that no reordering by NFC can part the joiner from its virama.
func joinerShapes(j, p1, p2, p3, next rune) bool {
	if isVirama(p1) {
		if isNukta(p2) {
			p2 = p3
		}
		return unicode.Is(unicode.Lo, p2)
	}
	if j != zwj || !emoji(next) {
		return false
	}
	if p1 == emojiStyle || p1 >= 0x1F3FB && p1 <= 0x1F3FF {
		p1 = p2
	}
	return emoji(p1)
}

func isVirama(r rune) bool {
	switch r {
	case virama, '\u09CD', '\u0A4D', '\u0ACD', '\u0B4D', '\u0BCD', '\u0C4D', '\u0CCD', '\u0D4D':
		return true
	}
	return false
}

func isNukta(r rune) bool {
	switch r {
	case nukta, '\u09BC', '\u0A3C', '\u0ABC', '\u0B3C':
		return true
	}
	return false
}

// emoji is about pictures that take part in joined sequences, not all emoji.
func emoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2190 && r <= 0x2BFF && unicode.Is(unicode.So, r)
}

func takesEmojiStyle(r rune) bool {
	return emoji(r) || r == '#' || r == '*' || r >= '0' && r <= '9' || r == '©' || r == '®' || r == '™' || r == 'ℹ' ||
		r == '\u203C' || r == '\u2049' || r == '\u3030' || r == '\u303D' || r == '\u3297' || r == '\u3299'
}

func invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ' || r >= 0x7F && r <= 0x9F:
		return true
	case r < 0x300:
		return r == 0xAD
	case r >= 0x600 && r <= 0x605, r == 0x6DD, r == 0x70F, r == 0x890, r == 0x891, r == 0x8E2:
		return false // Arabic and Syriac signs of class Cf that are seen
	case r == 0x34F, // combining grapheme joiner
		r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, // Hangul fillers
		r == 0x17B4, r == 0x17B5, // Khmer inherent vowels
		r >= 0x180B && r <= 0x180F,                     // Mongolian selectors
		r >= 0xFE00 && r <= 0xFE0F,                     // variation selectors
		r >= 0xFFF0 && r <= 0xFFFB,                     // specials
		r >= 0xE0000 && r <= 0xE0FFF,                   // tags and more selectors
		r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF: // noncharacters
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// Digits returns s with Devanagari digits as ASCII digits, all else unchanged.
func Digits(s string) string {
	if !strings.ContainsAny(s, "०१२३४५६७८९") {
		return s
	}
	return strings.Map(asciiDigit, s)
}

func asciiDigit(r rune) rune {
	if r >= '०' && r <= '९' {
		return r - '०' + '0'
	}
	return r
}
