package tools

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// startArguments are what a model may pass; every detail of the citizen comes
// from the citizen.
type startArguments struct {
	Service string `json:"service" jsonschema:"required,pattern=^[a-z0-9-]{2\\,60}$,description=id of the service such as income-certificate"`
}

// startApplication guides through the form of any pack that has one.
type startApplication struct {
	kit
	arguments arguments[startArguments]
}

var _ agent.Tool = (*startApplication)(nil)

func newStartApplication(k kit) (*startApplication, error) {
	a, err := newArguments[startArguments]("startApplication", "start_application")
	return &startApplication{kit: k, arguments: a}, err
}

func (t *startApplication) Spec() agent.ToolSpec         { return t.arguments.spec }
func (t *startApplication) Permission() agent.Permission { return agent.Write }

func (t *startApplication) Call(_ context.Context, env agent.Env, raw json.RawMessage) (agent.Result, error) {
	args, err := t.arguments.decode(raw)
	if err != nil {
		return agent.Result{}, err
	}
	s, ok := t.library.Service(args.Service)
	if !ok || s.Form == nil || s.Ended {
		return agent.Result{}, &agent.ArgumentError{Faults: []string{"/service names no service that is applied for here"}}
	}
	if draft, ok := env.Drafts[s.ID]; ok {
		if f, err := unmarshalForm(draft); err == nil && len(f.Values) > 0 {
			f.Field = draftStep
			return t.ask(env, s, f, ""), nil
		}
	}
	return t.begin(env, s), nil
}

// begin asks the first field of a new form.
func (t *startApplication) begin(env agent.Env, s *corpus.Service) agent.Result {
	f := form{ID: uuid.Must(uuid.NewV7()).String(), Service: s.ID, Values: map[string]string{}}
	f.Field = f.next(s.Form.Fields)
	intro := t.say(env, "form_intro", agent.Map{"Service": s.Name.In(env.Lang), "Questions": len(s.Form.Fields)})
	r := t.ask(env, s, f, intro)
	r.DropDraft = true
	return r
}

func (t *startApplication) Resume(ctx context.Context, env agent.Env, ask agent.Ask, a agent.Answer) (agent.Result, error) {
	f, s, err := t.load(ask)
	if err != nil {
		return agent.Result{}, err
	}
	switch {
	case a.Control == agent.Cancel || a.Choice == "cancel":
		return agent.Result{Text: t.say(env, "form_cancelled", nil), Outcome: agent.Done, Service: s.ID, DropDraft: true}, nil
	case a.Control == agent.Later:
		return agent.Result{
			Text:    t.say(env, "form_later", agent.Map{"Service": s.Name.In(env.Lang)}),
			Choices: []agent.Choice{{ID: agent.ApplyChoice(s.ID), Title: t.say(env, "go_on", nil)}},
			Outcome: agent.Done, Service: s.ID, Draft: f.marshal(),
		}, nil
	case f.Field == draftStep:
		return t.resumeDraft(env, s, f, a), nil
	case f.Field == editStep:
		return t.resumeEdit(env, s, f, a), nil
	case a.Control == agent.Back:
		return t.goBack(env, s, f), nil
	case f.Field == confirmStep:
		return t.resumeConfirm(ctx, env, s, f, a)
	}
	if a.Control == agent.Edit || a.Choice == "edit" {
		if r, ok := t.correct(env, s, f, a); ok {
			return r, nil
		}
	}
	return t.fill(env, s, f, a), nil
}

func (t *startApplication) load(ask agent.Ask) (form, *corpus.Service, error) {
	f, err := unmarshalForm(ask.State)
	if err != nil {
		return f, nil, err
	}
	s, ok := t.library.Service(f.Service)
	if !ok || s.Form == nil {
		return f, nil, errFormGone
	}
	return f, s, nil
}

// fill takes the answer to the field asked, and asks the next.
func (t *startApplication) fill(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	field, ok := fieldByID(s.Form.Fields, f.Field)
	if !ok { // the pack changed under the form
		f.Field = f.next(s.Form.Fields)
		return t.ask(env, s, f, "")
	}
	value, bad := "", (*misfit)(nil)
	switch {
	case field.Optional && a.Control == agent.Skip:
	case field.Type == "mobile" && a.Choice == knownMobile:
		value = localMobile(env.Citizen)
	default:
		value, bad = read(field, a, env.Now)
	}
	if bad != nil {
		r := t.ask(env, s, f, t.say(env, bad.phrase, bad.data))
		r.Misfit = true
		return r
	}
	f.Values[field.ID] = value
	return t.proceed(env, s, f, "")
}

// proceed asks the next open field, or shows the summary.
func (t *startApplication) proceed(env agent.Env, s *corpus.Service, f form, before string) agent.Result {
	f.prune(s.Form.Fields)
	f.Editing = false
	f.Field = f.next(s.Form.Fields)
	return t.ask(env, s, f, before)
}

// goBack asks the previous field again; at the first it stays.
func (t *startApplication) goBack(env agent.Env, s *corpus.Service, f form) agent.Result {
	previous := f.previous(s.Form.Fields)
	if f.Field == confirmStep {
		fields := s.Form.Fields
		for _, field := range fields {
			if f.applies(field) {
				previous = field.ID
			}
		}
	}
	if previous == "" {
		return t.ask(env, s, f, t.say(env, "at_first", nil))
	}
	delete(f.Values, previous)
	f.Field = previous
	return t.ask(env, s, f, "")
}

// resumeDraft goes on with a form put aside, or starts afresh.
func (t *startApplication) resumeDraft(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	switch {
	case a.Choice == "fresh" || a.Control == agent.No:
		return t.begin(env, s)
	case a.Choice == "continue" || a.Control == agent.Yes:
		r := t.proceed(env, s, f, "")
		r.DropDraft = true
		return r
	}
	r := t.ask(env, s, f, "")
	r.Misfit = true
	return r
}

// Repeat says the pending question in the present form of writing.
func (t *startApplication) Repeat(env agent.Env, ask agent.Ask) agent.Result {
	f, s, err := t.load(ask)
	if err != nil {
		return agent.Result{}
	}
	return t.ask(env, s, f, "")
}
