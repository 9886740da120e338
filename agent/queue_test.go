package agent_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
)

// oneStep is an application of one question.
type oneStep struct{}

func (oneStep) Spec() agent.ToolSpec {
	return agent.ToolSpec{Name: "startApplication", Schema: json.RawMessage(`{}`)}
}
func (oneStep) Permission() agent.Permission { return agent.Write }
func (oneStep) Call(_ context.Context, _ agent.Env, raw json.RawMessage) (agent.Result, error) {
	var args struct{ Service string }
	err := json.Unmarshal(raw, &args)
	state, _ := json.Marshal(args.Service)
	return agent.Result{
		Text: "begun " + args.Service, Outcome: agent.Asked, Service: args.Service,
		Ask: &agent.Ask{Field: "f", Kind: agent.AskYesNo, Service: args.Service, State: state},
	}, err
}

func (oneStep) Resume(_ context.Context, _ agent.Env, ask agent.Ask, a agent.Answer) (agent.Result, error) {
	if a.Control == agent.Later {
		return agent.Result{Text: "kept", Outcome: agent.Done, Service: ask.Service, Draft: ask.State}, nil
	}
	return agent.Result{Text: "done", Outcome: agent.Done, Service: ask.Service, DropDraft: true}, nil
}
func (oneStep) Repeat(agent.Env, agent.Ask) agent.Result { return agent.Result{Text: "once again"} }

func TestSeveralApplicationsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for _, first := range []string{
		"I want to apply for income certificate and domicile certificate",
		"income aur domicile certificate dono banwana hai",
		"आय और निवास प्रमाण पत्र दोनों बनवाने हैं",
	} {
		got, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: first})
		if got.Outcome != agent.Asked || len(state.Queue) != 1 {
			t.Errorf("%q: %s, queue %v: %q", first, got.Outcome, state.Queue, got.Reply.Text)
			continue
		}
		got, state = turn(t, a, state, agent.Message{Text: "yes"})
		if got.Outcome != agent.Done || len(got.Reply.Choices) == 0 || got.Reply.Choices[0].ID != state.Queue[0] {
			t.Errorf("%q: the second is not offered: %q %v", first, got.Reply.Text, got.Reply.Choices)
			continue
		}
		got, state = turn(t, a, state, agent.Message{Text: "haan"})
		if got.Outcome != agent.Asked || !strings.Contains(got.Reply.Text, "begun ") || len(state.Queue) != 0 {
			t.Errorf("%q: the second is not begun: %q, queue %v", first, got.Reply.Text, state.Queue)
		}
	}
	got, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "income aur caste certificate dono banwana hai"})
	if got.Outcome != agent.Asked || len(state.Queue) != 1 {
		t.Fatalf("%s, queue %v: %q", got.Outcome, state.Queue, got.Reply.Text)
	}
	if got, _ = turn(t, a, state, agent.Message{Text: "yes"}); len(got.Reply.Choices) < 2 {
		t.Errorf("the kinds of caste certificate are not offered: %v", got.Reply.Choices)
	}
}

func TestAWishWithDetailsIsAnApplication(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for text, want := range map[string]agent.Outcome{
		"income certificate chahiye, naam Asha Devi, pin 110092":         agent.Asked,
		"I need an income certificate, my name is Asha Devi, pin 110092": agent.Asked,
		"आय प्रमाण पत्र चाहिए, मेरा नाम आशा देवी है":                     agent.Asked,
		"income certificate chahiye":                        agent.Answered,
		"income certificate me naam galat hai kya chahiye?": agent.NotKnown,
	} {
		got, _ := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: text})
		if (got.Outcome == agent.Asked) != (want == agent.Asked) {
			t.Errorf("%q: %s, want %s", text, got.Outcome, want)
		}
	}
}

func TestAToolsWordsDoNotReachTheModelsHistory(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	_, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "apply for income certificate"})
	_, state = turn(t, a, state, agent.Message{Text: "which papers does an income certificate need?"})
	if len(state.History) != 2 {
		t.Fatalf("%d exchanges", len(state.History))
	}
	if first := state.History[0].Reply; first != "<startApplication>" {
		t.Errorf("the tool's words: %q", first)
	}
	if second := state.History[1].Reply; second == "" || strings.Contains(second, "once again") {
		t.Errorf("the interruption's history: %q", second)
	}
}

func TestDraftsEndAfterThirtyDays(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	_, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "apply for income certificate"})
	_, state = turn(t, a, state, agent.Message{Text: "later"})
	if len(state.Drafts) != 1 || len(state.DraftTimes) != 1 {
		t.Fatalf("drafts %v at %v", state.Drafts, state.DraftTimes)
	}
	for service := range state.DraftTimes {
		state.DraftTimes[service] = time.Now().Add(-agent.DraftFor + time.Hour)
	}
	if _, next := turn(t, a, state, agent.Message{Text: "hello"}); len(next.Drafts) != 1 {
		t.Error("a draft of less than thirty days is gone")
	}
	for service := range state.DraftTimes {
		state.DraftTimes[service] = time.Now().Add(-agent.DraftFor - time.Hour)
	}
	if _, next := turn(t, a, state, agent.Message{Text: "hello"}); len(next.Drafts)+len(next.DraftTimes) != 0 {
		t.Errorf("an old draft is kept: %v", next.Drafts)
	}
}

// One service for two people is two applications, one after the other; what a couple
// gets together is one.
func TestOneServiceForTwoPeople(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for _, first := range []string{
		"mere aur meri biwi dono ke liye income certificate banwana hai", "मेरे और मेरी बीवी दोनों के लिए आय प्रमाण पत्र बनवाना है", "income certificate for me and my wife both",
	} {
		got, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: first})
		if got.Outcome != agent.Asked || len(state.Queue) != 1 {
			t.Errorf("%q: %s, queue %v: %q", first, got.Outcome, state.Queue, got.Reply.Text)
			continue
		}
		got, state = turn(t, a, state, agent.Message{Text: "yes"})
		if got.Outcome != agent.Done || len(got.Reply.Choices) == 0 || got.Reply.Choices[0].ID != state.Queue[0] {
			t.Errorf("%q: the other's is not offered: %q %v", first, got.Reply.Text, got.Reply.Choices)
			continue
		}
		got, state = turn(t, a, state, agent.Message{Text: "haan"})
		if got.Outcome != agent.Asked || !strings.Contains(got.Reply.Text, "begun income-certificate") || len(state.Queue) != 0 {
			t.Errorf("%q: the other's is not begun: %q, queue %v", first, got.Reply.Text, state.Queue)
		}
	}
	for _, first := range []string{"hum dono ka marriage certificate banwana hai", "mujhe income certificate banwana hai"} {
		if got, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: first}); len(state.Queue) > 0 {
			t.Errorf("%q: queue %v: %q", first, state.Queue, got.Reply.Text)
		}
	}
}
