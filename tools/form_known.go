package tools

import (
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// yesRemember is the yes that also lets Sahayak keep the citizen's details for
// the next application in this conversation.
const yesRemember = "yes-remember"

// forgetKnown is the no that also has them forgotten.
const forgetKnown = "forget"

// rememberable are the fields that most forms ask alike.
var rememberable = []string{"applicant_name", "dob", "mobile", "address", "pincode"}

// toRemember are the values the citizen may let us keep.
func (f form) toRemember() map[string]string {
	kept := map[string]string{}
	for _, id := range rememberable {
		if v := f.Values[id]; v != "" {
			kept[id] = v
		}
	}
	return kept
}

// known are the kept values that answer open fields of this form.
func (f form) known(s *corpus.Service, env agent.Env) []corpus.Field {
	var fields []corpus.Field
	for _, id := range rememberable {
		field, ok := fieldByID(s.Form.Fields, id)
		if ok && env.Known[id] != "" && f.applies(field) && !f.answered(id) {
			fields = append(fields, field)
		}
	}
	return fields
}

// knownQuestion shows what would be used, and asks.
func (t *startApplication) knownQuestion(env agent.Env, s *corpus.Service) (string, []agent.Choice) {
	lines := []string{t.say(env, "use_known", nil)}
	for _, id := range rememberable {
		if field, ok := fieldByID(s.Form.Fields, id); ok && env.Known[id] != "" {
			lines = append(lines, "• "+field.Label.In(env.Lang)+": "+t.readBack(env, field, env.Known[id]))
		}
	}
	return strings.Join(lines, "\n"), []agent.Choice{
		t.choice(env, "yes", "yes"), t.choice(env, "no", "no"), t.choice(env, forgetKnown, "forget_known"),
	}
}

// resumeKnown takes the kept values over, or leaves them.
func (t *startApplication) resumeKnown(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	switch {
	case a.Choice == "yes" || a.Choice == "" && a.Control == agent.Yes:
		for _, field := range f.known(s, env) {
			// What was right for one form must fit the bounds of this one.
			if value, bad := read(field, agent.Answer{Text: env.Known[field.ID]}, env.Now); bad == nil {
				f.Values[field.ID] = value
			}
		}
		return t.proceed(env, s, f, "")
	case a.Choice == forgetKnown:
		r := t.proceed(env, s, f, t.say(env, "forgotten", nil))
		r.Remember = map[string]string{}
		return r
	case a.Choice == "no" || a.Choice == "" && a.Control == agent.No || a.Control == agent.Back:
		return t.proceed(env, s, f, "")
	}
	r := t.ask(env, s, f, t.say(env, "bad_yesno", nil))
	r.Misfit = true
	return r
}
