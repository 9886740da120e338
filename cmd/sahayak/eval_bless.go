package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sahayak-delhi/sahayak/evals"
)

type evalBlessCmd struct {
	RunFile   string   `arg:"" name:"run" help:"Recorded run: run.jsonl, or the folder it is in."`
	Suite     []string `arg:"" optional:"" help:"Suites to bless; default all of the run."`
	Baselines string   `default:"evals/baselines" help:"Folder of the baselines." placeholder:"DIR"`
}

func (evalBlessCmd) Help() string {
	return `Writes what each case does not pass, no texts, to evals/baselines/SUITE.json and tells what moved. Build again
afterwards: baselines are part of the program. Say in the commit why answers that passed may fail from now on.

Example:
  sahayak eval run --out /tmp/today && sahayak eval bless /tmp/today`
}

func (c *evalBlessCmd) Run(env environment) error {
	rec, err := readRun(c.RunFile, nil)
	if err != nil {
		return usageError{err}
	}
	if rec.Partial {
		return usageError{errors.New("the run left cases out (--filter or --only-failing); only a whole run can be blessed")}
	}
	suites, err := chosen(rec.Suites, c.Suite)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Baselines, 0o755); err != nil {
		return err
	}
	// All must be fit before the first is written.
	files := map[string][]byte{}
	for _, s := range suites {
		b, err := evals.Bless(s.Name, rec.Model, rec.Embedder, rec.Of(s.Name))
		if err != nil {
			return usageError{err}
		}
		if files[s.Name], err = b.File(); err != nil {
			return err
		}
	}
	for _, s := range suites {
		results := rec.Of(s.Name)
		for _, r := range results {
			s.Cases = append(s.Cases, r.Case)
		}
		old, had, err := evals.LoadBaseline(os.DirFS(c.Baselines), s.Name)
		if err != nil {
			return err
		}
		file := filepath.Join(c.Baselines, s.Name+".json")
		if err := os.WriteFile(file, files[s.Name], 0o644); err != nil {
			return err
		}
		fmt.Fprintf(env.stdout, "%s\n", file)
		if !had {
			fmt.Fprintf(env.stdout, "  the first baseline of %s\n", s.Name)
			continue
		}
		d := old.Against(s, rec.Model, rec.Embedder, results)
		for _, part := range []struct {
			what string
			ids  []string
		}{{"worse, and may stay so", d.Regressed}, {"better, and must stay so", d.Fixed}, {"new", d.New}, {"left out now", d.Missing}} {
			for _, id := range part.ids {
				fmt.Fprintf(env.stdout, "  %-24s %s\n", part.what, id)
			}
		}
	}
	return nil
}
