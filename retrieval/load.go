package retrieval

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"
	pgxvec "github.com/pgvector/pgvector-go/pgx"
)

// Progress hears how many of total rows a load has looked at; total is -1 where
// it is not known beforehand. Calls come one at a time. Nil is allowed.
type Progress func(done, total int)

// Load makes the store's index equal to the library: new and changed clauses
// are embedded and written, those no longer in the library are removed. It
// returns how many rows were written or removed; loading twice changes nothing
// the second time, and embeds one sentence only. All happens in one
// transaction, and loads of one index wait for one another, so that every
// search sees the whole of the old or the whole of the new.
func (s *Store) Load(ctx context.Context, progress Progress) (changed int, err error) {
	all := s.clauseSources()
	changed, err = s.load(ctx, s.name, func(yield func(source, error) bool) {
		for _, src := range all {
			if !yield(src, nil) {
				return
			}
		}
	}, len(all), progress)
	if err != nil {
		return 0, fmt.Errorf("load %s: %w", s.name, err)
	}
	return changed, nil
}

// probeText is embedded by every load: a vector that differs from the stored
// one tells that another embedder stands behind the same name.
const probeText = "आय प्रमाण पत्र की फीस income certificate fee, kaagaz aur kitne din"

// sameEmbedder is the cosine similarity of two probes above which they come
// from one model; remote models do not repeat the last digits.
const sameEmbedder = 0.999

// rebuildFrom is how many changed rows make rebuilding the graph quicker than
// inserting into it, if they are also half of the index. Searches of this one
// index then wait for the end of the load: about a second for the library.
const rebuildFrom = 500

func (s *Store) load(ctx context.Context, index string, sources iter.Seq2[source, error], total int, progress Progress) (int, error) {
	if !indexName.MatchString(index) {
		return 0, ErrName
	}
	probes, err := s.embed(ctx, []string{probeText})
	if err != nil {
		return 0, fmt.Errorf("embed: %w", err)
	}
	if len(probes) != 1 || isZero(probes[0]) {
		return 0, errors.New("embed: no vector for a plain sentence")
	}
	probe := unit(probes[0])

	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	if err := pgxvec.RegisterTypes(ctx, conn.Conn()); err != nil {
		return 0, err
	}
	changed := 0
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('passages'), hashtext($1))`, index); err != nil {
			return err
		}
		l := &loading{store: s, tx: tx, index: index, probe: probe}
		changed, err = l.run(ctx, sources, total, progress)
		return err
	})
	if err != nil && ctx.Err() != nil {
		// A copy cut off in the middle may tell of the closed connection instead.
		return 0, ctx.Err()
	}
	return changed, err
}

// loading is one load in its transaction.
type loading struct {
	store *Store
	tx    pgx.Tx
	index string
	probe []float32

	exists  bool              // something was loaded before
	same    bool              // ... with this embedder
	present map[rowKey]bool   // rows in the index before
	hashes  map[rowKey]string // of those, if the embedder is the same
}

type rowKey struct{ id, lang string }

func (l *loading) run(ctx context.Context, sources iter.Seq2[source, error], total int, progress Progress) (int, error) {
	if err := l.readState(ctx); err != nil {
		return 0, err
	}
	target := pgx.Identifier{"incoming"}
	prepare := `CREATE TEMP TABLE incoming ON COMMIT DROP AS
		SELECT index_name, id, lang, service, kind, lead, place, words, terms, weights, embedding, from_day, until_day, hash
		FROM passages WITH NO DATA`
	args := []any{}
	if !l.exists {
		target = pgx.Identifier{"passages_" + l.index} // as partition
		prepare, args = `SELECT passages_stage($1)`, []any{l.index}
	}
	if _, err := l.tx.Exec(ctx, prepare, args...); err != nil {
		return 0, err
	}

	p := newPipeline(ctx, l.store, sources, known{l.hashes, len(l.probe)}, total, progress)
	written, err := l.tx.CopyFrom(ctx, target, columns, &copySource{rows: p.rows, index: l.index})
	if stopped := p.stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return 0, err
	}
	gone := l.gone(p.seen)
	changed := int(written) + len(gone)
	if l.exists && changed == 0 {
		return 0, nil
	}
	if err := l.write(ctx, gone, changed); err != nil {
		return 0, err
	}
	return changed, l.count(ctx)
}

// readState learns what the index holds. A changed embedder makes every row
// count as changed.
func (l *loading) readState(ctx context.Context) error {
	var before pgvector.HalfVector
	err := l.tx.QueryRow(ctx, `SELECT probe FROM passage_indexes WHERE name = $1`, l.index).Scan(&before)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	l.exists = true
	l.same = cosine(before.Slice(), l.probe) >= sameEmbedder
	l.present, l.hashes = map[rowKey]bool{}, map[rowKey]string{}
	rows, err := l.tx.Query(ctx, `SELECT id, lang, hash FROM passages WHERE index_name = $1`, l.index)
	if err != nil {
		return err
	}
	var k rowKey
	var hash []byte
	_, err = pgx.ForEachRow(rows, []any{&k.id, &k.lang, &hash}, func() error {
		l.present[k] = true
		if l.same {
			l.hashes[k] = string(hash)
		}
		return nil
	})
	return err
}

func (l *loading) gone(seen map[rowKey]bool) []rowKey {
	var gone []rowKey
	for k := range l.present {
		if !seen[k] {
			gone = append(gone, k)
		}
	}
	return gone
}

// write puts what was copied in its place.
func (l *loading) write(ctx context.Context, gone []rowKey, changed int) error {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT set_config('maintenance_work_mem', '256MB', true)`)
	if !l.exists {
		batch.Queue(`SELECT passages_publish($1)`, l.index)
		batch.Queue(`SELECT passages_graph($1, $2)`, l.index, len(l.probe))
		return l.tx.SendBatch(ctx, batch).Close()
	}
	rebuild := !l.same || changed >= rebuildFrom && changed*2 >= len(l.present)
	if rebuild {
		batch.Queue(`SELECT passages_ungraph($1, $2)`, l.index, !l.same)
	}
	ids, langs := make([]string, len(gone)), make([]string, len(gone))
	for i, k := range gone {
		ids[i], langs[i] = k.id, k.lang
	}
	batch.Queue(`DELETE FROM passages p USING unnest($2::text[], $3::text[]) AS g (id, lang)
		WHERE p.index_name = $1 AND p.id = g.id AND p.lang = g.lang`, l.index, ids, langs)
	batch.Queue(`DELETE FROM passages p USING incoming i
		WHERE p.index_name = $1 AND p.id = i.id AND p.lang = i.lang`, l.index)
	batch.Queue(`INSERT INTO passages (index_name, id, lang, service, kind, lead, place, words, terms, weights, embedding, from_day, until_day, hash)
		SELECT index_name, id, lang, service, kind, lead, place, words, terms, weights, embedding, from_day, until_day, hash FROM incoming`)
	if rebuild {
		batch.Queue(`SELECT passages_graph($1, $2)`, l.index, len(l.probe))
	}
	return l.tx.SendBatch(ctx, batch).Close()
}

// count brings the numbers up to date that searches weigh terms by.
func (l *loading) count(ctx context.Context) error {
	batch := &pgx.Batch{}
	batch.Queue(`INSERT INTO passage_indexes (name, dimension, probe, passages)
		SELECT $1, $2, $3, count(*) FROM passages WHERE index_name = $1
		ON CONFLICT (name) DO UPDATE SET dimension = excluded.dimension, probe = excluded.probe,
			passages = excluded.passages, version = '', loaded_at = now()`, l.index, len(l.probe), pgvector.NewHalfVector(l.probe))
	batch.Queue(`DELETE FROM passage_terms WHERE index_name = $1`, l.index)
	batch.Queue(`INSERT INTO passage_terms (index_name, term, passages)
		SELECT $1, term, count(*) FROM passages, unnest(terms) AS term WHERE index_name = $1 GROUP BY term
		UNION ALL
		SELECT $1, lang || ':' || s.lexeme, count(*) FROM passages, unnest(stems) AS s
		WHERE index_name = $1 AND lang IN ('en', 'hi') GROUP BY lang, s.lexeme`, l.index)
	batch.Queue(`ANALYZE ` + partition(l.index)) // the plans of searches rest on it
	batch.Queue(`ANALYZE passage_terms`)
	return l.tx.SendBatch(ctx, batch).Close()
}

// copySource feeds COPY from the pipeline.
type copySource struct {
	rows  <-chan []row
	index string
	batch []row
	now   row
}

func (c *copySource) Next() bool {
	for len(c.batch) == 0 {
		batch, ok := <-c.rows
		if !ok {
			return false
		}
		c.batch = batch
	}
	c.now, c.batch = c.batch[0], c.batch[1:]
	return true
}

func (c *copySource) Values() ([]any, error) {
	return c.now.values(c.index)
}

// Err is nil: the pipeline reports its errors itself, when it is stopped.
func (c *copySource) Err() error { return nil }

func cosine(a, b []float32) float64 {
	if len(a) != len(b) {
		return -1
	}
	a, b = unit(slices.Clone(a)), unit(slices.Clone(b))
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
