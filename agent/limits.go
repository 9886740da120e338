package agent

import (
	"context"
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// gatherLimits adds to what was found, for a message that states a number, the
// clauses of its services that set a limit, so that the number can be held
// against them.
func (t *turning) gatherLimits(ctx context.Context, u Understanding) error {
	if len(hindi.Numbers(mask.Strip(t.masked.Text))) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, t.config.Search, fmt.Errorf("search: limit of %v ran out", t.config.Search))
	defer cancel()
	services := u.Services[:min(len(u.Services), 1)]
	for _, g := range t.library.Groups {
		if len(services) == 0 && g.ID == u.Group {
			services = g.Services
		}
	}
	already := len(t.found.hits)
	for _, id := range services {
		if kinds := t.kindsWithLimits(id); len(kinds) > 0 {
			hits, err := t.search(ctx, Query{Service: id, Kinds: kinds, K: wholeKind})
			if err != nil {
				return err
			}
			t.found.add(hits)
		}
	}
	for _, h := range t.found.hits[already:] {
		t.turn.Passages = append(t.turn.Passages, Passage{ID: h.ID, Service: h.Service, Score: h.Score})
	}
	return nil
}

// kindsWithLimits are the aspects of a service in which a clause limits something
// or tells how long the office takes.
func (a *Assistant) kindsWithLimits(service string) (kinds []corpus.Kind) {
	s, ok := a.library.Service(service)
	if !ok {
		return nil
	}
	for _, c := range s.Clauses {
		limits := slices.ContainsFunc(c.Facts, func(f corpus.Fact) bool { return f.Min != "" || f.Max != "" || c.Kind == corpus.Days })
		if limits && !slices.Contains(kinds, c.Kind) {
			kinds = append(kinds, c.Kind)
		}
	}
	return kinds
}
