package retrieval

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestEnsureComparesOnlyOnceAVersion(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := pgtest.DB(t)
	library := few(t)
	var embeds atomic.Int32 // batches are embedded at once
	lexical := Lexical(library)
	s := New(pool, library, "ensured", func(ctx context.Context, texts []string) ([][]float32, error) {
		embeds.Add(1)
		return lexical(ctx, texts)
	})
	steps := []struct {
		version string
		works   bool
	}{{"1", true}, {"1", false}, {"2", true}, {"2", false}, {"", true}, {"2", false}}
	for i, step := range steps {
		before := embeds.Load()
		changed, err := s.Ensure(ctx, step.version, nil)
		if err != nil {
			t.Fatal(err)
		}
		if (embeds.Load() > before) != step.works || (changed > 0) != (i == 0) {
			t.Errorf("step %d, version %q: %d rows changed, %d embeddings", i, step.version, changed, embeds.Load()-before)
		}
	}
	// Another hand changes the index: the version no longer stands for it.
	if _, err := pool.Exec(ctx, `DELETE FROM passages WHERE ctid = (SELECT ctid FROM passages LIMIT 1)`); err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Load(ctx, nil); err != nil || changed != 1 {
		t.Fatalf("load: %d rows, %v", changed, err)
	}
	before := embeds.Load()
	if _, err := s.Ensure(ctx, "2", nil); err != nil || embeds.Load() == before {
		t.Errorf("an index changed since was believed: %v", err)
	}
}
