package evals

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
)

// sameFactsCheck compares the replies of a conversation with each other.
var sameFactsCheck = CheckKind{Name: "same-facts", En: "The last two replies cite the same clauses and state the same numbers and papers, whichever forms they are in.", Hi: "आख़िरी दोनों जवाब एक ही नियम बताते हैं और उनमें संख्याएँ और काग़ज़ भी एक ही हैं, लिखावट चाहे जो हो।", Whole: true,
	Example: "- {check: same-facts}", fresh: fresh[sameFacts]}

type sameFacts struct{}

func (sameFacts) look(v view) finding {
	if len(v.turns) < 2 {
		return unmeasured("there is only one reply")
	}
	a, b := v.turns[len(v.turns)-2], v.turns[len(v.turns)-1]
	fa, fb := FactsOf(v.Library, a.Reply.Text), FactsOf(v.Library, b.Reply.Text)
	for _, what := range []struct {
		name   string
		before []string
		last   []string
	}{
		{"clause", citedBy(a), citedBy(b)}, {"number", fa.Numbers, fb.Numbers}, {"paper", fa.Papers, fb.Papers},
	} {
		if one := onlyIn(what.before, what.last); one != "" {
			return holds(false, "lacks the %s %s of the reply before", what.name, one)
		}
		if one := onlyIn(what.last, what.before); one != "" {
			return holds(false, "has the %s %s, which the reply before lacks", what.name, one)
		}
	}
	return holds(true, "")
}

func citedBy(t agent.Turn) (ids []string) {
	for _, c := range t.Citations {
		ids = append(ids, c.Clause)
	}
	return ids
}

// onlyIn names what stands in a alone.
func onlyIn(a, b []string) string {
	var alone []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			alone = append(alone, x)
		}
	}
	return strings.Join(alone, ", ")
}
