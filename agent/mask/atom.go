package mask

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gap is what stands before an atom.
type gap byte

const (
	glued   gap = iota // nothing
	spaced             // blanks
	signed             // dashes, points, slashes, brackets
	listed             // commas
	divided            // anything else, or the beginning
)

// atom is a run of digits or of letters in a text.
type atom struct {
	start, end int
	gap        gap
	digits     string // ASCII, of a run of digits or of a number word
	letters    string // capital ASCII letters, of a run of at most eight
	spelt      bool   // digits came from words
	capital    bool   // letters were written as capitals
	latin      bool   // of ASCII letters or digits, as far as its neighbours care
	barrier    bool   // belongs to no identifier: amounts, dates, tokens
	plus       bool   // a + stands before it
	cue        cue
	email      bool
}

// scan cuts a text into atoms and reads number words, "double" and "triple".
func scan(text string) []atom {
	atoms := make([]atom, 0, len(text)/5+4)
	mail := false
	end := 0 // of the last atom
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		var a atom
		switch {
		case r == '<':
			if n, _ := tokenAt(text[i:]); n > 0 {
				a = atom{start: i, end: i + n, barrier: true}
			}
		case r == '₹':
			a = atom{start: i, end: i + n, barrier: true}
		case digit(r) >= 0:
			a = digitRun(text, i)
		case unicode.IsLetter(r):
			a = letterRun(text, i)
		}
		if a.end == 0 {
			i += n
			continue
		}
		a.gap = gapOf(text[end:a.start], len(atoms) == 0)
		a.plus = strings.HasSuffix(strings.TrimRight(text[end:a.start], " ("), "+")
		if a.letters == "C" && end > 0 && text[end:a.start] == "/" && atoms[len(atoms)-1].letters == "A" {
			a.cue |= cueAccount // a/c
		}
		mail = mail || a.cue&cueMail != 0
		atoms = append(atoms, a)
		i, end = a.end, a.end
	}
	if strings.Contains(text, "@") {
		atoms = addresses(text, atoms)
	}
	reckon(atoms)
	if mail {
		atoms = spoken(text, atoms)
	}
	guard(text, atoms)
	return atoms
}

// digit is the value of a Latin, Devanagari or full-width digit, -1 for all else.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '०' && r <= '९':
		return int(r - '०')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

func digitRun(text string, i int) atom {
	start, plain := i, true
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if digit(r) < 0 {
			break
		}
		plain = plain && n == 1
		i += n
	}
	a := atom{start: start, end: i, digits: text[start:i], latin: true}
	if !plain {
		a.digits = strings.Map(func(r rune) rune { return '0' + rune(digit(r)) }, a.digits)
	}
	return a
}

// longestCode is the most letters that stand together in a code (SBXCDELH).
const longestCode = 8

func letterRun(text string, i int) atom {
	start := i
	first, _ := utf8.DecodeRuneInString(text[i:])
	ascii := first < utf8.RuneSelf
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if ascii != (r < utf8.RuneSelf) || digit(r) >= 0 || r == utf8.RuneError ||
			!unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200d' && r != '\u200c' {
			break
		}
		i += n
	}
	word := text[start:i]
	a := atom{start: start, end: i, latin: ascii}
	if ascii {
		upper := strings.ToUpper(word)
		a.capital = upper == word
		if len(word) <= longestCode {
			a.letters = upper
		}
		word = strings.ToLower(word)
	} else {
		a.letters = letterNames[word]
		a.capital = a.letters != ""
	}
	a.cue = cueWords[word]
	if value, ok := numberWord(word); ok {
		a.digits, a.spelt = value, true
	} else if again[word] != "" {
		a.digits, a.spelt = again[word], true
	}
	return a
}

// gapOf tells what the characters between two atoms amount to.
func gapOf(between string, first bool) gap {
	if first {
		return divided
	}
	if between == "" {
		return glued
	}
	g, signs := spaced, 0
	for _, r := range between {
		switch {
		case r == ' ' || r == '\t' || r == '\u00a0' || r == '\u2009' || r == '\u202f':
			continue
		case strings.ContainsRune("-‐‑‒–—_./()·•*", r):
			g = max(g, signed)
		case r == ',' || r == '،':
			g = max(g, listed)
		default:
			return divided
		}
		if signs++; signs > 3 {
			return divided
		}
	}
	if len(between) > 8 {
		return divided
	}
	return g
}
