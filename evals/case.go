package evals

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Case is one thing to measure: a single question, a question to the search
// alone, or a conversation.
type Case struct {
	ID string `yaml:"id" json:"id"`
	// Lang is the form the citizen writes in; the reply must be in it too.
	Lang    corpus.Lang `yaml:"lang" json:"lang"`
	Service string      `yaml:"service,omitempty" json:"service,omitempty"`
	Kind    corpus.Kind `yaml:"kind,omitempty" json:"kind,omitempty"`
	Tags    []string    `yaml:"tags,omitempty" json:"tags,omitempty"`
	// Depends are the clauses the case rests on, by full id; where empty, those
	// it expects to be cited or found. Rests gives them.
	Depends []string `yaml:"depends,omitempty" json:"depends,omitempty"`
	// Phone makes the citizen a verified one.
	Phone string `yaml:"phone,omitempty" json:"-"`
	// Ask is a single question, Files what is sent with it: paths of files
	// relative to the suite's folder. Search is a question to the search alone
	// with Gold, the clauses that answer it, best first. Turns is a conversation.
	// A case has one of Ask, Search and Turns; Files may stand alone.
	Ask   string   `yaml:"ask,omitempty" json:"ask,omitempty"`
	Files []string `yaml:"files,omitempty" json:"files,omitempty"`
	// Portal is how the portal misbehaves while a single question is answered: one
	// of Outages; empty for a portal that works.
	Portal string   `yaml:"portal,omitempty" json:"portal,omitempty"`
	Search string   `yaml:"search,omitempty" json:"search,omitempty"`
	Gold   []string `yaml:"gold,omitempty" json:"gold,omitempty"`
	Expect Expect   `yaml:"expect,omitempty" json:"expect"`
	Turns  []Step   `yaml:"turns,omitempty" json:"turns,omitempty"`
	// Checks are made of the whole case; those that look at one reply, of each.
	Checks []Check `yaml:"checks,omitempty" json:"checks,omitempty"`
	// End is the state in which a conversation must end.
	End *End `yaml:"end,omitempty" json:"end,omitempty"`

	Suite string `yaml:"-" json:"suite"`

	attached []agent.File // what Files of a single question name
}

// Step is one message of a conversation and what must come of it.
type Step struct {
	Say    string `yaml:"say,omitempty" json:"say,omitempty"`
	Choice string `yaml:"choice,omitempty" json:"choice,omitempty"` // id of a tapped choice
	// Files are sent with the message: paths relative to the suite's folder.
	Files []string `yaml:"files,omitempty" json:"files,omitempty"`
	// Portal is how the portal misbehaves during this message alone.
	Portal string `yaml:"portal,omitempty" json:"portal,omitempty"`
	Expect Expect `yaml:"expect,omitempty" json:"expect"`

	// Attached are the files, read when the suite was loaded.
	Attached []agent.File `yaml:"-" json:"-"`
}

// Expect is what a turn must show. Empty fields do not matter.
type Expect struct {
	// Outcome is one of these.
	Outcome []string `yaml:"outcome,omitempty" json:"outcome,omitempty"`
	// Language of the turn; default the case's.
	Language corpus.Lang `yaml:"language,omitempty" json:"language,omitempty"`
	// Cites: every one of these clauses, by full id; CitesAny: at least one.
	Cites    []string `yaml:"cites,omitempty" json:"cites,omitempty"`
	CitesAny []string `yaml:"cites_any,omitempty" json:"cites_any,omitempty"`
	// CitesOnly: no clause of a service other than these.
	CitesOnly []string `yaml:"cites_only,omitempty" json:"cites_only,omitempty"`
	// Says: all of these words stand in the reply, whatever the spelling of the
	// form; SaysAny: at least one; SaysNot: none.
	Says    []string `yaml:"says,omitempty" json:"says,omitempty"`
	SaysAny []string `yaml:"says_any,omitempty" json:"says_any,omitempty"`
	SaysNot []string `yaml:"says_not,omitempty" json:"says_not,omitempty"`
	// Numbers: all of these stand in the reply, in any script or words.
	Numbers []string `yaml:"numbers,omitempty" json:"numbers,omitempty"`
	// Tool was called; ToolNot was not. Arguments must be among the call's.
	Tool      string            `yaml:"tool,omitempty" json:"tool,omitempty"`
	ToolNot   string            `yaml:"tool_not,omitempty" json:"tool_not,omitempty"`
	Arguments map[string]string `yaml:"arguments,omitempty" json:"arguments,omitempty"`
	// Asks is the field a tool waits for after the turn; "none" for no Ask.
	Asks string `yaml:"asks,omitempty" json:"asks,omitempty"`
	// Choice is the id of a choice offered.
	Choice string `yaml:"choice,omitempty" json:"choice,omitempty"`
	// Checks are any others, by name.
	Checks []Check `yaml:"checks,omitempty" json:"checks,omitempty"`
}

// Suite is a folder, or a file, of cases with its gate.
type Suite struct {
	Name  string `yaml:"-" json:"name"`
	About string `yaml:"about" json:"about"`
	// Gate is the least share of cases, 0 to 1, that must pass in every form.
	Gate float64 `yaml:"gate" json:"gate"`
	// MaxGap is the most by which the worst form may trail the best.
	MaxGap float64 `yaml:"max_gap" json:"max_gap"`
	// Lower is the least lower 95 % bound (Wilson) of the share that passes, in
	// every form; LowerService the same for a service in one form, where it has
	// LeastCases or more. 0 asks nothing.
	Lower        float64 `yaml:"lower,omitempty" json:"lower,omitempty"`
	LowerService float64 `yaml:"lower_service,omitempty" json:"lower_service,omitempty"`
	// MaxWrong is how many cases of a form may tell a wrong fact; nil for any.
	MaxWrong *int   `yaml:"max_wrong,omitempty" json:"max_wrong,omitempty"`
	Cases    []Case `yaml:"-" json:"-"`
}

// steps is the case as a conversation; none for a question to the search.
func (c Case) steps() []Step {
	if c.Search != "" || len(c.Turns) > 0 {
		return c.Turns
	}
	return []Step{{Say: c.Ask, Files: c.Files, Portal: c.Portal, Expect: c.Expect, Attached: c.attached}}
}

// Rests are the clauses the case rests on, each once: what it depends on, else
// what it expects to be found, cited or told.
func (c Case) Rests() (ids []string) {
	all := c.Depends
	if len(all) == 0 {
		all = slices.Concat(c.Gold, Expect{Checks: c.Checks}.gold())
		for _, s := range c.steps() {
			all = append(all, s.Expect.gold()...)
		}
	}
	for _, id := range all {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
