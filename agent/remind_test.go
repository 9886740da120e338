package agent_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

const day = 24 * time.Hour

// aside is a conversation with forms put aside at a time.
func aside(at time.Time, services ...string) agent.State {
	state := agent.State{ID: "c", Drafts: map[string]json.RawMessage{}, DraftTimes: map[string]time.Time{}}
	for _, id := range services {
		state.Drafts[id], state.DraftTimes[id] = json.RawMessage(`{"values":{"name":"Asha Verma"}}`), at
	}
	return state
}

func TestRemindInTheConversationsForm(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	begun := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) // the 23rd in Delhi
	for lang, want := range map[corpus.Lang][]string{
		"":                {"Income", "until 23-12-2026", `"apply"`},
		corpus.English:    {"Income", "until 23-12-2026", `"apply"`},
		corpus.Hindi:      {"आय प्रमाण पत्र", "23-12-2026 तक", "आवेदन करना है"},
		corpus.HindiLatin: {"23-12-2026 tak", "apply karna hai"},
	} {
		state := aside(begun, "income-certificate")
		state.Language = lang
		got, next, ok := a.Remind(state, begun.Add(3*day))
		if !ok || got.Outcome != agent.Reminder || got.Message != "" || got.Language == "" || next.Subject != "income-certificate" {
			t.Fatalf("%s: %v %+v", lang, ok, got)
		}
		for _, w := range want {
			if !strings.Contains(got.Reply.Text, w) {
				t.Errorf("%s: %q lacks %q", lang, got.Reply.Text, w)
			}
		}
		if len(got.Reply.Choices) != 1 || got.Reply.Choices[0].ID != agent.ApplyChoice("income-certificate") {
			t.Errorf("%s: choices %v", lang, got.Reply.Choices)
		}
		if strings.Contains(got.Reply.Text, "Asha") {
			t.Errorf("%s: the reminder tells what is in the form: %q", lang, got.Reply.Text)
		}
	}
}

func TestRemindedApplicationGoesOn(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	_, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "apply for income certificate"})
	_, state = turn(t, a, state, agent.Message{Text: "later"})
	due := state.RemindAt()
	if _, _, ok := a.Remind(state, due.Add(-time.Second)); ok || due.Sub(state.DraftTimes["income-certificate"]) != 3*day {
		t.Errorf("due at %v, told before: %v", due, ok)
	}
	_, state, ok := a.Remind(state, due)
	if !ok || state.RemindAt() != due.Add(24*day) {
		t.Errorf("told %v, again at %v", ok, state.RemindAt())
	}
	for _, m := range []agent.Message{{Text: "1"}, {Text: "apply"}, {Text: "apply karna hai"}, {Text: "आवेदन करना है"}, {Choice: agent.ApplyChoice("income-certificate")}} {
		got, next := turn(t, a, state, m)
		if got.Outcome != agent.Asked || !strings.Contains(got.Reply.Text, "begun income-certificate") {
			t.Errorf("%+v: %s %q", m, got.Outcome, got.Reply.Text)
		}
		if at := next.RemindAt(); !at.IsZero() {
			t.Errorf("%+v: the form is being filled in, and yet reminded of at %v", m, at)
		}
		if _, done := turn(t, a, next, agent.Message{Text: "yes"}); !done.RemindAt().IsZero() {
			t.Errorf("%+v: the application is finished, and yet reminded of", m)
		}
	}
}

func TestRemind(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	begun := time.Now()
	pending := aside(begun, "income-certificate")
	pending.Ask = &agent.Ask{Tool: "startApplication", Service: "domicile-certificate", Kind: agent.AskChoice, At: begun}
	pending.Choices = []agent.Choice{{ID: "a", Title: "A"}}
	tests := []struct {
		name    string
		state   agent.State
		after   time.Duration
		choices int // 0: no reminder
	}{
		{"nothing put aside", agent.State{}, 3 * day, 0},
		{"two at once are one reminder", aside(begun, "income-certificate", "domicile-certificate"), 3 * day, 2},
		{"a server that was down reminds once", aside(begun, "income-certificate"), 28 * day, 1},
		{"forgotten", aside(begun, "income-certificate"), 31 * day, 0},
		{"a pack that is no more", aside(begun, "no-such-service"), 3 * day, 0},
		{"another form is being filled in", pending, 3 * day, 2},
	}
	for _, tt := range tests {
		got, next, ok := a.Remind(tt.state, begun.Add(tt.after))
		if ok != (tt.choices > 0) || len(got.Reply.Choices) != tt.choices {
			t.Errorf("%s: %v, %+v", tt.name, ok, got.Reply)
		}
		if at := next.RemindAt(); !at.IsZero() && !at.After(begun.Add(tt.after)) {
			t.Errorf("%s: would be told again at once, due %v", tt.name, at)
		}
		if tt.state.Ask != nil && (next.Ask != tt.state.Ask || next.Choices[0].ID != "a" || next.Subject != "") {
			t.Errorf("%s: the pending question is disturbed: %+v", tt.name, next)
		}
	}
}
