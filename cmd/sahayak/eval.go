package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/sahayak-delhi/sahayak/evals"
)

// Exit codes of the eval commands beside the usual ones.
const (
	gateFailed     = 1
	infrastructure = 4
)

type evalCmd struct {
	Run  evalRunCmd  `cmd:"" help:"Run suites; exit 0 pass, 1 gate failed, 2 usage, 4 infrastructure."`
	List evalListCmd `cmd:"" help:"List the suites."`

	Retrieval evalRetrievalCmd `cmd:"" help:"Measure the search alone on held-out questions."`
	Passages  evalPassagesCmd  `cmd:"" help:"Measure the search on general passages, beside plain BM25."`
}

type evalRunCmd struct {
	Suite  []string `arg:"" optional:"" help:"Suites to run; default all."`
	Suites string   `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	Filter string   `help:"Only cases whose id, service, form or tags contain this." placeholder:"TEXT"`
	Fails  bool     `name:"only-failing" help:"Print only the cases that did not pass."`
	JSON   bool     `name:"json" help:"Print one JSON line a case, then one a suite."`
}

func (evalRunCmd) Help() string {
	return `Runs offline, with the configured model (default offline), on a database and a sandbox made for the run and
thrown away; DATABASE_URL uses that database instead.

Examples:
  sahayak eval run
  sahayak eval run --filter hi-Latn --only-failing first`
}

func loadSuites(dir string) ([]evals.Suite, error) {
	if dir == "" {
		return evals.Embedded()
	}
	return evals.Load(os.DirFS(dir))
}

func (c *evalRunCmd) Run(ctx context.Context, config *Config, env environment) error {
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	suites, err = chosen(suites, c.Suite)
	if err != nil {
		return err
	}
	a, err := newMeasuredApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openAssistant(ctx); err != nil {
		a.say("sahayak: %s", oneLine(err))
		return exitStatus(infrastructure)
	}
	stopped, broken := false, false
	for _, s := range suites {
		summary, err := c.one(ctx, a, s)
		if err != nil {
			a.say("sahayak: %s", oneLine(err))
			return exitStatus(infrastructure)
		}
		stopped = stopped || len(summary.Gate) > 0
		broken = broken || summary.All.Error > 0
	}
	switch {
	case broken:
		return exitStatus(infrastructure)
	case stopped:
		return exitStatus(gateFailed)
	}
	return nil
}

// newMeasuredApp is an app on a database made for the run and thrown away at its
// end, so that no run sees what another left; DATABASE_URL names one instead.
func newMeasuredApp(config *Config, env environment) (*app, error) {
	a, err := newApp(config, env)
	if err != nil || config.DatabaseURL != "" {
		return a, err
	}
	if config.Data, err = os.MkdirTemp("", "sahayak-eval-"); err != nil {
		return nil, err
	}
	a.later(func() { os.RemoveAll(config.Data) })
	return a, nil
}

func chosen(suites []evals.Suite, names []string) ([]evals.Suite, error) {
	if len(names) == 0 {
		return suites, nil
	}
	var out []evals.Suite
	for _, name := range names {
		found := false
		for _, s := range suites {
			if s.Name == name {
				out, found = append(out, s), true
			}
		}
		if !found {
			return nil, usageError{fmt.Errorf("no suite %q; sahayak eval list names them", name)}
		}
	}
	return out, nil
}

func (c *evalRunCmd) one(ctx context.Context, a *app, suite evals.Suite) (evals.Summary, error) {
	done := 0
	bar := a.progress(suite.Name)
	ticks := make(chan struct{})
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for range ticks {
			done++
			if bar != nil {
				bar(done, len(suite.Cases))
			}
		}
	}()
	results, err := evals.Run(ctx, a.assistant, a.library, suite, evals.Options{
		Filter: c.Filter, Progress: func() { ticks <- struct{}{} },
	})
	close(ticks)
	<-finished
	if err != nil {
		return evals.Summary{}, err
	}
	summary := evals.Summarise(suite, results)
	shown := results
	if c.Fails {
		shown = nil
		for _, r := range results {
			if r.Verdict != evals.Pass {
				shown = append(shown, r)
			}
		}
	}
	if !c.JSON {
		return summary, evals.Table(a.env.stdout, summary, shown)
	}
	out := json.NewEncoder(a.env.stdout)
	for _, r := range shown {
		if err := out.Encode(r); err != nil {
			return summary, err
		}
	}
	return summary, out.Encode(summary)
}

type evalListCmd struct {
	Suites string `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	JSON   bool   `name:"json" help:"Print one JSON line a suite."`
}

func (evalListCmd) Help() string {
	return `Example:
  sahayak eval list`
}

func (c *evalListCmd) Run(env environment) error {
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	if len(suites) == 0 {
		return usageError{errors.New("no suites")}
	}
	for _, s := range suites {
		if c.JSON {
			if err := json.NewEncoder(env.stdout).Encode(map[string]any{"name": s.Name, "about": s.About, "cases": len(s.Cases), "gate": s.Gate}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(env.stdout, "%-12s %4d cases  %s\n", s.Name, len(s.Cases), s.About)
	}
	return nil
}
