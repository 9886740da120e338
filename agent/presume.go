package agent

import (
	"slices"

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
)

// presume is the service that a message without a name is about: the one its
// topics suggest if retrieval agrees, else the one the nearest clauses agree on,
// else a pack that answers such questions for all services; "" if none.
func (t *turning) presume(u Understanding) string {
	hits := t.found.hits[:min(len(t.found.hits), jury)]
	votes := map[string]int{}
	for _, h := range hits {
		votes[h.Service]++
	}
	switch {
	case len(hits) == 0:
		return ""
	case votes[u.Topical] > 0:
		return u.Topical
	case len(u.Topics) == 0 && len(u.Kinds) > 0: // "fees kitni hai": of what?
		return t.answersFor(u.Kinds)
	case len(u.Topics) == 0 && t.found.similarity < near:
		return ""
	case votes[hits[0].Service] >= majority, len(hits) > 1 && hits[0].Service == hits[1].Service:
		return hits[0].Service
	}
	return t.answersFor(u.Kinds)
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
