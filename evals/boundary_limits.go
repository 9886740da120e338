package evals

import (
	"slices"
	"strconv"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// aLimit is one bound that a service states, with the clauses that state it.
type aLimit struct {
	service *corpus.Service
	fact    corpus.Fact
	bound   int64
	upper   bool
	clauses []corpus.Clause
	// beside: another clause limits the same, so other words may stand in the
	// reply too.
	beside bool
	// ofMinors: another limit holds for minors, and may be told beside it.
	ofMinors bool
	// disputed: a source says of the bound itself the opposite.
	disputed bool
}

// limitsOf are the bounds of a service's clauses that are sure enough to be told,
// each once for what it measures.
func limitsOf(s *corpus.Service) (all []aLimit) {
	for _, c := range s.Clauses {
		if !sureEnough(c) {
			continue
		}
		for _, fact := range c.Facts {
			for _, upper := range []bool{false, true} {
				bound, ok := boundOf(fact, upper)
				if !ok {
					continue
				}
				same := slices.IndexFunc(all, func(l aLimit) bool { return l.bound == bound && l.upper == upper && sameMeasure(l.fact, fact) })
				if same < 0 {
					all = append(all, aLimit{service: s, fact: fact, bound: bound, upper: upper})
					same = len(all) - 1
				}
				all[same].clauses = append(all[same].clauses, c)
			}
		}
	}
	for i := range all {
		l := &all[i]
		l.beside = slices.ContainsFunc(all, func(o aLimit) bool {
			money := o.fact.Type == "inr" && l.fact.Type == "inr"
			other := o.bound != l.bound || o.upper != l.upper
			return (o.fact.Of == l.fact.Of || money) && other && o.clauses[0].ID != l.clauses[0].ID
		})
		l.ofMinors = slices.ContainsFunc(all, func(o aLimit) bool {
			return o.clauses[0].When == "minor" && countedIn(o.fact) == countedIn(l.fact) && o.clauses[0].ID != l.clauses[0].ID
		})
		l.disputed = slices.ContainsFunc(s.Clauses, func(c corpus.Clause) bool {
			return c.Certainty == corpus.Conflict && slices.ContainsFunc(c.Facts, func(f corpus.Fact) bool {
				bound, ok := boundOf(f, l.upper)
				return ok && bound == l.bound && sameMeasure(f, l.fact) && f.Strict != l.fact.Strict
			})
		})
	}
	return all
}

// ids are the clauses that state it, as citations name them.
func (l aLimit) ids() (ids []string) {
	for _, c := range l.clauses {
		ids = append(ids, l.service.FullID(c.ID))
	}
	return ids
}

// sureEnough: a clause that is sure enough for its limits to be held against.
func sureEnough(c corpus.Clause) bool {
	return c.Certainty == "" || c.Certainty == corpus.Stated || c.Certainty == corpus.Uncertain
}

func sameMeasure(a, b corpus.Fact) bool { return a.Of == b.Of && countedIn(a) == countedIn(b) }

// countedIn is what a fact counts; an age is in years.
func countedIn(f corpus.Fact) string {
	if f.Type == "age" {
		return "years"
	}
	return f.Type
}

func boundOf(f corpus.Fact, upper bool) (bound int64, ok bool) {
	value := f.Min
	if upper {
		value = f.Max
	}
	bound, err := strconv.ParseInt(value, 10, 64)
	return bound, err == nil
}

// keeps reports whether so many of a unit keep both bounds of a fact.
func keeps(f corpus.Fact, n int64, unit string) bool {
	for _, upper := range []bool{false, true} {
		bound, ok := boundOf(f, upper)
		if !ok {
			continue
		}
		have, want := n, bound
		if unit != f.Type {
			have, want = inDays(n, unit), inDays(bound, f.Type)
		}
		if have == want && f.Strict || upper && have > want || !upper && have < want {
			return false
		}
	}
	return true
}

// keepsAll reports whether so many of a unit keep all that a clause says of the
// same thing.
func keepsAll(c corpus.Clause, of string, n int64, unit string) bool {
	return !slices.ContainsFunc(c.Facts, func(f corpus.Fact) bool { return f.Of == of && !keeps(f, n, unit) })
}

// justBelow is a quantity in the next smaller unit that is surely less than one
// of a limit's; 0 if there is none.
func (l aLimit) justBelow() (n int64, unit string) {
	switch countedIn(l.fact) {
	case "years":
		return 11, "months"
	case "months":
		return 27, "days"
	}
	return 0, l.fact.Type
}

// inDays is about how many days a time takes: no two bounds in different units
// are so near that more is needed.
func inDays(n int64, unit string) int64 {
	switch unit {
	case "months":
		return n * 30
	case "years", "age":
		return n * 365
	}
	return n
}
