package retrieval

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed cues.yaml
var cuesYAML []byte

// cues find the words that make it likelier that an aspect is asked about.
type cues struct {
	finder     *corpus.Finder
	likelihood map[string]float64 // of each kind
}

// newCues panics on a broken file: it is embedded, so it cannot ship.
func newCues() cues {
	var all []struct {
		Kind         corpus.Kind `yaml:"kind"`
		Weight       float64     `yaml:"weight"`
		corpus.Names `yaml:",inline"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(cuesYAML))
	dec.KnownFields(true)
	if err := dec.Decode(&all); err != nil {
		panic(fmt.Sprintf("retrieval: cues.yaml: %v", err))
	}
	c := cues{likelihood: map[string]float64{}}
	phrases := map[string][]string{}
	for _, k := range all {
		c.likelihood[string(k.Kind)] = k.Weight
		phrases[string(k.Kind)] = k.All()
	}
	c.finder = corpus.NewFinder(phrases)
	return c
}

// aspects lists the kinds that the question may ask about, each with its
// likelihood in [0, 1]: those that a cue speaks for, and, at the value heard,
// those that only the glossary hears. The words that name a service are no cue:
// an income proof is not asked about by its name.
func (r *reader) aspects(read reading, heard float64) (kinds []string, likelihood []float64) {
	kinds, likelihood = []string{}, []float64{}
	at := map[string]int{}
	add := func(kind string, value float64) {
		if _, ok := at[kind]; !ok {
			at[kind] = len(kinds)
			kinds, likelihood = append(kinds, kind), append(likelihood, value)
		}
	}
	found, _ := r.cues.finder.Find(read.rest)
	for _, f := range found {
		add(f.Tag, r.cues.likelihood[f.Tag])
	}
	for _, k := range read.match.Kinds {
		add(string(k), heard)
	}
	return kinds, likelihood
}
