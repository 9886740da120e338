package main

import (
	"context"
	"time"
)

// forgetEvery is how often a server looks for drafts that are over.
const forgetEvery = time.Hour

// forgetting drops old drafts and pending questions now and every hour, until
// ctx ends.
func (a *app) forgetting(ctx context.Context) {
	ticks := time.NewTicker(forgetEvery)
	defer ticks.Stop()
	for {
		n, err := a.transcript.Forget(ctx, time.Now())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			a.log.Error("old drafts were not forgotten", "err", err)
		case n > 0:
			a.log.Info("old drafts forgotten", "conversations", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
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
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	if err := a.openTranscript(ctx); err != nil {
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
