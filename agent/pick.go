package agent

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// pick finds which of the last reply's choices the message is: its id as
// tapped, its title as typed, or its number in the list.
func (t *turning) pick() string {
	if t.message.Choice != "" {
		return t.message.Choice
	}
	if next := t.nextInQueue(); next != "" {
		return next
	}
	if first := t.queuedFirst(); first != "" {
		return first
	}
	if begun := t.beginsOffered(); begun != "" {
		return begun
	}
	typed := hindi.Normalise(t.text)
	for i, c := range t.state.Choices {
		if typed != "" && (typed == hindi.Normalise(c.Title) || typed == strconv.Itoa(i+1)) {
			return c.ID
		}
	}
	if placed := t.pickByPlace(); placed != "" {
		return placed
	}
	return t.pickByWord()
}

// beginWords ask to begin what was offered.
var beginWords = wordSet("start shuru begin शुरू")

// beginsOffered takes "haan shuru karo" for the application offered under the last
// answer.
func (t *turning) beginsOffered() string {
	if t.state.Ask != nil || t.words.wholeTag(t.text) != string(Yes) || !slices.ContainsFunc(hindi.Tokens(t.text), func(w string) bool { return beginWords[w] }) {
		return ""
	}
	offered := slices.DeleteFunc(slices.Clone(t.state.Choices), func(c Choice) bool { return c.ID == applyChoice || !strings.HasPrefix(c.ID, applyChoice) })
	if len(offered) != 1 {
		return ""
	}
	return offered[0].ID
}

// places are the words for the first choice, the second and so on; -1 is the last.
var places = func() map[string]int {
	keys := map[string]int{}
	for place, words := range map[int]string{
		1: "1 1st first pehla pehli pehle pahla pahli पहला पहली", 2: "2 2nd second doosra doosri dusra dusri दूसरा दूसरी",
		3: "3 3rd third teesra teesri tisra tisri तीसरा तीसरी", 4: "4 4th fourth chautha chauthi चौथा चौथी",
		5: "5 5th fifth paanchva paanchvi panchwa panchwi पाँचवाँ पाँचवीं पाँचवा", -1: "last aakhri akhri aakhiri आख़िरी आखिरी",
	} {
		for _, w := range hindi.Tokens(words) {
			keys[w] = place
		}
	}
	return keys
}()

// besidePlace are the words that may stand beside the word for a place.
var besidePlace = wordSet("the one option choice number no wala wali waali vikalp hai h please chahiye वाला वाली नंबर विकल्प है चाहिए")

// pickByPlace takes "the second one" and "तीसरी वाली" for that choice of those the
// citizen was asked to choose from; next steps under an answer are none of these.
func (t *turning) pickByPlace() string {
	if t.state.Ask != nil && t.state.Ask.Kind != AskChoice || t.state.Ask == nil && !t.offersServices() {
		return ""
	}
	place := 0
	for _, w := range hindi.Tokens(hindi.Digits(t.text)) {
		switch at, ok := places[w]; {
		case ok && place == 0:
			place = at
		case !besidePlace[w] && !t.words.fillers[w]:
			return ""
		}
	}
	if place < 0 {
		place = len(t.state.Choices)
	}
	if place == 0 || place > len(t.state.Choices) {
		return ""
	}
	return t.state.Choices[place-1].ID
}

// offersServices reports whether the last reply asked which service is meant.
func (t *turning) offersServices() bool {
	return len(t.state.Choices) > 0 && !slices.ContainsFunc(t.state.Choices, func(c Choice) bool {
		service := strings.TrimPrefix(strings.TrimPrefix(c.ID, serviceChoice), applyChoice)
		return service == c.ID || service == ""
	})
}

// pickByWord takes "OBC wala" for the one service on offer whose title has a
// word of it that the other titles lack.
func (t *turning) pickByWord() string {
	words := slices.DeleteFunc(hindi.Tokens(t.text), t.words.agrees)
	if len(words) == 0 || len(words) > 4 || len(t.library.Match(t.text).Services) > 0 {
		return ""
	}
	picked := ""
	for _, c := range t.state.Choices {
		if !strings.HasPrefix(c.ID, serviceChoice) && !strings.HasPrefix(c.ID, applyChoice) {
			continue
		}
		if strings.HasPrefix(c.ID, applyChoice) && c.ID != applyChoice && !t.offersServices() {
			continue // "Apply now" under an answer: "how do I apply" does not tap it
		}
		for _, w := range words {
			if c.ID == applyChoice && hindi.Key(w) != hindi.Key(hindi.Tokens(c.Title)[0]) {
				continue // "karna hai" ends many a sentence
			}
			if t.onlyIn(c, w) {
				if picked != "" && picked != c.ID {
					return ""
				}
				picked = c.ID
			}
		}
	}
	if picked == "" {
		return t.pickOfGroup()
	}
	return picked
}

// pickOfGroup takes "budhape wali" for the pension on offer that is named so.
func (t *turning) pickOfGroup() string {
	for _, g := range t.library.Groups {
		if g.Default != "" || len(t.state.Choices) != len(g.Services) {
			continue
		}
		id := t.withinGroup(g, t.text)
		for i, c := range t.state.Choices {
			if c.ID != ServiceChoice(g.Services[i]) && c.ID != ApplyChoice(g.Services[i]) {
				break
			}
			if g.Services[i] == id {
				return c.ID
			}
		}
	}
	return ""
}

func (t *turning) onlyIn(choice Choice, word string) bool {
	for _, c := range t.state.Choices {
		has := slices.ContainsFunc(hindi.Tokens(c.Title), func(w string) bool { return hindi.Key(w) == hindi.Key(word) })
		if has != (c.ID == choice.ID) {
			return false
		}
	}
	return true
}
