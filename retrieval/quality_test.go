package retrieval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// question is one line of testdata/dev.jsonl. Any one of Gold answers it.
type question struct {
	ID   string      `json:"id"`
	Lang corpus.Lang `json:"lang"`
	Text string      `json:"text"`
	Gold []string    `json:"gold"`
}

// devFiles are the development sets: ten services asked about in depth, and all
// fifty with two questions a form each.
var devFiles = []string{"testdata/dev.jsonl", "testdata/dev50.jsonl"}

func devQuestions(t testing.TB) []question {
	t.Helper()
	return questions(t, devFiles[0])
}

func questions(t testing.TB, file string) []question {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []question
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// score is what a form's questions found.
type score struct {
	questions, in5 int
	reciprocal     float64
}

func (s score) recall() float64 { return float64(s.in5) / float64(s.questions) }
func (s score) mrr() float64    { return s.reciprocal / float64(s.questions) }

// TestDevelopmentSet holds each form to a floor: the answering clause among the
// first five for nine questions of ten, no form more than five points behind.
func TestDevelopmentSet(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	scores := map[corpus.Lang]*score{corpus.English: {}, corpus.Hindi: {}, corpus.HindiLatin: {}}
	for _, q := range devQuestions(t) {
		for _, id := range q.Gold {
			if _, ok := s.library.Clause(id); !ok {
				t.Errorf("%s: no clause %s in the library", q.ID, id)
			}
		}
		scores[q.Lang].count(t, q, search(t, s, Query{Text: q.Text, Lang: q.Lang, K: 10}))
	}
	var rates []float64
	for _, lang := range corpus.Langs {
		sc := scores[lang]
		t.Logf("%-7s %d questions: recall@5 %.3f, MRR %.3f", lang, sc.questions, sc.recall(), sc.mrr())
		if sc.questions < 30 || sc.recall() < 0.9 {
			t.Errorf("%s: recall@5 %.3f of %d questions, want 0.9 of at least 30", lang, sc.recall(), sc.questions)
		}
		rates = append(rates, sc.recall())
	}
	if gap := slices.Max(rates) - slices.Min(rates); gap > 0.05 {
		t.Errorf("worst form is %.3f behind the best, want at most 0.05", gap)
	}
}

func (s *score) count(t *testing.T, q question, hits []Hit) {
	s.questions++
	at := slices.IndexFunc(hits, func(h Hit) bool { return slices.Contains(q.Gold, h.ID) })
	if at >= 0 {
		s.reciprocal += 1 / float64(at+1)
	}
	if 0 <= at && at < 5 {
		s.in5++
		return
	}
	var b strings.Builder
	for i, h := range hits[:min(5, len(hits))] {
		fmt.Fprintf(&b, "\n  %d %s %.4f vector %.2f text %.1f", i+1, h.ID, h.Score, h.Vector, h.TextRank)
	}
	t.Logf("missed %s (rank %d): %s%s", q.ID, at+1, q.Text, b.String())
}
