package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

type corpusDiffCmd struct {
	Rev    string `arg:"" help:"Git revision to compare with: a tag, a branch, a commit, HEAD~3."`
	Dir    string `arg:"" optional:"" help:"Folder with the packs, in a git repository; default --corpus, else corpus."`
	Suites string `help:"Folder with evaluation suites to use instead of the built-in ones." placeholder:"DIR"`
	JSON   bool   `name:"json" help:"Print one JSON line for each item that changed."`
}

func (corpusDiffCmd) Help() string {
	return `Clauses, papers, forms and fields that were changed, added or removed, with both
texts, and the evaluation cases that cite them.

Examples:
  sahayak corpus diff HEAD
  sahayak corpus diff v1.2.0 --json | jq -r .id`
}

// citedDelta is a change with the evaluation cases that rest on what changed.
type citedDelta struct {
	corpus.Delta
	Cases []string `json:"cases"`
}

func (c *corpusDiffCmd) Run(ctx context.Context, config *Config, env environment) error {
	dir := cmp.Or(c.Dir, config.CorpusDir, "corpus")
	before, err := packsAt(ctx, dir, c.Rev)
	if err != nil {
		return err
	}
	deltas, err := corpus.Diff(before, os.DirFS(dir))
	if err != nil {
		return err
	}
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	cases := citing(suites)
	count, cited := map[string]int{}, map[string]bool{}
	for _, d := range deltas {
		d := citedDelta{Delta: d, Cases: cases[d.ID]}
		count[d.Action]++
		for _, id := range d.Cases {
			cited[id] = true
		}
		if err := c.print(env.stdout, d); err != nil {
			return err
		}
	}
	fmt.Fprintf(env.stderr, "%d changed, %d added, %d removed since %s; %d evaluation cases rest on them.\n",
		count["changed"], count["added"], count["removed"], c.Rev, len(cited))
	return nil
}

func (c *corpusDiffCmd) print(w io.Writer, d citedDelta) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(d)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %s\n", d.ID, d.What, d.Action)
	for _, p := range d.Parts {
		fmt.Fprintf(&b, "  %s\n", p.Key)
		if p.Old != "" {
			fmt.Fprintf(&b, "    - %s\n", p.Old)
		}
		if p.New != "" {
			fmt.Fprintf(&b, "    + %s\n", p.New)
		}
	}
	if len(d.Cases) > 0 {
		fmt.Fprintf(&b, "  cited by %s\n", strings.Join(d.Cases, ", "))
	}
	_, err := io.WriteString(w, b.String()+"\n")
	return err
}

// packsAt reads the packs of the folder as they were at a revision. Git is a
// program beside this one; what it cannot do is told in its own words too.
func packsAt(ctx context.Context, dir, rev string) (fs.FS, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usageError{fmt.Errorf("there is no folder %s; name the one with the packs", dir)}
	}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is not installed; corpus diff reads the earlier packs with it")
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("%s is not in a git repository: %w", dir, err)
	}
	below, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, fmt.Errorf("place of %s in its git repository: %w", dir, err)
	}
	commit, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, usageError{fmt.Errorf("git knows no revision %q", rev)}
	}
	folder := line(below) + "services"
	if _, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", line(commit)+":"+folder); err != nil {
		return nil, fmt.Errorf("the revision %s has no packs in %s", rev, folder)
	}
	packed, err := git(ctx, line(top), "archive", "--format=zip", line(commit), "--", folder)
	if err != nil {
		return nil, fmt.Errorf("packs of the revision %s: %w", rev, err)
	}
	files, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, fmt.Errorf("packs of the revision %s: %w", rev, err)
	}
	if below := strings.Trim(line(below), "/"); below != "" {
		return fs.Sub(files, below)
	}
	return files, nil
}

// git runs git in a folder and gives its output.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if said := strings.TrimSpace(errs.String()); said != "" {
			return nil, errors.New(said)
		}
		return nil, err
	}
	return out.Bytes(), nil
}

func line(out []byte) string { return strings.TrimRight(string(out), "\r\n") }
