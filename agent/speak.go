package agent

import (
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed speak.yaml
var speakFile []byte

func newSpeak() (*corpus.Finder, error) {
	var tags map[string][]string
	if err := yaml.Unmarshal(speakFile, &tags); err != nil {
		return nil, fmt.Errorf("speak.yaml: %w", err)
	}
	return corpus.NewFinder(tags), nil
}

// alone are the words that by themselves, where nothing is asked, order a language.
var alone = map[string]corpus.Lang{"speak-english": corpus.English, "speak-hindi": corpus.Hindi}

// speakIn is the language in which a message orders to be answered, English or
// Hindi; "" if it names none, or only asks about it: "can I write my RTI in
// Hindi?" is a question, "reply in Hindi" an order. A word of telling right
// before the language, or at most one word after it, makes an order of anything.
func (a *Assistant) speakIn(text string) corpus.Lang {
	all, _ := a.speak.Find(text)
	found := cues(all)
	ordered, matter := corpus.Lang(""), found.has("matter") || found.has("opener") && !found.has("asks")
	for _, f := range found {
		switch f.Tag {
		case "english", "hindi", "devanagari", "latin":
			lang := corpus.Hindi // a script by itself is one of Hindi
			if f.Tag == "english" {
				lang = corpus.English
			}
			for _, tell := range found {
				if tell.Tag == "tell" && (tell.To == f.From || tell.From >= f.To && tell.From <= f.To+1) {
					return lang
				}
			}
			if ordered == "" {
				ordered = lang
			}
		}
	}
	if matter {
		return ""
	}
	return ordered
}
