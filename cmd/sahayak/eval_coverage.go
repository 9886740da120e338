package main

import (
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/tools"
)

type evalCoverageCmd struct {
	RunFile string   `arg:"" optional:"" name:"run" help:"Recorded run, for what really happened; without it, what the cases say that they expect."`
	Suites  string   `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	Suite   []string `help:"Only these suites."`
	List    bool     `short:"l" help:"List everything that is not touched."`
	JSON    bool     `name:"json" help:"Print one JSON line for each kind of thing."`
}

func (evalCoverageCmd) Help() string {
	return `Tells which clauses, services, tools, form fields and states (outcomes; with a run also the words that steer a form) no
case touches.

Examples:
  sahayak eval coverage --list
  sahayak eval coverage /tmp/today`
}

func (c *evalCoverageCmd) Run(config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openLibrary(); err != nil {
		return err
	}
	touched, err := c.touched()
	if err != nil {
		return err
	}
	kit, err := tools.New(a.library, nil) // only their names are wanted; none is called
	if err != nil {
		return err
	}
	var names []string
	for _, t := range kit {
		names = append(names, t.Spec().Name)
	}
	all := evals.Coverage(a.library, names, touched, c.RunFile != "")
	if c.JSON {
		return evals.WriteCoverageJSON(env.stdout, all)
	}
	return evals.WriteCoverage(env.stdout, all, c.List)
}

func (c *evalCoverageCmd) touched() (*evals.Touches, error) {
	if c.RunFile != "" {
		rec, err := readRun(c.RunFile, nil)
		if err != nil {
			return nil, usageError{err}
		}
		if _, err := chosen(rec.Suites, c.Suite); err != nil {
			return nil, err
		}
		if len(c.Suite) == 0 {
			return evals.Happened(rec.Results), nil
		}
		var results []evals.Result
		for _, name := range c.Suite {
			results = append(results, rec.Of(name)...)
		}
		return evals.Happened(results), nil
	}
	all, err := loadSuites(c.Suites, c.Suite...)
	if err != nil {
		return nil, usageError{err}
	}
	suites, err := chosen(all, c.Suite)
	if err != nil {
		return nil, err
	}
	var cases []evals.Case
	for _, s := range suites {
		cases = append(cases, s.Cases...)
	}
	return evals.Expected(cases), nil
}
