package evals

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// End is the state in which a conversation is expected to end. Fields that are
// not given do not matter; an empty list means none.
type End struct {
	// Drafts are the services with a form put aside.
	Drafts *list `yaml:"drafts,omitempty" json:"drafts,omitempty"`
	// Submitted are the services of the application numbers received, in order.
	Submitted *list `yaml:"submitted,omitempty" json:"submitted,omitempty"`
	// Asks is the field waited for; none for nothing.
	Asks string `yaml:"asks,omitempty" json:"asks,omitempty"`
	// Subject is the service last spoken of.
	Subject string `yaml:"subject,omitempty" json:"subject,omitempty"`
	// Values are those of the form under way, else of the drafts, by field id.
	Values map[string]string `yaml:"values,omitempty" json:"values,omitempty"`
	// Hash is that of the whole end state, as a report shows it.
	Hash string `yaml:"hash,omitempty" json:"hash,omitempty"`
}

func (e End) sound() error {
	if e.Drafts == nil && e.Submitted == nil && e.Asks == "" && e.Subject == "" && len(e.Values) == 0 && e.Hash == "" {
		return errors.New("expects nothing of the end")
	}
	return nil
}

// ended is what a conversation came to, without what changes from run to run:
// ids, times and the running part of application numbers.
type ended struct {
	Drafts    map[string]map[string]string `json:"drafts"` // values by service
	Submitted []string                     `json:"submitted"`
	Asks      string                       `json:"asks"`
	Subject   string                       `json:"subject"`
	Values    map[string]string            `json:"values"` // of the form under way
}

// EndHash is the hash of the end of a conversation: two runs that leave the same
// drafts, applications and question have the same.
func EndHash(s agent.State, l *corpus.Library) string { return endOf(s, l).hash() }

func endOf(s agent.State, l *corpus.Library) ended {
	e := ended{Drafts: map[string]map[string]string{}, Submitted: []string{}, Asks: "none", Subject: s.Subject}
	for service, draft := range s.Drafts {
		e.Drafts[service] = formValues(draft)
	}
	for _, no := range s.Applications {
		e.Submitted = append(e.Submitted, serviceOf(no, l))
	}
	if s.Ask != nil {
		e.Asks, e.Values = s.Ask.Field, formValues(s.Ask.State)
	}
	return e
}

// formValues are the values of a form on its way; nil if it is something else.
func formValues(state json.RawMessage) map[string]string {
	var form struct {
		Values map[string]string `json:"values"`
	}
	if json.Unmarshal(state, &form) != nil {
		return nil
	}
	return form.Values
}

// serviceOf is the service whose form's code an application number carries,
// SBX-<code>-26-000123; the number's own code if no form has it.
func serviceOf(no string, l *corpus.Library) string {
	parts := strings.Split(no, "-")
	if len(parts) < 2 {
		return no
	}
	if l != nil {
		for _, s := range l.Services {
			if s.Form != nil && s.Form.Code == parts[1] {
				return s.ID
			}
		}
	}
	return parts[1]
}

func (e ended) hash() string {
	raw, _ := json.Marshal(e) // texts alone; the keys of maps are sorted
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])[:12]
}

// compare tells what of the end is not as expected, without personal data:
// values are named by their fields alone.
func (e End) compare(got ended) (wrong []string) {
	if e.Drafts != nil {
		drafts := slices.Sorted(maps.Keys(got.Drafts))
		if want := slices.Sorted(slices.Values(*e.Drafts)); !slices.Equal(want, drafts) {
			wrong = append(wrong, "drafts "+shownList(drafts)+", want "+shownList(want))
		}
	}
	if e.Submitted != nil && !slices.Equal(*e.Submitted, got.Submitted) {
		wrong = append(wrong, "applications "+shownList(got.Submitted)+", want "+shownList(*e.Submitted))
	}
	if e.Asks != "" && e.Asks != got.Asks {
		wrong = append(wrong, fmt.Sprintf("the field %s, want %s", got.Asks, e.Asks))
	}
	if e.Subject != "" && e.Subject != got.Subject {
		wrong = append(wrong, fmt.Sprintf("the subject %s, want %s", got.Subject, e.Subject))
	}
	for _, field := range slices.Sorted(maps.Keys(e.Values)) {
		if value, ok := got.value(field); !ok || value != e.Values[field] {
			wrong = append(wrong, "another value of "+field)
		}
	}
	if e.Hash != "" && e.Hash != got.hash() {
		wrong = append(wrong, fmt.Sprintf("the state %s, want %s", got.hash(), e.Hash))
	}
	return wrong
}

// value is that of a field in the form under way, else in the first draft that
// has it.
func (e ended) value(field string) (string, bool) {
	if v, ok := e.Values[field]; ok {
		return v, true
	}
	for _, service := range slices.Sorted(maps.Keys(e.Drafts)) {
		if v, ok := e.Drafts[service][field]; ok {
			return v, true
		}
	}
	return "", false
}

func shownList(all []string) string {
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}
