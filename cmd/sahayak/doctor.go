package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Print the findings as JSON."`
}

func (doctorCmd) Help() string {
	return `Exit code 1 if a dependency does not work. Secrets are never shown.

Example:
  sahayak doctor`
}

// check is one dependency tested.
type check struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Note string `json:"note"`
	MS   int64  `json:"ms"`
}

func (c *doctorCmd) Run(ctx context.Context, config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	checks := a.examine(ctx)
	healthy := true
	for _, ch := range checks {
		healthy = healthy && ch.OK
	}
	if c.JSON {
		settings := map[string]string{}
		for _, row := range config.rows() {
			settings[row[0]] = row[1]
		}
		if err := json.NewEncoder(env.stdout).Encode(map[string]any{"config": settings, "checks": checks, "ok": healthy}); err != nil {
			return err
		}
	} else {
		for _, row := range config.rows() {
			fmt.Fprintf(env.stdout, "%-14s %s\n", row[0], row[1])
		}
		fmt.Fprintln(env.stdout)
		for _, ch := range checks {
			mark := "ok  "
			if !ch.OK {
				mark = "FAIL"
			}
			fmt.Fprintf(env.stdout, "%s %-12s %5d ms  %s\n", mark, ch.Name, ch.MS, ch.Note)
		}
	}
	if !healthy {
		return exitStatus(exitError)
	}
	return nil
}

// examine tests the dependencies in the order they need each other; after a
// failure those that build on it are not tried.
func (a *app) examine(ctx context.Context) []check {
	steps := []struct {
		name string
		try  func(context.Context) (string, error)
	}{
		{"rules", func(context.Context) (string, error) {
			err := a.openLibrary()
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%d services, %d clauses", len(a.library.Services), len(a.library.Clauses())), nil
		}},
		{"database", func(ctx context.Context) (string, error) {
			if err := a.openDatabase(ctx, nil); err != nil {
				return "", err
			}
			var server, vector string
			err := a.pool.QueryRow(ctx, `SELECT current_setting('server_version'), (SELECT extversion FROM pg_extension WHERE extname = 'vector')`).Scan(&server, &vector)
			return fmt.Sprintf("PostgreSQL %s, pgvector %s", server, vector), err
		}},
		{"keyset", func(ctx context.Context) (string, error) {
			if err := a.openTranscript(ctx); err != nil {
				return "", err
			}
			file, err := a.keysetFile()
			return fmt.Sprintf("%s: %s", file, a.keys), err
		}},
		{"index", func(ctx context.Context) (string, error) {
			changed, err := a.openIndex(ctx, nil)
			if err != nil {
				return "", err
			}
			n, err := a.store.Count(ctx, a.store.Name())
			return fmt.Sprintf("%s: %d rows, %d changed now; embedder %s", a.store.Name(), n, changed, a.config.Embedder), err
		}},
		{"e-district", func(ctx context.Context) (string, error) {
			if err := a.openPortal(ctx); err != nil {
				return "", err
			}
			services, err := a.portal.Services(ctx)
			if err != nil {
				return "", err
			}
			note := fmt.Sprintf("%d services at %s", len(services), a.portalURL)
			if len(services) > 0 && a.config.EDistrictURL == "" {
				note += " (SANDBOX)"
			}
			return note, nil
		}},
		{"model", a.tryModel},
	}
	var all []check
	for _, s := range steps {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		start := time.Now()
		note, err := s.try(ctx)
		cancel()
		ch := check{Name: s.name, OK: err == nil, Note: note, MS: time.Since(start).Milliseconds()}
		if err != nil {
			ch.Note = oneLine(err)
		}
		all = append(all, ch)
		if err != nil && s.name != "e-district" {
			break
		}
	}
	return all
}
