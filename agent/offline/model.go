// Package offline is the model that needs no key and no network. It is
// deterministic and extractive: it chooses clauses by what code understood of
// the message, and every fact it states is a clause as reviewed. It is the
// default model, the fallback of every other, and what evaluators run.
package offline

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Model answers from clauses alone. Safe for concurrent use.
type Model struct {
	library *corpus.Library
	phrases *agent.Phrases
	// Of limits: how to speak of them, and by Fact.Of what they measure.
	limits   *agent.Phrases
	measures map[string]*measure
	// Of questions that ask for an aspect as a whole: the words that ask, and those
	// of the aspects' names.
	asking        map[string]bool
	aspects       map[corpus.Kind]map[string]bool
	quantityWords map[string]bool // by sound
}

var _ agent.Model = (*Model)(nil)

// New returns the offline model over a library.
func New(library *corpus.Library) (*Model, error) {
	phrases, err := agent.OwnPhrases()
	if err != nil {
		return nil, fmt.Errorf("offline: %w", err)
	}
	limits, err := agent.NewPhrases(boundaryFS, "boundary")
	if err != nil {
		return nil, fmt.Errorf("offline: %w", err)
	}
	measures, err := loadMeasures()
	if err != nil {
		return nil, fmt.Errorf("offline: %w", err)
	}
	asking, aspects := askingWords()
	return &Model{
		library: library, phrases: phrases, limits: limits, measures: measures,
		asking: asking, aspects: aspects, quantityWords: quantityWords(),
	}, nil
}

// Name is "offline".
func (m *Model) Name() string { return "offline" }

// Respond never fails and never waits.
func (m *Model) Respond(_ context.Context, req agent.Request) (agent.Response, error) {
	req.Message = req.Read()
	u := req.Understood
	switch {
	case len(req.Results) > 0: // a call of ours was refused; there is no better one
		return m.say(req, agent.Clarify, "unsure", nil), nil
	case u.Intent == agent.CheckState:
		return call("checkStatus", map[string]string{"applicationNo": u.ApplicationNo}), nil
	case u.Intent == agent.VerifyDoc:
		return call("verifyDocument", map[string]string{"certificateNo": u.CertificateNo}), nil
	case u.Intent == agent.Apply:
		return m.apply(req), nil
	case u.Intent == agent.OffTopic:
		return m.say(req, agent.Refused, "refused", nil), nil
	}
	return m.bounded(req, m.answer(req)), nil
}

// call makes a tool call, leaving out what is not known.
func call(tool string, arguments map[string]string) agent.Response {
	known := map[string]string{}
	for k, v := range arguments {
		if v != "" {
			known[k] = v
		}
	}
	raw, _ := json.Marshal(known) // a map of strings always marshals
	return agent.Response{Calls: []agent.Call{{Name: tool, Arguments: raw}}}
}

func (m *Model) say(req agent.Request, o agent.Outcome, phrase string, data any) agent.Response {
	return agent.Response{Outcome: o, Text: m.phrases.Say(req.Language, phrase, data)}
}

// apply starts the application of the named service, or asks which.
func (m *Model) apply(req agent.Request) agent.Response {
	u := req.Understood
	if len(u.Services) == 0 {
		if u.Group != "" {
			return m.whichOfGroup(req)
		}
		r := m.say(req, agent.Clarify, "which_apply", nil)
		for _, s := range m.library.Services {
			if s.Form != nil && !s.Ended {
				r.Choices = append(r.Choices, agent.Choice{ID: agent.ApplyChoice(s.ID), Title: s.Name.In(req.Language)})
			}
		}
		return r
	}
	s, ok := m.library.Service(u.Services[0])
	if !ok || s.Form == nil || s.Ended {
		return m.answer(req)
	}
	return call("startApplication", map[string]string{"service": s.ID})
}

func (m *Model) whichOfGroup(req agent.Request) agent.Response {
	for _, g := range m.library.Groups {
		if g.ID != req.Understood.Group {
			continue
		}
		r := m.say(req, agent.Clarify, "which_of_group", agent.Map{"Name": g.Name.In(req.Language)})
		for _, id := range g.Services {
			if s, ok := m.library.Service(id); ok {
				choice := agent.Choice{ID: agent.ServiceChoice(id), Title: s.Name.In(req.Language)}
				if req.Understood.Intent == agent.Apply && s.Form != nil {
					choice.ID = agent.ApplyChoice(id)
				}
				r.Choices = append(r.Choices, choice)
			}
		}
		return r
	}
	return m.say(req, agent.Clarify, "which_service", nil)
}
