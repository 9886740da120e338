package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sahayak-delhi/sahayak/evals"
)

type evalJudgeCmd struct {
	RunFile  string   `arg:"" optional:"" name:"run" help:"Recorded run whose replies --model judges: run.jsonl, or the folder it is in."`
	Rubric   string   `type:"existingfile" help:"Text file that says what to look at and which labels there are." placeholder:"FILE"`
	Opinions string   `type:"existingfile" help:"Labels the judge gave before, instead of asking it." placeholder:"FILE"`
	People   string   `type:"existingfile" help:"Labels that people gave: a CSV with the columns item,rater,label." placeholder:"FILE"`
	Scale    string   `enum:"nominal,interval" default:"nominal" help:"nominal: labels are the same or not; interval: they are numbers."`
	Failing  []string `help:"Labels that fail an item, if the judge may gate." placeholder:"LABEL"`
	Out      string   `short:"o" help:"File to write the judge's labels to." placeholder:"FILE"`
	JSON     bool     `name:"json" help:"Print the agreement as JSON."`
}

func (evalJudgeCmd) Help() string {
	return `Asks the configured model for its opinion of the last reply of every case, and shows how far it agrees with people
(Krippendorff's alpha). Below 0.7, with fewer than 2 people or 20 items, its opinion never fails anything. An item is
suite/case. The offline model has no opinions.

Examples:
  sahayak eval judge /tmp/today --rubric polite.txt --model gemma3 --model-url http://localhost:11434/v1 -o judge.csv
  sahayak eval judge --opinions judge.csv --people labels.csv --failing rude`
}

func (c *evalJudgeCmd) Run(ctx context.Context, config *Config, env environment) error {
	if (c.Opinions == "") == (c.RunFile == "" || c.Rubric == "") {
		return usageError{errors.New("give either a recorded run and --rubric, or --opinions")}
	}
	people, err := readLabels(c.People)
	if err != nil {
		return usageError{err}
	}
	opinions, err := readLabels(c.Opinions)
	if err != nil {
		return usageError{err}
	}
	judge := c.Opinions
	if c.Opinions == "" {
		if judge, opinions, err = c.ask(ctx, config, env); err != nil {
			return err
		}
	} else if len(opinions) > 0 {
		judge = opinions[0].Rater
	}
	if c.Out != "" {
		if err := writeFile(c.Out, func(w io.Writer) error { return evals.WriteLabels(w, opinions) }); err != nil {
			return err
		}
	}
	agreement, err := evals.Agree(judge, opinions, people, evals.Scale(c.Scale))
	if err != nil {
		return usageError{err}
	}
	if err := c.print(env, agreement); err != nil {
		return err
	}
	return c.gate(env, agreement, opinions)
}

// ask has the model label the last reply of every case, each once.
func (c *evalJudgeCmd) ask(ctx context.Context, config *Config, env environment) (string, []evals.Label, error) {
	if config.Model == "offline" {
		return "", nil, usageError{errors.New("the offline model has no opinions; name one with --model and --model-url")}
	}
	rubric, err := os.ReadFile(c.Rubric)
	if err != nil {
		return "", nil, err
	}
	rec, err := readRun(c.RunFile, func(*evals.Result) {})
	if err != nil {
		return "", nil, usageError{err}
	}
	a, err := newApp(config, env)
	if err != nil {
		return "", nil, err
	}
	defer a.close()
	remote, err := a.remoteModel()
	if err != nil {
		return "", nil, usageError{err}
	}
	judge := evals.ModelOpinion{Model: remote}
	var labels []evals.Label
	for _, r := range rec.Results {
		if r.Trial > 1 || len(r.Turns) == 0 {
			continue
		}
		item := r.Case.Suite + "/" + r.Case.ID
		label, err := judge.Label(ctx, string(rubric), r.Turns[len(r.Turns)-1])
		if err != nil {
			a.say("%s: %s", item, oneLine(err)) // left out: unmeasured, not failed
			continue
		}
		labels = append(labels, evals.Label{Item: item, Rater: judge.Name(), Label: label})
	}
	if len(labels) == 0 {
		a.say("sahayak: the judge labelled nothing")
		return "", nil, exitStatus(infrastructure)
	}
	return judge.Name(), labels, nil
}

func readLabels(file string) ([]evals.Label, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	labels, err := evals.ReadLabels(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return labels, nil
}

func (c *evalJudgeCmd) print(env environment, a evals.Agreement) error {
	if c.JSON {
		return json.NewEncoder(env.stdout).Encode(a)
	}
	shown := func(alpha *float64) string {
		if alpha == nil {
			return "unmeasured"
		}
		return fmt.Sprintf("%.3f", *alpha)
	}
	_, err := fmt.Fprintf(env.stdout, "%s  %d items, %d people  alpha with people %s  among people %s\n", a.Judge, a.Items, a.People, shown(a.Alpha), shown(a.Human))
	return err
}

// gate stops at labels that fail, if the judge may.
func (c *evalJudgeCmd) gate(env environment, a evals.Agreement, opinions []evals.Label) error {
	may, why := a.MayGate()
	if !may {
		fmt.Fprintf(env.stderr, "Shown only, it stops nothing: %s.\n", why)
		return nil
	}
	stopped := false
	for _, o := range opinions {
		if m := a.Mark(0, o.Label, c.Failing); !m.Pass {
			stopped = true
			fmt.Fprintf(env.stderr, "%s: %s\n", o.Item, m.Why)
		}
	}
	if stopped {
		return exitStatus(gateFailed)
	}
	return nil
}
