package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/retrieval"
)

type corpusCmd struct {
	Lint   corpusLintCmd   `cmd:"" help:"Check the packs; every finding has a file, a line and a fix."`
	Load   corpusLoadCmd   `cmd:"" help:"Bring the search index up to date, or index other passages."`
	Show   corpusShowCmd   `cmd:"" help:"Print a pack as a citizen would read it, or list all."`
	New    corpusNewCmd    `cmd:"" help:"Start a new pack from a template."`
	Diff   corpusDiffCmd   `cmd:"" help:"List the rules that changed since a git revision, and the evaluation cases that cite them."`
	Export corpusExportCmd `cmd:"" help:"Make a handbook of all packs to read or print, in both languages."`
}

type corpusLintCmd struct {
	Dir    string `arg:"" optional:"" help:"Folder with the packs; default --corpus, else the built-in ones."`
	JSON   bool   `name:"json" help:"Print the findings as JSON lines."`
	Accept bool   `help:"If the packs are clean, add their new ids to ids.txt, the list of ids that may never vanish."`
}

func (corpusLintCmd) Help() string {
	return `Exit code 1 if there is a finding.

Examples:
  sahayak corpus lint corpus
  sahayak corpus lint --accept corpus`
}

func (c *corpusLintCmd) Run(config *Config, env environment) error {
	if c.Accept && c.Dir == "" && config.CorpusDir == "" {
		return usageError{errors.New("--accept needs the folder with the packs, for example: sahayak corpus lint --accept corpus")}
	}
	findings, err := corpus.Lint(packs(c.Dir, config))
	if err != nil {
		return err
	}
	for _, f := range findings {
		if c.JSON {
			if err := json.NewEncoder(env.stdout).Encode(f); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(env.stdout, f)
	}
	if len(findings) > 0 {
		fmt.Fprintf(env.stderr, "%d findings\n", len(findings))
		return exitStatus(exitError)
	}
	fmt.Fprintln(env.stderr, "The packs are clean.")
	if !c.Accept {
		return nil
	}
	added, err := corpus.Accept(cmp.Or(c.Dir, config.CorpusDir))
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "%d ids added to ids.txt.\n", added)
	return nil
}

func packs(dir string, config *Config) fs.FS {
	if dir = cmp.Or(dir, config.CorpusDir); dir == "" {
		return corpus.Files()
	}
	return os.DirFS(dir)
}

type corpusLoadCmd struct {
	Passages string `help:"JSONL file with one {\"id\",\"text\",\"lang\"} a line, to index instead of the rules." type:"existingfile" placeholder:"FILE"`
	Index    string `help:"Name of the index for --passages." placeholder:"NAME"`
}

func (corpusLoadCmd) Help() string {
	return `Loading twice changes nothing the second time.

Example:
  sahayak corpus load --passages wiki.jsonl --index wiki && sahayak search --index wiki "Red Fort"`
}

func (c *corpusLoadCmd) Run(ctx context.Context, config *Config, env environment) error {
	if (c.Passages == "") != (c.Index == "") {
		return usageError{errors.New("--passages and --index go together")}
	}
	if c.Index == retrieval.DefaultIndex {
		return usageError{fmt.Errorf("the index %q holds the rules; choose another name", c.Index)}
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openLibrary(); err != nil {
		return err
	}
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	progress := a.progress("loading")
	a.openStore()
	changed := 0
	if c.Passages == "" {
		changed, err = a.store.Load(ctx, progress) // compares every clause, whatever was loaded before
	} else {
		changed, err = a.loadPassages(ctx, c.Passages, c.Index, progress)
	}
	if err != nil {
		return err
	}
	a.say("%d rows changed.", changed)
	return nil
}

func (a *app) loadPassages(ctx context.Context, file, index string, progress retrieval.Progress) (int, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return a.store.LoadPassages(ctx, index, retrieval.ReadPassages(f), progress)
}

// progress is a bar on stderr if that is a terminal, else nothing.
func (a *app) progress(what string) retrieval.Progress {
	f, ok := a.env.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish())
	return func(done, total int) {
		bar.ChangeMax(total)
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}
}

type corpusShowCmd struct {
	ID   string `arg:"" optional:"" help:"Service to show; without it, all are listed."`
	Lang string `default:"en" enum:"en,hi,hi-Latn" help:"Form to show it in: en, hi or hi-Latn."`
	JSON bool   `name:"json" help:"Print the pack as JSON."`
}

func (corpusShowCmd) Help() string {
	return `Example:
  sahayak corpus show income-certificate --lang hi`
}

func (c *corpusShowCmd) Run(config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	if err := a.openLibrary(); err != nil {
		return err
	}
	if c.ID == "" {
		for _, s := range a.library.Services {
			fmt.Fprintf(env.stdout, "%s\t%s\n", s.ID, s.Name.In(corpus.Lang(c.Lang)))
		}
		return nil
	}
	s, ok := a.library.Service(c.ID)
	if !ok {
		return usageError{fmt.Errorf("no service %q; sahayak corpus show lists them", c.ID)}
	}
	if c.JSON {
		return json.NewEncoder(env.stdout).Encode(s)
	}
	return corpus.Show(env.stdout, s, corpus.Lang(c.Lang))
}

type corpusNewCmd struct {
	Slug string `arg:"" help:"Id of the service: small letters and dashes."`
	Dir  string `default:"corpus" help:"Folder with the packs."`
}

func (corpusNewCmd) Help() string {
	return `Example:
  sahayak corpus new senior-citizen-card && sahayak corpus lint corpus`
}

func (c *corpusNewCmd) Run(env environment) error {
	if err := corpus.New(c.Dir, c.Slug); err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "Made services/%s in %s. Fill it in; sahayak corpus lint %s tells what is missing.\n", c.Slug, c.Dir, c.Dir)
	return nil
}
