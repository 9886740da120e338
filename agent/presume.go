package agent

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// A message without a name is taken to mean the service of the nearest clause
// if the second is of it too, or so many of the jury of nearest clauses.
const (
	jury     = 5
	majority = 3
	// near is the cosine to the nearest clause below which a message without a
	// known topic is about nothing we know.
	near = 0.42
	// alike is the likeness to the nearest question that any rule is known to answer
	// below which a message without a known topic or aspect asks nothing of ours. Of
	// 32 such messages in the suites read while mending 16 lay below: 14 idle ones or
	// attacks, and two within a talk, which goes by its subject.
	alike = 0.38
)

// generalGroup are the packs on what all services share: payment, login, tracking.
const generalGroup = "portal"

// poll is how the nearest clauses vote for services.
type poll struct {
	votes         map[string]int
	nearest, most string // service of the nearest clause, and of most of them
}

func newPoll(hits []Hit) poll {
	p := poll{votes: map[string]int{}}
	hits = hits[:min(len(hits), jury)]
	for _, h := range hits {
		p.votes[h.Service]++
	}
	for _, h := range hits {
		if p.nearest == "" {
			p.nearest = h.Service
		}
		if p.votes[h.Service] > p.votes[p.most] {
			p.most = h.Service
		}
	}
	return p
}

// presume is the service that a message without a name is about: that of the
// conversation if retrieval finds it there, else the one its topics suggest if
// retrieval agrees, else the one the nearest clauses agree on, else a pack that
// answers such questions for all services; "" if none.
func (t *turning) presume(u Understanding) string {
	hits, p := t.found.hits, newPoll(t.found.hits)
	words := len(strings.Fields(t.text))
	switch {
	case len(hits) == 0:
		return ""
	case t.staysOn(u):
		return t.state.Subject
	case t.state.Subject == "" && len(u.Topics)+len(u.Kinds) == 0 && t.resembles() < alike:
		return ""
	case len(u.Topics) <= 1 && u.Topical == "" && p.most != p.nearest: // says too little to be outvoted
		p.most = p.nearest
	}
	switch {
	case p.votes[u.Topical] > 0 && !t.outvoted(u.Topical, p, words):
		return u.Topical
	case p.votes[p.most] >= agreed && words > shortFollowUpWords:
		return p.most
	case len(u.Topics) == 0 && len(u.Kinds) > 0: // "fees kitni hai": of what?
		return t.general(u, p)
	case len(u.Topics) == 0 && t.found.similarity < near:
		return ""
	case t.state.Subject != "" && words <= fewWords && p.votes[p.most] < jury: // "medical?"
		return t.state.Subject
	case p.votes[p.most] < agreed && t.sharedOnly(p.most, u.Topics):
		return t.general(u, p)
	case p.votes[p.most] >= majority, len(hits) > 1 && p.most == hits[1].Service:
		return p.most
	case p.votes[p.nearest] > 1 && t.familyOnly(p):
		return p.nearest
	}
	return t.general(u, p)
}

// familyOnly reports whether the jury is of one family.
func (t *turning) familyOnly(p poll) bool {
	kin := t.library.Family(p.nearest)
	for service := range p.votes {
		if service != p.nearest && !slices.Contains(kin, service) {
			return false
		}
	}
	return true
}

// resembles is what the message has in common with the nearest question that one of
// the jury is known to answer.
func (t *turning) resembles() (most float64) {
	for _, h := range t.found.hits[:min(len(t.found.hits), jury)] {
		most = max(most, h.Alike)
	}
	return most
}

// shared is in how many packs a rule must stand under one local id to tell nothing
// of the service: how to log in, how to download.
const shared = 8

// sharedOnly reports whether a service has nothing among the nearest clauses but
// rules that many packs share, and no word of its name in the message.
func (t *turning) sharedOnly(service string, topics []string) bool {
	if slices.ContainsFunc(t.nameTopics[service], func(c string) bool { return slices.Contains(topics, c) }) {
		return false
	}
	return !slices.ContainsFunc(t.found.hits[:min(len(t.found.hits), jury)], func(h Hit) bool {
		packs := 0
		for _, s := range t.library.Services {
			if t.namesake(s.ID, h.ID) {
				packs++
			}
		}
		return h.Service == service && packs < shared
	})
}

// outvoted reports whether another service than the one that the topics suggest
// is meant: nearly all of the jury say so in a message of some length, or another
// of its family is nearest and has more votes.
func (a *Assistant) outvoted(topical string, p poll, words int) bool {
	return words > shortFollowUpWords && p.votes[p.most] >= agreed && p.most != topical ||
		p.most == p.nearest && p.votes[p.most] > p.votes[topical] && slices.Contains(a.library.Family(topical), p.most)
}

// general is the pack that answers what concerns all services: the one that
// answers for the aspect if it is near, else the nearest if the question is long
// enough to be plain, else whichever answers for the aspect.
func (t *turning) general(u Understanding, p poll) string {
	answers := t.answersFor(u.Kinds)
	if p.votes[answers] > 0 {
		return answers
	}
	if len(strings.Fields(t.text)) > shortQuestion {
		looked := t.found.hits[:1]
		if len(u.Topics) > 1 {
			looked = t.found.hits[:min(len(t.found.hits), jury)]
		}
		for _, h := range looked {
			if s, ok := t.library.Service(h.Service); ok && s.Group == generalGroup {
				return s.ID
			}
		}
	}
	return answers
}

// answersFor is the pack that answers one of the aspects for all services.
func (a *Assistant) answersFor(kinds []corpus.Kind) string {
	for _, s := range a.library.Services {
		if slices.ContainsFunc(kinds, func(k corpus.Kind) bool { return slices.Contains(s.AnswersFor, k) }) {
			return s.ID
		}
	}
	return ""
}
