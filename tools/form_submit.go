package tools

import (
	"context"
	"errors"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// resumeConfirm acts on the answer to the summary. Only a plain yes to what was
// shown, in time, sends anything.
func (t *startApplication) resumeConfirm(ctx context.Context, env agent.Env, s *corpus.Service, f form, a agent.Answer) (agent.Result, error) {
	switch {
	case a.Choice == "yes" || a.Choice == "" && a.Control == agent.Yes:
		if f.Shown != f.hash(s.Form.Fields) || env.Now.Sub(f.ShownAt) > confirmFor {
			return t.ask(env, s, f, t.say(env, "confirm_again", nil)), nil
		}
		return t.submit(ctx, env, s, f)
	case a.Choice == "edit" || a.Control == agent.Edit || a.Control == agent.No:
		if r, ok := t.correct(env, s, f, a); ok && a.Choice == "" {
			return r, nil
		}
		f.Field = editStep
		return t.ask(env, s, f, ""), nil
	}
	if r, ok := t.correct(env, s, f, a); ok {
		return r, nil
	}
	r := t.ask(env, s, f, t.say(env, "bad_confirm", nil))
	r.Misfit = true
	return r, nil
}

// submitted is what the record keeps of an application sent.
type submitted struct {
	ApplicationNo string `json:"applicationNo"`
	Service       string `json:"service"`
	State         string `json:"state"`
	Sandbox       bool   `json:"sandbox"`
}

// submit makes the draft at the portal and submits it. Both writes carry keys
// bound to what was confirmed, and a lost reply is settled by look-up, so
// that one yes is at most one application.
func (t *startApplication) submit(ctx context.Context, env agent.Env, s *corpus.Service, f form) (agent.Result, error) {
	app, err := t.send(ctx, env, s, f)
	if err != nil {
		return t.notSent(env, s, f, err), nil
	}
	data := submitted{ApplicationNo: app.No, Service: s.ID, State: string(app.State), Sandbox: app.Sandbox}
	text := t.say(env, "submitted", agent.Map{"Service": s.Name.In(env.Lang), "No": app.No})
	if !app.DueAt.IsZero() {
		text += "\n" + t.say(env, "due", agent.Map{"Date": app.DueAt.In(india).Format("02-01-2006")})
	}
	text += "\n" + t.say(env, "next_papers", nil)
	if app.Sandbox {
		text += "\n" + t.say(env, "sandbox", nil)
	}
	return agent.Result{
		Text: text, Outcome: agent.Done, Data: data, Service: s.ID, DropDraft: true, Application: app.No,
		Choices: []agent.Choice{{ID: "status:", Title: t.say(env, "see_status", nil)}},
	}, nil
}

func (t *startApplication) send(ctx context.Context, env agent.Env, s *corpus.Service, f form) (edistrict.Application, error) {
	fields := s.Form.Fields
	answers := f.answers(fields)
	draft := edistrict.NewApplication{
		ServiceID: s.ID, Language: string(env.Lang), Answers: answers,
		Applicant: edistrict.Applicant{
			Name: answers["applicant_name"], Mobile: answers["mobile"], DOB: answers["dob"],
		},
	}
	key := f.key(fields)
	app, err := t.portal.CreateApplication(ctx, key, draft)
	if errors.Is(err, edistrict.ErrUncertain) {
		app, err = t.settle(ctx, key, func() (edistrict.Application, error) { return t.portal.CreateApplication(ctx, key, draft) })
	}
	if err != nil || app.State != edistrict.Draft {
		return app, err
	}
	sent, err := t.portal.Submit(ctx, app.No, key+"-submit")
	if errors.Is(err, edistrict.ErrUncertain) {
		if sent, err = t.portal.LookupByKey(ctx, key); err == nil && sent.State == edistrict.Draft {
			sent, err = t.portal.Submit(ctx, app.No, key+"-submit")
		}
	}
	return sent, err
}

// settle finds out by look-up what became of a write whose reply was lost, and
// sends it again under the same key only when the portal has no trace of it.
func (t *startApplication) settle(ctx context.Context, key string, again func() (edistrict.Application, error)) (edistrict.Application, error) {
	app, err := t.portal.LookupByKey(ctx, key)
	if errors.Is(err, edistrict.ErrNotFound) {
		return again()
	}
	return app, err
}

// notSent keeps the form at its summary and says plainly what happened.
func (t *startApplication) notSent(env agent.Env, s *corpus.Service, f form, err error) agent.Result {
	var failure *edistrict.Error
	if errors.As(err, &failure) && errors.Is(err, edistrict.ErrValidation) {
		for _, bad := range failure.Fields {
			if field, ok := fieldByID(s.Form.Fields, lastPart(bad.Field)); ok {
				r := t.askAgain(env, s, f, field.ID)
				r.Text = t.say(env, "not_accepted", agent.Map{"Label": field.Label.In(env.Lang)}) + "\n\n" + r.Text
				return r
			}
		}
	}
	phrase := "portal_down"
	if errors.Is(err, edistrict.ErrUncertain) {
		phrase = "portal_uncertain"
	}
	f.Field = confirmStep
	r := t.ask(env, s, f, "")
	r.Text = t.say(env, phrase, nil)
	r.Choices = []agent.Choice{t.choice(env, "yes", "try_again"), t.choice(env, "cancel", "confirm_cancel")}
	return r
}
