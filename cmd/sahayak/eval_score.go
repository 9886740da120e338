package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
)

type evalScoreCmd struct {
	RunFile   string `arg:"" name:"run" help:"Recorded run: run.jsonl, or the folder it is in."`
	Suites    string `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	Baselines string `help:"Folder with baselines to use instead of the built-in ones." placeholder:"DIR"`
	Out       string `short:"o" help:"Folder for run.jsonl, junit.xml, summary.md, summary.json and report.html." placeholder:"DIR"`
	Verbose   bool   `short:"v" help:"Print all cases, not only those that did not pass."`
	JSON      bool   `name:"json" help:"Print one JSON line for each case that did not pass (-v: all), then one a suite."`
}

func (evalScoreCmd) Help() string {
	return `Judges every recorded turn by today's checks, and by what today's suites expect of it. The assistant is not asked,
no database is needed. Use it after changing a check or an expectation.

Example:
  sahayak eval score /tmp/today`
}

// Garbage may pile up to a fifth of what is in use, and no further than
// scoreMemory bytes if that can be kept to: lines are read and dropped by the
// thousand, and with Go's own 100 % the command took a third more memory. A run
// that needs more for what is in use gets it.
const (
	scoreGC     = 20
	scoreMemory = 27 << 20
)

func (c *evalScoreCmd) Run(config *Config, env environment) error {
	if env.alone {
		debug.SetMemoryLimit(scoreMemory)
		debug.SetGCPercent(scoreGC)
	}
	baselines, err := openBaselines(c.Baselines)
	if err != nil {
		return usageError{err}
	}
	library, err := c.rules(config)
	if err != nil {
		return err
	}
	var suites []evals.Suite
	rec, err := readRunWith(c.RunFile, func(run evals.Info) (func(*evals.Result), error) {
		if suites, err = c.suitesOf(run); err != nil {
			return nil, err
		}
		score := evals.Rescore(library, suites)
		return func(r *evals.Result) {
			score(r)
			if c.Out == "" && !c.JSON { // only counts and faults are printed
				r.Turns, r.States, r.Marks, r.Hits = nil, nil, nil, nil
			}
		}, nil
	})
	if err != nil {
		return usageError{err}
	}
	summaries, err := summariseAll(rec, suites, baselines)
	if err != nil {
		return err
	}
	for _, s := range summaries {
		if err := printSuite(env, s, rec.Of(s.Suite), c.Verbose, c.JSON); err != nil {
			return err
		}
	}
	if c.Out != "" {
		if err := writeReports(c.Out, rec, summaries, library); err != nil {
			return err
		}
	}
	return judged(rec, summaries)
}

// rules are the clauses to judge by; no search is made, so nothing for it is read.
func (c *evalScoreCmd) rules(config *Config) (*corpus.Library, error) {
	fsys := corpus.Files()
	if config.CorpusDir != "" {
		fsys = os.DirFS(config.CorpusDir)
	}
	library, err := corpus.LoadRules(fsys)
	if err != nil {
		return nil, fmt.Errorf("rules: %w (sahayak corpus lint shows all faults)", err)
	}
	return library, nil
}

// suitesOf are today's suites of the run; others are not read.
func (c *evalScoreCmd) suitesOf(run evals.Info) ([]evals.Suite, error) {
	var names []string
	for _, s := range run.Suites {
		names = append(names, s.Name)
	}
	if c.Suites != "" {
		return evals.LoadNamed(os.DirFS(c.Suites), names)
	}
	return evals.EmbeddedNamed(names)
}
