package tools

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// describe tells a status in plain words: the stage, who holds it, the days
// left, what to do next.
func (t *checkStatus) describe(env agent.Env, s edistrict.Status) agent.Result {
	lines := []string{t.say(env, "status_of", agent.Map{"Service": text(s.ServiceName).In(env.Lang), "No": s.No})}
	known := slices.Contains(edistrict.States, s.State)
	switch holder := holders[s.State]; {
	case known && holder != "":
		lines = append(lines, t.say(env, "state_"+string(s.State), nil)+" "+t.say(env, holder, nil))
	case known:
		lines = append(lines, t.say(env, "state_"+string(s.State), nil))
	default:
		lines = append(lines, t.say(env, "state_unknown", agent.Map{"Raw": s.RawStatus}))
	}
	if s.Query != nil {
		lines = append(lines, t.say(env, "query", agent.Map{"Text": text(s.Query.Text).In(env.Lang)}))
		if !s.Query.AnswerBy.IsZero() {
			lines = append(lines, t.say(env, "answer_by", agent.Map{"Date": indianDay(s.Query.AnswerBy)}))
		}
	}
	if why := text(s.Rejection).In(env.Lang); why != "" {
		lines = append(lines, t.say(env, "rejected_because", agent.Map{"Text": why}))
	}
	if s.CertificateNo != "" {
		lines = append(lines, t.say(env, "certificate_no", agent.Map{"No": s.CertificateNo}))
	}
	if len(s.Steps) > 0 {
		last := s.Steps[len(s.Steps)-1]
		if last.By != "" && !last.At.IsZero() {
			lines = append(lines, t.say(env, "last_step", agent.Map{"By": t.role(env, last.By), "Date": indianDay(last.At)}))
		}
	}
	if !s.State.Final() && s.State != edistrict.Unknown && s.State != edistrict.Draft {
		lines = append(lines, t.due(env, s)...)
	}
	if known {
		lines = append(lines, t.say(env, "do_"+string(s.State), nil))
	} else {
		lines = append(lines, t.say(env, "do_unknown", nil))
	}
	if s.Sandbox {
		lines = append(lines, t.say(env, "sandbox", nil))
	}
	return agent.Result{
		Text: strings.Join(lines, "\n"), Outcome: agent.Done, Service: s.ServiceID, Private: true,
		Data: told{ApplicationNo: s.No, Service: s.ServiceID, State: string(s.State), RawStatus: s.RawStatus, Sandbox: s.Sandbox},
	}
}

// holders say with whom an application is, by state; the others are over.
var holders = map[edistrict.State]string{
	edistrict.Draft: "with_you", edistrict.PaymentPending: "with_you", edistrict.QueryRaised: "with_you",
	edistrict.Submitted: "with_office", edistrict.UnderProcessing: "with_office",
	edistrict.QueryAnswered: "with_office", edistrict.Approved: "with_office",
}

// role is the office's role in the citizen's words; one we have no word for is
// shown as the portal wrote it.
func (t *checkStatus) role(env agent.Env, by string) string {
	id := "role_" + strings.ReplaceAll(strings.ToLower(by), " ", "_")
	if said := t.say(env, id, nil); said != id {
		return said
	}
	return by
}

func (t *checkStatus) due(env agent.Env, s edistrict.Status) []string {
	switch {
	case s.DueAt.IsZero():
		return []string{t.say(env, "no_due_date", nil)}
	case s.Overdue:
		return []string{t.say(env, "overdue", agent.Map{
			"Date": indianDay(s.DueAt), "Days": int(math.Max(1, math.Floor(env.Now.Sub(s.DueAt).Hours()/24))),
		})}
	}
	days := int(math.Max(0, math.Ceil(s.DueAt.Sub(env.Now).Hours()/24)))
	return []string{t.say(env, "due_in", agent.Map{"Date": indianDay(s.DueAt), "Days": days})}
}

func indianDay(at time.Time) string { return at.In(india).Format("02-01-2006") }
