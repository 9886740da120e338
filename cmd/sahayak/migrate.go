package main

import (
	"context"

	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

type migrateCmd struct{}

func (migrateCmd) Help() string {
	return `Safe to run by several starters at once, and again: what is there is left alone.

Example:
  DATABASE_URL=postgres://user@host/sahayak sahayak migrate`
}

func (migrateCmd) Run(ctx context.Context, config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	url, err := a.databaseURL(ctx, nil)
	if err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, url); err != nil {
		return err
	}
	a.say("The database is up to date.")
	return nil
}
