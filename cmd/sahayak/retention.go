package main

import (
	"context"
	"time"

	"github.com/sahayak-delhi/sahayak/channel"
)

// keepEvery is how often a server looks for drafts that are over or waiting.
const keepEvery = time.Hour

// keepDrafts forgets old drafts and pending questions and reminds of waiting
// drafts, now and every hour, until ctx ends.
func (a *app) keepDrafts(ctx context.Context) {
	ticks := time.NewTicker(keepEvery)
	defer ticks.Stop()
	for {
		a.keepDraftsAt(ctx, time.Now())
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}

// keepDraftsAt forgets first, so that nobody is reminded of what is gone.
func (a *app) keepDraftsAt(ctx context.Context, now time.Time) {
	forgotten, err := a.transcript.Forget(ctx, now)
	a.kept(ctx, "old drafts forgotten", forgotten, err)
	reminded, err := channel.Remind(ctx, a.assistant, a.transcript, a.senders, now)
	a.kept(ctx, "reminded of drafts", reminded, err)
}

func (a *app) kept(ctx context.Context, what string, conversations int, err error) {
	if err != nil && ctx.Err() == nil {
		a.log.Error("drafts not kept in order", "step", what, "err", err)
	}
	if conversations > 0 {
		a.log.Info(what, "conversations", conversations)
	}
}

type retentionCmd struct {
	DryRun bool `help:"Only count what would be forgotten."`
}

func (retentionCmd) Help() string {
	return `Forgets forms that nobody went on with for 30 days. Servers do so by themselves every hour.

Example:
  sahayak retention --dry-run`
}

func (c *retentionCmd) Run(ctx context.Context, config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openRecord(ctx); err != nil {
		return err
	}
	if c.DryRun {
		n, err := a.transcript.Due(ctx, time.Now())
		if err == nil {
			a.say("%d conversations hold a form to be forgotten.", n)
		}
		return err
	}
	n, err := a.transcript.Forget(ctx, time.Now())
	if err == nil {
		a.say("Forgot the forms of %d conversations.", n)
	}
	return err
}
