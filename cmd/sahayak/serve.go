package main

import (
	"context"
	"errors"
)

type serveCmd struct{}

func (serveCmd) Help() string {
	return `Stateless: any number may run on one database. Run sahayak migrate and sahayak corpus load first; both
are also done at the start.

Example:
  DATABASE_URL=postgres://… SAHAYAK_ADDR=:8080 SAHAYAK_EDISTRICT_URL=https://… sahayak serve`
}

func (serveCmd) Run(ctx context.Context, config *Config, env environment) error {
	if config.DatabaseURL == "" {
		return usageError{errors.New("serve needs DATABASE_URL; for a first look on one machine use sahayak up")}
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openAssistant(ctx); err != nil {
		return err
	}
	return a.serve(ctx, false, func(address string) { a.say("Listening on %s", address) })
}
