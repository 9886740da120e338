package retrieval

import (
	"errors"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// What a load or a search can fail with, apart from the database and the
// embedder being out of reach.
var (
	// ErrNoIndex says that nothing was loaded under the name yet.
	ErrNoIndex = errors.New("no such index")
	// ErrDimension says that the embedder's vectors do not fit the index: it
	// was loaded with another embedder.
	ErrDimension = errors.New("dimension differs from the index")
	// ErrName says that an index name is not 1 to 40 of a-z, 0-9, _ and -,
	// beginning with a letter or digit, or that it belongs to the library.
	ErrName = errors.New("bad index name")
	// ErrDay says that AsOf is not a day written YYYY-MM-DD.
	ErrDay = errors.New("not a day YYYY-MM-DD")
)

// DefaultK is how many hits a Query without K gets.
const DefaultK = 8

// maxK bounds the work of one search.
const maxK = 200

// Query asks for passages. Zero fields do not restrict, so Query{Text: t} is
// the common case. With a filter (Service, Kinds, Langs, AsOf) a search returns
// K hits whenever K passages pass it, however little they have to do with Text;
// a Text without a telling word then lists them in library order. Without a
// filter such a Text finds nothing.
type Query struct {
	Text string
	// Lang is the form of Text. It may be empty: scripts are told apart here.
	Lang    corpus.Lang
	Service string        // only this service
	Kinds   []corpus.Kind // only these aspects
	Langs   []corpus.Lang // only rows in these languages; the library is stored in en and hi
	// AsOf, a day as YYYY-MM-DD, leaves out clauses not in force then. Empty
	// includes past and coming rules: the caller tells by Clause.Current.
	AsOf string
	// Favour lifts clauses of these services, best first, without hiding others.
	Favour []string
	K      int    // default 8, at most 200
	Index  string // default the store's own
}

func (q Query) filtered() bool {
	return q.Service != "" || len(q.Kinds) > 0 || len(q.Langs) > 0 || q.AsOf != ""
}

// Hit is a passage found, once, in the language that fits the question best.
type Hit struct {
	ID      string
	Service string      // empty for general passages
	Lang    corpus.Lang // of the row that fits best
	// Score is the fused score: higher is better, comparable within one search.
	Score float64
	// Vector is the cosine similarity in [0, 1], 0 if the text has no vector.
	Vector float64
	// TextRank is the BM25 score, 0 if no term is shared.
	TextRank float64
	// Alike is how much the text resembles the nearest question that the clause's
	// pack says it answers: a cosine in [0, 1], 0 if it has none.
	Alike float64
}
