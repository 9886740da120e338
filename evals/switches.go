package evals

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// switching is the file on what was spoken of before a question.
type switching struct {
	Suite    `yaml:",inline"`
	From     []string  `yaml:"from"`
	Seed     uint64    `yaml:"seed"`
	Each     int       `yaml:"each"` // cases in each form
	Openings []opening `yaml:"openings"`
}

// opening is a question with which a conversation begins.
type opening struct {
	Service    string `yaml:"service"`
	threeForms `yaml:",inline"`
}

// switchedCases ask single questions of other suites after one on another service. Like
// those of noisyCases they hang on the seed and on each case alone.
func switchedCases(file string, suites []Suite) (Suite, []Case, error) {
	var f switching
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	for _, lang := range corpus.Langs {
		cases = append(cases, drawn(suites, f.From, f.Seed, "switches", f.Each, func(c Case, lot uint64) (Case, bool) {
			others := slices.DeleteFunc(slices.Clone(f.Openings), func(o opening) bool { return o.Service == c.Service })
			first := others[lot%uint64(len(others))]
			asked := c.Expect
			asked.Checks = slices.Concat(asked.Checks, c.Checks)
			return Case{
				ID: "after-" + first.Service + "-" + c.ID, Lang: c.Lang, Service: c.Service, Kind: c.Kind,
				Tags: append([]string{"switches"}, c.Tags...), Depends: c.Depends,
				Turns: []Step{{Say: first.in(lang), Expect: Expect{Outcome: []string{"answered", "unknown"}}}, {Say: c.Ask, Expect: asked}},
			}, c.Lang == lang && c.Portal == "" && len(c.Expect.Cites)+len(c.Expect.CitesAny) > 0
		})...)
	}
	return f.Suite, cases, nil
}
