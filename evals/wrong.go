package evals

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Wrong counts the cases in which a reply tells a wrong fee, day count, limit or
// list of papers.
type Wrong struct {
	// Looked is how many cases of each form ask for one and name the right clauses.
	Looked map[corpus.Lang]int `json:"looked"`
	Told   map[corpus.Lang]int `json:"told"` // of those, wrong ones
	Cases  []WrongCase         `json:"cases,omitempty"`
}

// WrongCase is a case with a wrong reply, and what is wrong in the first one.
type WrongCase struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

// wrongIn are the wrong facts of a case's marks; nil if none was looked for.
func wrongIn(marks []Mark) (wrong []string) {
	for _, m := range marks {
		if m.Check != wrongFactsName || m.Unmeasured != "" {
			continue
		}
		if wrong == nil {
			wrong = []string{}
		}
		if m.Value > 0 {
			wrong = append(wrong, m.Why)
		}
	}
	return wrong
}

func wrongOf(cases []CaseResult) Wrong {
	w := Wrong{Looked: map[corpus.Lang]int{}, Told: map[corpus.Lang]int{}}
	for _, c := range cases {
		if c.Wrong == nil {
			continue
		}
		w.Looked[c.Case.Lang]++
		if len(c.Wrong) > 0 {
			w.Told[c.Case.Lang]++
			w.Cases = append(w.Cases, WrongCase{c.Case.ID, c.Wrong[0]})
		}
	}
	return w
}

// Measured: some case was looked at.
func (w Wrong) Measured() bool { return len(w.Looked) > 0 }

// Total is how many cases tell a wrong fact, "–" where none was looked at.
func (w Wrong) Total() string {
	if !w.Measured() {
		return "–"
	}
	return strconv.Itoa(len(w.Cases))
}

// String is "en 0 of 143, hi 1 of 143".
func (w Wrong) String() string {
	var parts []string
	for _, l := range corpus.Langs {
		if w.Looked[l] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d of %d", l, w.Told[l], w.Looked[l]))
		}
	}
	return strings.Join(parts, ", ")
}

// wrongGate holds the count of each form against the most that a suite allows.
func wrongGate(suite Suite, w Wrong) (reasons []string) {
	if suite.MaxWrong == nil {
		return nil
	}
	if !w.Measured() {
		return []string{suite.Name + ": max_wrong is unmeasured, no case names the right clauses for a fee, days, a limit or papers"}
	}
	for _, l := range corpus.Langs {
		if n := w.Told[l]; n > *suite.MaxWrong {
			reasons = append(reasons, fmt.Sprintf("%s: %d cases in %s tell a wrong fee, day count, limit or list of papers, allowed are %d", suite.Name, n, l, *suite.MaxWrong))
		}
	}
	return reasons
}
