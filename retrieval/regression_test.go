package retrieval

import (
	"slices"
	"strings"
	"testing"
)

// What tells the clauses of one service apart is learnt: asked in words that
// stand in none of the questions as they are, each is told for above its sisters.
func TestRegressionTellsClausesApart(t *testing.T) {
	t.Parallel()
	r := newReader(embedded(t))
	p := newPrecedents(r, readWeights().Regression)
	for _, tt := range []struct{ text, clause string }{
		{"i want 60 pages copied, price of each page", "rti-application/fee-copies"},
		{"ek panne ki copy ke kitne paise", "rti-application/fee-copies"},
		{"पहली अपील में पैसा देना पड़ता है", "rti-application/fee-appeal"},
		{"loan to be written on motorcycle papers, cost", "rc-duplicate-hypothecation/fee-addition"},
	} {
		service, _, _ := strings.Cut(tt.clause, "/")
		learnt := p.learnt[service]()
		tells := learnt.tells(p.rarities(r.read(tt.text).terms()))
		want := tells[slices.Index(learnt.clauses, tt.clause)]
		for i, got := range tells {
			if got > want {
				t.Errorf("%q tells %.2f for %s, %.2f for %s", tt.text, got, learnt.clauses[i], want, tt.clause)
			}
		}
	}
}

// Two makings are the same to the last digit, and words that nobody asked tell nothing.
func TestRegressionIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	lib := asking(t)
	r := newReader(lib)
	p := newPrecedents(r, readWeights().Regression)
	a, b := newRegression(p, lib.Services[0], readWeights().Regression), newRegression(p, lib.Services[0], readWeights().Regression)
	if !slices.Equal(a.weights, b.weights) || !slices.Equal(a.clauses, b.clauses) {
		t.Error("two makings differ")
	}
	for clause, odds := range a.tells(p.rarities([]string{"~xyzzy"})) {
		if odds != 0 {
			t.Errorf("a word that nobody asked tells %.2f for %s", odds, a.clauses[clause])
		}
	}
	if got := a.tells(nil); len(got) != len(a.clauses) {
		t.Errorf("no words tell of %d clauses, want all %d", len(got), len(a.clauses))
	}
}

func TestInterleaved(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 900, stride, stride + 1} {
		order := interleaved(n)
		slices.Sort(order)
		for i, at := range order {
			if at != i {
				t.Fatalf("of %d examples the %dth is %d", n, i, at)
			}
		}
	}
}

func BenchmarkLearn(b *testing.B) {
	r := newReader(embedded(b))
	p := newPrecedents(r, readWeights().Regression)
	for i := 0; b.Loop(); i++ {
		newRegression(p, r.library.Services[i%len(r.library.Services)], readWeights().Regression)
	}
}
