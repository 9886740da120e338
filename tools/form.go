package tools

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
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
	// Editing is true while one field is being corrected from the summary.
	Editing bool `json:"editing,omitempty"`
	// Shown is the hash of what the last summary showed, and when; a yes holds
	// for exactly that, once, for ten minutes.
	Shown   string    `json:"shown,omitempty"`
	ShownAt time.Time `json:"shown_at,omitzero"`
}

// Steps of a form that are not fields of the pack.
const (
	confirmStep = "confirm"
	editStep    = "edit"
	draftStep   = "draft" // go on with the draft, or start afresh?
)

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

// next is the first applicable field without an answer, or confirm.
func (f form) next(fields []corpus.Field) string {
	for _, field := range fields {
		if _, answered := f.Values[field.ID]; !answered && f.applies(field) {
			return field.ID
		}
	}
	return confirmStep
}

// previous is the applicable field asked before the present one, "" at the
// first.
func (f form) previous(fields []corpus.Field) string {
	last := ""
	for _, field := range fields {
		if field.ID == f.Field {
			return last
		}
		if f.applies(field) {
			last = field.ID
		}
	}
	return last
}

// prune drops values of fields that no longer apply after a correction.
func (f form) prune(fields []corpus.Field) {
	for _, field := range fields {
		if !f.applies(field) {
			delete(f.Values, field.ID)
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

// hash names exactly what will be sent.
func (f form) hash(fields []corpus.Field) string {
	raw, _ := json.Marshal(struct {
		Service string
		Answers map[string]string // marshalled in key order
	}{f.Service, f.answers(fields)})
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

// key is the idempotency key of one confirmed content: the same yes sent twice
// is one application, a corrected form is another.
func (f form) key(fields []corpus.Field) string { return f.ID + "-" + f.hash(fields) }

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
