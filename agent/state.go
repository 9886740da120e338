package agent

import (
	"encoding/json"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// State is what a conversation remembers between turns. The assistant gets it
// as an argument and returns it changed; storing it is the caller's job.
type State struct {
	ID      string  `json:"id"`
	Citizen Citizen `json:"citizen"`
	// Language is the form of the last message that showed one; Chosen is the
	// citizen's explicit choice and wins.
	Language corpus.Lang `json:"language,omitempty"`
	Chosen   corpus.Lang `json:"chosen,omitempty"`
	// Subject is the service last spoken of; Aspect is what was asked of it.
	Subject string      `json:"subject,omitempty"`
	Aspect  corpus.Kind `json:"aspect,omitempty"`
	// Ask is the pending question of a tool, nil if none.
	Ask *Ask `json:"ask,omitempty"`
	// Drafts are forms put aside, by service id.
	Drafts map[string]json.RawMessage `json:"drafts,omitempty"`
	// Applications are the numbers received in this conversation, oldest first.
	Applications []string `json:"applications,omitempty"`
	// Choices are those of the last reply, so that "2" or a typed title picks one.
	Choices []Choice   `json:"choices,omitempty"`
	History []Exchange `json:"history,omitempty"` // masked, oldest first
	Greeted bool       `json:"greeted,omitempty"`
	// Misses counts messages in a row that were not understood.
	Misses int `json:"misses,omitempty"`
}

// historyKept is how many exchanges a model is shown.
const historyKept = 6

func (s *State) remember(e Exchange) {
	s.History = append(append([]Exchange{}, s.History...), e)
	if over := len(s.History) - historyKept; over > 0 {
		s.History = s.History[over:]
	}
}
