package sandbox

import (
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// sourceName is who speaks in every answer.
const sourceName = "sandbox-edistrict"

// standing is an application at one moment.
type standing struct {
	story
	past []event // what has happened, oldest first; never empty
	at   time.Time
}

// standingOf looks at an application now, in the sandbox's time.
func standingOf(r record, now time.Time) standing {
	s := standing{story: tell(r), at: r.seenAt(now)}
	for i, e := range s.events {
		// The draft is always past, so that there is always a state.
		if i > 0 && e.at.After(s.at) {
			break
		}
		s.past = append(s.past, e)
	}
	return s
}

func (s standing) last() event            { return s.past[len(s.past)-1] }
func (s standing) state() edistrict.State { return s.last().state }

// overdue: the due day is over and the office has not decided.
func (s standing) overdue() bool {
	switch s.state() {
	case edistrict.Approved, edistrict.CertificateIssued, edistrict.Rejected, edistrict.Withdrawn:
		return false
	}
	return !s.due.IsZero() && s.at.After(s.due)
}

func text(t edistrict.Text) wire.BilingualText { return wire.BilingualText{Hi: t.Hi, En: t.En} }

// summary is the application as its sender sees it.
func (s *Server) summary(r record, now time.Time) wire.ApplicationSummary {
	st := standingOf(r, now)
	a := wire.ApplicationSummary{
		ApplicationNo: r.No, ServiceID: r.ServiceID, ServiceName: text(s.nameOf(r.ServiceID)),
		State: wire.ApplicationState(st.state()), RawStatus: st.last().letter,
		CreatedAt: r.CreatedAt.In(ist), DueAt: st.due, FeeInr: r.FeeINR,
	}
	if r.SubmittedAt != nil {
		a.SubmittedAt = r.SubmittedAt.In(ist)
	}
	return a
}

// statusView is the application as told to its applicant.
func (s *Server) statusView(r record, now time.Time, certificateNo string) wire.StatusView {
	st := standingOf(r, now)
	v := wire.StatusView{
		ApplicationNo: r.No, ServiceID: r.ServiceID, ServiceName: text(s.nameOf(r.ServiceID)),
		ApplicantNameMasked: mask(r.Name), DueAt: st.due, Overdue: st.overdue(),
		State: wire.ApplicationState(st.state()), RawStatus: st.last().letter,
		CertificateNo: certificateNo, Steps: []wire.StatusStep{},
	}
	if r.SubmittedAt != nil {
		v.SubmittedAt = r.SubmittedAt.In(ist)
	}
	for _, e := range st.past {
		if e.action != "" {
			v.Steps = append(v.Steps, wire.StatusStep{At: e.at, By: e.by, Action: e.action, Remarks: e.remarks.En})
		}
	}
	switch st.state() {
	case edistrict.QueryRaised:
		v.Query = &wire.OpenQuery{Text: text(st.last().remarks), AnswerBy: st.answerBy.Format(time.DateOnly)}
	case edistrict.Rejected:
		why := text(st.last().remarks)
		v.Rejection = &why
	}
	return v
}
