package evals

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// scripted gives one turn for each message and keeps what it heard.
type scripted struct {
	turns []agent.Turn
	asks  []*agent.Ask
	heard []string
}

func (s *scripted) Turn(_ context.Context, state agent.State, m agent.Message) (agent.Turn, agent.State, error) {
	i := len(s.heard)
	s.heard = append(s.heard, m.Text)
	state.Ask, state.Applications = s.asks[i], []string{"SBX-INC-26-000042"}
	return s.turns[i], state, nil
}

func TestReplay(t *testing.T) {
	t.Parallel()
	library := rules(t)
	fee := func(message, text string) agent.Turn {
		return agent.Turn{Conversation: "c1", Message: message, Language: corpus.English, Outcome: agent.Answered, Reply: agent.Reply{Text: text},
			Citations: []agent.Citation{{Clause: "income-certificate/fee"}}}
	}
	asks := agent.Turn{Conversation: "c1", Message: "I want to apply", Outcome: agent.Asked, Ask: &agent.AskRef{Field: "applicant_name"}}
	named := agent.Turn{Conversation: "c1", Message: "<applicant_name>", Outcome: agent.Asked, Ask: &agent.AskRef{Field: "relative_name"}}
	status := agent.Turn{Conversation: "c1", Message: "status of <APPLICATION_1>", Outcome: agent.Done, ToolCalls: []agent.ToolCall{{Name: "checkStatus"}}}
	lost := agent.Turn{Conversation: "c1", Message: "<dob>", Outcome: agent.Asked}
	stored := []agent.Turn{
		fee("fee?", "The fee is 10 rupees.\n\nSource: x, checked on 21-11-2026. https://a"),
		fee("fee?", "The fee is 10 rupees."), fee("fee?", "The fee is 10 rupees."), asks, named, status, lost,
	}
	now := []agent.Turn{
		fee("fee?", "The fee is ten rupees.\n\nSource: x, checked on 22-12-2026. https://a"),
		fee("fee?", "The fee is 20 rupees."), {Conversation: "c1", Language: corpus.English, Outcome: agent.NotKnown}, asks, named, status,
	}
	target := &scripted{turns: now, asks: []*agent.Ask{nil, nil, nil, {Service: "income-certificate", Field: "applicant_name"}, {Service: "income-certificate", Field: "relative_name"}, nil}}
	all, err := Replay(t.Context(), target, library, agent.Citizen{Channel: "web"}, stored)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, r := range all {
		got = append(got, r.Changes)
	}
	want := [][]string{{"words"}, {"figures", "words"}, {"outcome", "citations"}, nil, nil, nil, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"fee?", "fee?", "fee?", "I want to apply", "Asha Verma", "status of SBX-INC-26-000042"}, target.heard); diff != "" {
		t.Errorf("what was asked again (-want +got):\n%s", diff)
	}
	if all[6].Unmeasured == "" {
		t.Error("a masked answer to a question that is not asked is played")
	}
	if diff := cmp.Diff(ReplayCount{Messages: 6, Flips: 2, Words: 1, Unmeasured: 1}, CountReplayed(all)); diff != "" {
		t.Errorf("count (-want +got):\n%s", diff)
	}
	var b bytes.Buffer
	if err := WriteReplayed(&b, all, false); err != nil || !strings.Contains(b.String(), "c1 message 2: figures") || strings.Contains(b.String(), "message 1:") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// Every field of every form has a stand-in of its type.
func TestStandInsForEveryForm(t *testing.T) {
	t.Parallel()
	library := rules(t)
	for _, s := range library.Services {
		if s.Form == nil {
			continue
		}
		for _, f := range s.Form.Fields {
			if standIn(agent.Ask{Service: s.ID, Field: f.ID}, library) == "" {
				t.Errorf("%s %s: no stand-in of type %s", s.ID, f.ID, f.Type)
			}
		}
	}
}
