package agenttest

import (
	"context"
	"slices"
	"sync"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Retriever finds the same hits whatever is asked, and remembers the queries.
type Retriever struct {
	Hits []agent.Hit // best first
	Err  error       // if not nil, what Search fails with

	mu      sync.Mutex
	queries []agent.Query
}

var _ agent.Retriever = (*Retriever)(nil)

// Retrieve returns a Retriever of the given hits, best first.
func Retrieve(hits ...agent.Hit) *Retriever { return &Retriever{Hits: hits} }

// Search gives the hits of q.Service, or all, at most q.K (8 if zero).
func (r *Retriever) Search(ctx context.Context, q agent.Query) ([]agent.Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.queries = append(r.queries, q)
	r.mu.Unlock()
	if r.Err != nil {
		return nil, r.Err
	}
	k := q.K
	if k == 0 {
		k = 8
	}
	var hits []agent.Hit
	for _, h := range r.Hits {
		if len(hits) < k && (q.Service == "" || h.Service == q.Service) {
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// Queries are those so far, oldest first.
func (r *Retriever) Queries() []agent.Query {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.queries)
}
