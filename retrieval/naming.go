package retrieval

import (
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// usualFrom is in how many of its names a word must stand to belong to the
// name: "tatkal" stands in one name of the marriage certificate and still says
// something of its own.
const usualFrom = 2

// namingKeys are the phonetic keys of the words that a service's names are made
// of: words that say no more than that the service is meant.
func namingKeys(s *corpus.Service) map[string]bool {
	counts := map[string]int{}
	for _, name := range append(s.Aliases.All(), s.Name.En, s.Name.Hi, s.Name.Latn) {
		seen := map[string]bool{}
		for _, w := range hindi.Tokens(name) {
			if key := hindi.Key(w); !seen[key] {
				seen[key] = true
				counts[key]++
			}
		}
	}
	keys := map[string]bool{}
	for key, n := range counts {
		if n >= usualFrom {
			keys[key] = true
		}
	}
	return keys
}
