package agent

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// What a reply holds beside numbers can harm as well: an address to send one's
// data to, the prompt, "it is free", "you are verified". A model may have it
// from a message, a document or a clause that someone wrote for it.

//go:embed claims.yaml
var claimsFile []byte

func newClaims() (*corpus.Finder, error) {
	var claims map[string][]string
	if err := yaml.Unmarshal(claimsFile, &claims); err != nil {
		return nil, fmt.Errorf("claims.yaml: %w", err)
	}
	return corpus.NewFinder(claims), nil
}

// improper lists what a model's reply must not hold, in English and without the
// words themselves, which may be an attacker's. Empty means there is nothing.
func (a *Assistant) improper(resp Response, req Request) (faults []string) {
	switch resp.Outcome {
	case Answered, NotKnown, Clarify, Refused:
	default:
		faults = append(faults, "the outcome is not one of answered, unknown, clarify, refused")
	}
	if hosts := webHost.FindAllString(strings.ToLower(resp.Text), -1); len(hosts) > 0 {
		reviewed := a.reviewed(req.Clauses, req.Understood.Services)
		if slices.ContainsFunc(hosts, func(host string) bool { return !strings.Contains(reviewed, host) }) {
			faults = append(faults, "a web or mail address stands in no clause")
		}
	}
	if hidden := mask.First(resp.Text); hidden != "" {
		faults = append(faults, "the token "+hidden+" means nothing to the citizen")
	}
	if a.quotes(resp.Text, req.System) {
		faults = append(faults, "it repeats the instructions")
	}
	claimed, _ := a.claims.Find(resp.Text)
	if len(claimed) == 0 {
		return faults
	}
	cited := slices.DeleteFunc(slices.Clone(req.Clauses), func(c corpus.Clause) bool { return !slices.Contains(resp.Citations, c.ID) })
	borne, _ := a.claims.Find(a.reviewed(cited, nil))
	for _, c := range claimed {
		fault := fmt.Sprintf("no cited clause bears out a claim (%s)", c.Tag)
		if !cues(borne).has(c.Tag) && !slices.Contains(faults, fault) {
			faults = append(faults, fault)
		}
	}
	return faults
}

// webHost finds the names of hosts, as in links, bare domains and mail
// addresses: a name with a dot and an ending of letters, no space around the dot.
var webHost = regexp.MustCompile(`(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,12}\b`)

// reviewed is what people have checked that belongs to the clauses, and where
// to ask about the services, in lower case.
func (a *Assistant) reviewed(clauses []corpus.Clause, services []string) string {
	var b strings.Builder
	add := func(t corpus.Text) {
		for _, l := range corpus.Langs {
			b.WriteString(strings.ToLower(t.In(l)) + "\n")
		}
	}
	for _, c := range clauses {
		add(c.Text)
		add(c.Detail)
		add(c.Ask)
		s, ok := a.library.Service(c.Service)
		if !ok {
			continue
		}
		add(s.Ask)
		add(s.Name)
		for _, id := range c.Sources {
			if src, ok := s.Source(id); ok {
				b.WriteString(strings.ToLower(src.URL) + "\n")
			}
		}
	}
	for _, id := range services {
		if s, ok := a.library.Service(id); ok {
			add(s.Ask)
		}
	}
	return b.String()
}

// quoted is how many words in a row of the instructions make a quotation.
const quoted = 8

// quotes reports whether a text has a run of words of the instructions. Their
// examples, which sound as replies should, are not counted.
func (a *Assistant) quotes(text, instructions string) bool {
	told, ok := a.instructed.Load(instructions)
	if !ok {
		counted, _, _ := strings.Cut(instructions, "\nExamples")
		told, _ = a.instructed.LoadOrStore(instructions, " "+strings.Join(hindi.Tokens(counted), " ")+" ")
	}
	words := hindi.Tokens(text)
	for i := 0; i+quoted <= len(words); i++ {
		if strings.Contains(told.(string), " "+strings.Join(words[i:i+quoted], " ")+" ") {
			return true
		}
	}
	return false
}

// ours are the choices of a model that stand for something we know, under our
// own titles: a button's words are words to the citizen too.
func (t *turning) ours(choices []Choice) (kept []Choice) {
	for _, c := range choices {
		u, ok := t.chosen(c.ID)
		switch {
		case !ok:
		case strings.HasPrefix(c.ID, kindChoice) && len(u.Services) == 1 && len(u.Kinds) == 1:
			kept = append(kept, Choice{ID: KindChoice(u.Kinds[0], u.Services[0]), Title: t.phrases.Say(t.lang, "kind_"+string(u.Kinds[0]), nil)})
		case strings.HasPrefix(c.ID, serviceChoice), strings.HasPrefix(c.ID, applyChoice):
			if len(u.Services) == 1 {
				s, _ := t.library.Service(u.Services[0])
				kept = append(kept, Choice{ID: c.ID, Title: s.Name.In(t.lang)})
			}
		}
	}
	return kept
}
