package agent

import (
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed words.yaml
var wordsFile []byte

// words recognises by code, in all three forms, what a message wants.
type words struct {
	whole    *corpus.Finder // only when they make up the message
	anywhere *corpus.Finder
}

func newWords() (*words, error) {
	var file struct {
		Whole    map[string][]string `yaml:"whole"`
		Anywhere map[string][]string `yaml:"anywhere"`
	}
	if err := yaml.Unmarshal(wordsFile, &file); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	return &words{whole: corpus.NewFinder(file.Whole), anywhere: corpus.NewFinder(file.Anywhere)}, nil
}

// cues are the tags of the words found anywhere in a message.
type cues []corpus.Found

func (c cues) has(tag string) bool {
	return slices.ContainsFunc(c, func(f corpus.Found) bool { return f.Tag == tag })
}

func (w *words) cues(text string) cues {
	all, _ := w.anywhere.Find(text)
	return all
}

// wholeSlack is how many words beside the phrase a message may have and still
// count as that phrase ("ok cancel", "haan sahi hai").
const wholeSlack = 1

// whole returns the tag whose phrase makes up the message, "" if none. Longer
// phrases win; the first tag by name breaks a tie.
func (w *words) wholeTag(text string) string {
	all, n := w.whole.Find(text)
	best := corpus.Found{}
	for _, f := range all {
		length := f.To - f.From
		slack := wholeSlack
		if length == 1 && n > 1 && f.Letters < 4 {
			slack = 0 // "ha", "ji" and the like are too short to carry another word
		}
		if n-length <= slack && length > best.To-best.From {
			best = f
		}
	}
	return best.Tag
}
