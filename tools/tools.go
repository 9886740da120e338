package tools

import (
	"embed"
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

//go:embed phrases *.md
var files embed.FS

// kit is what every tool is built from.
type kit struct {
	library *corpus.Library
	portal  *edistrict.Client
	phrases *agent.Phrases
}

// New returns every tool, over the packs and the e-District interface.
func New(library *corpus.Library, portal *edistrict.Client) ([]agent.Tool, error) {
	phrases, err := agent.NewPhrases(files, "phrases")
	if err != nil {
		return nil, fmt.Errorf("tools: %w", err)
	}
	k := kit{library: library, portal: portal, phrases: phrases}
	start, err := newStartApplication(k)
	if err != nil {
		return nil, err
	}
	status, err := newCheckStatus(k)
	if err != nil {
		return nil, err
	}
	verify, err := newVerifyDocument(k)
	if err != nil {
		return nil, err
	}
	return []agent.Tool{start, status, verify}, nil
}

// say is a phrase in the citizen's form.
func (k kit) say(env agent.Env, id string, data any) string { return k.phrases.Say(env.Lang, id, data) }

// choice is a button with a phrase as its title.
func (k kit) choice(env agent.Env, id, phrase string) agent.Choice {
	return agent.Choice{ID: id, Title: k.say(env, phrase, nil)}
}

// givesUp reports whether an answer ends a look-up instead of telling the number that
// it waits for.
func givesUp(a agent.Answer) bool {
	return a.Choice == "cancel" || slices.Contains([]agent.Control{agent.Cancel, agent.Later, agent.Back}, a.Control)
}

// text picks the portal's words in the citizen's form.
func text(t edistrict.Text) corpus.Text { return corpus.Text{En: t.En, Hi: t.Hi} }
