package retrieval

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

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

// repeatSQL is for questions that name no service. Packs share clauses that read
// alike under one local id ("how-register"), which would fill the list: each
// repetition steps back behind the best of its kind.
const repeatSQL = `/ (1 + $n::real * (row_number() OVER (PARTITION BY coalesce(nullif(split_part(id, '/', 2), ''), id) ORDER BY score DESC, id) - 1))`

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
	set_config('hnsw.ef_search', '18', true), set_config('hnsw.max_scan_tuples', '200000', true), set_config('enable_seqscan', 'off', true),
	set_config('plan_cache_mode', 'force_generic_plan', true)`

const (
	listLength    = 40 // rows a list may have, at least
	nearLength    = 16 // ... the list by vector, which weighs little and costs most; hnsw.ef_search is for it and its ties
	maxPrecedents = 20
	rareRows      = 400 // rows that the terms looked up may stand for together
)

// embedWithin is how long a citizen waits for the vector of a question.
const embedWithin = 3 * time.Second

// Search returns at most q.K hits, best first. No hits is not an error. Errors
// are ErrName, ErrDay, ErrNoIndex, ErrDimension, the context's, and those of the
// database; none tells the text. A failing embedder is no error: see Warn.
func (s *Store) Search(ctx context.Context, q Query) ([]Hit, error) {
	q = s.fill(q)
	if !indexName.MatchString(q.Index) {
		return nil, fmt.Errorf("search: %w", ErrName)
	}
	if _, err := day(q.AsOf); err != nil {
		return nil, fmt.Errorf("search %s: %w", q.Index, ErrDay)
	}
	sql, args, alike, err := s.statement(ctx, q)
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
	for i := range hits {
		hits[i].Alike = alike.of(hits[i].ID)
	}
	return hits, nil
}

// statement returns the SQL of a search, its values, and what the text has in common
// with the precedents; no SQL means that there is nothing to look for.
func (s *Store) statement(ctx context.Context, q Query) (string, []any, resemblance, error) {
	read := s.reader.read(q.Text)
	if q.Index == s.name {
		s.census().recognise(read.words)
	}
	if len(read.words) == 0 && len(read.match.Concepts) == 0 && len(read.match.Services) == 0 {
		if !q.filtered() {
			return "", nil, resemblance{}, nil
		}
		args := []any{q.Index, q.K}
		filter, args := q.filter(args)
		return strings.NewReplacer("/*filter*/", filter, "passages_index", partition(q.Index)).Replace(listSQL), args, resemblance{}, nil
	}

	vector, cast, err := s.vector(ctx, q.Text)
	if err != nil {
		return "", nil, resemblance{}, err
	}

	terms := ask(read, s.weights.Terms)
	var services likely
	alike, similarity := []string{}, []float64{}
	told, worth := []string{}, []float64{}
	var found resemblance
	if q.Index == s.name { // other passages belong to no service
		found = s.precedents().resemble(read, float64(s.weights.Terms.Naming))
		best := found.best(maxPrecedents)
		services = s.likely(q, read, best)
		for _, p := range best {
			alike, similarity = append(alike, p.clause), append(similarity, p.similarity)
		}
		told, worth = found.within(read, services.services, s.weights.Likely)
	}
	kinds, asked := s.reader.aspects(read, s.weights.Likely.Heard)
	f := s.weights.Fusion
	if q.Index != s.name {
		f = s.weights.Passages
	}
	args := []any{
		q.Index, q.K, vector,
		terms.terms, terms.slots, terms.worth, terms.english, terms.hindi, rareRows,
		services.services, services.worth, services.vectors,
		s.vectorWeight(f), f.Text, f.Stems, f.Likely, f.RankConstant,
		kinds, asked, s.weights.Likely.Vector, s.weights.Likely.Aspect, s.weights.Likely.Lead,
		alike, similarity, f.Precedent, told, worth,
		s.weights.BM25.B, s.weights.BM25.Length,
	}
	filter, args := q.filter(args)
	rest := ""
	if q.filtered() {
		rest = restSQL
	}
	repeat := ""
	if f.Repeat > 0 && q.Service == "" && len(read.match.Services) == 0 {
		args = append(args, f.Repeat)
		repeat = numbered(repeatSQL, args)
	}
	sql := s.text(wording{partition(q.Index), cast, filter, rest, repeat, max(listLength, q.K), max(nearLength, q.K)})
	return sql, args, found, nil
}

// wording is what the text of a search depends on: numbers of our own, constant
// fragments and one quoted identifier.
type wording struct {
	partition, vector, filter, rest, repeat string
	list, near                              int // rows that a list may have, and the list by vector
}

// text is the SQL of a search. There are few, and making one takes as long as
// reading the question.
func (s *Store) text(w wording) string {
	if made, ok := s.texts.Load(w); ok {
		return made.(string)
	}
	list := strconv.Itoa(w.list)
	made := strings.NewReplacer(
		"/*filter*/", w.filter,
		"/*repeat*/", w.repeat,
		"passages_index", w.partition,
		"halfvec(999)", w.vector,
		"8888 ROWS", strconv.Itoa(w.near)+" ROWS",
		"LIMIT 9999", "LIMIT "+list, "LIMIT 2 * 9999", "LIMIT 2 * "+list,
	).Replace(strings.Replace(searchSQL, "/*rest*/", w.rest, 1))
	s.texts.Store(w, made)
	return made
}

// vector embeds a question. It is nil, and takes no part in the search, if the
// text has none or the embedder fails: the words are still there to search by.
// The second result is the vector's type in SQL.
func (s *Store) vector(ctx context.Context, text string) (*pgvector.HalfVector, string, error) {
	limited, cancel := context.WithTimeout(ctx, embedWithin)
	defer cancel()
	vectors, err := s.embed(limited, []string{text})
	switch {
	case err != nil && ctx.Err() != nil: // the caller's own time is over
		return nil, "", fmt.Errorf("embed question: %w", err)
	case err == nil && (len(vectors) != 1 || len(vectors[0]) == 0):
		err = fmt.Errorf("%d vectors for one text", len(vectors))
	}
	if err != nil {
		if s.Warn != nil {
			s.Warn(fmt.Errorf("search without vector: embed question: %w", err))
		}
		return nil, "halfvec", nil
	}
	cast := "halfvec(" + strconv.Itoa(len(vectors[0])) + ")"
	if isZero(vectors[0]) {
		return nil, cast, nil
	}
	v := pgvector.NewHalfVector(vectors[0])
	return &v, cast, nil
}

// vectorWeight is what the list by vector is worth: a model that knows meanings
// finds what no word or key does, the lexical embedder does not.
func (s *Store) vectorWeight(f fusionWeights) float64 {
	if s.name == DefaultIndex {
		return f.Vector
	}
	return f.Semantic
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
		b.WriteString(numbered(condition, args))
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

// numbered is SQL with the number of the last value in place of $n.
func numbered(sql string, args []any) string {
	return strings.ReplaceAll(sql, "$n", "$"+strconv.Itoa(len(args)))
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
