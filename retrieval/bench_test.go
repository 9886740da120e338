package retrieval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

// BenchmarkEmbed embeds one question at a time with the lexical embedder.
func BenchmarkEmbed(b *testing.B) {
	embed := Lexical(embedded(b))
	for _, lang := range corpus.Langs {
		var texts []string
		for _, q := range questions(b, tenServices) {
			if q.Lang == lang {
				texts = append(texts, q.Text)
			}
		}
		b.Run(string(lang), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := embed(b.Context(), texts[i%len(texts):][:1]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearch asks the development questions of an index of generated
// clauses, each a row in English and one in Hindi, and beside it lets Postgres
// compare the question's vector with every row. p50 and p99 are over single
// searches, one after another.
func BenchmarkSearch(b *testing.B) {
	for _, clauses := range []int{5_000, 50_000} {
		s := generated(b, clauses)
		questions := questions(b, tenServices)
		for _, learn := range s.precedents().learnt { // 20 ms a service, when it is first looked into
			learn()
		}
		ask := func(name string, search func(text string) error) {
			b.Run(fmt.Sprintf("%s/%d", name, clauses), func(b *testing.B) {
				percentiles(b, func(i int) error { return search(questions[i%len(questions)].Text) })
			})
		}
		ask("hybrid", func(text string) error {
			_, err := s.Search(b.Context(), Query{Text: text})
			return err
		})
		ask("one-service", func(text string) error {
			_, err := s.Search(b.Context(), Query{Text: text, Service: "income-certificate"})
			return err
		})
		ask("one-kind", func(text string) error {
			_, err := s.Search(b.Context(), Query{Text: text, Kinds: []corpus.Kind{corpus.Appeal}})
			return err
		})
		ask("exact-scan", func(text string) error { return exactScan(b.Context(), s, text) })
	}
}

// BenchmarkLoad loads generated passages into a new index; the figure is
// passages a second, everything included.
func BenchmarkLoad(b *testing.B) {
	lib := embedded(b)
	all := generate(lib, 5000)
	for b.Loop() {
		b.StopTimer()
		s := New(pgtest.DB(b), lib, DefaultIndex, Lexical(lib))
		b.StartTimer()
		if _, err := s.LoadPassages(b.Context(), "generated", each(all), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(all)*b.N)/b.Elapsed().Seconds(), "passages/s")
}

func percentiles(b *testing.B, search func(i int) error) {
	for i := range 20 { // connections, plans, pages
		if err := search(i); err != nil {
			b.Fatal(err)
		}
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := search(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
}

// exactScan is the plain way: every row compared, no index.
func exactScan(ctx context.Context, s *Store, text string) error {
	vectors, err := s.embed(ctx, []string{text})
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT set_config('enable_indexscan', 'off', true)`); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT id FROM passages WHERE index_name = 'services' ORDER BY embedding::halfvec(384) <=> $1 LIMIT 8`,
			pgvector.NewHalfVector(vectors[0]))
		if err != nil {
			return err
		}
		_, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
}

// generated is a store whose library is made up: fifty clauses a service, the
// real services among them.
func generated(b testing.TB, clauses int) *Store {
	b.Helper()
	lib := embedded(b)
	s := New(pgtest.DB(b), lib, DefaultIndex, Lexical(lib))
	rows := generate(lib, 2*clauses)
	sources := func(yield func(source, error) bool) {
		for i, p := range rows {
			clause := i / 2
			service, number := fmt.Sprintf("made-up-%04d", clause/50), clause/50
			if number < len(lib.Services) {
				service = lib.Services[number].ID
			}
			kind := corpus.Kinds[clause%len(corpus.Kinds)]
			src := source{
				ID: fmt.Sprintf("%s/%d", service, clause), Lang: p.Lang, Service: service, Kind: kind, Lead: clause%5 == 0,
				Place: clause % 50, Text: string(kind) + ". " + p.Text,
			}
			if !yield(src, nil) {
				return
			}
		}
	}
	if _, err := s.load(b.Context(), s.name, sources, len(rows), nil); err != nil {
		b.Fatal(err)
	}
	return s
}

// generate makes clauses like the library's: sentences cut from it and joined
// anew, with names of its own so that no two are alike. Half are English, half
// Hindi, 20 to 60 words each; the same for everyone.
func generate(lib *corpus.Library, n int) []Passage {
	rng := rand.New(rand.NewPCG(7, 7))
	parts := map[corpus.Lang][]string{}
	for _, c := range lib.Clauses() {
		for _, lang := range []corpus.Lang{corpus.English, corpus.Hindi} {
			parts[lang] = append(parts[lang], strings.FieldsFunc(c.In(lang), func(r rune) bool { return strings.ContainsRune(".;:।", r) })...)
		}
	}
	all := make([]Passage, n)
	for i := range all {
		lang := []corpus.Lang{corpus.English, corpus.Hindi}[i%2]
		var text []string
		for range 2 + rng.IntN(3) {
			text = append(text, parts[lang][rng.IntN(len(parts[lang]))])
		}
		text = append(text, name(rng, lang), name(rng, lang))
		all[i] = Passage{ID: fmt.Sprintf("g-%06d", i), Lang: lang, Text: strings.Join(text, ". ")}
	}
	return all
}

// name makes up a word of three syllables.
func name(rng *rand.Rand, lang corpus.Lang) string {
	deva := []string{"क", "गा", "चि", "जो", "ता", "दी", "ना", "पू", "बे", "मा", "रि", "ला", "वी", "सो", "हा"}
	var b strings.Builder
	for range 3 {
		b.WriteString(deva[rng.IntN(len(deva))])
	}
	if lang == corpus.English {
		return hindi.Romanise(b.String())
	}
	return b.String()
}
