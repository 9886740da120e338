package main

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/evals"
)

// citing lists, for each clause, paper and form field by its full id, the
// evaluation cases ("suite/case") that expect it, each once and in order.
func citing(suites []evals.Suite) map[string][]string {
	cases := map[string][]string{}
	for _, s := range suites {
		for _, c := range s.Cases {
			id := s.Name + "/" + c.ID
			for _, cited := range expected(c) {
				if !slices.Contains(cases[cited], id) {
					cases[cited] = append(cases[cited], id)
				}
			}
		}
	}
	return cases
}

// expected lists the clauses a case rests on and the form fields it expects to
// be asked.
func expected(c evals.Case) []string {
	ids := c.Rests()
	expects := []evals.Expect{c.Expect}
	for _, step := range c.Turns {
		expects = append(expects, step.Expect)
	}
	for _, e := range expects {
		if e.Asks != "" && c.Service != "" {
			ids = append(ids, c.Service+"/form/"+e.Asks)
		}
	}
	return ids
}
