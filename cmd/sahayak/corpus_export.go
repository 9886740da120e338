package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
)

type corpusExportCmd struct {
	Out      string `help:"File to write the handbook to, as HTML; default stdout." placeholder:"FILE"`
	Coverage string `help:"Also write what is known of each service, as CSV." placeholder:"FILE"`
}

func (corpusExportCmd) Help() string {
	return `The handbook is one HTML file that needs no network. To print it, open it in a
browser, or use one from the command line.

Examples:
  sahayak corpus export --out handbook.html --coverage coverage.csv
  chromium --headless --no-pdf-header-footer --print-to-pdf=handbook.pdf handbook.html`
}

func (c *corpusExportCmd) Run(config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	if err := a.openLibrary(); err != nil {
		return err
	}
	day := time.Now().Format(time.DateOnly)
	if c.Coverage != "" {
		err := writeFile(c.Coverage, func(w io.Writer) error { return corpus.WriteCoverage(w, a.library, day) })
		if err != nil {
			return fmt.Errorf("coverage: %w", err)
		}
	}
	if c.Out == "" {
		return corpus.Handbook(env.stdout, a.library, day)
	}
	if err := writeFile(c.Out, func(w io.Writer) error { return corpus.Handbook(w, a.library, day) }); err != nil {
		return fmt.Errorf("handbook: %w", err)
	}
	a.say("%d services in %s.", len(a.library.Services), c.Out)
	return nil
}

// writeFile writes a file that is either whole or not there: what stood under
// the name before stays until all is written.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".sahayak-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing left to remove
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
