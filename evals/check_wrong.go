package evals

import (
	"cmp"
	"slices"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// wrongCheck tells a reply that is wrong from one that merely lacks something.
// docs/evals.md defines it.
var wrongCheck = CheckKind{Name: wrongFactsName, En: "Counts a fee, day count, limit or list of papers that the reply gives for what was asked and that the right clauses contradict: 0 or 1.", Hi: "जो पूछा गया, उसकी ऐसी फ़ीस, दिन, सीमा या काग़ज़ों की सूची गिनता है जो सही नियमों से मेल नहीं खाती: 0 या 1।", OneWay: true,
	Example: "- {check: wrong-facts, max: 0}", fresh: fresh[wrongFacts]}

// wrongFactsName is also the mark that every message with right clauses gets.
const wrongFactsName = "wrong-facts"

// wrongFacts without bounds measures and decides nothing.
type wrongFacts struct {
	bounds `yaml:",inline"`
}

// asksFor are the types of facts that an aspect is asked for. Who may have it is
// compared by what a limit measures (Fact.Of), papers by their service; of other
// aspects the facts count that have a number which the case expects.
var asksFor = map[corpus.Kind][]string{
	corpus.Fee: {"inr"}, corpus.Benefit: {"inr"}, corpus.Days: spans, corpus.Validity: spans, corpus.Deadline: spans, corpus.Eligibility: {}, corpus.Papers: {},
}

var spans = []string{"minutes", "days", "working-days", "months", "years"}

func (r wrongFacts) look(v view) finding {
	right := v.right()
	switch {
	case len(right.clauses) == 0:
		return unmeasured(noGold)
	case !right.asked():
		return unmeasured("the case asks for no fee, days, limit or papers")
	}
	wrong := right.contradicted(v)
	if wrong == "" {
		return r.count(0, "wrong facts")
	}
	f := r.count(1, "wrong facts")
	f.why = wrong
	return f
}

// rightly is what the right clauses of a message state.
type rightly struct {
	kind     corpus.Kind // the aspect asked about: the case's, else that of all right clauses
	types    []string    // of facts that are asked for
	clauses  []string
	services map[string]bool
	values   map[string]bool // of their facts, and the numbers that the case expects
	of       map[string]bool // what their limits measure
}

// asked: the message asks for a fee, days, a limit or papers.
func (r rightly) asked() bool { return asksFor[r.kind] != nil || len(r.types) > 0 }

// right are the right clauses of the message; none for a whole case.
func (v view) right() rightly {
	r := rightly{kind: v.Case.Kind, services: map[string]bool{}, values: map[string]bool{}, of: map[string]bool{}}
	steps := v.Case.steps()
	if v.step == 0 || v.step > len(steps) {
		return r
	}
	expect := steps[v.step-1].Expect
	numbers := plainValues(expect.Numbers)
	for _, n := range numbers {
		r.values[n] = true
	}
	kinds := map[corpus.Kind]bool{}
	for _, id := range expect.gold() {
		c, ok := v.clause(id)
		if !ok {
			continue
		}
		r.clauses = append(r.clauses, id)
		r.services[c.Service], kinds[c.Kind] = true, true
		for _, f := range c.Facts {
			if slices.Contains(numbers, cmp.Or(f.Value, f.Min, f.Max)) {
				r.types = append(r.types, f.Type)
			}
			r.values[f.Value], r.values[f.Min], r.values[f.Max] = true, true, true
			r.of[f.Of] = f.Of != ""
		}
	}
	if len(kinds) == 1 {
		for kind := range kinds {
			r.kind = cmp.Or(r.kind, kind)
		}
	}
	if types := asksFor[r.kind]; types != nil {
		r.types = types
	}
	return r
}

// contradicted names the clause that the reply tells for what was asked before
// any right one, or of a limit instead of any, and what is wrong with it.
func (r rightly) contradicted(v view) string {
	cited := v.cited()
	told := slices.IndexFunc(cited, func(id string) bool { return slices.Contains(r.clauses, id) })
	switch {
	case told < 0:
		told = len(cited)
	case r.kind != corpus.Fee && r.kind != corpus.Days && r.kind != corpus.Papers:
		return "" // a service has several limits, for several people, and tells them side by side
	}
	stated := statedIn(v.turn)
	for _, id := range cited[:told] {
		c, ok := v.clause(id)
		switch {
		case !ok:
		case r.kind == corpus.Papers:
			if c.Kind == corpus.Papers && !r.services[c.Service] {
				return "lists the papers of " + c.Service + " (" + id + ")"
			}
		default:
			answers, wrong := r.held(c, stated)
			if wrong != "" {
				return "tells " + wrong + " of " + id
			}
			if answers {
				return "" // another clause with the right value
			}
		}
	}
	return ""
}

// held holds the facts of a clause that the reply states against the right ones:
// answers is true if one agrees, else wrong is one of them.
func (r rightly) held(c corpus.Clause, stated map[string]bool) (answers bool, wrong string) {
	for _, f := range c.Facts {
		if !r.of[f.Of] && (c.Kind != r.kind || !slices.Contains(r.types, f.Type)) {
			continue
		}
		for _, value := range []string{f.Value, f.Min, f.Max} {
			switch {
			case value == "" || !stated[value]:
			case r.values[value]:
				return true, ""
			case wrong == "":
				wrong = value + " " + f.Type
			}
		}
	}
	return false, wrong
}

// statedIn are the numbers that a reply states, without those that the citizen
// wrote. 0 is always among them: that nothing is to be paid is said in words.
func statedIn(t agent.Turn) map[string]bool {
	stated := map[string]bool{"0": true}
	for _, n := range hindi.Numbers(body(t.Reply.Text)) {
		stated[n.Value] = true
	}
	for _, n := range hindi.Numbers(t.Message) {
		delete(stated, n.Value)
	}
	return stated
}
