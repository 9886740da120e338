package agenttest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Echo replies with the message and cites nothing.
type Echo struct{}

var _ agent.Model = Echo{}

// Name is "echo".
func (Echo) Name() string { return "echo" }

// Respond replies with the message, outcome answered.
func (Echo) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	if err := ctx.Err(); err != nil {
		return agent.Response{}, err
	}
	return agent.Response{Text: req.Message, Outcome: agent.Answered}, nil
}

// Scripted answers from a list and remembers what it was asked.
type Scripted struct {
	mu        sync.Mutex
	responses []agent.Response
	requests  []agent.Request
}

var _ agent.Model = (*Scripted)(nil)

// Script returns a model that gives the responses in order; a request beyond
// the last is an error.
func Script(responses ...agent.Response) *Scripted {
	return &Scripted{responses: slices.Clone(responses)}
}

// Name is "script".
func (s *Scripted) Name() string { return "script" }

// Respond gives the next response.
func (s *Scripted) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	if err := ctx.Err(); err != nil {
		return agent.Response{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, req)
	if n := len(s.requests); n > len(s.responses) {
		return agent.Response{}, fmt.Errorf("script of %d responses asked for number %d", len(s.responses), n)
	}
	return s.responses[len(s.requests)-1], nil
}

// Requests are those so far, oldest first.
func (s *Scripted) Requests() []agent.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Failing is a model whose every answer is Err.
type Failing struct{ Err error }

var _ agent.Model = Failing{}

// Name is "failing".
func (Failing) Name() string { return "failing" }

// Respond returns Err.
func (f Failing) Respond(context.Context, agent.Request) (agent.Response, error) {
	return agent.Response{}, f.Err
}
