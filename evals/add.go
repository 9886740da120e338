package evals

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// FromTurns makes a case of stored turns, oldest first: a question of one, a
// conversation of several. It expects what the last turn showed; a person must
// correct that to what the rules say. Messages are masked once more. A message
// that was recorded without its words cannot be played again, and is an error.
func FromTurns(id string, l *corpus.Library, turns ...agent.Turn) (Case, error) {
	if len(turns) == 0 {
		return Case{}, errors.New("there is no turn to make a case of")
	}
	if !slugged.MatchString(id) {
		return Case{}, fmt.Errorf("%q cannot name a case: use small letters, digits and dashes", id)
	}
	last := turns[len(turns)-1]
	c := Case{ID: id, Lang: last.Language, Tags: []string{"transcript"}}
	if !slices.Contains(corpus.Langs, c.Lang) {
		return Case{}, fmt.Errorf("the turn is in the form %q, which is not en, hi or hi-Latn", c.Lang)
	}
	if len(last.Citations) > 0 {
		c.Service = last.Citations[0].Service
	} else if len(last.Understood.Services) > 0 {
		c.Service = last.Understood.Services[0]
	}
	if len(last.Understood.Kinds) > 0 {
		c.Kind = last.Understood.Kinds[0]
	}
	for i, t := range turns {
		if held.MatchString(t.Message) || strings.TrimSpace(t.Message) == "" {
			return Case{}, fmt.Errorf("message %d was recorded without its words and cannot be played again", i+1)
		}
		c.Turns = append(c.Turns, Step{Say: mask.Mask(t.Message).Text})
	}
	e := shownBy(last, l)
	if len(c.Turns) == 1 {
		c.Ask, c.Expect, c.Turns = c.Turns[0].Say, e, nil
		return c, nil
	}
	c.Turns[len(c.Turns)-1].Expect = e
	return c, nil
}

// held is a message that is the answer to a personal question: <dob>.
var held = regexp.MustCompile(`^<[a-z_:0-9-]+>$`)

// shownBy expects what a turn showed, as far as it is a fact and not wording.
func shownBy(t agent.Turn, l *corpus.Library) Expect {
	e := Expect{Outcome: []string{string(t.Outcome)}, Asks: waitsFor(t)}
	v := view{Recorded: Recorded{Library: l}, turn: t}
	e.Cites = v.cited()
	known := map[string]bool{}
	for _, id := range e.Cites {
		service, _, _ := strings.Cut(id, "/")
		if !slices.Contains(e.CitesOnly, service) {
			e.CitesOnly = append(e.CitesOnly, service)
		}
		if clause, ok := v.clause(id); ok {
			for _, n := range FactsOf(nil, clause.En+"\n"+clause.Hi).Numbers {
				known[n] = true
			}
		}
	}
	for _, n := range FactsOf(nil, t.Reply.Text).Numbers {
		if known[n] {
			e.Numbers = append(e.Numbers, n)
		}
	}
	for _, c := range t.ToolCalls {
		e.Tool = c.Name
	}
	return e
}
