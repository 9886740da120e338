package model

import (
	"context"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Fallback is a model that asks first and, when that fails for any reason but
// the caller giving up, second. The Response's Model says who answered, its Tokens
// are those of both.
// onFallback, if not nil, hears the first's error and must be safe for
// concurrent use; the citizen never does.
func Fallback(first, second agent.Model, onFallback func(error)) agent.Model {
	return &fallback{first: first, second: second, onFallback: onFallback}
}

type fallback struct {
	first, second agent.Model
	onFallback    func(error)
}

// Name names both, first choice first.
func (f *fallback) Name() string { return f.first.Name() + ", else " + f.second.Name() }

func (f *fallback) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	resp, err := respondNamed(ctx, f.first, req)
	if err == nil || ctx.Err() != nil {
		return resp, err
	}
	if f.onFallback != nil {
		f.onFallback(err)
	}
	wasted := resp.Tokens
	resp, err = respondNamed(ctx, f.second, req)
	resp.Tokens.In += wasted.In
	resp.Tokens.Out += wasted.Out
	return resp, err
}

func respondNamed(ctx context.Context, m agent.Model, req agent.Request) (agent.Response, error) {
	resp, err := m.Respond(ctx, req)
	if err == nil && resp.Model == "" {
		resp.Model = m.Name()
	}
	return resp, err
}
