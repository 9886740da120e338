package sandbox

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// outcome is how an application's story goes.
type outcome string

const (
	approve outcome = "approve" // decided within the days
	query   outcome = "query"   // the office asks something first
	reject  outcome = "reject"
	late    outcome = "late"  // decided after the due day
	stuck   outcome = "stuck" // lies in a queue
)

// daysWhenUnknown paces the office's steps for a service without a known limit;
// such applications have no due day.
const daysWhenUnknown = 10

// queryDays is how many working days the applicant has to answer.
const queryDays = 10

// event is one step in an application's life and the state it leads to.
type event struct {
	at         time.Time
	by, action string
	remarks    edistrict.Text
	state      edistrict.State
	letter     string // the simulated back end's word for the state
}

// story is everything that will happen to an application if the applicant does
// nothing more. It follows from the number and the record alone, so every
// process tells the same one and nothing has to run in the background.
type story struct {
	events   []event
	due      time.Time // zero: none
	answerBy time.Time // zero: no query
}

// outcomeOf picks by the number: 70 in 100 approved, 12 with a query, 6
// rejected, 7 late, 5 stuck. The guide for these figures is only that most go
// through and 5 to 10 in 100 are overdue.
func outcomeOf(r record, chance *rand.Rand) outcome {
	n := chance.IntN(100)
	switch {
	case r.Outcome != "":
		return r.Outcome
	case n < 70:
		return approve
	case n < 82:
		return query
	case n < 88:
		return reject
	case n < 95:
		return late
	}
	return stuck
}

// tell makes the story of an application.
func tell(r record) story {
	var s story
	s.add(event{at: r.CreatedAt, state: edistrict.Draft, letter: "DRAFT"})
	if r.SubmittedAt == nil {
		return s.withdraw(r)
	}
	if r.FeeINR > 0 {
		s.add(event{at: *r.SubmittedAt, by: "Applicant", action: "submitted", state: edistrict.PaymentPending, letter: "FRS"})
	}
	if begun, ok := r.begun(); ok {
		s.office(r, begun)
	}
	return s.withdraw(r)
}

func (s *story) add(e event) {
	e.at = e.at.In(ist)
	s.events = append(s.events, e)
}

// office adds what the office does from the moment it has the application.
func (s *story) office(r record, begun time.Time) {
	if r.FeeINR > 0 {
		s.add(event{at: begun, by: "Applicant", action: "paid", state: edistrict.Submitted, letter: "PR"})
	} else {
		s.add(event{at: begun, by: "Counter", action: "submitted", state: edistrict.Submitted, letter: "submitted"})
	}
	days := daysWhenUnknown
	if r.Days != nil {
		days = *r.Days
		s.due = endOf(workday(begun, days))
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(r.No))
	chance := rand.New(rand.NewPCG(h.Sum64(), 2026))
	way := outcomeOf(r, chance)

	// Steps have their own hour, so that several may fall on one day in order.
	on := func(day, hour int) time.Time {
		return workday(begun, max(day, 1)).Add(time.Duration(hour)*time.Hour + time.Duration(chance.IntN(55))*time.Minute)
	}
	share := func(percent int) int { return (days*percent + 99) / 100 }
	under := func(day, hour int, by, letter string) {
		s.add(event{at: on(day, hour), by: by, action: "forward", state: edistrict.UnderProcessing, letter: letter})
	}
	under(share(15), 10, "Counter", "P")
	under(share(35), 11, "Dealing Assistant", "AF")
	decision := share(60) + chance.IntN(days-share(60)+1)

	switch way {
	case stuck:
		return
	case query:
		s.ask(r, on(share(35), 15), share(30), chance)
		return
	case late:
		decision = days + 2 + chance.IntN(share(50)+1)
	}
	under(min(share(60), decision), 12, "Verifying Officer", "AF")
	if way == reject {
		s.add(event{at: on(decision, 14), by: "Approving Officer", action: "reject",
			remarks: pick(rejections, chance), state: edistrict.Rejected, letter: "R"})
		return
	}
	s.issue(on(decision, 14), on(decision, 16))
}

// ask adds a query and what follows from the answer, or from none.
func (s *story) ask(r record, at time.Time, daysAfter int, chance *rand.Rand) {
	s.add(event{at: at, by: "Dealing Assistant", action: "query",
		remarks: pick(queries, chance), state: edistrict.QueryRaised, letter: "QS"})
	s.answerBy = workday(at, queryDays)
	if r.AnsweredAt == nil || r.AnsweredAt.Before(at) {
		s.add(event{at: workday(s.answerBy, 1).Add(10*time.Hour + 30*time.Minute), by: "Approving Officer", action: "reject",
			remarks: noAnswer, state: edistrict.Rejected, letter: "R"})
		return
	}
	answered := *r.AnsweredAt
	s.add(event{at: answered, by: "Applicant", action: "query_answered", state: edistrict.QueryAnswered, letter: "QA"})
	s.add(event{at: workday(answered, 1).Add(11 * time.Hour), by: "Dealing Assistant", action: "forward",
		state: edistrict.UnderProcessing, letter: "AF"})
	day := workday(answered, max(2, daysAfter))
	s.issue(day.Add(14*time.Hour), day.Add(16*time.Hour))
}

func (s *story) issue(approved, issued time.Time) {
	s.add(event{at: approved, by: "Approving Officer", action: "approve", state: edistrict.Approved, letter: "AA"})
	s.add(event{at: issued, by: "Counter", action: "issue", state: edistrict.CertificateIssued, letter: "D"})
}

// withdraw ends the story where the applicant took the application back.
func (s story) withdraw(r record) story {
	if r.WithdrawnAt == nil {
		return s
	}
	s.events = slices.DeleteFunc(s.events, func(e event) bool { return e.at.After(*r.WithdrawnAt) })
	s.add(event{at: *r.WithdrawnAt, by: "Applicant", action: "withdraw", state: edistrict.Withdrawn, letter: "A"})
	return s
}

func pick(from []edistrict.Text, chance *rand.Rand) edistrict.Text {
	return from[chance.IntN(len(from))]
}
