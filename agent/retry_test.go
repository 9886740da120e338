package agent_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
)

// TestAFigureIsGivenOnceMore: what a tool found no match for may be answered again by
// the next message, and by no later one.
func TestAFigureIsGivenOnceMore(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, &agenttest.Tool{
		Told: agent.ToolSpec{Name: "checkStatus"},
		OnResume: func(_ context.Context, _ agent.Env, _ agent.Ask, answer agent.Answer) (agent.Result, error) {
			return agent.Result{Text: "looked for " + answer.Text, Outcome: agent.NotKnown}, nil
		},
	})
	state := agent.State{ID: "c", Retry: &agent.Ask{Tool: "checkStatus", Field: "last4", Kind: agent.AskNumber, State: json.RawMessage(`{}`), At: time.Now()}}
	for say, retried := range map[string]bool{
		"galat number de diya tha, 8877 hai": true, "8877": true, "sorry its ८८७७": true,
		"thanks": false, "income certificate me 21 din lagte hain kya": false, "hmm": false, "fees kitni hai": false, "kya 2 din me ho jayega?": false,
	} {
		got, next := turn(t, a, state, agent.Message{Text: say})
		if did := got.Reply.Text == "looked for "+say; did != retried {
			t.Errorf("%q: looked up again %v, want %v: %q", say, did, retried, got.Reply.Text)
		}
		if next.Retry != nil {
			t.Errorf("%q: may still be answered", say)
		}
	}
}

// TestADraftIsGoneOnWith: the wish to go on with a form put aside needs no word of
// applying.
func TestADraftIsGoneOnWith(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	state := agent.State{ID: "c", Subject: "learner-licence", Drafts: map[string]json.RawMessage{"learner-licence": json.RawMessage(`"learner-licence"`)}}
	for say, goes := range map[string]bool{
		"I want to continue my learner licence form": true, "adhoora form poora karna hai": true, "लर्नर लाइसेंस वाला फॉर्म आगे भरना है": true,
		"how many days does it take": false, "learner licence ki fees": false, "can I finish the test at home": false,
	} {
		if got, _ := turn(t, a, state, agent.Message{Text: say}); (got.Reply.Text == "begun learner-licence") != goes {
			t.Errorf("%q: goes on %v, want %v: %q", say, !goes, goes, got.Reply.Text)
		}
	}
}

// TestAnotherServiceIsWantedInTheMiddleOfAForm: what was asked for is taken back.
func TestAnotherServiceIsWantedInTheMiddleOfAForm(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	_, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "apply for domicile certificate please"})
	for say, begins := range map[string]bool{"no sorry I need income certificate": true, "nahi nahi mujhe income certificate chahiye": true, "no": false} {
		if got, _ := turn(t, a, state, agent.Message{Text: say}); strings.Contains(got.Reply.Text, "begun income-certificate") != begins {
			t.Errorf("%q: begins %v, want %v: %q", say, !begins, begins, got.Reply.Text)
		}
	}
}

// TestAQuestionInTheMiddleOfAFormIsOfItsService: one that names nothing, and only a
// question.
func TestAQuestionInTheMiddleOfAFormIsOfItsService(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, colour(time.Now()))
	state := agent.State{ID: "c", Subject: "disability-pension", Ask: &agent.Ask{
		Tool: "startApplication", Field: "applicant_name", Service: "disability-pension", Kind: agent.AskText, State: json.RawMessage(`{}`),
	}}
	for say, service := range map[string]string{
		"what percentage do I need to have?": "disability-pension", "रुकिए, पहले बताइए कितने प्रतिशत चाहिए?": "disability-pension",
		"ek min ruko pehle batao kitne percent par banta hai ye sab": "disability-pension", "Gaurav Sethi": "", "Kya Singh": "",
	} {
		got, next := turn(t, a, state, agent.Message{Text: say})
		if service == "" {
			if next.Ask != nil {
				t.Errorf("%q is no answer: %q", say, got.Reply.Text)
			}
			continue
		}
		if next.Ask == nil || len(got.Understood.Services) == 0 || got.Understood.Services[0] != service {
			t.Errorf("%q: of %v, waits for %v: %q", say, got.Understood.Services, next.Ask, got.Reply.Text)
		}
	}
}
