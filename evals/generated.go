package evals

import (
	"embed"
	"fmt"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed generated
var generatedFS embed.FS

// generated are the suites that are made anew whenever they are loaded: from the
// packs built in, from templates, and from the cases of other suites. The same
// input always makes the same cases.
func generated(from []Suite) ([]Suite, error) {
	library, err := corpus.Embedded()
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	var suites []Suite
	for _, g := range []struct {
		name string
		make func(file string) (Suite, []Case, error)
	}{
		{"boundary", func(file string) (Suite, []Case, error) { return boundaryCases(file, library) }},
		{"parity", func(file string) (Suite, []Case, error) { return parityCases(file, library) }},
		{"forms", func(file string) (Suite, []Case, error) { return formCases(file, library) }},
		{"robustness", func(file string) (Suite, []Case, error) { return noisyCases(file, from) }},
		{"switches", func(file string) (Suite, []Case, error) { return switchedCases(file, from) }},
	} {
		file := "generated/" + g.name + ".yaml"
		s, cases, err := g.make(file)
		if err != nil {
			return nil, err
		}
		s.Name = g.name
		if err := s.take(generatedFS, file, cases, map[string]bool{}); err != nil {
			return nil, err
		}
		suites = append(suites, s)
	}
	return suites, nil
}

// threeForms is one question in three forms.
type threeForms struct {
	En   string `yaml:"en"`
	Hi   string `yaml:"hi"`
	Latn string `yaml:"latn"`
}

func (a threeForms) in(l corpus.Lang) string {
	return corpus.Text(a).In(l)
}
