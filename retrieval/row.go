package retrieval

import (
	"crypto/sha256"
	"encoding/json"
	"strings"
	"time"

	"github.com/pgvector/pgvector-go"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// rowFormat goes into every hash: raise it when rows are made differently from
// the same text, and the next load rewrites them.
const rowFormat = 2

// source is what a row is made from.
type source struct {
	ID      string
	Lang    corpus.Lang
	Service string
	Kind    corpus.Kind
	Lead    bool
	Place   int
	Text    string // as embedded
	Also    string // further wording, read for its terms only
	About   string // words of the id
	From    string // YYYY-MM-DD or empty
	Until   string
}

// row is a source as the table stores it.
type row struct {
	source
	words     string
	terms     []string
	weights   pgvector.SparseVector
	hash      []byte
	embedding []float32
}

// clauseSources lists what the library says: every clause in English and in
// Hindi, in pack order. The Latin-letter wording shares its phonetic keys with
// the Hindi row and needs none of its own; where a pack spells it out, its words
// are added to the Hindi row's. The clause's own id counts as wording too: its
// writer put there what the clause is about ("fee-late-ndmc").
func (s *Store) clauseSources() []source {
	var all []source
	place := map[string]int{}
	for _, c := range s.library.Clauses() {
		service, ok := s.library.Service(c.Service)
		if !ok {
			continue
		}
		for _, lang := range []corpus.Lang{corpus.English, corpus.Hindi} {
			words := localWords(c.ID)
			src := source{
				ID: c.ID, About: words, Lang: lang, Service: c.Service, Kind: c.Kind, Lead: c.Lead, Place: place[c.Service],
				Text: s.reader.header(service, c.Kind, lang) + c.In(lang), From: c.From, Until: c.Until,
				Also: words + " " + c.Detail.In(lang),
			}
			if lang == corpus.Hindi {
				src.Also += " " + c.Latn
			}
			all = append(all, src)
		}
		place[c.Service]++
	}
	return all
}

// row makes the row of a source, all but its embedding.
func (s *Store) row(src source) row {
	counts := tally{}
	counts.add(s.reader.read(src.Text))
	if src.Also != "" {
		counts.add(s.reader.read(src.Also))
	}
	if src.About != "" {
		for term := range s.reader.features(src.About) {
			counts[idMark+term] = 1
		}
	}
	if src.Service != "" {
		counts[serviceMark+src.Service] = 1
	}
	if src.Kind != "" {
		counts[kindMark+string(src.Kind)] = 1
	}
	r := row{source: src, words: strings.Join(hindi.Tokens(src.Text), " "), terms: counts.terms(), weights: counts.weigh(s.weights.BM25)}
	r.hash = s.hash(r)
	return r
}

// hash covers everything that the row and its embedding are made from.
func (s *Store) hash(r row) []byte {
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	for _, part := range []any{rowFormat, s.weights.BM25, r.source, r.terms} {
		if err := enc.Encode(part); err != nil {
			panic(err) // plain structs of strings and numbers
		}
	}
	return sum.Sum(nil)
}

// columns are those that a load writes, in the order of values.
var columns = []string{
	"index_name", "id", "lang", "service", "kind", "lead", "place", "words", "terms", "weights",
	"embedding", "from_day", "until_day", "hash",
}

func (r row) values(index string) ([]any, error) {
	from, err := day(r.From)
	if err != nil {
		return nil, err
	}
	until, err := day(r.Until)
	if err != nil {
		return nil, err
	}
	return []any{
		index, r.ID, string(r.Lang), r.Service, string(r.Kind), r.Lead, int32(r.Place), r.words, r.terms, r.weights,
		pgvector.NewHalfVector(r.embedding), from, until, r.hash,
	}, nil
}

// day parses YYYY-MM-DD; empty is null.
func day(s string) (*time.Time, error) {
	if s == "" {
		return nil, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil, err
	}
	return &t, nil
}
