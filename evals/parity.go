package evals

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// inParallel is the file of questions that say the same in three forms.
type inParallel struct {
	Suite `yaml:",inline"`
	Most  int         `yaml:"most"` // aspects asked of a service
	Asks  []aspectAsk `yaml:"asks"`
}

// aspectAsk asks for one aspect of a service.
type aspectAsk struct {
	Kind       corpus.Kind `yaml:"kind"`
	threeForms `yaml:",inline"`
}

// parityCases asks every service some of the aspects it speaks of, in turn, each in
// pairs of forms: the reply in the case's form must tell what the reply in the
// form before it told.
func parityCases(file string, library *corpus.Library) (Suite, []Case, error) {
	var f inParallel
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	for at, s := range library.Services {
		names := strings.NewReplacer("{en}", s.Name.In(corpus.English), "{hi}", s.Name.In(corpus.Hindi), "{latn}", s.Name.In(corpus.HindiLatin))
		asks := slices.DeleteFunc(slices.Clone(f.Asks), func(a aspectAsk) bool {
			return !slices.ContainsFunc(s.AllClauses(), func(c corpus.Clause) bool { return c.Kind == a.Kind })
		})
		for i := range min(f.Most, len(asks)) {
			a := asks[(at+i)%len(asks)]
			for i, lang := range corpus.Langs {
				before := corpus.Langs[(i+2)%len(corpus.Langs)]
				cases = append(cases, Case{
					ID: s.ID + "-" + string(a.Kind) + "-" + strings.ToLower(string(lang)), Lang: lang, Service: s.ID, Kind: a.Kind, Tags: []string{"parity"},
					Turns: []Step{
						{Say: names.Replace(a.in(before)), Expect: Expect{Language: before}},
						{Say: names.Replace(a.in(lang)), Expect: Expect{Outcome: []string{"answered", "unknown"}, CitesOnly: []string{s.ID}}},
					},
					Checks: []Check{{Name: "same-facts", rule: &sameFacts{}}},
				})
			}
		}
	}
	return f.Suite, cases, nil
}
