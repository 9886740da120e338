package agent

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// aPaper are the words for one paper, by which people also call the certificate
// itself: "jaati ka kagaz kaun banata hai".
var aPaper = keys("kagaz kagaj paper काग़ज़ कागज")

// ofPapers are words that, near a paper, ask which ones are needed.
var ofPapers = keys("all saare sare saari sabhi sab सारे सभी सब kya kyaa kaun kaunse kaunsa kon konse konsa kis which what list kitne lagta lagte lagega lagenge lagti lagegi lagana lagane lagane need needed required require bring carry attach upload " +
	"क्या कौन कौनसे किस कितने लगता लगते लगेगा लगेंगे लगेंगें लगाना लाना लाने सूची batao bataiye bata बताओ बताइए बता")

// certain are words beside a paper that is one certain thing.
var certain = keys("ka wala wale wali sarkari pakka asli the this that a on government real का वाला वाले वाली सरकारी असली पक्का")

// nearPaper is how many words apart such a word may stand.
const nearPaper = 3

func keys(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range hindi.Tokens(words) {
		set[hindi.Key(w)] = true
	}
	return set
}

// asked leaves the papers out of the aspects of a message in which nothing but
// the name of one certain paper speaks for them, and no word near it asks for
// papers. A short message asks by the name alone: "aur kagaz?".
func (a *Assistant) asked(text string, kinds []corpus.Kind) []corpus.Kind {
	words := hindi.Tokens(text)
	if !slices.Contains(kinds, corpus.Papers) || len(words) <= shortFollowUpWords {
		return kinds
	}
	near := func(at, before, after int, cues map[string]bool) bool {
		return slices.ContainsFunc(words[max(0, at-before):min(len(words), at+after+1)], func(w string) bool { return cues[hindi.Key(w)] })
	}
	var rest []string
	for i, w := range words {
		switch {
		case !aPaper[hindi.Key(w)] || w == "papers": // several are never the certificate
			rest = append(rest, w)
		case near(i, nearPaper, nearPaper, ofPapers), !near(i, 2, 1, certain):
			return kinds
		}
	}
	if len(rest) == len(words) || slices.Contains(a.library.Match(strings.Join(rest, " ")).Kinds, corpus.Papers) {
		return kinds
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k corpus.Kind) bool { return k == corpus.Papers })
}
