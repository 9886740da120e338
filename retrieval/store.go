package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// DefaultIndex is the name of the library's index with the [Lexical] embedder.
const DefaultIndex = "services"

var indexName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// Store is the library in Postgres. It is safe for concurrent use, and several
// programs may share one database.
type Store struct {
	// Warn, if not nil, is told of what a search got by without: the vector, when
	// the embedder fails. To be set before the first search.
	Warn func(error)

	pool    *pgxpool.Pool
	library *corpus.Library
	name    string
	embed   Embedder
	reader  *reader
	weights weights
	// Made when first asked for: a few tenths of a second.
	census     func() *census
	precedents func() *precedents
	texts      sync.Map // wording → its SQL
}

// New returns a store over a migrated database with the pgvector types
// registered on the pool's connections. The name is that of the index that Load
// fills and that a Query without Index searches; one name belongs to one
// embedder, so that changing the embedder is a load under another name and both
// stay usable. The store does not own the pool.
func New(pool *pgxpool.Pool, library *corpus.Library, name string, embed Embedder) *Store {
	s := &Store{
		pool: pool, library: library, name: name, embed: embed,
		reader: newReader(library), weights: readWeights(),
	}
	s.census = sync.OnceValue(func() *census {
		return censuses.of(library, func() *census { return newCensus(s.reader, s.weights.Guess) })
	})
	s.precedents = sync.OnceValue(func() *precedents {
		return allPrecedents.of(library, func() *precedents { return newPrecedents(s.reader, s.weights.Regression) })
	})
	return s
}

// Prepare makes what searches of the library need in memory, side by side, so that
// the first search does not have to: half a second of two cores. What tells the
// clauses of a service apart is learnt when the service is first looked into.
func (s *Store) Prepare() {
	var wait sync.WaitGroup
	wait.Go(func() { s.census() })
	wait.Go(func() { s.precedents() })
	wait.Wait()
}

// fill puts the defaults in place.
func (s *Store) fill(q Query) Query {
	q.Index = cmp.Or(q.Index, s.name)
	if q.K <= 0 {
		q.K = DefaultK
	}
	q.K = min(q.K, maxK)
	return q
}

// Count returns how many rows the index has: clauses times languages, or
// passages. The error is ErrNoIndex if it was never loaded.
func (s *Store) Count(ctx context.Context, index string) (int, error) {
	var n int
	err := s.pool.QueryRow(ctx, `SELECT coalesce((SELECT passages FROM passage_indexes WHERE name = $1), -1)`, cmp.Or(index, s.name)).Scan(&n)
	switch {
	case err != nil:
		return 0, fmt.Errorf("count %s: %w", index, err)
	case n < 0:
		return 0, fmt.Errorf("count %s: %w", index, ErrNoIndex)
	}
	return n, nil
}
