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

const (
	hitsKept     = 8   // of a search, for being near
	wholeService = 120 // more clauses than any service has
	wholeKind    = 40  // ... of one aspect
	namedKept    = 2   // named services that are looked into
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
	anywhere, err := t.search(ctx, Query{Favour: favour, K: hitsKept})
	if err != nil {
		return err
	}
	t.found.add(anywhere)
	t.reconsider(u)
	services := u.Services[:min(len(u.Services), namedKept)]
	if len(services) == 0 && u.Group == "" && (u.Intent == Question || u.Intent == NoIntent) {
		if id := t.presume(*u); id != "" {
			services, u.Services, u.Presumed, u.FollowUp = []string{id}, []string{id}, true, id == t.state.Subject
		}
	}
	kinds := u.Kinds
	if len(kinds) == 0 {
		kinds = []corpus.Kind{corpus.About} // a bare name is asked what it is
	}
	t.found.hits = nil
	for _, s := range services {
		hits, err := t.search(ctx, Query{Service: s, K: wholeService})
		if err != nil {
			return err
		}
		t.found.add(hits[:min(len(hits), hitsKept)])
		for _, k := range kinds {
			t.found.add(slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool {
				c, ok := t.library.Clause(h.ID)
				return !ok || c.Kind != k
			}))
		}
	}
	t.found.add(anywhere)
	for _, h := range t.found.hits {
		t.turn.Passages = append(t.turn.Passages, Passage{ID: h.ID, Service: h.Service, Score: h.Score})
	}
	return nil
}

func (t *turning) search(ctx context.Context, q Query) ([]Hit, error) {
	q.Text, q.Lang = mask.Strip(t.masked.Text), t.lang
	hits, err := t.retriever.Search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return hits, nil
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
