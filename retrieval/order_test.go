package retrieval

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

// The first batch is embedded last; its rows are still the first of the table.
func TestRowsAreStoredInTheOrderOfTheirSources(t *testing.T) {
	t.Parallel()
	if runtime.GOMAXPROCS(0) == 1 {
		t.Skip("one core makes one batch after the other")
	}
	var texts []Passage
	for i := range 3*batchSize + 1 {
		texts = append(texts, Passage{ID: fmt.Sprintf("p%03d", i), Text: fmt.Sprintf("passage %d", i)})
	}
	quicker := make(chan struct{})
	embed := func(ctx context.Context, batch []string) ([][]float32, error) {
		switch batch[0] {
		case texts[0].Text:
			<-quicker
		case texts[batchSize].Text:
			close(quicker)
		}
		return flat(ctx, batch)
	}
	pool := pgtest.DB(t)
	s := New(pool, embedded(t), DefaultIndex, embed)
	if _, err := s.LoadPassages(t.Context(), "small", each(texts), nil); err != nil {
		t.Fatal(err)
	}
	var stored []string
	if err := pool.QueryRow(t.Context(), `SELECT array_agg(id ORDER BY ctid) FROM passages_small`).Scan(&stored); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(stored) || len(stored) != len(texts) {
		t.Errorf("%d rows, not in order: %v", len(stored), stored)
	}
}

// More passages are equally near than the list by vector holds: which of them
// come must not hang on where the table has them.
func TestEquallyNearPassagesComeInOneOrder(t *testing.T) {
	t.Parallel()
	var texts []Passage
	for i := range 3 * nearLength {
		texts = append(texts, Passage{ID: fmt.Sprintf("p%02d", i), Text: "बाघ"})
	}
	var found [2][]Hit
	for i := range found {
		pool := pgtest.DB(t)
		s := New(pool, embedded(t), DefaultIndex, Lexical(embedded(t)))
		if _, err := s.LoadPassages(t.Context(), "small", each(texts), nil); err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Exec(t.Context(), `UPDATE passages SET place = 0`); err != nil {
			t.Fatal(err)
		}
		found[i] = search(t, s, Query{Text: "tiger baagh", Index: "small", K: 5})
		slices.Reverse(texts)
	}
	if len(found[0]) != 5 {
		t.Fatalf("%d hits, want 5", len(found[0]))
	}
	if diff := cmp.Diff(found[0], found[1]); diff != "" {
		t.Errorf("the order of loading shows (-one +other):\n%s", diff)
	}
}
