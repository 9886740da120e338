package evals

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// BM25 is the plain ranking function over words as they are written, with k1
// 1.2 and b 0.75: what the search is compared with. It knows no stop words, no
// stems and no second script.
func BM25(passages []Passage) PassageSearch {
	indexes := map[corpus.Lang]*bm25Index{}
	for _, p := range passages {
		if indexes[p.Lang] == nil {
			indexes[p.Lang] = &bm25Index{in: map[string]int{}}
		}
		indexes[p.Lang].add(p)
	}
	return func(_ context.Context, q Question, in corpus.Lang, k int) ([]string, error) {
		if indexes[in] == nil {
			return nil, nil
		}
		return indexes[in].best(q.Text, k), nil
	}
}

type bm25Index struct {
	ids     []string
	counts  []map[string]int
	lengths []int
	total   int            // words of all passages
	in      map[string]int // word → passages that have it
}

func (x *bm25Index) add(p Passage) {
	counts, length := map[string]int{}, 0
	for _, w := range plainWords(p.Text) {
		if counts[w]++; counts[w] == 1 {
			x.in[w]++
		}
		length++
	}
	x.ids, x.counts, x.lengths = append(x.ids, p.ID), append(x.counts, counts), append(x.lengths, length)
	x.total += length
}

// best lists passages that share a word with the text; equals stay in order.
func (x *bm25Index) best(text string, k int) []string {
	const k1, b = 1.2, 0.75
	n := float64(len(x.ids))
	mean := float64(x.total) / n
	type hit struct {
		id    string
		score float64
	}
	var hits []hit
	words := plainWords(text)
	for i, id := range x.ids {
		score := 0.0
		for _, w := range words {
			f, df := float64(x.counts[i][w]), float64(x.in[w])
			score += math.Log(1+(n-df+0.5)/(df+0.5)) * f * (k1 + 1) / (f + k1*(1-b+b*float64(x.lengths[i])/mean))
		}
		if score > 0 {
			hits = append(hits, hit{id, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	ids := make([]string, 0, k)
	for _, h := range hits[:min(k, len(hits))] {
		ids = append(ids, h.id)
	}
	return ids
}

// plainWords are what stands between spaces, in small letters and without the
// punctuation around it.
func plainWords(text string) []string {
	var words []string
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if w = strings.TrimFunc(w, unicode.IsPunct); w != "" {
			words = append(words, w)
		}
	}
	return words
}
