package evals

import (
	"math"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/agent"
)

// TestRankMeasures has values worked out by hand for one ranking, five hits with
// gold in places 2 and 5 and one gold clause that is not found.
func TestRankMeasures(t *testing.T) {
	t.Parallel()
	hits := []string{"a/x", "a/1", "b/y", "a/z", "a/2"}
	const gold = "gold: [a/1, a/2, a/3]"
	log2 := math.Log2
	tests := []struct {
		check string
		want  float64
	}{
		{"check: recall-at-k, k: 1, " + gold, 0},
		{"check: recall-at-k, k: 2, " + gold, 1.0 / 3},
		{"check: recall-at-k, k: 5, " + gold, 2.0 / 3},
		{"check: precision-at-k, k: 2, " + gold, 0.5},
		{"check: precision-at-k, k: 10, " + gold, 0.2},
		{"check: reciprocal-rank, " + gold, 0.5},
		{"check: average-precision, " + gold, (1.0/2 + 2.0/5) / 3},
		{"check: ndcg-at-k, " + gold, (1/log2(3) + 1/log2(6)) / (1 + 1/log2(3) + 1/log2(4))},
		{"check: ndcg-at-k, k: 2, " + gold, (1 / log2(3)) / (1 + 1/log2(3))},
		{"check: ndcg-at-k, graded: true, " + gold, (3/log2(3) + 2/log2(6)) / (3 + 2/log2(3) + 1/log2(4))},
		{"check: filtered-recall, services: a, k: 3, " + gold, 1.0 / 3},
		{"check: filtered-recall, services: a, k: 4, " + gold, 2.0 / 3},
		{"check: citation-precision, " + gold, 0.5},
		{"check: citation-recall, " + gold, 1.0 / 3},
		{"check: argument-f1, name: t, arguments: {a: x, b: z}", 2.0 * 1 / 5},
		{"check: similar, text: kitten", 1 - 3.0/7},
		{"check: word-overlap, text: sitting sitting duck", 1.0 / 3},
		{"check: facts-agree, text: 21 days or 30 days", 0},
	}
	for _, tt := range tests {
		var c Check
		if err := yaml.Unmarshal([]byte("{"+tt.check+"}"), &c); err != nil {
			t.Fatal(err)
		}
		r := good(nil, []change{found(hits...), reply("sitting"), calling("t", `{"a":"x","b":"y","c":"w"}`, "{}")})
		r.Turns[0].Citations = []agent.Citation{{Clause: "a/1"}, {Clause: "a/z"}}
		r.Case.Checks = []Check{c}
		marks := Judge(r)
		if m := marks[len(marks)-1]; math.Abs(m.Value-tt.want) > 1e-12 || m.Unmeasured != "" {
			t.Errorf("%s: %+v, want %v", tt.check, m, tt.want)
		}
	}
}

// TestSearchQuestion is judged on hits alone, with and without checks.
func TestSearchQuestion(t *testing.T) {
	t.Parallel()
	c := Case{ID: "x", Lang: "en", Search: "fee", Gold: []string{"a/1"}}
	for _, tt := range []struct {
		hits []string
		pass bool
	}{{[]string{"a/2", "a/1"}, true}, {[]string{"1", "2", "3", "4", "5", "a/1"}, false}, {nil, false}} {
		marks := Judge(Recorded{Case: c, Hits: tt.hits})
		if len(marks) != 1 || marks[0].Pass != tt.pass || marks[0].Check != "hit-at-k" || marks[0].Step != 0 {
			t.Errorf("%v: %+v", tt.hits, marks)
		}
	}
}
