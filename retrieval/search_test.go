package retrieval

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestThreeFormsFindOneClause(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, text := range []string{
		"How much is the fee for an income certificate?",
		"आय प्रमाण पत्र की फीस कितनी है?",
		"aay praman patra ki fees kitni hai",
		"INCOME CERTIFICATE FEES??",
		"inkam sartifiket ki fis",
	} {
		hits := search(t, s, Query{Text: text})
		if len(hits) != DefaultK || hits[0].ID != "income-certificate/fee" {
			t.Errorf("%q finds %v", text, ids(hits))
		}
	}
}

func TestHitsAreWellFormed(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, q := range questions(t, tenServices)[:30] {
		hits := search(t, s, Query{Text: q.Text, K: 10})
		seen := map[string]bool{}
		for i, h := range hits {
			c, ok := s.library.Clause(h.ID)
			if !ok || h.Service != c.Service || seen[h.ID] {
				t.Errorf("%s: hit %+v: unknown, of another service or twice", q.ID, h)
			}
			seen[h.ID] = true
			if h.Vector < 0 || h.Vector > 1.001 || h.TextRank < 0 || h.Score <= 0 || i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("%s: hit %+v: figures out of range or order", q.ID, h)
			}
		}
	}
}

func TestTextThatSaysNothing(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, text := range []string{"", " \n\t", "🙏🙏", "?!...", "क्या है", "is it the", "\u200d\u202e", "\xff\xfe"} {
		if hits := search(t, s, Query{Text: text}); len(hits) != 0 {
			t.Errorf("%q finds %v without a filter, want nothing", text, ids(hits))
		}
		want := search(t, s, Query{Service: "income-certificate", K: 5})
		got := search(t, s, Query{Text: text, Service: "income-certificate", K: 5})
		if diff := cmp.Diff(want, got); diff != "" || len(got) != 5 {
			t.Errorf("%q with a filter finds other than the filter alone (-want +got):\n%s", text, diff)
		}
	}
}

func TestLongAndHostileTexts(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	before := rowCount(t, s.pool, DefaultIndex)
	for _, text := range []string{
		"income certificate fee " + strings.Repeat("and so on ", 1000),
		"income certificate fee " + strings.Repeat("x'); DROP TABLE passages; -- \\ ", 300),
		"income certificate fee ' | !a & (b <-> c) :* \\' $1 \x00",
	} {
		if hits := search(t, s, Query{Text: text, K: 3}); len(hits) != 3 || hits[0].Service != "income-certificate" {
			t.Errorf("%.40q... finds %v", text, ids(hits))
		}
	}
	search(t, s, Query{Text: strings.Repeat("आयप्रमाणपत्र", 1000)})
	if got := rowCount(t, s.pool, DefaultIndex); got != before {
		t.Errorf("%d rows left of %d", got, before)
	}
}

// TestFilterNeverRunsShort draws filters and texts: as long as k clauses pass a
// filter, k come, all of them pass it, and none comes twice.
func TestFilterNeverRunsShort(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	rng := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "🙏", "zzz unheard of"}
	for _, q := range questions(t, tenServices) {
		texts = append(texts, q.Text)
	}
	for range 150 {
		q := Query{Text: texts[rng.IntN(len(texts))], K: 1 + rng.IntN(60)}
		if rng.IntN(2) == 0 {
			q.Service = s.library.Services[rng.IntN(len(s.library.Services))].ID
		}
		for range rng.IntN(3) {
			q.Kinds = append(q.Kinds, corpus.Kinds[rng.IntN(len(corpus.Kinds))])
		}
		q.Langs = [][]corpus.Lang{nil, {corpus.Hindi}, {corpus.English, corpus.Hindi}}[rng.IntN(3)]
		q.AsOf = []string{"", "2020-01-01", "2026-11-21"}[rng.IntN(3)]
		if !q.filtered() {
			q.Kinds = []corpus.Kind{corpus.Fee}
		}
		passing := map[string]bool{}
		for _, c := range s.library.Clauses() {
			if (q.Service == "" || c.Service == q.Service) && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, c.Kind)) && (q.AsOf == "" || c.Current(q.AsOf)) {
				passing[c.ID] = true
			}
		}
		got := ids(search(t, s, q))
		if want := min(q.K, len(passing)); len(got) != want {
			t.Errorf("%+v: %d hits, want %d", q, len(got), want)
		}
		for i, id := range got {
			if !passing[id] || slices.Contains(got[:i], id) {
				t.Errorf("%+v: hit %s does not pass, or comes twice", q, id)
			}
		}
	}
}

// TestRareLanguageIsFoundThroughTheGraph filters for five rows of two thousand:
// without the iterative scan the nearest forty of all would hide them.
func TestRareLanguageIsFoundThroughTheGraph(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	var all []Passage
	for i := range 2000 {
		all = append(all, Passage{ID: fmt.Sprintf("en-%d", i), Lang: corpus.English, Text: fmt.Sprintf("river bridge number %d stands over the water", i)})
	}
	for i := range 5 {
		all = append(all, Passage{ID: fmt.Sprintf("latn-%d", i), Lang: corpus.HindiLatin, Text: fmt.Sprintf("river bridge %d nadi ka pul", i)})
	}
	if _, err := s.LoadPassages(t.Context(), "bridges", each(all), nil); err != nil {
		t.Fatal(err)
	}
	hits := search(t, s, Query{Text: "river bridge number 7", Langs: []corpus.Lang{corpus.HindiLatin}, K: 5, Index: "bridges"})
	if len(hits) != 5 {
		t.Fatalf("%d hits, want 5", len(hits))
	}
	for _, h := range hits {
		if h.Lang != corpus.HindiLatin || h.Score <= 0 {
			t.Errorf("hit %+v: wrong language, or found by the filter alone", h)
		}
	}
}

func TestFavourLiftsWithoutHiding(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, service := range []string{"marriage-registration", "birth-certificate", "driving-licence-permanent"} {
		hits := search(t, s, Query{Text: "fees kitni hai", Favour: []string{service}, K: 100})
		if len(hits) == 0 || hits[0].Service != service {
			t.Errorf("favouring %s: first is %v", service, ids(hits[:min(3, len(hits))]))
		}
		if !slices.ContainsFunc(hits, func(h Hit) bool { return h.Service != service }) {
			t.Errorf("favouring %s hides every other service", service)
		}
	}
	hits := search(t, s, Query{Text: "birth certificate fee", Favour: []string{"marriage-registration"}})
	if hits[0].Service != "birth-certificate" {
		t.Errorf("a favoured service wins over the one named: %v", ids(hits))
	}
}

func TestAsOf(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	const ended = "income-certificate/doorstep"
	q := Query{Text: "1076 doorstep income certificate", K: 5}
	if !slices.Contains(ids(search(t, s, q)), ended) {
		t.Errorf("without a day %s is not found", ended)
	}
	for day, want := range map[string]bool{"2023-01-01": true, "2024-07-04": true, "2024-07-05": false, "2026-11-21": false} {
		q.AsOf = day
		if got := slices.Contains(ids(search(t, s, q)), ended); got != want {
			t.Errorf("as of %s: found %v, want %v", day, got, want)
		}
	}
}

func TestSearchErrors(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	tests := []struct {
		name  string
		query Query
		want  error
	}{
		{"index never loaded", Query{Text: "fee", Index: "nowhere"}, ErrNoIndex},
		{"index name with SQL in it", Query{Text: "fee", Index: "x; drop table passages"}, ErrName},
		{"day that is none", Query{Text: "fee", AsOf: "21-11-2026"}, ErrDay},
	}
	for _, test := range tests {
		if _, err := s.Search(t.Context(), test.query); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
}

// TestEqualSearchesAgree runs one question many times at once.
func TestEqualSearchesAgree(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	q := Query{Text: "shadi ke registration me kitne gawah lagte hai", K: 10}
	want := search(t, s, q)
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 10 {
				if diff := cmp.Diff(want, search(t, s, q)); diff != "" {
					t.Fatalf("another answer (-first +now):\n%s", diff)
				}
			}
		})
	}
}

// TestSearchGoesOnWithoutVector: the words still find the clause when the
// embedder fails or hangs, and somebody is told.
func TestSearchGoesOnWithoutVector(t *testing.T) {
	t.Parallel()
	lib := few(t)
	q := Query{Text: "how much is the fee", Service: lib.Services[1].ID, K: 3}
	for name, embed := range map[string]Embedder{
		"error":      func(context.Context, []string) ([][]float32, error) { return nil, errors.New("refused") },
		"no vectors": func(context.Context, []string) ([][]float32, error) { return nil, nil },
		"hangs": func(ctx context.Context, _ []string) ([][]float32, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loadedWith(t, lib)
			want := search(t, s, q)
			var warned atomic.Int32
			s.embed, s.Warn = embed, func(error) { warned.Add(1) }
			got := search(t, s, q)
			if len(got) != 3 || got[0].ID != want[0].ID || warned.Load() != 1 {
				t.Errorf("%d hits, first %+v, want 3 and %s; warned %d times", len(got), got[:1], want[0].ID, warned.Load())
			}
		})
	}
}
