package agent

import (
	"context"
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// found is what retrieval brought for a turn, best first.
type found struct {
	hits       []Hit
	similarity float64 // of the hit nearest to the message
}

// hitsKept is how many passages of a free search are looked at; wholeKind is
// more than any service has of one aspect.
const (
	hitsKept  = 8
	wholeKind = 40
	// namedKept is how many of the named services are looked into.
	namedKept = 2
)

// gather finds the clauses for a message: what is nearest to the words in the
// services named, then everything these say of the aspects asked, so that an
// answer can be complete, then what is nearest anywhere. What is nearest anywhere
// also settles which service is meant, where names leave it open.
func (t *turning) gather(ctx context.Context, u *Understanding) error {
	ctx, cancel := context.WithTimeoutCause(ctx, t.config.Search, fmt.Errorf("search: limit of %v ran out", t.config.Search))
	defer cancel()
	var favour []string
	if u.FollowUp {
		favour = u.Services
	}
	if err := t.search(ctx, Query{Favour: favour, K: hitsKept}); err != nil {
		return err
	}
	anywhere := t.found.hits
	t.reconsider(u)
	services := u.Services[:min(len(u.Services), namedKept)]
	if len(services) == 0 && u.Group == "" && (u.Intent == Question || u.Intent == NoIntent) {
		if id := t.presume(*u); id != "" {
			services, u.Services, u.Presumed = []string{id}, []string{id}, true
		}
	}
	kinds := u.Kinds
	if len(kinds) == 0 {
		kinds = []corpus.Kind{corpus.About} // a bare name is asked what it is
	}
	t.found.hits = nil
	for _, s := range services {
		if err := t.search(ctx, Query{Service: s, K: hitsKept}); err != nil {
			return err
		}
		for _, k := range kinds {
			if err := t.search(ctx, Query{Service: s, Kinds: []corpus.Kind{k}, K: wholeKind}); err != nil {
				return err
			}
		}
	}
	t.found.add(anywhere)
	for _, h := range t.found.hits {
		t.turn.Passages = append(t.turn.Passages, Passage{ID: h.ID, Service: h.Service, Score: h.Score})
	}
	return nil
}

func (t *turning) search(ctx context.Context, q Query) error {
	q.Text, q.Lang = mask.Strip(t.masked.Text), t.lang
	hits, err := t.retriever.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	t.found.add(hits)
	return nil
}

// add appends the hits that are not there yet.
func (f *found) add(hits []Hit) {
	for _, h := range hits {
		f.similarity = max(f.similarity, h.Similarity)
		if !slices.ContainsFunc(f.hits, func(old Hit) bool { return old.ID == h.ID }) {
			f.hits = append(f.hits, h)
		}
	}
}

// clauses are the found hits as the library holds them now.
func (f found) clauses(l *corpus.Library) []corpus.Clause {
	var out []corpus.Clause
	for _, h := range f.hits {
		if c, ok := l.Clause(h.ID); ok {
			out = append(out, c)
		}
	}
	return out
}
