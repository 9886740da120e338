package evals

import "slices"

// always are the checks that every message is held against.
var always = []Check{
	{Name: "language", rule: &language{}}, {Name: "script", rule: &script{}},
	{Name: "cites-exist", rule: &citesExist{}}, {Name: "cites-found", rule: &citesFound{}}, {Name: "cites-something", rule: &citesSomething{}},
}

// all are the checks of an expectation: those of every message, those its short
// keys stand for, and the named ones.
func (e Expect) all() []Check {
	checks := slices.Clone(always)
	add := func(name string, wanted bool, r rule) {
		if wanted {
			checks = append(checks, Check{Name: name, rule: r})
		}
	}
	add("not-failed", len(e.Outcome) == 0, &notFailed{})
	add("outcome", len(e.Outcome) > 0, &outcome{oneOf{e.Outcome}})
	add("cites", len(e.Cites) > 0, &cites{Clauses: e.Cites})
	add("cites", len(e.CitesAny) > 0, &cites{Clauses: e.CitesAny, anyOf: anyOf{true}})
	add("cites-only-service", len(e.CitesOnly) > 0, &citesOnlyService{e.CitesOnly})
	add("says", len(e.Says) > 0, &saysWords{words: words{e.Says}})
	add("says", len(e.SaysAny) > 0, &saysWords{words{e.SaysAny}, anyOf{true}})
	if len(e.SaysNot) > 0 {
		checks = append(checks, Check{Name: "says", Not: true, rule: &saysWords{words{e.SaysNot}, anyOf{true}}})
	}
	add("numbers", len(e.Numbers) > 0, &numbers{values: values{e.Numbers}})
	add("tool-called", e.Tool != "", &toolCalled{call{e.Tool, e.Arguments}})
	add("tool-not-called", e.ToolNot != "", &toolNotCalled{list{e.ToolNot}})
	add("asks", e.Asks != "", &asks{e.Asks})
	add("choice", e.Choice != "", &choice{IDs: list{e.Choice}})
	add(wrongFactsName, len(e.gold()) > 0, &wrongFacts{}) // measured always, and held against max_wrong of the suite
	return append(checks, e.Checks...)
}

// Judge holds a recorded case against all that it expects, message by message,
// then as a whole. A message without a turn is not judged. Several marks may
// have the same check and step.
func Judge(r Recorded) []Mark {
	var marks []Mark
	steps := r.Case.steps()
	for i, s := range steps[:min(len(steps), len(r.Turns))] {
		v := r.after(i + 1)
		for _, c := range s.Expect.all() {
			marks = append(marks, c.run(v))
		}
	}
	checks := r.Case.Checks
	if r.Case.Search != "" && len(checks) == 0 {
		checks = []Check{{Name: "hit-at-k", rule: &hitAtK{}}}
	}
	if r.Case.End != nil {
		checks = append(slices.Clone(checks), Check{Name: "end-state", rule: &endState{*r.Case.End}})
	}
	broken := len(r.Turns) < len(steps)
	for _, c := range checks {
		whole := checkKinds[c.Name].Whole || r.Case.Search != ""
		switch {
		case whole && broken:
			marks = append(marks, Mark{Check: c.Name, Pass: true, Unmeasured: "the conversation broke off"})
		case whole:
			v := r.after(len(r.Turns))
			v.step = 0
			marks = append(marks, c.run(v))
		default:
			for i := range r.Turns {
				marks = append(marks, c.run(r.after(i+1)))
			}
		}
	}
	return marks
}

// after is the view after the message of that number, from 1; 0 for a case
// without messages.
func (r Recorded) after(message int) view {
	v := view{Recorded: r, step: message, turns: r.Turns[:message]}
	if message > 0 {
		v.turn = r.Turns[message-1]
		if message <= len(r.States) {
			v.state = &r.States[message-1]
		}
	}
	return v
}
