package retrieval

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestLoadingTwiceEqualsLoadingOnce(t *testing.T) {
	t.Parallel()
	lib := few(t)
	var texts atomic.Int64
	s := New(pgtest.DB(t), lib, DefaultIndex, counting(Lexical(lib), &texts))
	want := 2 * len(lib.Clauses()) // English and Hindi
	if got := load(t, s); got != want {
		t.Errorf("first load changed %d rows, want %d", got, want)
	}
	texts.Store(0)
	if got := load(t, s); got != 0 {
		t.Errorf("second load changed %d rows, want 0", got)
	}
	if got := texts.Load(); got != 1 {
		t.Errorf("second load embedded %d texts, want the probe alone", got)
	}
	if got := rowCount(t, s.pool, DefaultIndex); got != want {
		t.Errorf("%d rows in the table, want %d", got, want)
	}
	if got, err := s.Count(t.Context(), ""); got != want || err != nil {
		t.Errorf("Count = %d, %v, want %d", got, err, want)
	}
}

func TestLoadFollowsTheLibrary(t *testing.T) {
	t.Parallel()
	s := loadedWith(t, few(t))
	service := s.library.Services[0]
	gone := service.FullID(service.Clauses[0].ID)
	service.Clauses = slices.Clone(service.Clauses[1:])
	edited := &service.Clauses[0]
	edited.En = "The zeppelin counter opens at noon."
	// What follows in the same pack moves up one place; other packs stay.
	if got, limit := load(t, s), 2*len(service.AllClauses())+2; got < 3 || got > limit {
		t.Errorf("changed %d rows, want 3 to %d", got, limit)
	}
	if hits := search(t, s, Query{Text: "zeppelin", K: 1}); len(hits) != 1 || hits[0].ID != service.FullID(edited.ID) {
		t.Errorf("the new wording finds %v", ids(hits))
	}
	if all := search(t, s, Query{Service: service.ID, K: 200}); slices.Contains(ids(all), gone) {
		t.Errorf("%s is still found", gone)
	}
}

func TestConcurrentLoads(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	lib := few(t)
	var g errgroup.Group
	var changed atomic.Int64
	for range 4 {
		g.Go(func() error {
			n, err := New(pool, lib, DefaultIndex, Lexical(lib)).Load(t.Context(), nil)
			changed.Add(int64(n))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	if got, want := int(changed.Load()), 2*len(lib.Clauses()); got != want || rowCount(t, pool, DefaultIndex) != want {
		t.Errorf("four loads changed %d rows and left %d, want %d of each", got, rowCount(t, pool, DefaultIndex), want)
	}
}

func TestAnotherEmbedderRewritesTheIndex(t *testing.T) {
	t.Parallel()
	before := loadedWith(t, few(t))
	after := New(before.pool, before.library, DefaultIndex, flat)
	if got, want := load(t, after), rowCount(t, before.pool, DefaultIndex); got != want {
		t.Errorf("changed %d rows, want all %d", got, want)
	}
	if hits := search(t, after, Query{Text: "income certificate fee", K: 3}); len(hits) != 3 {
		t.Errorf("new embedder finds %d, want 3", len(hits))
	}
	if _, err := before.Search(t.Context(), Query{Text: "income certificate fee"}); !errors.Is(err, ErrDimension) {
		t.Errorf("old embedder: %v, want ErrDimension", err)
	}
}

func TestEachEmbedderHasItsOwnIndex(t *testing.T) {
	t.Parallel()
	one := loadedWith(t, few(t))
	other := New(one.pool, one.library, "services-flat", flat)
	load(t, other)
	for _, s := range []*Store{one, other} {
		if hits := search(t, s, Query{Text: "income certificate fee", K: 3}); len(hits) != 3 {
			t.Errorf("%s: %d hits, want 3", s.name, len(hits))
		}
	}
}

func TestLoadReportsProgress(t *testing.T) {
	t.Parallel()
	lib := few(t)
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	last, calls := 0, 0
	_, err := s.Load(t.Context(), func(done, total int) {
		if calls++; done <= last || done > total {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := 2 * len(lib.Clauses()); last != want {
		t.Errorf("progress ends at %d, want %d", last, want)
	}
}

func TestFailedLoadLeavesTheIndexAsItWas(t *testing.T) {
	t.Parallel()
	broken := errors.New("server is out of memory")
	lexical := func(lib *corpus.Library) Embedder { return Lexical(lib) }
	tests := []struct {
		name  string
		embed func(lib *corpus.Library) Embedder
		want  error
	}{
		{"embedder fails after the probe", func(lib *corpus.Library) Embedder {
			var calls atomic.Int64
			return func(ctx context.Context, texts []string) ([][]float32, error) {
				if calls.Add(1) > 1 {
					return nil, broken
				}
				return lexical(lib)(ctx, texts)
			}
		}, broken},
		{"vectors of two dimensions", func(lib *corpus.Library) Embedder {
			var calls atomic.Int64
			return func(ctx context.Context, texts []string) ([][]float32, error) {
				if calls.Add(1) > 1 {
					return flat(ctx, texts)
				}
				return lexical(lib)(ctx, texts)
			}
		}, ErrDimension},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := loadedWith(t, few(t))
			before := rowCount(t, s.pool, DefaultIndex)
			service := s.library.Services[0]
			service.Clauses = slices.Clone(service.Clauses)
			service.Clauses[0].En += " And more."
			bad := New(s.pool, s.library, DefaultIndex, test.embed(s.library))
			if _, err := bad.Load(t.Context(), nil); !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
			if got := rowCount(t, s.pool, DefaultIndex); got != before {
				t.Errorf("%d rows after the failed load, want %d", got, before)
			}
		})
	}
}

func TestLoadStopsWithItsContext(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	ctx, cancel := context.WithCancel(t.Context())
	s := New(pgtest.DB(t), lib, DefaultIndex, func(c context.Context, texts []string) ([][]float32, error) {
		if len(texts) > 1 {
			cancel()
		}
		return Lexical(lib)(c, texts)
	})
	if _, err := s.Load(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, err := s.Count(t.Context(), ""); !errors.Is(err, ErrNoIndex) {
		t.Errorf("after a cancelled first load: %v, want ErrNoIndex", err)
	}
}
