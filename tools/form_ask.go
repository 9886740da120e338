package tools

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// errFormGone means that the pack of a stored form has lost its form.
var errFormGone = errors.New("form: the service is no longer applied for here")

// knownMobile is the choice that takes the number the channel has verified.
const knownMobile = "known-mobile"

// ask puts the form's present question, with a line before it if there is one.
func (t *startApplication) ask(env agent.Env, s *corpus.Service, f form, before string) agent.Result {
	r := agent.Result{Outcome: agent.Asked, Service: s.ID}
	ask := agent.Ask{Field: f.Field, Service: s.ID}
	var question string
	switch f.Field {
	case confirmStep:
		if !f.Sent {
			f.Lang = env.Lang
		}
		f.Shown, f.ShownAt = f.hash(s), env.Now
		question, r.Choices = t.summary(env, s, f)
		ask.Kind = agent.AskYesNo
	case editStep:
		question, r.Choices = t.say(env, "which_field", nil), t.fieldChoices(env, s, f)
		ask.Kind = agent.AskChoice
	case draftStep:
		question = t.say(env, "draft_found", agent.Map{"Service": s.Name.In(env.Lang), "Answered": len(f.Values)})
		r.Choices = []agent.Choice{t.choice(env, "continue", "draft_continue"), t.choice(env, "fresh", "draft_fresh")}
		ask.Kind = agent.AskChoice
	case knownStep:
		question, r.Choices = t.knownQuestion(env, s)
		ask.Kind, ask.Personal = agent.AskYesNo, false
	default:
		if p, ok := paperAsked(s, f); ok {
			question, r.Choices = t.paperQuestion(env, s, f, p)
			ask.Kind = agent.AskFile
			break
		}
		field, _ := fieldByID(s.Form.Fields, f.Field)
		if value, ok := f.Doubts[field.ID]; ok {
			question = t.say(env, "did_you_mean", agent.Map{"Label": field.Label.In(env.Lang), "Value": t.readBack(env, field, value)})
			r.Choices = []agent.Choice{t.choice(env, "yes", "yes"), t.choice(env, "no", "no")}
			ask.Kind, ask.Personal = agent.AskYesNo, field.Personal
			break
		}
		question, r.Choices = t.question(env, field)
		ask.Kind, ask.Personal = askKind(field), field.Personal
	}
	ask.State, ask.Expires = f.marshal(), env.Now.Add(draftFor)
	r.Ask = &ask
	r.Text = strings.TrimSpace(before + "\n\n" + question)
	return r
}

// question is a field's question with its help line and buttons.
func (t *startApplication) question(env agent.Env, field corpus.Field) (string, []agent.Choice) {
	text := field.Question.In(env.Lang)
	if help := field.Help.In(env.Lang); help != "" {
		text += "\n" + help
	}
	if field.Optional {
		text += "\n" + t.say(env, "may_skip", nil)
	}
	var choices []agent.Choice
	switch {
	case field.Type == "choice":
		for _, o := range field.Choices {
			choices = append(choices, agent.Choice{ID: o.ID, Title: o.In(env.Lang)})
		}
	case field.Type == "yesno":
		choices = []agent.Choice{t.choice(env, "yes", "yes"), t.choice(env, "no", "no")}
	case field.Type == "mobile" && localMobile(env.Citizen) != "":
		choices = []agent.Choice{{ID: knownMobile, Title: localMobile(env.Citizen)}}
	}
	return text, choices
}

// localMobile is the ten digits of a verified Indian phone, "" otherwise.
func localMobile(c agent.Citizen) string {
	if local, ok := strings.CutPrefix(c.Phone, "91"); ok && c.Verified && len(local) == 10 {
		return local
	}
	return ""
}

// summary lists exactly what will be sent, and asks for the yes.
func (t *startApplication) summary(env agent.Env, s *corpus.Service, f form) (string, []agent.Choice) {
	var b strings.Builder
	b.WriteString(t.say(env, "summary", agent.Map{"Service": s.Name.In(env.Lang)}))
	for _, field := range s.Form.Fields {
		if v := f.Values[field.ID]; v != "" && f.applies(field) {
			fmt.Fprintf(&b, "\n• %s: %s", field.Label.In(env.Lang), t.shown(env, field, v))
		}
	}
	b.WriteString(t.papersSummary(env, s, f))
	b.WriteString("\n\n" + s.Form.Declaration.In(env.Lang) + "\n\n" + t.say(env, "confirm", nil))
	choices := []agent.Choice{t.choice(env, "yes", "confirm_yes")}
	if len(env.Known) == 0 && len(f.toRemember()) > 0 {
		choices = append(choices, t.choice(env, yesRemember, "confirm_remember"))
	}
	return b.String(), append(choices, t.choice(env, "edit", "confirm_edit"), t.choice(env, "cancel", "confirm_cancel"))
}

// shown is a canonical value as a person reads it.
func (t *startApplication) shown(env agent.Env, field corpus.Field, value string) string {
	switch field.Type {
	case "choice":
		for _, o := range field.Choices {
			if o.ID == value {
				return o.In(env.Lang)
			}
		}
	case "yesno":
		return t.say(env, value, nil)
	case "date":
		return shownDate(value)
	case "amount":
		return t.say(env, "rupees", agent.Map{"Amount": indianGroups(value)})
	}
	return value
}

// indianGroups writes 120000 as 1,20,000.
func indianGroups(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	head, tail := digits[:len(digits)-3], digits[len(digits)-3:]
	for len(head) > 2 {
		tail = head[len(head)-2:] + "," + tail
		head = head[:len(head)-2]
	}
	return head + "," + tail
}
