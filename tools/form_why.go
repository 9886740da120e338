package tools

import (
	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// why says what the thing asked is for and whether it may be left out, and asks again:
// "kyu chahiye aapko ye", "iske bina chalega?". A field that the message names is
// meant, else the one asked.
func (t *startApplication) why(env agent.Env, s *corpus.Service, f form, text string) agent.Result {
	if p, ok := paperAsked(s, f); ok {
		reason := "may_leave"
		if p.Need == "required" {
			reason = "paper_can_wait"
		}
		return t.ask(env, s, f, t.say(env, reason, nil))
	}
	field, ok := fieldByID(s.Form.Fields, f.Field)
	if spans := labelSpans(s.Form.Fields, text, f.Field); len(spans) > 0 {
		field, ok = spans[0].field, true
	}
	if !ok {
		return t.ask(env, s, f, "")
	}
	reason := t.say(env, "why_asked", agent.Map{"Label": field.Label.In(env.Lang), "Service": s.Name.In(env.Lang)})
	if field.Type == "mobile" {
		reason += " " + t.say(env, "why_mobile", nil)
	}
	if field.Optional {
		return t.ask(env, s, f, reason+" "+t.say(env, "may_leave", nil))
	}
	return t.ask(env, s, f, reason+" "+t.say(env, "must_give", nil))
}

// mustGive answers one who would leave out what cannot be left out, or has not got it.
func (t *startApplication) mustGive(env agent.Env, s *corpus.Service, f form) agent.Result {
	r := t.ask(env, s, f, t.say(env, "must_give", nil)+" "+t.say(env, "not_known_yet", nil))
	r.Misfit = true
	return r
}
