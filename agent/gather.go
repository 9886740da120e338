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
	similarity float64          // of the hit nearest to the message
	own, other float64          // likeness to questions of the subject and of other services, where that is asked
	within     map[string][]Hit // of services that were searched by themselves
}

const (
	hitsKept     = 8   // of a search or of a service, for being near
	hitsAsked    = 40  // of a search, for what they tell of the service that is meant
	fewHits      = 4   // of a service below which it is searched by itself
	wholeService = 120 // more clauses than any service has
	wholeKind    = 40  // ... of one aspect
	namedKept    = 2   // named services that are looked into
)

// gather finds the clauses for a message: what is nearest to the words in the
// services named, then everything these say of the aspects asked, so that an
// answer can be complete, then what is nearest anywhere. One search brings it all
// as a rule, for it looks into the services that are named; what is nearest anywhere
// also settles which service is meant, where names leave it open.
func (t *turning) gather(ctx context.Context, u *Understanding) error {
	ctx, cancel := context.WithTimeoutCause(ctx, t.config.Search, fmt.Errorf("search: limit of %v ran out", t.config.Search))
	defer cancel()
	if err := t.goBack(ctx, u); err != nil {
		return err
	}
	var favour []string
	if u.FollowUp {
		favour = u.Services
	}
	hits, err := t.search(ctx, Query{Favour: favour, K: hitsAsked})
	if err != nil {
		return err
	}
	if t.carried && alikest(hits, func(service string) bool { return slices.Contains(u.Services, service) }) >= heardWell {
		u.Kinds = nil // it asks something of its own: "mere bete ka naam bhi aayega?"
	}
	anywhere := hits[:min(len(hits), hitsKept)]
	t.found.add(anywhere)
	t.reconsider(u)
	if err := t.hearSubject(ctx, *u, hits); err != nil {
		return err
	}
	if t.staysDespite(*u) {
		u.Services, u.Group, u.FollowUp = []string{t.state.Subject}, "", true
	}
	services := u.Services[:min(len(u.Services), namedKept)]
	if len(services) == 0 && u.Group == "" && (u.Intent == Question || u.Intent == NoIntent) {
		if id := t.presume(*u); id != "" {
			services, u.Services, u.Presumed, u.FollowUp = []string{id}, []string{id}, true, id == t.state.Subject
			if cue := t.words.cues(t.masked.Text); len(u.Kinds) == 0 && cue.has("how") && !cue.has("amount") {
				u.Kinds = []corpus.Kind{corpus.How}
			}
			u.Kinds = t.ofMoney(*u)
		}
	}
	kinds := u.Kinds
	if len(kinds) == 0 {
		kinds = []corpus.Kind{corpus.About} // a bare name is asked what it is
	}
	t.found.hits = nil
	for _, s := range services {
		own := slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool { return h.Service != s })
		if _, known := t.found.within[s]; known || len(own) < fewHits {
			if own, err = t.within(ctx, s); err != nil {
				return err
			}
		}
		t.found.add(own[:min(len(own), hitsKept)])
		for _, k := range kinds {
			t.found.add(t.whole(s, k, own))
		}
	}
	t.found.add(anywhere)
	for _, h := range t.found.hits {
		t.turn.Passages = append(t.turn.Passages, Passage{ID: h.ID, Service: h.Service, Score: h.Score})
	}
	return nil
}

// whole is everything that a service says of an aspect: what the search found, in
// its order, then the rest as the pack has it.
func (t *turning) whole(service string, kind corpus.Kind, found []Hit) []Hit {
	var rest []Hit
	of := map[string]bool{}
	for _, c := range t.library.ClausesOf(service) {
		if c.Kind == kind {
			of[c.ID] = true
			rest = append(rest, Hit{ID: c.ID, Service: service})
		}
	}
	return append(slices.DeleteFunc(slices.Clone(found), func(h Hit) bool { return !of[h.ID] }), rest...)
}

// within is everything that a service says, what is nearest to the words first; it is
// searched for once a turn.
func (t *turning) within(ctx context.Context, service string) ([]Hit, error) {
	hits, ok := t.found.within[service]
	if !ok {
		var err error
		if hits, err = t.search(ctx, Query{Service: service, K: wholeService}); err != nil {
			return nil, err
		}
		t.found.within = with(t.found.within, service, hits)
	}
	return hits, nil
}

func (t *turning) search(ctx context.Context, q Query) ([]Hit, error) {
	q.Text, q.Lang = withoutThen(mask.Strip(withoutPreamble(t.masked.Text))), t.lang
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
