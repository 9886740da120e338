package evals

import (
	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Mark is what one check made of one case, or of one message of it.
type Mark struct {
	Check string `json:"check"` // name, such as "citation-precision"
	// Step is the 1-based message of a conversation, 0 for the whole case.
	Step int `json:"step,omitempty"`
	// Value is a share in [0,1], or the quantity the check measures; 0 if
	// unmeasured. It is never NaN or infinite.
	Value float64 `json:"value"`
	// Pass is true when unmeasured: nothing was broken.
	Pass       bool   `json:"pass"`
	Unmeasured string `json:"unmeasured,omitempty"` // the reason why there is no value
	// Why says what is wrong, in one sentence without personal data; empty when
	// nothing is.
	Why string `json:"why,omitempty"`
}

// Recorded is one case as it ran: all that checks look at. Whoever runs, replays
// or re-scores a case fills it and calls Judge.
type Recorded struct {
	Library *corpus.Library
	Case    Case
	// Turns holds one turn for each message sent, in order; fewer than the case
	// has messages when the run broke off.
	Turns []agent.Turn
	// States is the conversation after each turn. Empty when only turns were
	// stored; then checks of the state are unmeasured.
	States []agent.State
	// Hits are the clauses found for a retrieval question, best first; only for a
	// case with Search.
	Hits []string
}
