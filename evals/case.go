package evals

import (
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Case is one thing to measure: a single question, or a conversation.
type Case struct {
	ID string `yaml:"id" json:"id"`
	// Lang is the form the citizen writes in; the reply must be in it too.
	Lang    corpus.Lang `yaml:"lang" json:"lang"`
	Service string      `yaml:"service,omitempty" json:"service,omitempty"`
	Kind    corpus.Kind `yaml:"kind,omitempty" json:"kind,omitempty"`
	Tags    []string    `yaml:"tags,omitempty" json:"tags,omitempty"`
	// Phone makes the citizen a verified one.
	Phone string `yaml:"phone,omitempty" json:"-"`
	// Ask is a single question; Turns is a conversation. One of them.
	Ask    string `yaml:"ask,omitempty" json:"ask,omitempty"`
	Expect Expect `yaml:"expect,omitempty" json:"expect"`
	Turns  []Step `yaml:"turns,omitempty" json:"turns,omitempty"`

	Suite string `yaml:"-" json:"suite"`
}

// Step is one message of a conversation and what must come of it.
type Step struct {
	Say    string `yaml:"say,omitempty" json:"say,omitempty"`
	Choice string `yaml:"choice,omitempty" json:"choice,omitempty"` // id of a tapped choice
	Expect Expect `yaml:"expect,omitempty" json:"expect"`
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
}

// Suite is a folder of cases with its gate.
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
	Cases        []Case  `yaml:"-" json:"-"`
}
