package agent

import (
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// ground lists what in a model's reply its clauses do not bear out: a citation
// of a clause that was not found in this turn, and a number that no cited
// clause states, in any script, digit system or words. Empty means grounded.
func ground(resp Response, req Request, library *corpus.Library) (faults []string) {
	clauses := req.Clauses
	stated := map[string]bool{}
	for _, c := range clauses { // a service's name and where to ask are reviewed data too
		if s, ok := library.Service(c.Service); ok {
			addNumbers(stated, s.Ask)
			addNumbers(stated, s.Name)
		}
	}
	for _, id := range resp.Citations {
		i := slices.IndexFunc(clauses, func(c corpus.Clause) bool { return c.ID == id })
		if i < 0 {
			faults = append(faults, fmt.Sprintf("clause %q was not found in this turn", id))
			continue
		}
		addNumbers(stated, clauses[i].Text)
		addNumbers(stated, clauses[i].Detail)
		addNumbers(stated, clauses[i].Ask)
		for _, f := range clauses[i].Facts {
			stated[f.Value], stated[f.Min], stated[f.Max] = true, true, true
		}
	}
	for _, n := range hindi.Numbers(resp.Text) {
		if !stated[n.Value] {
			faults = append(faults, fmt.Sprintf("number %s stands in no cited clause", n.Value))
		}
	}
	if resp.Outcome == Answered && len(resp.Citations) == 0 {
		faults = append(faults, "an answer without a citation")
	}
	return faults
}

func addNumbers(stated map[string]bool, t corpus.Text) {
	for _, l := range corpus.Langs {
		for _, n := range hindi.Numbers(t.In(l)) {
			stated[n.Value] = true
		}
	}
}
