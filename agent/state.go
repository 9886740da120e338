package agent

import (
	"cmp"
	"encoding/json"
	"time"

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
	Subject string `json:"subject,omitempty"`
	// Earlier is the service spoken of before the subject.
	Earlier string      `json:"earlier,omitempty"`
	Aspect  corpus.Kind `json:"aspect,omitempty"`
	// Ask is the pending question of a tool, nil if none.
	Ask *Ask `json:"ask,omitempty"`
	// Waiting is the question of a form that a look-up's own question interrupted; it
	// is pending again when that is over.
	Waiting *Ask `json:"waiting,omitempty"`
	// Retry is the question that the next message may answer once more; see Result.
	Retry *Ask `json:"retry,omitempty"`
	// Drafts are forms put aside, by service id.
	Drafts map[string]json.RawMessage `json:"drafts,omitempty"`
	// DraftTimes is when each draft was put aside; after DraftFor it is dropped.
	DraftTimes map[string]time.Time `json:"draft_times,omitempty"`
	// Reminded is until when the citizen was reminded of drafts.
	Reminded time.Time `json:"reminded,omitzero"`
	// Known are details, by field id, that the citizen allowed to be kept for the
	// next application.
	Known map[string]string `json:"known,omitempty"`
	// Applying is true after "which service do you want to apply for?".
	Applying bool `json:"applying,omitempty"`
	// Queue are the choices to offer when the present application is done, for a
	// citizen who asked for several at once.
	Queue []string `json:"queue,omitempty"`
	// Applications are the numbers received in this conversation, oldest first.
	Applications []string `json:"applications,omitempty"`
	// Choices are those of the last reply, so that "2" or a typed title picks one.
	Choices []Choice   `json:"choices,omitempty"`
	History []Exchange `json:"history,omitempty"` // masked, oldest first
	Greeted bool       `json:"greeted,omitempty"`
	// Misses counts messages in a row that were not understood.
	Misses int `json:"misses,omitempty"`
}

// form is the form in which to address a citizen who has not just written.
func (s State) form() corpus.Lang { return cmp.Or(s.Chosen, s.Language, corpus.English) }

// DraftFor is how long an unfinished application is kept.
const DraftFor = 30 * 24 * time.Hour

// dropOldDrafts forgets drafts whose time is over. A draft without a time is
// from before times were kept; its month begins now.
func (s *State) dropOldDrafts(now time.Time) {
	for service := range s.Drafts {
		switch at, ok := s.DraftTimes[service]; {
		case !ok:
			s.DraftTimes = with(s.DraftTimes, service, now)
		case now.Sub(at) > DraftFor:
			s.dropDraft(service)
		}
	}
}

func (s *State) keepDraft(service string, draft json.RawMessage, now time.Time) {
	s.Drafts, s.DraftTimes = with(s.Drafts, service, draft), with(s.DraftTimes, service, now)
}

func (s *State) dropDraft(service string) {
	s.Drafts, s.DraftTimes = without(s.Drafts, service), without(s.DraftTimes, service)
}

// historyKept is how many exchanges a model is shown.
const historyKept = 6

func (s *State) remember(e Exchange) {
	s.History = append(append([]Exchange{}, s.History...), e)
	if over := len(s.History) - historyKept; over > 0 {
		s.History = s.History[over:]
	}
}
