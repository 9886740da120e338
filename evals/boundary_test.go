package evals

import (
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Every limit that a clause states and that is told has a question in the suite,
// and is one that the assistant holds messages against, or has a reason why not. A
// question or a reason that fits no limit is a leftover.
func TestEveryLimitIsAsked(t *testing.T) {
	t.Parallel()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var f atLimits
	if err := decode(generatedFS, "generated/boundary.yaml", &f); err != nil {
		t.Fatal(err)
	}
	measured, err := offline.Measured()
	if err != nil {
		t.Fatal(err)
	}
	asks, reasons := make([]bool, len(f.Asks)), make([]bool, len(f.LeftOut))
	for _, s := range library.Services {
		for _, l := range limitsOf(s) {
			ask := slices.IndexFunc(f.Asks, func(a limitAsk) bool { return a.about(l) })
			out := slices.IndexFunc(f.LeftOut, func(o leftOut) bool { return o.about(l) })
			switch {
			case out >= 0:
				reasons[out] = true
			case ask >= 0:
				if asks[ask] = true; !measured[l.fact.Of] {
					t.Errorf("%s/%s limits %s, which measures.yaml does not know", s.ID, l.clauses[0].ID, l.fact.Of)
				}
			default:
				t.Errorf("%s/%s limits %s to %d: add a question to boundary.yaml, or a reason to its left_out", s.ID, l.clauses[0].ID, l.fact.Of, l.bound)
			}
		}
	}
	for i, used := range asks {
		if !used {
			t.Errorf("boundary.yaml asks about %v, which no clause limits", f.Asks[i].Of)
		}
	}
	for i, used := range reasons {
		if !used || f.LeftOut[i].Why == "" {
			t.Errorf("boundary.yaml leaves out %v without need, or without a reason", f.LeftOut[i].Of)
		}
	}
}
