package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/evals"
)

type evalRunCmd struct {
	Suite       []string `arg:"" optional:"" help:"Suites to run; default all."`
	Suites      string   `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	Baselines   string   `help:"Folder with baselines to use instead of the built-in ones." placeholder:"DIR"`
	Filter      string   `help:"Only cases whose id, service, form or tags contain this." placeholder:"TEXT"`
	OnlyFailing string   `name:"only-failing" help:"Only cases that did not pass in this recorded run." placeholder:"RUN"`
	Trials      int      `default:"1" help:"How often to run each case; the chance that k trials all pass is told as pass^k."`
	Jobs        int      `short:"j" help:"How many cases to run at once; default the number of cores."`
	Record      string   `help:"Keep the model's replies in this folder; what is there already is not asked again." placeholder:"DIR" xor:"recorded"`
	Replay      string   `help:"Take the model's replies from this folder and never ask it; a reply that is not there is an error of its case." placeholder:"DIR" xor:"recorded"`
	Out         string   `short:"o" help:"Folder for run.jsonl, junit.xml, summary.md, summary.json and report.html." placeholder:"DIR"`
	Keep        bool     `help:"Keep the run in the folder of runs (SAHAYAK_EVAL_RUNS) under its time; /desk/evals shows it."`
	PriceIn     float64  `help:"Price of a million tokens read, for the cost."`
	PriceOut    float64  `help:"Price of a million tokens written, for the cost."`
	Verbose     bool     `short:"v" help:"Print all cases, not only those that did not pass."`
	JSON        bool     `name:"json" help:"Print one JSON line for each case that did not pass (-v: all), then one a suite."`
}

func (evalRunCmd) Help() string {
	return `Runs offline, with the configured model (default offline), on a database and a sandbox made for the run and
thrown away; DATABASE_URL uses that database instead. --model and --embedder measure others.

A run of part of the cases (--filter, --only-failing) is not held against the gates: it passes when its cases do.

Examples:
  sahayak eval run
  sahayak eval run --out /tmp/today
  sahayak eval run --keep
  sahayak eval run --filter hi-Latn first
  sahayak eval run --only-failing /tmp/today/run.jsonl
  sahayak eval run --model NAME --model-url URL --record replies --trials 4`
}

func (c *evalRunCmd) Run(ctx context.Context, config *Config, env environment) error {
	if c.Trials < 1 || c.Jobs < 0 {
		return usageError{errors.New("--trials must be 1 or more, --jobs 0 or more")}
	}
	all, err := loadSuites(c.Suites, c.Suite...)
	if err != nil {
		return usageError{err}
	}
	suites, err := chosen(all, c.Suite)
	if err != nil {
		return err
	}
	baselines, err := openBaselines(c.Baselines)
	if err != nil {
		return usageError{err}
	}
	only, err := c.failing()
	if err != nil {
		return usageError{err}
	}
	a, err := openMeasured(ctx, config, env, func(a *app, ctx context.Context) error {
		a.measured = measuredModel(c.Record, c.Replay)
		if err := a.openAssistant(ctx); err != nil {
			return err
		}
		return a.searchExactly(ctx)
	})
	if err != nil {
		return err
	}
	defer a.close()
	rec, summaries, err := c.all(ctx, a, suites, only, baselines)
	if err != nil {
		return a.unmeasurable(err)
	}
	if c.Out != "" {
		if err := writeReports(c.Out, rec, summaries, a.library); err != nil {
			return err
		}
	}
	if c.Keep {
		if err := keepRun(a, config.EvalRuns, rec, summaries); err != nil {
			return err
		}
	}
	verdict := judged(rec, summaries)
	if len(c.Suite) == 0 {
		gone, err := orphans(baselines, all)
		if err != nil {
			return usageError{err}
		}
		for _, name := range gone {
			a.say("sahayak: suite %s has a baseline and is gone; delete the baseline too if that is meant", name)
			if verdict == nil {
				verdict = exitStatus(gateFailed)
			}
		}
	}
	return verdict
}

// all runs the suites one after the other.
func (c *evalRunCmd) all(ctx context.Context, a *app, suites []evals.Suite, only map[string]map[string]bool, baselines fs.FS) (evals.Recording, []evals.Summary, error) {
	start := time.Now()
	rec := evals.Recording{Info: evals.Info{
		Model: a.config.Model, Embedder: a.config.Embedder, Trials: c.Trials, Suites: suites,
		Partial: c.Filter != "" || only != nil, PriceIn: c.PriceIn, PriceOut: c.PriceOut,
	}}
	rec.Timing.Started = start.UTC().Format(time.RFC3339)
	var summaries []evals.Summary
	for _, s := range suites {
		o := evals.Options{Filter: c.Filter, Trials: c.Trials, Parallel: c.Jobs}
		if only != nil {
			if o.Only = only[s.Name]; o.Only == nil {
				o.Only = map[string]bool{} // nothing of this suite failed
			}
		}
		results, err := runSuite(ctx, a, s, o)
		if err != nil {
			return rec, nil, err
		}
		if rec.Partial && len(results) == 0 {
			continue
		}
		rec.Results = append(rec.Results, results...)
		summary, err := summarise(rec, s, results, baselines)
		if err != nil {
			return rec, nil, err
		}
		summaries = append(summaries, summary)
		if err := printSuite(a.env, summary, results, c.Verbose, c.JSON); err != nil {
			return rec, nil, err
		}
	}
	rec.Timing.Seconds = time.Since(start).Seconds()
	if len(summaries) == 0 {
		return rec, nil, errors.New("no case fits: nothing was measured")
	}
	return rec, summaries, nil
}

// runSuite runs one suite with a bar that shows how far it is.
func runSuite(ctx context.Context, a *app, suite evals.Suite, o evals.Options) ([]evals.Result, error) {
	total := len(o.Select(suite)) * max(o.Trials, 1)
	bar := a.progress(suite.Name)
	ticks := make(chan struct{})
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		done := 0
		for range ticks {
			done++
			if bar != nil {
				bar(done, total)
			}
		}
	}()
	o.Search = a.searchCase
	o.Progress = func() { ticks <- struct{}{} }
	results, err := evals.Run(ctx, a.assistant, a.library, suite, o)
	close(ticks)
	<-finished
	return results, err
}

// searchedHits is how many clauses a question to the search is given, the most
// that a rank check looks at.
const searchedHits = 20

func (a *app) searchCase(ctx context.Context, c evals.Case) ([]string, error) {
	return a.searchQuestion(ctx, evals.Question{ID: c.ID, Text: c.Search, Lang: c.Lang}, searchedHits)
}

// summarise counts a suite and holds it against its baseline and gates. A run of
// part of the cases is not held against the gates.
func summarise(rec evals.Recording, suite evals.Suite, results []evals.Result, baselines fs.FS) (evals.Summary, error) {
	summary := evals.Summarise(suite, results)
	b, ok, err := evals.LoadBaseline(baselines, suite.Name)
	if err != nil {
		return summary, err
	}
	if ok {
		summary.Hold(b.Against(suite, rec.Model, rec.Embedder, results))
	}
	if rec.Partial {
		summary.Gate = []string{}
		if summary.All.Fail > 0 {
			summary.Gate = append(summary.Gate, fmt.Sprintf("%s: part of the cases, and %d of %d do not pass", suite.Name, summary.All.Fail, summary.All.Total()))
		}
	}
	return summary, nil
}

// judged is the exit code of a run: what could not be measured first, then what
// got worse, then what is not good enough.
func judged(rec evals.Recording, summaries []evals.Summary) error {
	broken, worse, stopped := false, false, false
	for _, s := range summaries {
		broken = broken || s.All.Error > 0
		worse = worse || s.Regressed()
		stopped = stopped || len(s.Gate) > 0
	}
	switch {
	case broken:
		return exitStatus(infrastructure)
	case worse:
		return exitStatus(regressed)
	case stopped:
		return exitStatus(gateFailed)
	}
	return nil
}

func printSuite(env environment, summary evals.Summary, results []evals.Result, verbose, asJSON bool) error {
	shown := results
	if !verbose {
		shown = nil
		for _, c := range evals.ByCase(results) {
			if c.Verdict != evals.Pass {
				for _, r := range results {
					if r.Case.ID == c.Case.ID {
						shown = append(shown, r)
					}
				}
			}
		}
	}
	if !asJSON {
		left := 0
		if most := 40; !verbose && len(shown) > most {
			shown, left = shown[:most], len(shown)-most
		}
		err := evals.Table(env.stdout, summary, shown)
		if left > 0 {
			fmt.Fprintf(env.stdout, "  %d more that do not pass; -v prints all, --out DIR keeps them\n", left)
		}
		return err
	}
	out := json.NewEncoder(env.stdout)
	for _, r := range shown {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return out.Encode(summary)
}

// failing are the cases, by suite, that did not pass in the run named by
// --only-failing; nil without it.
func (c *evalRunCmd) failing() (map[string]map[string]bool, error) {
	if c.OnlyFailing == "" {
		return nil, nil
	}
	rec, err := readRun(c.OnlyFailing, nil)
	if err != nil {
		return nil, err
	}
	only := map[string]map[string]bool{}
	for _, r := range rec.Results {
		if r.Verdict == evals.Pass {
			continue
		}
		if only[r.Case.Suite] == nil {
			only[r.Case.Suite] = map[string]bool{}
		}
		only[r.Case.Suite][r.Case.ID] = true
	}
	return only, nil
}

// readRun reads a recorded run; a folder stands for the run.jsonl in it.
func readRun(name string, each func(*evals.Result)) (evals.Recording, error) {
	return readRunWith(name, func(evals.Info) (func(*evals.Result), error) { return each, nil })
}

// readRunWith is readRun for who must know the head of the run to make each.
func readRunWith(name string, begin func(evals.Info) (func(*evals.Result), error)) (evals.Recording, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name += "/run.jsonl"
	}
	f, err := os.Open(name)
	if err != nil {
		return evals.Recording{}, fmt.Errorf("recorded run: %w", err)
	}
	defer f.Close()
	rec, err := evals.ReadWith(f, begin)
	if err != nil {
		return rec, fmt.Errorf("%s: %w", name, err)
	}
	return rec, nil
}

// openBaselines are those of a folder, or those built in.
func openBaselines(dir string) (fs.FS, error) {
	if dir == "" {
		return evals.EmbeddedBaselines()
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("baselines: %w", err)
	}
	return os.DirFS(dir), nil
}

// orphans are the suites that have a baseline and exist no longer.
func orphans(baselines fs.FS, suites []evals.Suite) (gone []string, err error) {
	files, err := fs.Glob(baselines, "*.json")
	if err != nil {
		return nil, fmt.Errorf("baselines: %w", err)
	}
	there := map[string]bool{}
	for _, s := range suites {
		there[s.Name] = true
	}
	for _, f := range files {
		if name := strings.TrimSuffix(f, ".json"); !there[name] {
			gone = append(gone, name)
		}
	}
	return gone, nil
}
