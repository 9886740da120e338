package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
)

type evalReportCmd struct {
	RunFile   string `arg:"" name:"run" help:"Recorded run: run.jsonl, or the folder it is in."`
	Suites    string `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	Baselines string `help:"Folder with baselines to use instead of the built-in ones." placeholder:"DIR"`
	Out       string `short:"o" required:"" help:"Folder for run.jsonl, junit.xml, summary.md, summary.json and report.html." placeholder:"DIR"`
}

func (evalReportCmd) Help() string {
	return `Writes the reports of a run as it was judged then; sahayak eval score --out judges it anew.

Example:
  sahayak eval report run.jsonl --out /tmp/today`
}

func (c *evalReportCmd) Run(config *Config, env environment) error {
	baselines, err := openBaselines(c.Baselines)
	if err != nil {
		return usageError{err}
	}
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	rec, err := readRun(c.RunFile, nil)
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
	summaries, err := summariseAll(rec, suites, baselines)
	if err != nil {
		return err
	}
	return writeReports(c.Out, rec, summaries, a.library)
}

// summariseAll counts every suite of a recorded run, by the gates it was run
// with. Cases that today's suite of the name has, or the run, are not missing.
func summariseAll(rec evals.Recording, today []evals.Suite, baselines fs.FS) ([]evals.Summary, error) {
	var out []evals.Summary
	for _, s := range rec.Suites {
		results := rec.Of(s.Name)
		if rec.Partial && len(results) == 0 {
			continue
		}
		for _, t := range today {
			if t.Name == s.Name {
				s.Cases = t.Cases
			}
		}
		summary, err := summarise(rec, s, results, baselines)
		if err != nil {
			return nil, err
		}
		out = append(out, summary)
	}
	return out, nil
}

// keepRun puts the run, in every form, into the folder of runs.
func keepRun(a *app, folder string, rec evals.Recording, summaries []evals.Summary) error {
	started, err := time.Parse(time.RFC3339, rec.Timing.Started)
	if err != nil {
		return fmt.Errorf("keep a run: %w", err)
	}
	name, err := evals.Shelf(folder).Keep(started, func(dir string) error {
		return writeReports(dir, rec, summaries, a.library)
	})
	if err != nil {
		return err
	}
	a.say("kept as %s", filepath.Join(folder, name))
	return nil
}

// writeReports writes the run in every form into a folder.
func writeReports(dir string, rec evals.Recording, summaries []evals.Summary, library *corpus.Library) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"run.jsonl", rec.Write},
		{"junit.xml", func(w io.Writer) error { return evals.JUnit(w, rec) }},
		{"summary.md", func(w io.Writer) error { return evals.Markdown(w, rec, summaries) }},
		{"summary.json", func(w io.Writer) error { return evals.WriteSummary(w, rec, summaries) }},
		{"report.html", func(w io.Writer) error { return evals.HTML(w, rec, summaries, library) }},
	} {
		if err := writeFile(filepath.Join(dir, file.name), file.write); err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
	}
	return nil
}
