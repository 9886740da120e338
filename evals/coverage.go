package evals

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Cover is how much of one kind of thing the cases touch.
type Cover struct {
	What      string   `json:"what"` // clauses, services, tools, form fields, outcomes, controls
	Touched   int      `json:"touched"`
	Total     int      `json:"total"`
	Untouched []string `json:"untouched"`
}

// Touches is what cases, or the turns that came of them, have touched.
type Touches struct {
	clauses, services, tools, fields, outcomes, controls map[string]bool
}

func newTouches() *Touches {
	return &Touches{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

// Expected is what the cases say that they look at, without a run: the clauses
// they rest on and the services, tools, fields and outcomes they name.
func Expected(cases []Case) *Touches {
	t := newTouches()
	for _, c := range cases {
		t.service(c.Service)
		for _, id := range c.Rests() {
			t.clause(id)
		}
		for _, s := range c.steps() {
			for _, o := range s.Expect.Outcome {
				t.outcomes[o] = true
			}
			if s.Expect.Tool != "" {
				t.tools[s.Expect.Tool] = true
			}
			if f := s.Expect.Asks; f != "" && f != "none" {
				t.fields[c.Service+" "+f] = true
			}
		}
	}
	return t
}

// Happened is what the turns of a run came to: clauses cited, tools called,
// fields asked, outcomes, words that steer a form.
func Happened(results []Result) *Touches {
	t := newTouches()
	for _, r := range results {
		t.service(r.Case.Service)
		for i, turn := range r.Turns {
			t.outcomes[string(turn.Outcome)] = true
			if turn.Understood.Control != agent.NoControl {
				t.controls[string(turn.Understood.Control)] = true
			}
			for _, c := range turn.Citations {
				t.clause(c.Clause)
			}
			for _, c := range turn.ToolCalls {
				t.tools[c.Name] = true
			}
			if turn.Ask == nil {
				continue
			}
			t.tools[turn.Ask.Tool] = true
			service := r.Case.Service
			if i < len(r.States) && r.States[i].Ask != nil && r.States[i].Ask.Service != "" {
				service = r.States[i].Ask.Service
			}
			t.fields[service+" "+turn.Ask.Field] = true
		}
		for _, id := range r.Hits {
			t.clause(id)
		}
	}
	return t
}

func (t *Touches) clause(id string) {
	t.clauses[id] = true
	if service, _, ok := strings.Cut(id, "/"); ok {
		t.service(service)
	}
}

func (t *Touches) service(id string) {
	if id != "" {
		t.services[id] = true
	}
}

// steering are the words that steer a form; with the outcomes they are the
// states of a conversation.
var steering = []agent.Control{agent.Cancel, agent.Back, agent.Later, agent.Edit, agent.Yes, agent.No, agent.Skip}

// Coverage tells what of the library, and of the tools of those names, is not
// touched. Without a run, words that steer a form are unmeasured and left out.
func Coverage(library *corpus.Library, tools []string, t *Touches, run bool) []Cover {
	var clauses, services, fields []string
	for _, s := range library.Services {
		services = append(services, s.ID)
		for _, c := range s.AllClauses() {
			clauses = append(clauses, s.FullID(strings.TrimPrefix(c.ID, s.ID+"/")))
		}
		if s.Form != nil {
			for _, f := range s.Form.Fields {
				fields = append(fields, s.ID+" "+f.ID)
			}
		}
	}
	all := []Cover{
		cover("clauses", clauses, t.clauses), cover("services", services, t.services), cover("tools", tools, t.tools),
		cover("form fields", fields, t.fields), cover("outcomes", outcomes, t.outcomes),
	}
	if run {
		all = append(all, cover("controls", plain(steering), t.controls))
	}
	return all
}

func cover(what string, all []string, touched map[string]bool) Cover {
	c := Cover{What: what, Total: len(all), Untouched: []string{}}
	for _, id := range all {
		if touched[id] {
			c.Touched++
		} else {
			c.Untouched = append(c.Untouched, id)
		}
	}
	return c
}

// WriteCoverage writes the counts; with list also what is not touched.
func WriteCoverage(w io.Writer, all []Cover, list bool) error {
	p := printer{w: w}
	for _, c := range all {
		share := "unmeasured: there are none"
		if c.Total > 0 {
			share = fmt.Sprintf("%5d of %5d touched (%.1f %%)", c.Touched, c.Total, 100*float64(c.Touched)/float64(c.Total))
		}
		p.line("%-12s %s", c.What, share)
		if list {
			for _, id := range c.Untouched {
				p.line("    %s", id)
			}
		} else if n := len(c.Untouched); n > 0 && n <= shownIDs {
			p.line("    not: %s", strings.Join(slices.Clone(c.Untouched), ", "))
		}
	}
	return p.err
}

// WriteCoverageJSON writes one line a kind.
func WriteCoverageJSON(w io.Writer, all []Cover) error {
	out := json.NewEncoder(w)
	for _, c := range all {
		if err := out.Encode(c); err != nil {
			return fmt.Errorf("coverage: %w", err)
		}
	}
	return nil
}
