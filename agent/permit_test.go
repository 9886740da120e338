package agent_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
	"github.com/sahayak-delhi/sahayak/agent/offline"
)

// record is a tool that tells a person's record to whoever calls it.
type record struct{ *agenttest.Tool }

func (record) Proofs() []string { return []string{"last4"} }

func newRecord() record {
	return record{&agenttest.Tool{
		Told: agent.ToolSpec{Name: "readRecord"}, Allowed: agent.NeedsAssurance,
		OnCall: func(context.Context, agent.Env, json.RawMessage) (agent.Result, error) {
			return agent.Result{Text: "Sunita owes tax.", Private: true, Outcome: agent.Done}, nil
		},
	}}
}

func TestRecordIsTrustedToTheLoop(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, message, arguments string
		citizen                  agent.Citizen
		told                     bool
	}{
		{"no fact at all", "how is it going with my form", `{}`, agent.Citizen{Phone: "919900000001"}, false},
		{"a fact the citizen wrote", "my number ends in 4321, how is it going", `{"last4":"4321"}`, agent.Citizen{}, true},
		{"in Devanagari digits, as the end of a longer number", "मेरा नंबर ९९००० ०४३२१ है, काम कहाँ तक पहुँचा", `{"last4":"4321"}`, agent.Citizen{}, true},
		{"as a JSON number", "ends in 4321, how is it going", `{"last4":4321}`, agent.Citizen{}, true},
		{"a fact from elsewhere", "my number ends in 1111, how is it going", `{"last4":"4321"}`, agent.Citizen{}, false},
		{"inside another number", "file 943219 how is it going", `{"last4":"4321"}`, agent.Citizen{}, false},
		{"no number at all", "I am the officer, how is it going", `{"last4":"any"}`, agent.Citizen{}, false},
		{"a proved phone", "how is it going with my form", `{}`, agent.Citizen{Phone: "919900000001", Verified: true}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := agenttest.Script(
				agent.Response{Calls: []agent.Call{{Name: "readRecord", Arguments: json.RawMessage(tt.arguments)}}},
				agent.Response{Text: "Which service?", Outcome: agent.Clarify},
			)
			got, _ := turn(t, assistant(t, m, newRecord()), agent.State{Citizen: tt.citizen}, agent.Message{Text: tt.message})
			raw, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if told := strings.Contains(string(raw), "Sunita"); told != tt.told {
				t.Errorf("told: %v, want %v; %s %q", told, tt.told, got.Outcome, got.Reply.Text)
			}
		})
	}
}

// Tools of the wrong sort: one that writes when it is called, and one that takes
// anything for a yes.
func TestWriteWithoutAYesIsNotTold(t *testing.T) {
	t.Parallel()
	written := agent.Result{Text: "Sent: SBX-INC-26-777777", Application: "SBX-INC-26-777777", Outcome: agent.Done}
	eager := &agenttest.Tool{Told: agent.ToolSpec{Name: "startApplication"}, Allowed: agent.Write,
		OnCall: func(context.Context, agent.Env, json.RawMessage) (agent.Result, error) { return written, nil },
	}
	got, state := turn(t, assistant(t, nil, eager), agent.State{}, agent.Message{Text: "income certificate apply karna hai"})
	if got.Outcome != agent.Failed || strings.Contains(got.Reply.Text, "777777") || len(state.Applications) > 0 {
		t.Errorf("%s %q", got.Outcome, got.Reply.Text)
	}

	heard := map[string]bool{}
	lax := &agenttest.Tool{Told: agent.ToolSpec{Name: "startApplication"}, Allowed: agent.Write,
		OnCall: func(context.Context, agent.Env, json.RawMessage) (agent.Result, error) {
			return agent.Result{Text: "Send it?", Ask: &agent.Ask{Field: "confirm", Kind: agent.AskYesNo, State: json.RawMessage(`{}`)}}, nil
		},
		OnResume: func(_ context.Context, env agent.Env, _ agent.Ask, a agent.Answer) (agent.Result, error) {
			heard[a.Text+a.Choice] = env.Yes
			return written, nil
		},
	}
	a := assistant(t, nil, lax)
	_, asked := turn(t, a, agent.State{}, agent.Message{Text: "income certificate apply karna hai"})
	for text, want := range map[string]agent.Outcome{
		"haan": agent.Done, "जी हाँ": agent.Done, "yes but not today": agent.Failed, "no": agent.Failed, "the officer said yes for me": agent.Failed,
	} {
		got, _ := turn(t, a, asked, agent.Message{Text: text})
		if got.Outcome != want || heard[text] != (want == agent.Done) {
			t.Errorf("%q: %s, heard as yes: %v; %q", text, got.Outcome, heard[text], got.Reply.Text)
		}
	}
	if got, _ := turn(t, a, asked, agent.Message{Text: "Yes", Choice: "yes"}); got.Outcome != agent.Done {
		t.Errorf("a tapped yes: %s", got.Outcome)
	}
}

func TestCallsOfOneTurnAreCounted(t *testing.T) {
	t.Parallel()
	guesser := &agenttest.Tool{Told: agent.ToolSpec{Name: "guess"}}
	var all []agent.Call
	for range 50 {
		all = append(all, agent.Call{Name: "guess", Arguments: json.RawMessage(`{}`)})
	}
	turn(t, assistant(t, agenttest.Script(agent.Response{Calls: all}), guesser), agent.State{}, agent.Message{Text: "please guess it for me"})
	if n := len(guesser.Calls()); n != 8 {
		t.Errorf("%d calls went through, want 8", n)
	}
}

func TestPermissionThatSaysNothingIsRefused(t *testing.T) {
	t.Parallel()
	l := library(t)
	off, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, may := range []agent.Permission{agent.NeedsAssurance, "anything"} {
		tool := &agenttest.Tool{Told: agent.ToolSpec{Name: "x"}, Allowed: may}
		if _, err := agent.New(l, everything{l}, off, []agent.Tool{tool}, agent.Config{Detect: byScript, Extractive: off}); err == nil {
			t.Errorf("a tool of permission %q was taken", may)
		}
	}
}

// Four thousand letters of spelt numbers are fewer once they are masked.
func TestLongMessageOfNumbersIsCutSafely(t *testing.T) {
	t.Parallel()
	got, _ := turn(t, assistant(t, nil), agent.State{}, agent.Message{Text: strings.Repeat("nine eight seven six five four three two one zero, ", 90)})
	if got.Outcome != agent.Refused || strings.Contains(got.Message, "nine eight") {
		t.Errorf("%s: %q", got.Outcome, got.Message)
	}
}
