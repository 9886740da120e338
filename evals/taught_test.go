package evals

import (
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// taught are the sentences that packs give as ways of asking: a suite that
// repeated one would measure the copy. Case and punctuation do not count.
func taught(library *corpus.Library) map[string]bool {
	all := map[string]bool{}
	for _, s := range library.Services {
		for _, e := range s.Examples.All() {
			all[bare(e)] = true
		}
		for _, q := range s.Questions {
			for _, e := range q.All() {
				all[bare(e)] = true
			}
		}
	}
	return all
}

func bare(text string) string { return strings.Join(hindi.Tokens(text), " ") }
