package evals

import (
	"context"
	"sync"
)

// Running is the trial that a call belongs to.
type Running struct {
	Suite, Case string
	Trial       int // 1-based
}

type runningKey struct{}

type running struct {
	Running
	mu  sync.Mutex
	err error
}

func withRunning(ctx context.Context, what Running) (context.Context, func() error) {
	r := &running{Running: what}
	return context.WithValue(ctx, runningKey{}, r), func() error {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.err
	}
}

// RunningIn tells which trial works under ctx; ok is false outside a run.
func RunningIn(ctx context.Context) (what Running, ok bool) {
	r, ok := ctx.Value(runningKey{}).(*running)
	if !ok {
		return Running{}, false
	}
	return r.Running, true
}

// Outages are the ways in which a case may have the portal misbehave: those of
// the sandbox that do the same each time and at once.
var Outages = []string{"down", "rate-limit", "html", "half", "accept-then-drop", "legacy", "drift"}

type outageKey struct{}

// OutageIn tells how the portal must misbehave for the message that is answered
// under ctx: one of Outages, or empty for a portal that works.
func OutageIn(ctx context.Context) string {
	mode, _ := ctx.Value(outageKey{}).(string)
	return mode
}

// Spoil makes the case that works under ctx an Error: what it would measure is
// not the assistant, for a part of it could not be asked. The first err counts.
func Spoil(ctx context.Context, err error) {
	if r, ok := ctx.Value(runningKey{}).(*running); ok {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.err == nil {
			r.err = err
		}
	}
}
