package tools

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// form is an application on its way, kept as the State of an Ask between
// messages. It holds the citizen's values and is never shown to a model.
type form struct {
	ID      string            `json:"id"` // of the form; part of the idempotency key
	Service string            `json:"service"`
	Values  map[string]string `json:"values"` // by field id; canonical, "" for skipped
	Field   string            `json:"field"`  // asked now: a field, or one of the steps below
	// Doubts are values, by field id, that wait for a yes to "did you mean ...?".
	Doubts map[string]string `json:"doubts,omitempty"`
	// Papers are the files, by paper id; an entry without data is put off.
	Papers map[string]attached `json:"papers,omitempty"`
	// Tried are the idempotency keys of sendings whose outcome is not known.
	Tried []string `json:"tried,omitempty"`
	// Editing is true while one field is being corrected from the summary.
	Editing bool `json:"editing,omitempty"`
	// Shown is the hash of what the last summary showed, and when; a yes holds
	// for exactly that, once, for ten minutes.
	Shown   string    `json:"shown,omitempty"`
	ShownAt time.Time `json:"shown_at,omitzero"`
	// Lang is the form of writing of that summary, which is sent too: a yes in another
	// one is still a yes to what was shown. It stays once it was Sent, for the portal
	// holds what comes again under the same key against what came first.
	Lang corpus.Lang `json:"lang,omitempty"`
	Sent bool        `json:"sent,omitempty"`
}

// Steps of a form that are not fields of the pack.
const (
	confirmStep = "confirm"
	editStep    = "edit"
	draftStep   = "draft" // go on with the draft, or start afresh?
	knownStep   = "known" // use what an earlier application said?
)

// draftFor is how long an unfinished form is kept.
const draftFor = agent.DraftFor

// confirmFor is how long a summary may be said yes to.
const confirmFor = 10 * time.Minute

func unmarshalForm(raw json.RawMessage) (form, error) {
	var f form
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("form state: %w", err)
	}
	if f.Values == nil {
		f.Values = map[string]string{}
	}
	if f.Doubts == nil {
		f.Doubts = map[string]string{}
	}
	if f.Papers == nil {
		f.Papers = map[string]attached{}
	}
	return f, nil
}

func (f form) marshal() json.RawMessage {
	raw, _ := json.Marshal(f) // strings and times always marshal
	return raw
}

// applies reports whether a field is to be asked, given the values so far.
func (f form) applies(field corpus.Field) bool {
	return field.Only == nil || slices.Contains(field.Only.Is, f.Values[field.Only.Field])
}

// steps are the fields that apply and then the papers, in the order asked.
func (f form) steps(s *corpus.Service) []string {
	var all []string
	for _, field := range s.Form.Fields {
		if f.applies(field) {
			all = append(all, field.ID)
		}
	}
	for _, p := range uploads(s) {
		all = append(all, paperStep+p.ID)
	}
	return all
}

// answered reports whether a step needs no more asking.
func (f form) answered(step string) bool {
	if id, ok := strings.CutPrefix(step, paperStep); ok {
		_, ok := f.Papers[id]
		return ok
	}
	_, ok := f.Values[step]
	return ok
}

// next is the first step without an answer, or confirm.
func (f form) next(s *corpus.Service) string {
	for _, step := range f.steps(s) {
		if !f.answered(step) {
			return step
		}
	}
	return confirmStep
}

// previous is the step asked before the present one, "" at the first.
func (f form) previous(s *corpus.Service) string {
	last := ""
	for _, step := range f.steps(s) {
		if step == f.Field {
			break
		}
		last = step
	}
	return last
}

// forget takes the answer to a step back.
func (f form) forget(step string) {
	delete(f.Values, step)
	delete(f.Doubts, step)
	delete(f.Papers, strings.TrimPrefix(step, paperStep))
}

// open are the fields that apply and have no answer, the one asked included.
func (f form) open(s *corpus.Service) []corpus.Field {
	var open []corpus.Field
	for _, field := range s.Form.Fields {
		if f.applies(field) && (field.ID == f.Field || !f.answered(field.ID)) {
			open = append(open, field)
		}
	}
	return open
}

// prune drops values of fields that no longer apply after a correction.
func (f form) prune(fields []corpus.Field) {
	for _, field := range fields {
		if !f.applies(field) {
			f.forget(field.ID)
		}
	}
}

// answers are the applicable, non-empty values: exactly what will be sent.
func (f form) answers(fields []corpus.Field) map[string]string {
	sent := map[string]string{}
	for _, field := range fields {
		if v := f.Values[field.ID]; v != "" && f.applies(field) {
			sent[field.ID] = v
		}
	}
	return sent
}

// hash names exactly what will be sent, the papers' bytes included.
func (f form) hash(s *corpus.Service) string {
	papers := map[string]string{}
	for id, p := range f.Papers {
		if len(p.Data) > 0 {
			papers[id] = p.SHA256
		}
	}
	raw, _ := json.Marshal(struct {
		Service         string
		Answers, Papers map[string]string // marshalled in key order
	}{f.Service, f.answers(s.Form.Fields), papers})
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

// key is the idempotency key of one confirmed content: the same yes sent twice
// is one application, a corrected form is another.
func (f form) key(s *corpus.Service) string { return f.ID + "-" + f.hash(s) }

func fieldByID(fields []corpus.Field, id string) (corpus.Field, bool) {
	i := slices.IndexFunc(fields, func(f corpus.Field) bool { return f.ID == id })
	if i < 0 {
		return corpus.Field{}, false
	}
	return fields[i], true
}

// askKind is how a channel should take the answer to a field.
func askKind(field corpus.Field) agent.AskKind {
	switch field.Type {
	case "choice":
		return agent.AskChoice
	case "yesno":
		return agent.AskYesNo
	case "date":
		return agent.AskDate
	case "amount", "number", "mobile", "pincode":
		return agent.AskNumber
	}
	return agent.AskText
}
