package retrieval

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pgvector/pgvector-go"
)

//go:embed search.sql
var searchSQL string

// restSQL completes the lists of a filtered search with rows that only the
// filter found, behind all others, so that K hits come whenever K exist. An id
// has at most four rows, one a language.
const restSQL = `UNION ALL
    (SELECT p.id, p.place, 0 FROM passages_index p WHERE p.index_name = $1 /*filter*/ ORDER BY p.id LIMIT 4 * $2)`

// listSQL is what is left of a search when the text says nothing: the filter.
const listSQL = `
SELECT p.id, min(p.service), min(p.lang), 0::float8, 0::float8, 0::float8
FROM passages_index p
WHERE p.index_name = $1 /*filter*/
GROUP BY p.id
ORDER BY min(p.service), min(p.place), p.id
LIMIT $2`

// settingsSQL is in force for the transaction of one search. Without the
// iterative scan a filter is applied to the 40 nearest of all rows, and may
// leave none of them; the scan ends by itself at the list's limit, so its bound
// on tuples only has to be out of the way. Sequential scans are off because the
// planner takes a cosine distance for as cheap as an addition, and would rather
// compare the question with a few thousand rows, 3 ms for each, than walk the
// graph. A plan serves all searches of its shape: making one takes a millisecond
// and the values change nothing about it.
const settingsSQL = `SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),
	set_config('hnsw.ef_search', '24', true), set_config('hnsw.max_scan_tuples', '200000', true), set_config('enable_seqscan', 'off', true),
	set_config('plan_cache_mode', 'force_generic_plan', true)`

const (
	listLength = 40  // rows a list may have, at least
	nearLength = 24  // ... the list by vector, which weighs little and costs most
	rareRows   = 250 // rows that the terms looked up may stand for together
)

// Search returns at most q.K hits, best first. No hits is not an error. Errors
// are ErrName, ErrDay, ErrNoIndex, ErrDimension, those of the embedder, and those of
// the database; none tells the text.
func (s *Store) Search(ctx context.Context, q Query) ([]Hit, error) {
	q = s.fill(q)
	if !indexName.MatchString(q.Index) {
		return nil, fmt.Errorf("search: %w", ErrName)
	}
	if _, err := day(q.AsOf); err != nil {
		return nil, fmt.Errorf("search %s: %w", q.Index, ErrDay)
	}
	sql, args, err := s.statement(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", q.Index, err)
	}
	if sql == "" {
		return nil, nil
	}
	hits, err := s.run(ctx, sql, args)
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", q.Index, err)
	}
	return hits, nil
}

// statement returns the SQL of a search and its values; no SQL means that there
// is nothing to look for.
func (s *Store) statement(ctx context.Context, q Query) (string, []any, error) {
	read := s.reader.read(q.Text)
	if q.Index == s.name {
		s.census().recognise(read.words)
	}
	if len(read.words) == 0 && len(read.match.Concepts) == 0 && len(read.match.Services) == 0 {
		if !q.filtered() {
			return "", nil, nil
		}
		args := []any{q.Index, q.K}
		filter, args := q.filter(args)
		return strings.NewReplacer("/*filter*/", filter, "passages_index", partition(q.Index)).Replace(listSQL), args, nil
	}

	vectors, err := s.embed(ctx, []string{q.Text})
	if err != nil {
		return "", nil, fmt.Errorf("embed question: %w", err)
	}
	if len(vectors) != 1 || len(vectors[0]) == 0 {
		return "", nil, fmt.Errorf("embed question: %d vectors for one text", len(vectors))
	}
	var vector *pgvector.HalfVector // null takes no part
	if !isZero(vectors[0]) {
		v := pgvector.NewHalfVector(vectors[0])
		vector = &v
	}

	terms := ask(read, s.weights.Terms)
	var services likely
	if q.Index == s.name { // other passages belong to no service
		services = s.likely(q, read)
	}
	kinds, asked := s.reader.aspects(read, s.weights.Likely.Heard)
	f := s.weights.Fusion
	repeat := f.Repeat
	if q.Service != "" || len(read.match.Services) > 0 {
		repeat = 0
	}
	args := []any{
		q.Index, q.K, vector,
		terms.terms, terms.slots, terms.worth, terms.english, terms.hindi, rareRows,
		services.services, services.worth, services.vectors,
		f.Vector, f.Text, f.Stems, f.Likely, f.RankConstant, repeat,
		kinds, asked, s.weights.Likely.Vector, s.weights.Likely.Aspect, s.weights.Likely.Lead,
	}
	filter, args := q.filter(args)
	rest := ""
	if q.filtered() {
		rest = restSQL
	}
	// Only numbers of our own, constant fragments and one quoted identifier go
	// into the text.
	sql := strings.NewReplacer(
		"/*filter*/", filter,
		"passages_index", partition(q.Index),
		"halfvec(999)", "halfvec("+strconv.Itoa(len(vectors[0]))+")",
		"LIMIT 8888", "LIMIT "+strconv.Itoa(max(nearLength, 3*q.K)),
		"LIMIT 9999", "LIMIT "+strconv.Itoa(max(listLength, 3*q.K)),
	).Replace(strings.Replace(searchSQL, "/*rest*/", rest, 1))
	return sql, args, nil
}

// partition is the table of an index whose name was checked, as SQL. Named
// directly, one plan serves every search of the index; through the parent table
// the plan would have to be made anew for each, or fit all indexes at once.
func partition(index string) string { return pgx.Identifier{"passages_" + index}.Sanitize() }

// filter returns the conditions of a query on passages p, and args with their
// values appended.
func (q Query) filter(args []any) (string, []any) {
	var b strings.Builder
	add := func(condition string, value any) {
		args = append(args, value)
		b.WriteString(strings.ReplaceAll(condition, "$n", "$"+strconv.Itoa(len(args))))
	}
	if q.Service != "" {
		add(" AND p.service = $n", q.Service)
	}
	if len(q.Kinds) > 0 {
		add(" AND p.kind = ANY ($n::text[])", texts(q.Kinds))
	}
	if len(q.Langs) > 0 {
		add(" AND p.lang = ANY ($n::text[])", texts(q.Langs))
	}
	if q.AsOf != "" {
		add(" AND (p.from_day IS NULL OR p.from_day <= $n::text::date) AND (p.until_day IS NULL OR p.until_day >= $n::text::date)", q.AsOf)
	}
	return b.String(), args
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, t := range all {
		out[i] = string(t)
	}
	return out
}

// run sends the settings and the search together: one way to the server and
// back, and one transaction, which ends the settings.
func (s *Store) run(ctx context.Context, sql string, args []any) ([]Hit, error) {
	batch := &pgx.Batch{}
	batch.Queue(settingsSQL)
	var hits []Hit
	batch.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Hit, error) {
			var h Hit
			err := row.Scan(&h.ID, &h.Service, &h.Lang, &h.Score, &h.Vector, &h.TextRank)
			return h, err
		})
		hits = found
		return err
	})
	err := s.pool.SendBatch(ctx, batch).Close()
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		switch {
		case pg.Code == "42P01": // undefined table
			return nil, ErrNoIndex
		case pg.Code == "22000" && strings.Contains(pg.Message, "dimension"):
			return nil, fmt.Errorf("%w: %s", ErrDimension, pg.Message)
		}
	}
	return hits, err
}

func isZero(v []float32) bool {
	for _, x := range v {
		if x != 0 {
			return false
		}
	}
	return true
}
