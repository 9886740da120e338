package evals

import (
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestOnlyTheNamedSuitesAreRead(t *testing.T) {
	t.Parallel()
	some, err := EmbeddedNamed([]string{"first"})
	if err != nil || len(some) != 1 || some[0].Name != "first" || len(some[0].Cases) == 0 {
		t.Fatalf("first alone: %d suites, %v", len(some), err)
	}
	gone, err := EmbeddedNamed([]string{"first", "no-such-suite"})
	if err != nil || len(gone) != 1 {
		t.Errorf("with one that is gone: %d suites, %v", len(gone), err)
	}
}

// The rules without the search's questions judge as the whole library does.
func TestRulesAloneHoldEveryClause(t *testing.T) {
	t.Parallel()
	alone, err := corpus.LoadRules(corpus.Files())
	if err != nil {
		t.Fatal(err)
	}
	whole := rules(t)
	if got, want := len(alone.Clauses()), len(whole.Clauses()); got != want || want == 0 {
		t.Errorf("%d clauses, want %d", got, want)
	}
	questions := 0
	for i, s := range whole.Services {
		questions += len(s.Questions)
		if len(alone.Services[i].Questions) > 0 {
			t.Errorf("%s: its questions were read", s.ID)
		}
	}
	if questions == 0 {
		t.Error("no pack has questions; the test says nothing")
	}
}
