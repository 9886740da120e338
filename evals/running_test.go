package evals

import (
	"context"
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/sandbox"
)

// listener notes how the portal is to misbehave, message by message.
type listener struct{ heard []string }

func (l *listener) Turn(ctx context.Context, s agent.State, _ agent.Message) (agent.Turn, agent.State, error) {
	l.heard = append(l.heard, OutageIn(ctx))
	return agent.Turn{Outcome: agent.Failed}, s, nil
}

func TestAnOutageIsOfOneMessage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		c    Case
		want []string
	}{
		{"a question", Case{Ask: "status?", Portal: "half"}, []string{"half"}},
		{"a conversation", Case{Turns: []Step{{Say: "a"}, {Say: "b", Portal: "down"}, {Say: "c"}}}, []string{"", "down", ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.c.ID, tt.c.Lang = "a", corpus.English
			var l listener
			if _, err := Run(t.Context(), &l, rules(t), Suite{Cases: []Case{tt.c}}, Options{}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(l.heard, tt.want) {
				t.Errorf("the portal is %q, want %q", l.heard, tt.want)
			}
		})
	}
	for _, o := range Outages {
		if !slices.Contains(sandbox.Modes, sandbox.Mode(o)) {
			t.Errorf("the sandbox knows no mode %q", o)
		}
	}
}
