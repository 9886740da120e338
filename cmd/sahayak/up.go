package main

import (
	"context"
	"net"
	"time"
)

type upCmd struct{}

func (upCmd) Help() string {
	return `Starts a private PostgreSQL in the data folder, brings its tables up to date, loads the rules, and serves the
web chat with the e-District sandbox behind it. Ctrl-C stops everything.

Example:
  sahayak up --addr localhost:8081`
}

func (upCmd) Run(ctx context.Context, config *Config, env environment) error {
	start := time.Now()
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := free(config.Addr); err != nil {
		return err // said before anything is started
	}
	step := func(text string) { a.say("  %s", text) }
	a.say("Starting Sahayak")
	if err := a.openLibrary(); err != nil {
		return err
	}
	a.say("  rules: %d services, %d clauses", len(a.library.Services), len(a.library.Clauses()))
	if err := a.openDatabase(ctx, step); err != nil {
		return err
	}
	changed, err := a.openIndex(ctx, a.progress("  loading rules"))
	if err != nil {
		return err
	}
	a.say("  search index: %d rows changed", changed)
	if err := a.joinAssistant(ctx); err != nil {
		return err
	}
	if config.EDistrictURL == "" {
		a.say("  e-District SANDBOX: %s (simulated, not connected to any government system)", a.portalURL)
	}
	return a.serve(ctx, true, func(address string) { a.welcome(address, time.Since(start)) })
}

// free reports an address already in use.
func free(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return listenError(address, err)
	}
	return l.Close()
}

func (a *app) welcome(address string, took time.Duration) {
	a.say(`
Ready in %.1f s. Open %s

Try in the page, or in another terminal:
  bin/sahayak ask "OBC certificate ke liye kaun se documents chahiye?"
  bin/sahayak ask "आय प्रमाण पत्र की फीस कितनी है?"
  bin/sahayak ask --json "How long does a domicile certificate take?"
  bin/sahayak chat --as 919900000001        then: income certificate banwana hai
  bin/sahayak ask "verify certificate SBXC-INC-26-000001"
  bin/sahayak search "vridha pension umar"
  bin/sahayak doctor
  bin/sahayak eval run --keep               then: %s/desk/evals

Ctrl-C stops everything. Data stays in %s`, took.Seconds(), address, address, a.config.Data)
}
