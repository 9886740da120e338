package main

import (
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

func (c *evalScoreCmd) Run(config *Config, env environment) error {
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	baselines, err := openBaselines(c.Baselines)
	if err != nil {
		return usageError{err}
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openLibrary(); err != nil {
		return err
	}
	score := evals.Rescore(a.library, suites)
	rec, err := readRun(c.RunFile, func(r *evals.Result) {
		score(r)
		if c.Out == "" && !c.JSON { // only counts are wanted; turns are most of the memory
			r.Turns, r.States = nil, nil
		}
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
		if err := writeReports(c.Out, rec, summaries, a.library); err != nil {
			return err
		}
	}
	return judged(rec, summaries)
}
