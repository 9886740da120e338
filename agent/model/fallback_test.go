package model_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
	"github.com/sahayak-delhi/sahayak/agent/model"
)

func TestFallback(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, tt := range []struct {
		name          string
		first, second agent.Model
		answeredBy    string
		heard         error
		err           error
	}{
		{"first answers", agenttest.Script(agent.Response{Text: "a"}), agenttest.Echo{}, "script", nil, nil},
		{"second answers", agenttest.Failing{Err: broken}, agenttest.Echo{}, "echo", broken, nil},
		{"the answer's own name is kept", agenttest.Script(agent.Response{Model: "inner"}), agenttest.Echo{}, "inner", nil, nil},
		{"three deep", agenttest.Failing{Err: broken}, model.Fallback(agenttest.Failing{Err: broken}, agenttest.Echo{}, nil), "echo", broken, nil},
		{"both fail", agenttest.Failing{Err: errors.New("first")}, agenttest.Failing{Err: broken}, "", nil, broken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var heard error
			m := model.Fallback(tt.first, tt.second, func(err error) { heard = err })
			resp, err := m.Respond(t.Context(), agent.Request{Message: "hello"})
			if resp.Model != tt.answeredBy || !errors.Is(err, tt.err) {
				t.Errorf("answered by %q with error %v, want %q and %v", resp.Model, err, tt.answeredBy, tt.err)
			}
			if tt.heard != nil && heard != tt.heard {
				t.Errorf("heard %v, want %v", heard, tt.heard)
			}
		})
	}
}

func TestFallbackStopsWithTheCaller(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	second := agenttest.Script(agent.Response{Text: "b"})
	m := model.Fallback(agenttest.Echo{}, second, func(error) { t.Error("reported as a failure of the model") })
	if _, err := m.Respond(ctx, agent.Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if n := len(second.Requests()); n != 0 {
		t.Errorf("second was asked %d times", n)
	}
}
