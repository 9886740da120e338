package agent

import (
	"fmt"
	"io/fs"
	"path"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Phrases are the sentences a program says, in all three forms. They live in
// files named <form>.yaml, one id a sentence, with Go template fields.
// Safe for concurrent use.
type Phrases struct {
	say map[corpus.Lang]*i18n.Localizer
}

// NewPhrases reads en.yaml, hi.yaml and hi-Latn.yaml from the folder. A phrase
// missing in one form is an error that names it.
func NewPhrases(fsys fs.FS, folder string) (*Phrases, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	p := &Phrases{say: map[corpus.Lang]*i18n.Localizer{}}
	ids := map[corpus.Lang]map[string]bool{}
	for _, l := range corpus.Langs {
		file, err := bundle.LoadMessageFileFS(fsys, path.Join(folder, string(l)+".yaml"))
		if err != nil {
			return nil, fmt.Errorf("phrases: %w", err)
		}
		ids[l] = map[string]bool{}
		for _, m := range file.Messages {
			ids[l][m.ID] = true
		}
		p.say[l] = i18n.NewLocalizer(bundle, string(l))
	}
	for _, a := range corpus.Langs {
		for _, b := range corpus.Langs {
			for id := range ids[a] {
				if !ids[b][id] {
					return nil, fmt.Errorf("phrases: %q is in %s/%s.yaml but not in %s.yaml", id, folder, a, b)
				}
			}
		}
	}
	return p, nil
}

// Say returns the phrase in the given form; an undetermined form gets English.
// Data is a map or struct for the template's fields, or nil. An unknown id is a
// programmer's mistake and comes back as the id itself.
func (p *Phrases) Say(l corpus.Lang, id string, data any) string {
	loc, ok := p.say[l]
	if !ok {
		loc = p.say[corpus.English]
	}
	s, err := loc.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data})
	if err != nil {
		return id
	}
	return s
}

// OwnPhrases are Sahayak's own sentences, shared by the models of the house.
func OwnPhrases() (*Phrases, error) { return NewPhrases(phrasesFS, "phrases") }

// Map is template data for Say.
type Map = map[string]any
