package hindi

import (
	"strings"
	"sync"
)

// Single letters: English letters that stand alone under their Hindi names, as
// in spelled acronyms (एस डी एम), categories (श्रेणी ए से ई) and forms (फ़ॉर्म 1ए).
// Most such names are no Hindi words. Some are (कौन सी, दादा जी के, आई), and are
// letters only in the company of letters.

var loadSingles = sync.OnceValue(func() map[string]byte {
	m := make(map[string]byte, len(letterNames))
	for _, l := range letterNames {
		m[l.deva] = l.letter[0] - 'a' + 'A'
	}
	return m
})

// alsoWord tells whether the letter name is a Hindi word too.
func alsoWord(name string) bool {
	switch name {
	case "के", "जी", "पी", "सी", "ई", "ओ", "आई":
		return true
	}
	return false
}

// company is what stands before a word, as far as single letters care.
type company struct {
	word   string // the Devanagari word before, "" if something else is
	letter bool   // word was written as a letter, or joins such a one: ए से, ए और
	end    int    // where word ends
}

// single returns the letter that word at s[at:end] stands for, or 0.
func single(s, word string, at, end int, before company) byte {
	l := loadSingles()[word]
	if l == 0 || word == "के" {
		return 0
	}
	if !alsoWord(word) || isAnyDigit(lastRune(s[:at])) {
		return l
	}
	gap := s[before.end:at]
	if before.letter && strings.Trim(gap, " ,/") == "" {
		return l
	}
	after := strings.TrimLeft(s[end:], " ")
	if name := devanagariWord(after); len(after) < len(s[end:]) && loadSingles()[name] != 0 && !alsoWord(name) {
		return l
	}
	if word == "सी" && (before.word == "" || gap != " " || joinsLetters(before.word)) {
		return l // not कौन सी
	}
	if gap == " " && hasLetters(before.word) && word != "आई" && word != "पी" {
		return l
	}
	return 0
}

// hasLetters tells whether word is a kind of thing that is told apart by letters.
func hasLetters(word string) bool {
	switch word {
	case "श्रेणी", "वर्ग", "कैटेगरी", "ब्लॉक", "ज़ोन", "ग्रुप":
		return true
	}
	return false
}

// joinsLetters tells whether word may stand between two single letters.
func joinsLetters(word string) bool {
	switch word {
	case "से", "और", "या", "व", "एवं":
		return true
	}
	return false
}
