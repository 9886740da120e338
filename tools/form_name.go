package tools

import (
	"regexp"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// namesSomebody reports whether what was taken out of a sentence is a name beyond doubt: two
// to five words, none of which is said around a change. It is taken at once, for who is
// asked "did you mean ...?" goes on with the next answer, and that is no name of theirs;
// the summary shows it again before anything is sent.
func namesSomebody(value string) bool {
	tokens := hindi.Tokens(value)
	if len(tokens) < 2 || len(tokens) > 5 {
		return false
	}
	for _, w := range tokens {
		if aroundAmended[w] || noNames[w] || wrongWords[w] {
			return false
		}
	}
	return true
}

// notThis is what the new value is not: "Sarla Rani not Sarla Devi".
var notThis = regexp.MustCompile(`(?i)[\s,]+(?:not|instead of|rather than|in place of)\s.*$`)
