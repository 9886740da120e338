package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
)

// evalCaseCmds are the commands for cases and what they are judged by.
type evalCaseCmds struct {
	New    evalNewCmd    `cmd:"" help:"Start a case from a template."`
	Turns  evalTurnsCmd  `cmd:"" help:"List stored messages, masked, with the ids that add and replay take."`
	Add    evalAddCmd    `cmd:"" help:"Make a case of a stored turn, masked."`
	Import evalImportCmd `cmd:"" help:"Take cases from a CSV or JSON Lines file."`
	Checks evalChecksCmd `cmd:"" help:"List the checks that a case may ask for."`
	Judge  evalJudgeCmd  `cmd:"" help:"Show a model's opinion of replies, and how far it agrees with people."`
}

// suiteFlags say where cases are written.
type suiteFlags struct {
	Suite  string `required:"" help:"Suite to add to; made if there is none." placeholder:"NAME"`
	Suites string `default:"evals/suites" help:"Folder with the suites." placeholder:"DIR" aliases:"dir"`
}

// put writes cases to the suite and says where.
func (f suiteFlags) put(env environment, name string, cases []byte) error {
	file, err := evals.Put(f.Suites, f.Suite, name, cases)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.stdout, file)
	return nil
}

type evalNewCmd struct {
	ID   string `arg:"" help:"Id of the case, also the name of its file: small letters, digits and dashes."`
	Kind string `enum:"question,search,conversation,tool,safety,document" default:"question" help:"Which template: question, search, conversation, tool, safety or document."`
	Lang string `enum:"en,hi,hi-Latn" default:"en" help:"Form the citizen writes in: en, hi or hi-Latn."`
	suiteFlags
}

func (evalNewCmd) Help() string {
	return `Example:
  sahayak eval new income-form-to-the-end --kind conversation --lang hi --suite mine`
}

func (c *evalNewCmd) Run(env environment) error {
	text, err := evals.New(c.ID, c.Kind, corpus.Lang(c.Lang))
	if err != nil {
		return usageError{err}
	}
	if err := c.put(env, c.ID, text); err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "Fill it in, then: sahayak eval run --suites %s --filter %s %s\n", c.Suites, c.ID, c.Suite)
	return nil
}

type evalImportCmd struct {
	File string `arg:"" type:"existingfile" help:"CSV or JSONL file."`
	suiteFlags
}

func (evalImportCmd) Help() string {
	return `The columns of a CSV are keys of a case and of what it expects; several values are parted by "|". A line of JSONL
is one case. Every mistake is told with its line, and nothing is written if there is one.

Example:
  sahayak eval import questions.csv --suite mine`
}

func (c *evalImportCmd) Run(env environment) error {
	ending := strings.ToLower(filepath.Ext(c.File))
	read := evals.ImportJSONL
	switch ending {
	case ".csv":
		read = evals.ImportCSV
	case ".jsonl", ".ndjson":
	default:
		return usageError{fmt.Errorf("%s is neither .csv nor .jsonl", c.File)}
	}
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	cases, err := read(file)
	if err != nil {
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintf(env.stderr, "%s: %s", c.File, line)
		}
		fmt.Fprintln(env.stderr)
		return exitStatus(exitUsage)
	}
	if len(cases) == 0 {
		return usageError{errors.New("the file holds no case")}
	}
	text, err := evals.CasesYAML(cases)
	if err != nil {
		return err
	}
	if err := c.put(env, strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File)), text); err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "%d cases. Now: sahayak eval run --suites %s %s\n", len(cases), c.Suites, c.Suite)
	return nil
}

type evalChecksCmd struct {
	Group string `help:"Only this group: text, form, facts, language, citations, retrieval, outcome, tools, dialogue, safety or cost." placeholder:"NAME"`
	JSON  bool   `name:"json" help:"Print one JSON line a check."`
}

func (evalChecksCmd) Help() string {
	return `Example:
  sahayak eval checks --group facts`
}

func (c *evalChecksCmd) Run(env environment) error {
	shown := 0
	for _, k := range evals.CheckKinds() {
		if c.Group != "" && k.Group != c.Group {
			continue
		}
		shown++
		if c.JSON {
			line := struct {
				evals.CheckKind
				Parameters []string `json:"parameters"`
			}{k, append([]string{}, k.Parameters()...)}
			if err := json.NewEncoder(env.stdout).Encode(line); err != nil {
				return err
			}
			continue
		}
		if _, err := fmt.Fprintf(env.stdout, "%-24s %s\n%-24s %s\n%-24s %s\n", k.Name, k.En, k.Group, k.Hi, "", k.Example); err != nil {
			return err
		}
	}
	if shown == 0 {
		return usageError{fmt.Errorf("no group %q", c.Group)}
	}
	return nil
}
