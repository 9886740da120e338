package evals

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed suites
var embedded embed.FS

// Embedded loads the suites built into the program.
func Embedded() ([]Suite, error) {
	sub, err := fs.Sub(embedded, "suites")
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	return Load(sub)
}

// Load reads every suite of a folder: one folder each, with suite.yaml and any
// number of case files. Faults name the file and the case, all at once.
func Load(fsys fs.FS) ([]Suite, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	var suites []Suite
	var faults []error
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		s, err := loadSuite(fsys, e.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		suites = append(suites, s)
	}
	if len(suites) == 0 && len(faults) == 0 {
		return nil, errors.New("suites: the folder holds none")
	}
	return suites, errors.Join(faults...)
}

const suiteFile = "suite.yaml"

func loadSuite(fsys fs.FS, name string) (Suite, error) {
	s := Suite{Name: name}
	if err := decode(fsys, path.Join(name, suiteFile), &s); err != nil {
		return s, err
	}
	files, err := fs.Glob(fsys, path.Join(name, "*.yaml"))
	if err != nil {
		return s, fmt.Errorf("suite %s: %w", name, err)
	}
	var faults []error
	seen := map[string]bool{}
	for _, file := range files {
		if path.Base(file) == suiteFile {
			continue
		}
		var cases []Case
		if err := decode(fsys, file, &cases); err != nil {
			faults = append(faults, err)
			continue
		}
		for _, c := range cases {
			c.Suite = name
			if err := c.validate(seen); err != nil {
				faults = append(faults, fmt.Errorf("%s: case %q: %w", file, c.ID, err))
			}
			s.Cases = append(s.Cases, c)
		}
	}
	return s, errors.Join(faults...)
}

func decode(fsys fs.FS, file string, into any) error {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("suites: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (c Case) validate(seen map[string]bool) error {
	switch {
	case strings.TrimSpace(c.ID) == "":
		return errors.New("has no id")
	case seen[c.ID]:
		return errors.New("the id stands twice")
	case !slices.Contains(corpus.Langs, c.Lang):
		return fmt.Errorf("lang %q is not en, hi or hi-Latn", c.Lang)
	case (c.Ask == "") == (len(c.Turns) == 0):
		return errors.New("needs either ask or turns")
	}
	seen[c.ID] = true
	return nil
}

// steps is the case as a conversation.
func (c Case) steps() []Step {
	if c.Ask != "" {
		return []Step{{Say: c.Ask, Expect: c.Expect}}
	}
	return c.Turns
}
