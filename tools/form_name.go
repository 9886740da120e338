package tools

import (
	"regexp"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
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

// notThis is what the new value is not: "Sarla Rani not Sarla Devi", "Hari Om hai, Hari Ram
// nahi".
var notThis = regexp.MustCompile(`(?i)[\s,]+(?:not|instead of|rather than|in place of)\s.*$|(?:[\s,]+(?:hai|h|है)[\s,]+|\s*,\s*)(?:[^\s,]+\s+){1,4}(?:nahi|nahin|nhi|नहीं|नही)[\s.।]*$`)

// namedFirst is a sentence that tells one's name and then something else: "mera naam Rajesh
// Sharma hai aur ...".
var namedFirst = regexp.MustCompile(`(?i)^\s*(?:mera naam|mera nam|my name is|मेरा नाम)\s+([^,;।]+?)\s+(?:(?:hai|h|hain|है)\s+)?(?:aur|and|और)\s`)

// ofItsName reports whether a word of the value stands in the service's name.
func ofItsName(s *corpus.Service, value string) bool {
	own := hindi.Tokens(s.Name.En + " " + s.Name.Hi + " " + s.Name.In(corpus.HindiLatin))
	return slices.ContainsFunc(hindi.Tokens(value), func(w string) bool { return slices.Contains(own, w) })
}
