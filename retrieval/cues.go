package retrieval

import (
	_ "embed"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed cues.yaml
var cuesYAML []byte

// cues find the words that make it likelier that an aspect is asked about.
type cues struct {
	finder     *corpus.Finder
	likelihood map[string]float64 // of each kind
}

func newCues() cues {
	var all []struct {
		Kind         corpus.Kind `yaml:"kind"`
		Weight       float64     `yaml:"weight"`
		corpus.Names `yaml:",inline"`
	}
	decode("cues.yaml", cuesYAML, &all)
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
	for _, f := range r.cues.finder.FindHeard(read.rest) {
		add(f.Tag, r.cues.likelihood[f.Tag])
	}
	for _, k := range read.match.Kinds {
		add(string(k), heard)
	}
	return kinds, likelihood
}
