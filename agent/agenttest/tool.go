package agenttest

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Tool is a tool of func fields that remembers its calls. A nil func finishes
// at once with an empty Result of outcome done.
type Tool struct {
	Told     agent.ToolSpec   // what Spec returns
	Allowed  agent.Permission // what Permission returns; empty means Read
	OnCall   func(context.Context, agent.Env, json.RawMessage) (agent.Result, error)
	OnResume func(context.Context, agent.Env, agent.Ask, agent.Answer) (agent.Result, error)
	OnRepeat func(agent.Env, agent.Ask) agent.Result

	mu      sync.Mutex
	calls   []json.RawMessage
	answers []agent.Answer
}

var _ agent.Tool = (*Tool)(nil)

// Spec is Told.
func (t *Tool) Spec() agent.ToolSpec { return t.Told }

// Permission is Allowed, or Read.
func (t *Tool) Permission() agent.Permission {
	if t.Allowed == "" {
		return agent.Read
	}
	return t.Allowed
}

// Call is OnCall.
func (t *Tool) Call(ctx context.Context, env agent.Env, arguments json.RawMessage) (agent.Result, error) {
	t.mu.Lock()
	t.calls = append(t.calls, slices.Clone(arguments))
	t.mu.Unlock()
	if t.OnCall == nil {
		return agent.Result{Outcome: agent.Done}, nil
	}
	return t.OnCall(ctx, env, arguments)
}

// Resume is OnResume.
func (t *Tool) Resume(ctx context.Context, env agent.Env, ask agent.Ask, answer agent.Answer) (agent.Result, error) {
	t.mu.Lock()
	t.answers = append(t.answers, answer)
	t.mu.Unlock()
	if t.OnResume == nil {
		return agent.Result{Outcome: agent.Done}, nil
	}
	return t.OnResume(ctx, env, ask, answer)
}

// Repeat is OnRepeat; without one, the Ask alone.
func (t *Tool) Repeat(env agent.Env, ask agent.Ask) agent.Result {
	if t.OnRepeat == nil {
		return agent.Result{Ask: &ask, Outcome: agent.Asked}
	}
	return t.OnRepeat(env, ask)
}

// Calls are the arguments of every Call, oldest first.
func (t *Tool) Calls() []json.RawMessage {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.calls)
}

// Answers are those of every Resume, oldest first.
func (t *Tool) Answers() []agent.Answer {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.answers)
}
