package retrieval

import (
	_ "embed"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed synonyms.yaml
var synonymsYAML []byte

// synonymPrefix keeps the ids of synonyms apart from the library's concepts.
const synonymPrefix = "word/"

// newSynonyms returns the finder of synonyms.yaml; a tag is the id of a set.
func newSynonyms() *corpus.Finder {
	var all []struct {
		ID           string `yaml:"id"`
		corpus.Names `yaml:",inline"`
	}
	decode("synonyms.yaml", synonymsYAML, &all)
	phrases := map[string][]string{}
	for _, s := range all {
		phrases[synonymPrefix+s.ID] = slices.DeleteFunc(s.All(), soundsCommon)
	}
	return corpus.NewFinder(phrases)
}

// soundsCommon is true of a phrase whose key is so short that other words sound
// alike: भाई and भी, do and दो, tell and till.
func soundsCommon(phrase string) bool {
	letters := 0
	for _, t := range hindi.Tokens(phrase) {
		letters += len(hindi.Key(t))
	}
	return letters < 3
}
