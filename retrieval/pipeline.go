package retrieval

import (
	"context"
	"fmt"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// batchSize is how many texts go to the embedder at once: few enough for the
// request limits of embedding servers, enough to keep a connection busy.
const batchSize = 64

// pipeline turns sources into embedded rows on all cores while the rows already
// made are copied to the database, in the order of the sources: what a search
// finds must not hang on which core was quicker. Rows whose hash is known are
// left out.
type pipeline struct {
	rows <-chan []row    // closed at the end or the first error
	seen map[rowKey]bool // every source; to be read after stop

	group  *errgroup.Group
	cancel context.CancelFunc
}

// batch is what goes to the embedder at once. Its rows come through made, which
// has room for them.
type batch struct {
	sources []source
	made    chan []row
}

func newPipeline(ctx context.Context, s *Store, sources iter.Seq2[source, error], k known, total int, progress Progress) *pipeline {
	cancelled, cancel := context.WithCancel(ctx)
	group, running := errgroup.WithContext(cancelled)
	rows := make(chan []row, 4)
	p := &pipeline{rows: rows, seen: map[rowKey]bool{}, group: group, cancel: cancel}

	cores := runtime.GOMAXPROCS(0)
	work, order := make(chan batch, 4), make(chan batch, 4+cores)
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return p.read(running, sources, work, order)
	})
	for range cores {
		group.Go(func() error {
			for b := range work {
				made, err := s.make(running, b.sources, k)
				if err != nil {
					return err
				}
				b.made <- made
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(rows)
		done := 0
		for b := range order {
			if err := b.pass(running, rows); err != nil {
				return err
			}
			if done += len(b.sources); progress != nil {
				progress(done, total)
			}
		}
		return nil
	})
	return p
}

// pass waits for the rows of the batch and hands them on.
func (b batch) pass(ctx context.Context, rows chan<- []row) error {
	select {
	case made := <-b.made:
		select {
		case rows <- made:
			return nil
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return ctx.Err()
}

// read cuts the sources into batches and refuses an id given twice.
func (p *pipeline) read(ctx context.Context, sources iter.Seq2[source, error], to ...chan<- batch) error {
	var next []source
	send := func() error {
		b := batch{sources: next, made: make(chan []row, 1)}
		next = nil
		for _, c := range to {
			select {
			case c <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}
	for src, err := range sources {
		if err != nil {
			return err
		}
		k := rowKey{src.ID, string(src.Lang)}
		if p.seen[k] {
			return fmt.Errorf("passage %s (%s) is there twice", src.ID, src.Lang)
		}
		p.seen[k] = true
		if next = append(next, src); len(next) == batchSize {
			if err := send(); err != nil {
				return err
			}
		}
	}
	if len(next) == 0 {
		return nil
	}
	return send()
}

// stop waits for the end and returns the first error. What was not copied is
// dropped.
func (p *pipeline) stop() error {
	p.cancel()
	for range p.rows {
	}
	return p.group.Wait()
}

// known is what the index has already: the rows' hashes and the dimension of
// its vectors.
type known struct {
	hashes    map[rowKey]string
	dimension int
}

// make makes the rows of a batch, those with a known hash left out.
func (s *Store) make(ctx context.Context, batch []source, k known) ([]row, error) {
	rows := make([]row, 0, len(batch))
	texts := make([]string, 0, len(batch))
	for _, src := range batch {
		r := s.row(src)
		if k.hashes[rowKey{src.ID, string(src.Lang)}] != string(r.hash) {
			rows, texts = append(rows, r), append(texts, src.Text)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	vectors, err := s.embed(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	if len(vectors) != len(texts) {
		return nil, fmt.Errorf("embed: %d vectors for %d texts", len(vectors), len(texts))
	}
	for i := range rows {
		if len(vectors[i]) != k.dimension {
			return nil, fmt.Errorf("passage %s: %w: %d, not %d", rows[i].ID, ErrDimension, len(vectors[i]), k.dimension)
		}
		rows[i].embedding = unit(vectors[i])
	}
	return rows, nil
}
