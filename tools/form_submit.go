package tools

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// resumeConfirm acts on the answer to the summary. Only a plain yes to what was
// shown, in time, sends anything.
func (t *startApplication) resumeConfirm(ctx context.Context, env agent.Env, s *corpus.Service, f form, a agent.Answer) (agent.Result, error) {
	switch {
	case len(a.Files) > 0:
		return t.askPapers(env, s, f, t.say(env, "file_which", nil)), nil
	case a.Choice == "yes" || a.Choice == yesRemember || a.Choice == "" && a.Control == agent.Yes:
		if !env.Yes || f.Shown != f.hash(s) || env.Now.Sub(f.ShownAt) > confirmFor {
			return t.ask(env, s, f, t.say(env, "confirm_again", nil)), nil
		}
		r, err := t.submit(ctx, env, s, f)
		if a.Choice == yesRemember && r.Application != "" {
			r.Remember = f.toRemember()
			r.Text += "\n" + t.say(env, "remembered", nil)
		}
		return r, err
	case a.Choice == "edit" || a.Control == agent.Edit || a.Control == agent.No:
		if r, ok := t.correct(env, s, f, a); ok && a.Choice == "" {
			return r, nil
		}
		if a.Choice == "" && namesPapers(a.Text) {
			return t.askPapers(env, s, f, ""), nil
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
	text += t.afterSubmit(env, s, f)
	if app.Sandbox {
		text += "\n" + t.say(env, "sandbox", nil)
	}
	return agent.Result{
		Text: text, Outcome: agent.Done, Data: data, Service: s.ID, DropDraft: true, Application: app.No,
		Choices: []agent.Choice{{ID: "status:", Title: t.say(env, "see_status", nil)}},
	}, nil
}

// afterSubmit says what remains to be done about the papers.
func (t *startApplication) afterSubmit(env agent.Env, s *corpus.Service, f form) string {
	var missing []string
	for _, p := range uploads(s) {
		got := f.Papers[p.ID]
		if len(got.Data) == 0 && !got.NotMine && p.Need == "required" {
			missing = append(missing, p.Name.In(env.Lang))
		}
	}
	if len(missing) > 0 {
		return "\n" + t.say(env, "take_papers", agent.Map{"Papers": strings.Join(missing, ", ")})
	}
	return "\n" + t.say(env, "next_papers", nil)
}

// paperRefused is a paper that the portal did not take.
type paperRefused struct {
	paper string
	err   error
}

func (e *paperRefused) Error() string { return "paper " + e.paper + ": " + e.err.Error() }
func (e *paperRefused) Unwrap() error { return e.err }

// send makes the draft, attaches the papers and submits. Nothing is repeated
// before a look-up has shown that it was not done; an upload may be, for the
// portal keeps the same bytes for the same paper once.
func (t *startApplication) send(ctx context.Context, env agent.Env, s *corpus.Service, f form) (edistrict.Application, error) {
	key := f.key(s)
	// A form that was changed after a lost reply must not be handed in twice.
	for _, earlier := range f.Tried {
		app, err := t.portal.LookupByKey(ctx, earlier)
		switch {
		case err == nil && app.State != edistrict.Draft:
			return app, nil
		case err != nil && !errors.Is(err, edistrict.ErrNotFound):
			return app, fmt.Errorf("look up an earlier try: %w", err)
		}
	}
	answers := f.answers(s.Form.Fields)
	draft := edistrict.NewApplication{
		ServiceID: s.ID, Language: string(f.Lang), Answers: answers,
		Applicant: edistrict.Applicant{
			Name: answers["applicant_name"], Mobile: answers["mobile"], DOB: answers["dob"],
		},
	}
	app, err := t.portal.CreateApplication(ctx, key, draft)
	if errors.Is(err, edistrict.ErrUncertain) {
		app, err = t.settle(ctx, key, func() (edistrict.Application, error) { return t.portal.CreateApplication(ctx, key, draft) })
	}
	if err != nil || app.State != edistrict.Draft {
		return app, err
	}
	for _, p := range uploads(s) {
		err := t.attach(ctx, app.No, p.ID, f.Papers[p.ID])
		if errors.Is(err, edistrict.ErrConflict) { // no draft any more: handed in by an earlier yes
			return t.portal.LookupByKey(ctx, key)
		}
		if err != nil {
			return app, err
		}
	}
	sent, err := t.portal.Submit(ctx, app.No, key+"-submit")
	if errors.Is(err, edistrict.ErrUncertain) {
		if sent, err = t.portal.LookupByKey(ctx, key); err == nil && sent.State == edistrict.Draft {
			sent, err = t.portal.Submit(ctx, app.No, key+"-submit")
		}
	}
	return sent, err
}

// attach uploads one paper, if there is one. The receipt must be for the bytes
// that were sent.
func (t *startApplication) attach(ctx context.Context, no, paper string, file attached) error {
	if len(file.Data) == 0 {
		return nil
	}
	ending := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[file.MIME]
	document := edistrict.Document{Paper: paper, Name: paper + ending, Data: file.Data}
	receipt, err := t.portal.UploadDocument(ctx, no, document)
	if errors.Is(err, edistrict.ErrUncertain) {
		receipt, err = t.portal.UploadDocument(ctx, no, document)
	}
	switch {
	case errors.Is(err, edistrict.ErrValidation):
		return &paperRefused{paper: paper, err: err}
	case err != nil:
		return err
	case receipt.SHA256 != "" && !strings.EqualFold(receipt.SHA256, file.SHA256):
		return &paperRefused{paper: paper, err: errors.New("the receipt is for other bytes")}
	}
	return nil
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
	f.Sent = true
	if refused := (*paperRefused)(nil); errors.As(err, &refused) {
		if p, ok := s.Paper(refused.paper); ok {
			delete(f.Papers, p.ID)
			return t.proceed(env, s, f, t.say(env, "not_accepted", agent.Map{"Label": p.Name.In(env.Lang)}))
		}
	}
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
	// Whatever the portal said last, an earlier step may have got through.
	if key := f.key(s); !slices.Contains(f.Tried, key) {
		f.Tried = append(f.Tried, key)
	}
	f.Field = confirmStep
	r := t.ask(env, s, f, "")
	r.Text = t.say(env, phrase, nil)
	r.Choices = []agent.Choice{t.choice(env, "yes", "try_again"), t.choice(env, "cancel", "confirm_cancel")}
	return r
}
