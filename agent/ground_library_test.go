package agent

import (
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

func embedded(t testing.TB) *corpus.Library {
	t.Helper()
	l, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestEveryRuleBearsItselfOut quotes every clause in every form: the check must
// object to none of them.
func TestEveryRuleBearsItselfOut(t *testing.T) {
	t.Parallel()
	l := embedded(t)
	for _, c := range l.Clauses() {
		for _, lang := range corpus.Langs {
			text := c.In(lang)
			if ask := c.Ask.In(lang); ask != "" {
				text += "\n" + ask
			}
			resp := Response{Text: text, Citations: []string{c.ID}, Outcome: Answered}
			if faults := ground(resp, Request{Clauses: []corpus.Clause{c}}, l); len(faults) > 0 {
				t.Errorf("%s in %s: %v\n%s", c.ID, lang, faults, text)
			}
		}
	}
}

func TestNamedThingsExist(t *testing.T) {
	t.Parallel()
	l := embedded(t)
	things, err := loadNamed()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range slices.Concat(things.Papers, things.Offices) {
		if !slices.ContainsFunc(l.Concepts, func(c corpus.Concept) bool { return c.ID == id }) {
			t.Errorf("the glossary has no concept %s", id)
		}
	}
	for _, id := range things.Services {
		if _, ok := l.Service(id); !ok {
			t.Errorf("there is no service %s", id)
		}
	}
}
