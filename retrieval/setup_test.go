package retrieval

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

// embedded is the library that all share: not to be changed.
func embedded(t testing.TB) *corpus.Library {
	t.Helper()
	lib, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// few is a small library of the test's own, which it may change: the first
// services, their finder knowing all.
func few(t testing.TB) *corpus.Library {
	t.Helper()
	library := *embedded(t)
	library.Services = nil
	for _, s := range embedded(t).Services[:3] {
		own := *s
		own.Clauses = slices.Clone(s.Clauses)
		library.Services = append(library.Services, &own)
	}
	return &library
}

// loaded is a store with the whole library in its index, a copy of the one that
// the first test to ask for it filled.
func loaded(t testing.TB) *Store {
	t.Helper()
	url := pgtest.PreparedURL(t, "services", func(url string) error {
		ctx := context.Background() // of all tests, not of this one
		pool, err := postgres.Open(ctx, url)
		if err != nil {
			return err
		}
		defer pool.Close()
		_, err = whole(t, pool).Load(ctx, nil)
		return err
	})
	pool, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return whole(t, pool)
}

// whole is a store for the whole library.
func whole(t testing.TB, pool *pgxpool.Pool) *Store {
	t.Helper()
	return New(pool, embedded(t), DefaultIndex, Lexical(embedded(t)))
}

// loadedWith is a store with a library of the test's own in its index.
func loadedWith(t testing.TB, lib *corpus.Library) *Store {
	t.Helper()
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	load(t, s)
	return s
}

func load(t testing.TB, s *Store) int {
	t.Helper()
	changed, err := s.Load(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func search(t testing.TB, s *Store, q Query) []Hit {
	t.Helper()
	hits, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

func ids(hits []Hit) []string {
	out := make([]string, 0, len(hits))
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// counting counts the texts that an embedder is given.
func counting(embed Embedder, n *atomic.Int64) Embedder {
	return func(ctx context.Context, texts []string) ([][]float32, error) {
		n.Add(int64(len(texts)))
		return embed(ctx, texts)
	}
}

// flat is an embedder of another dimension: every text has one of a few vectors.
func flat(_ context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = []float32{1, float32(len(text) % 7), float32(len(text) % 3), 1}
	}
	return vectors, nil
}

func rowCount(t testing.TB, pool *pgxpool.Pool, index string) int {
	t.Helper()
	var n int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM passages WHERE index_name = $1`, index).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// each gives passages as the sequence that LoadPassages takes.
func each(all []Passage) func(yield func(Passage, error) bool) {
	return func(yield func(Passage, error) bool) {
		for p := range slices.Values(all) {
			if !yield(p, nil) {
				return
			}
		}
	}
}
