package agent

import (
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// leastSqueezed is the fewest letters of a phrase that is looked for where blanks
// are lost; shorter ones stand inside other words.
const leastSqueezed = 8

// glue are small words that run together with their neighbours when dictation
// loses a blank.
var glue = strings.Fields("i to my me he she is am and want will going just the main mai mujhe hu hoon hai ab se ko ki na मैं मुझे मैंने अब है हूँ को से और")

// squeeze writes phrases of two words or more without blanks.
func squeeze(phrases []string) (squeezed []string) {
	for _, p := range phrases {
		tokens := hindi.Tokens(p)
		if joined := strings.Join(tokens, ""); len(tokens) > 1 && utf8.RuneCountInString(joined) >= leastSqueezed {
			squeezed = append(squeezed, joined)
		}
	}
	return squeezed
}

// lostBlanks reports whether one of the squeezed phrases stands in a text whose
// blanks are lost ("I want toend my life"): it begins and ends where a word does,
// or beside small words in one with it. "Send my life certificate" holds none.
func lostBlanks(squeezed []string, text string) bool {
	tokens := hindi.Tokens(text)
	joined := strings.Join(tokens, "")
	var ends []int // of the words
	for at, i := 0, 0; i < len(tokens); i++ {
		at += len(tokens[i])
		ends = append(ends, at)
	}
	for _, p := range squeezed {
		for from := 0; ; {
			at := strings.Index(joined[from:], p)
			if at < 0 {
				break
			}
			at += from
			if glued(joined[wordStart(ends, at):at]) && glued(joined[at+len(p):wordEnd(ends, at+len(p))]) {
				return true
			}
			from = at + 1
		}
	}
	return false
}

// wordStart is where the word begins that holds the letter at a place.
func wordStart(ends []int, at int) (start int) {
	for _, end := range ends {
		if end > at {
			break
		}
		start = end
	}
	return start
}

// wordEnd is where the word ends that holds the letter before a place.
func wordEnd(ends []int, at int) int {
	for _, end := range ends {
		if end >= at {
			return end
		}
	}
	return at
}

// glued reports whether a string is nothing but small words.
func glued(s string) bool {
	if s == "" {
		return true
	}
	for _, w := range glue {
		if rest, ok := strings.CutPrefix(s, w); ok && glued(rest) {
			return true
		}
	}
	return false
}
