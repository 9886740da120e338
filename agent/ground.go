package agent

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// ground lists what in a model's reply its clauses and tool results do not bear
// out: a citation of a clause that was not found in this turn, and a number, a
// date or the name of a paper or an office that stands in no cited clause, in any
// script, digit system or words. Empty means grounded. The faults quote the reply.
func ground(resp Response, req Request, library *corpus.Library) (faults []string) {
	e, faults := gathered(resp, req, library)
	faults = append(faults, e.figures(lessCompared(resp, req))...)
	return append(faults, e.names(resp.Text, resp.Outcome == Clarify || resp.Outcome == Refused)...)
}

// misquoted is ground for a model that only quotes: the names in its words are
// the clauses' own, and one read where none is must not cost the citizen the
// answer.
func misquoted(resp Response, req Request, library *corpus.Library) (faults []string) {
	e, faults := gathered(resp, req, library)
	return append(faults, e.figures(lessCompared(resp, req))...)
}

// gathered is what the reply may state, with the faults of its citations.
func gathered(resp Response, req Request, library *corpus.Library) (e evidence, faults []string) {
	e = evidence{library: library, reply: req.Language}
	if resp.Outcome == Answered && len(resp.Citations) == 0 {
		faults = append(faults, "an answer without a citation")
	}
	for _, id := range resp.Citations {
		i := slices.IndexFunc(req.Clauses, func(c corpus.Clause) bool { return c.ID == id })
		if i < 0 {
			faults = append(faults, fmt.Sprintf("clause %q was not found in this turn", id))
			continue
		}
		e.addClause(req.Clauses[i])
	}
	for _, r := range req.Results {
		e.both = append(e.both, corpus.Text{En: string(r.Result)})
	}
	for _, c := range req.Clauses { // a service's name and where to ask are reviewed data too
		if s, ok := library.Service(c.Service); ok {
			e.addService(s, len(resp.Citations) == 0)
		}
	}
	if resp.Outcome != Answered { // tells no rule: it may take up what the citizen spoke of
		e.named = append(e.named, corpus.Text{En: req.Message + "\n" + req.Understood.Text})
	}
	return e, faults
}

// evidence is what a reply may state, as texts. They are read only as far as
// something in the reply is not yet borne out.
type evidence struct {
	library        *corpus.Library
	reply          corpus.Lang   // the form it is in
	both           []corpus.Text // bear out figures and names
	figured, named []corpus.Text // bear out only one of the two
	facts          []corpus.Fact
	services       []string // whose names may stand in the reply
}

// read hands over the texts in all forms until enough is true, those first that the
// reply is most likely taken from: Hindi in Latin letters is mostly written from the
// Devanagari, and takes longest to make.
func (e *evidence) read(texts []corpus.Text, enough func() bool, take func(string)) {
	order := []corpus.Lang{corpus.Hindi, corpus.English, corpus.HindiLatin}
	if e.reply == corpus.English {
		order = []corpus.Lang{corpus.English, corpus.Hindi, corpus.HindiLatin}
	}
	for _, l := range order {
		for _, t := range texts {
			if enough() {
				return
			}
			take(t.In(l))
		}
	}
}

// addService takes up where to ask about a service, and, if told so, its names.
func (e *evidence) addService(s *corpus.Service, named bool) {
	if !named {
		e.figured = append(e.figured, s.Ask, s.Name)
		return
	}
	if slices.Contains(e.services, s.ID) {
		return
	}
	e.services = append(e.services, s.ID)
	e.both = append(e.both, s.Ask, s.Name)
	e.named = append(e.named, s.Department, s.Portal.Name)
}

// addClause takes up a cited clause with its service.
func (e *evidence) addClause(c corpus.Clause) {
	e.both = append(e.both, c.Text, c.Ask)
	e.facts = append(e.facts, c.Facts...)
	if s, ok := e.library.Service(c.Service); ok {
		if p, ok := s.Paper(strings.TrimPrefix(c.ID, s.ID+"/")); ok {
			e.both = append(e.both, p.Check, p.Missing)
		}
		e.addService(s, true)
	}
}
