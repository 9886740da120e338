package main

import (
	"encoding/json"

	"github.com/sahayak-delhi/sahayak/evals"
)

type evalCompareCmd struct {
	A    string `arg:"" help:"The older recorded run: run.jsonl, or the folder it is in."`
	B    string `arg:"" help:"The newer one."`
	JSON bool   `name:"json" help:"Print the comparison as JSON."`
}

func (evalCompareCmd) Help() string {
	return `Pairs the cases of two runs by suite and id. Newly failing against fixed is held to McNemar's exact test; the change of
each check's mean has a 95 % interval from 10,000 draws of cases, the same for the same runs, and a p-value adjusted for
the number of checks (Holm). Exit 0 nothing got worse, 1 cases are missing, 3 a case that passed fails.

Example:
  sahayak eval compare /tmp/yesterday /tmp/today`
}

func (c *evalCompareCmd) Run(env environment) error {
	light := func(r *evals.Result) { r.Turns, r.States = nil, nil } // verdicts and marks are all it takes
	old, err := readRun(c.A, light)
	if err != nil {
		return usageError{err}
	}
	now, err := readRun(c.B, light)
	if err != nil {
		return usageError{err}
	}
	compared := evals.Compare(old, now)
	if c.JSON {
		err = json.NewEncoder(env.stdout).Encode(compared)
	} else {
		err = compared.Write(env.stdout)
	}
	if err != nil {
		return err
	}
	switch worse, incomplete := compared.Worse(); {
	case worse:
		return exitStatus(regressed)
	case incomplete:
		return exitStatus(gateFailed)
	}
	return nil
}
