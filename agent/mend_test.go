package agent_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/corpus"
)

const askedFee = "What is the fee of an income certificate?"

// feeClause is the clause that the question is answered from.
func feeClause(t *testing.T) corpus.Clause {
	t.Helper()
	s, _ := library(t).Service("income-certificate")
	for _, c := range s.AllClauses() {
		if c.Kind == corpus.Fee {
			return c
		}
	}
	t.Fatal("no clause tells the fee of an income certificate")
	return corpus.Clause{}
}

func TestRejectedReplyIsMendedOnce(t *testing.T) {
	t.Parallel()
	fee := feeClause(t).ID
	bad := agent.Response{Text: "It costs Rs 77777.", Citations: []string{fee}, Outcome: agent.Answered, Tokens: agent.Tokens{In: 10, Out: 1}}
	worse := agent.Response{Text: "It costs Rs 88888.", Citations: []string{fee}, Outcome: agent.Answered, Tokens: agent.Tokens{In: 20, Out: 2}}
	good := agent.Response{Text: "Straight from the rule.", Citations: []string{fee}, Outcome: agent.Answered, Tokens: agent.Tokens{In: 20, Out: 2}}
	objected := []string{"number 77777 stands in no cited clause"}
	first := agent.Rejection{Text: bad.Text, Citations: bad.Citations, Outcome: agent.Answered, Faults: objected}
	second := agent.Rejection{Text: worse.Text, Citations: worse.Citations, Outcome: agent.Answered,
		Faults: []string{"number 88888 stands in no cited clause"}}
	call := agent.Response{Calls: []agent.Call{{Name: "lookUp", Arguments: []byte(`{}`)}}}
	for _, tt := range []struct {
		name   string
		script []agent.Response
		model  string // who answered at last
		starts string // the reply's first words, if not the offline model's
		want   []agent.Rejection
		tokens agent.Tokens
	}{
		{"mended", []agent.Response{bad, good}, "script", good.Text, []agent.Rejection{first}, agent.Tokens{In: 30, Out: 3}},
		{"no better", []agent.Response{bad, worse}, "offline", "", []agent.Rejection{first, second}, agent.Tokens{In: 30, Out: 3}},
		{"no second reply", []agent.Response{bad}, "offline", "", []agent.Rejection{first}, agent.Tokens{In: 10, Out: 1}},
		{"a tool instead", []agent.Response{bad, call}, "script", "Found.", []agent.Rejection{first}, agent.Tokens{In: 10, Out: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := agenttest.Script(tt.script...)
			tool := &agenttest.Tool{
				Told: agent.ToolSpec{Name: "lookUp"},
				OnCall: func(context.Context, agent.Env, json.RawMessage) (agent.Result, error) {
					return agent.Result{Text: "Found.", Outcome: agent.Done}, nil
				},
			}
			got, _ := turn(t, assistant(t, m, tool), agent.State{}, agent.Message{Text: askedFee})
			if got.Model != tt.model || !strings.HasPrefix(got.Reply.Text, tt.starts) {
				t.Errorf("model %q answered %q", got.Model, got.Reply.Text)
			}
			if strings.Contains(got.Reply.Text, "77777") || strings.Contains(got.Reply.Text, "88888") || got.Outcome == agent.Failed {
				t.Errorf("the citizen reads %s %q", got.Outcome, got.Reply.Text)
			}
			if diff := cmp.Diff(tt.want, got.Rejections); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
			last := tt.want[len(tt.want)-1]
			if got.Rejected != last.Text || !cmp.Equal(got.Grounding, last.Faults) || got.Tokens != tt.tokens {
				t.Errorf("rejected %q, grounding %q, tokens %+v", got.Rejected, got.Grounding, got.Tokens)
			}
			asked := m.Requests()
			if len(asked) != 2 || asked[0].Mend != nil || asked[1].Mend == nil {
				t.Fatalf("asked %d times, want a first time and one to mend", len(asked))
			}
			if diff := cmp.Diff(first, *asked[1].Mend); diff != "" {
				t.Errorf("what was to be mended (-want +got):\n%s", diff)
			}
			if _, ok := got.TimingsMS["mend"]; !ok {
				t.Error("the time of mending is not told")
			}
		})
	}
}

func TestRejectedReplyIsMaskedInTheRecord(t *testing.T) {
	t.Parallel()
	m := agenttest.Script(agent.Response{Text: "Call 9876543210.", Citations: []string{feeClause(t).ID}, Outcome: agent.Answered})
	got, _ := turn(t, assistant(t, m), agent.State{}, agent.Message{Text: askedFee})
	if len(got.Rejections) != 1 || strings.Contains(strings.Join(append(got.Grounding, got.Rejections[0].Text, got.Rejected), " "), "9876543210") {
		t.Errorf("rejections %+v, grounding %v", got.Rejections, got.Grounding)
	}
}

// waits is a model whose mending takes until its time is over.
type waits struct{ agenttest.Scripted }

func (w *waits) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	if req.Mend == nil {
		return agent.Response{Text: "It costs Rs 77777.", Outcome: agent.Answered}, nil
	}
	<-ctx.Done()
	return agent.Response{}, ctx.Err()
}

func TestMendingHasATimeLimitOfItsOwn(t *testing.T) {
	t.Parallel()
	l := library(t)
	off, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	a, err := agent.New(l, everything{l}, &waits{}, nil, agent.Config{Detect: byScript, Extractive: off, Mend: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := turn(t, a, agent.State{}, agent.Message{Text: askedFee})
	if got.Model != "offline" || got.Outcome == agent.Failed || got.Error != "mend: limit of 20ms ran out" {
		t.Errorf("model %q, outcome %s, error %q", got.Model, got.Outcome, got.Error)
	}
}

// A reply that cannot be read was written all the same.
func TestUselessRepliesArePaidFor(t *testing.T) {
	t.Parallel()
	got, _ := turn(t, assistant(t, spent{}), agent.State{}, agent.Message{Text: askedFee})
	if got.Tokens != (agent.Tokens{In: 7, Out: 3}) || got.Model != "offline" {
		t.Errorf("tokens %+v, model %s", got.Tokens, got.Model)
	}
}

// spent uses tokens and gives nothing.
type spent struct{}

func (spent) Name() string { return "spent" }

func (spent) Respond(context.Context, agent.Request) (agent.Response, error) {
	return agent.Response{Tokens: agent.Tokens{In: 7, Out: 3}}, errors.New("broken JSON")
}

func TestCostIsToldWhereThePriceIsKnown(t *testing.T) {
	t.Parallel()
	l := library(t)
	off, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	m := func() agent.Model {
		return agenttest.Script(agent.Response{Text: "Which service?", Outcome: agent.Clarify, Tokens: agent.Tokens{In: 2000, Out: 500}})
	}
	for _, tt := range []struct {
		name  string
		price *agent.Price
		want  *float64
	}{
		{"known", &agent.Price{In: 250, Out: 1000}, new(1.0)},
		{"free", &agent.Price{}, new(0.0)},
		{"not known", nil, nil},
	} {
		a, err := agent.New(l, everything{l}, m(), nil, agent.Config{Detect: byScript, Extractive: off, Price: tt.price})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := turn(t, a, agent.State{}, agent.Message{Text: askedFee})
		if diff := cmp.Diff(tt.want, got.Cost); diff != "" {
			t.Errorf("%s: cost (-want +got):\n%s", tt.name, diff)
		}
	}
}
