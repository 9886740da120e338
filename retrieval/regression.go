package retrieval

import (
	"math"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// regression tells the clauses of one service apart by the words of a question:
// multinomial logistic regression, learnt from the questions that the pack says
// its clauses answer and from the clauses themselves. What a word tells against
// the other clauses counts, which nearness to single questions does not know. It
// does not change once made, and is the same in every process.
type regression struct {
	clauses []string
	rows    map[string]int // term → its row of weights
	weights []float64      // a row holds one for each clause
}

// regressionWeights are how it learns; see weights.yaml.
type regressionWeights struct {
	Clause float64 `yaml:"clause"`
	Rounds int     `yaml:"rounds"`
	Rate   float64 `yaml:"rate"`
	Slower float64 `yaml:"slower"`
	Decay  float64 `yaml:"decay"`
}

// example is a text that one clause answers, or is.
type example struct {
	clause int
	weight float64
	terms  []weighed
}

// weighed is a term's row and its share of a text's vector of length 1.
type weighed struct {
	row   int
	share float64
}

// newRegression learns to tell a service's clauses apart.
func newRegression(p *precedents, s *corpus.Service, w regressionWeights) *regression {
	r := &regression{rows: map[string]int{}}
	var examples []example
	add := func(clause int, weight float64, terms []string) {
		for _, term := range terms {
			if _, ok := r.rows[term]; !ok {
				r.rows[term] = len(r.rows)
			}
		}
		examples = append(examples, example{clause, weight, r.vector(p.rarities(terms))})
	}
	for i, c := range s.AllClauses() {
		r.clauses = append(r.clauses, c.ID)
		for _, lang := range corpus.Langs {
			add(i, w.Clause, p.reader.said(c.In(lang)))
		}
	}
	within := p.within[s.ID]
	for question, clause := range p.asks {
		if at, found := slices.BinarySearch(within, clause); found {
			add(at, 1, p.said[question])
		}
	}
	r.weights = make([]float64, len(r.rows)*len(r.clauses))
	odds := make([]float64, len(r.clauses))
	order := interleaved(len(examples))
	for round := range w.Rounds {
		rate := w.Rate / (1 + w.Slower*float64(round))
		for _, at := range order {
			r.learn(examples[at], odds, rate, w.Decay)
		}
	}
	return r
}

// learn takes one step of gradient descent.
func (r *regression) learn(e example, odds []float64, rate, decay float64) {
	r.sum(e.terms, odds)
	highest, all := slices.Max(odds), 0.0
	for i := range odds {
		odds[i] = math.Exp(odds[i] - highest)
		all += odds[i]
	}
	for i := range odds {
		odds[i] /= all
	}
	odds[e.clause]--
	for _, t := range e.terms {
		row := r.row(t.row)
		for i, off := range odds {
			row[i] -= rate * e.weight * (off*t.share + decay*row[i])
		}
	}
}

// sum puts into odds what the terms tell for each clause.
func (r *regression) sum(terms []weighed, odds []float64) {
	clear(odds)
	for _, t := range terms {
		for i, w := range r.row(t.row) {
			odds[i] += w * t.share
		}
	}
}

func (r *regression) row(n int) []float64 {
	return r.weights[n*len(r.clauses) : (n+1)*len(r.clauses)]
}

// vector gives the terms that have a row their share of a vector whose length is 1
// with all terms.
func (r *regression) vector(terms []rare) []weighed {
	out, length := make([]weighed, 0, len(terms)), 0.0
	for _, t := range terms {
		length += t.worth * t.worth
		if row, ok := r.rows[t.term]; ok {
			out = append(out, weighed{row, t.worth})
		}
	}
	length = math.Sqrt(length)
	for i := range out {
		out[i].share /= length
	}
	return out
}

// tells is what a question's terms tell for each clause, in the order of the pack:
// logarithms of odds, about 0 in the mean of all clauses.
func (r *regression) tells(terms []rare) []float64 {
	odds := make([]float64, len(r.clauses))
	r.sum(r.vector(terms), odds)
	return odds
}

// interleaved orders n examples so that those of one clause do not follow each
// other, the same way each time.
func interleaved(n int) []int {
	order := make([]int, n)
	step := stride
	if n%stride == 0 {
		step++
	}
	for i := range order {
		order[i] = i * step % n
	}
	return order
}

// stride is a prime: what it has no factor in common with, it steps through once.
const stride = 7919

// rare is a term with its inverse document frequency among all questions, at its share.
type rare struct {
	term  string
	worth float64
}

func (p *precedents) rarities(terms []string) []rare {
	all := make([]rare, len(terms))
	for i, term := range terms {
		worth, ok := p.worth[term]
		if !ok {
			worth = inverse(0, len(p.asks)) * share(term)
		}
		all[i] = rare{term, worth}
	}
	return all
}

// terms are a question's, with the stems of its keys, in order.
func (read reading) terms() []string {
	var all []string
	for term := range read.shared() {
		all = append(all, term)
		if stem := stemOf(term); stem != "" {
			all = append(all, stem)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
