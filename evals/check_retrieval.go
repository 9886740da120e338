package evals

import (
	"errors"
	"math"
	"slices"
	"strings"
)

// retrievalChecks measure the search: over the hits of a retrieval question, or
// over the passages of a turn. Gold comes from the check, or from the case.
var retrievalChecks = []CheckKind{
	{Name: "recall-at-k", En: "The share of the gold clauses among the first k hits (k default 5).", Hi: "सही नियमों में से कितने पहले k नतीजों में हैं (k न लिखें तो 5)।", OneWay: true,
		Example: "- {check: recall-at-k, k: 5, gold: [income-certificate/fee], min: 1}", fresh: fresh[recallAtK]},
	{Name: "precision-at-k", En: "The share of the first k hits that are gold; fewer hits count as misses.", Hi: "पहले k नतीजों में सही नियमों का हिस्सा; नतीजे कम हों तो बाक़ी ग़लत गिने जाते हैं।", OneWay: true,
		Example: "- {check: precision-at-k, k: 3, gold: [income-certificate/fee], min: 0.3}", fresh: fresh[precisionAtK]},
	{Name: "hit-at-k", En: "At least one gold clause is among the first k hits.", Hi: "पहले k नतीजों में कम से कम एक सही नियम है।",
		Example: "- {check: hit-at-k, k: 1, gold: [income-certificate/fee]}", fresh: fresh[hitAtK]},
	{Name: "reciprocal-rank", En: "One divided by the place of the first gold clause; its mean over cases is MRR.", Hi: "1 बटा पहले सही नियम का स्थान; सब मामलों का औसत MRR है।", OneWay: true,
		Example: "- {check: reciprocal-rank, gold: [income-certificate/fee], min: 0.5}", fresh: fresh[reciprocalRank]},
	{Name: "average-precision", En: "Precision averaged over the places of the gold clauses; its mean over cases is MAP.", Hi: "हर सही नियम के स्थान तक की प्रिसिज़न का औसत; सब मामलों का औसत MAP है।", OneWay: true,
		Example: "- {check: average-precision, gold: [income-certificate/fee, income-certificate/days], min: 0.5}", fresh: fresh[averagePrecision]},
	{Name: "ndcg-at-k", En: "Gain of the gold clauses, less the later they come, over the best possible (k default 10); with graded: true earlier gold weighs more.", Hi: "सही नियम जितने ऊपर, उतना अधिक अंक, सबसे अच्छे क्रम के अनुपात में (k न लिखें तो 10)।", OneWay: true,
		Example: "- {check: ndcg-at-k, k: 10, gold: [income-certificate/fee], min: 0.6}", fresh: fresh[ndcgAtK]},
	{Name: "filtered-recall", En: "As recall-at-k, counting only the hits of these services.", Hi: "recall-at-k जैसा, पर केवल इन सेवाओं के नतीजे गिनकर।", OneWay: true,
		Example: "- {check: filtered-recall, services: [income-certificate], gold: [income-certificate/fee], k: 3, min: 1}", fresh: fresh[filteredRecall]},
	{Name: "hits", En: "The search found so many clauses.", Hi: "खोज में इतने नियम मिले।", OneWay: true,
		Example: "- {check: hits, min: 1}", fresh: fresh[hitCount]},
	{Name: "first-service", En: "The best hit belongs to one of these services.", Hi: "पहला नतीजा इन्हीं सेवाओं में से किसी का है।",
		Example: "- {check: first-service, services: [income-certificate]}", fresh: fresh[firstService]},
	{Name: "no-hit-of", En: "None of the first k hits belongs to these services.", Hi: "पहले k नतीजों में इन सेवाओं का कोई नियम नहीं है।",
		Example: "- {check: no-hit-of, services: [obc-certificate], k: 5}", fresh: fresh[noHitOf]},
}

// hits are the clauses found, best first.
func (v view) hits() []string {
	if v.Case.Search != "" {
		return v.Hits
	}
	ids := make([]string, len(v.turn.Passages))
	for i, p := range v.turn.Passages {
		ids[i] = p.ID
	}
	return ids
}

// place is the common part of measures by rank.
type place struct {
	K    int `yaml:"k,omitempty"`
	gold `yaml:",inline"`
}

func (p place) sound() error {
	if p.K < 0 {
		return errors.New("k is below 1")
	}
	return nil
}

func (p place) first(hits []string, usual int) []string {
	if p.K == 0 {
		p.K = usual
	}
	return hits[:min(p.K, len(hits))]
}

type recallAtK struct {
	place `yaml:",inline"`
	least `yaml:",inline"`
}

func (r recallAtK) sound() error { return errors.Join(r.place.sound(), r.least.sound()) }

func (r recallAtK) look(v view) finding { return r.recall(v, v.hits()) }

func (r recallAtK) recall(v view, hits []string) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	n := both(want, r.first(hits, 5))
	return r.share(float64(n)/float64(len(want)), "%d of %d gold clauses are found", n, len(want))
}

type precisionAtK recallAtK

func (r precisionAtK) sound() error { return recallAtK(r).sound() }

func (r precisionAtK) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	k := r.K
	if k == 0 {
		k = 5
	}
	n := both(r.first(v.hits(), 5), want)
	return r.share(float64(n)/float64(k), "%d of the first %d hits are gold", n, k)
}

type hitAtK struct {
	place `yaml:",inline"`
}

func (r hitAtK) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	return holds(both(want, r.first(v.hits(), 5)) > 0, "no gold clause is among the first hits")
}

// ranked measures look at all hits in their order.
type ranked struct {
	gold  `yaml:",inline"`
	least `yaml:",inline"`
}

type reciprocalRank ranked

func (r reciprocalRank) sound() error { return r.least.sound() }

func (r reciprocalRank) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	at := slices.IndexFunc(v.hits(), func(id string) bool { return slices.Contains(want, id) })
	if at < 0 {
		return r.share(0, "no gold clause is found")
	}
	return r.share(1/float64(at+1), "the first gold clause is in place %d", at+1)
}

type averagePrecision ranked

func (r averagePrecision) sound() error { return r.least.sound() }

func (r averagePrecision) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	sum, n := 0.0, 0
	for i, id := range v.hits() {
		if slices.Contains(want, id) {
			n++
			sum += float64(n) / float64(i+1)
		}
	}
	return r.share(sum/float64(len(want)), "%d of %d gold clauses are found", n, len(want))
}

type ndcgAtK struct {
	place  `yaml:",inline"`
	Graded bool `yaml:"graded,omitempty"`
	least  `yaml:",inline"`
}

func (r ndcgAtK) sound() error { return errors.Join(r.place.sound(), r.least.sound()) }

func (r ndcgAtK) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	gain := func(at int) float64 { // of the gold clause in that place of the list
		if r.Graded {
			return float64(len(want) - at)
		}
		return 1
	}
	got, best := 0.0, 0.0
	for i, id := range r.first(v.hits(), 10) {
		if at := slices.Index(want, id); at >= 0 {
			got += gain(at) / math.Log2(float64(i+2))
		}
	}
	for i := range r.first(want, 10) {
		best += gain(i) / math.Log2(float64(i+2))
	}
	return r.share(got/best, "the gold clauses come late or not at all")
}

type filteredRecall struct {
	recallAtK `yaml:",inline"`
	Services  list `yaml:"services"`
}

func (r filteredRecall) sound() error {
	return errors.Join(needs("services", len(r.Services) == 0), r.recallAtK.sound())
}

func (r filteredRecall) look(v view) finding {
	var kept []string
	for _, id := range v.hits() {
		if service, _, _ := strings.Cut(id, "/"); slices.Contains(r.Services, service) {
			kept = append(kept, id)
		}
	}
	return r.recall(v, kept)
}

type hitCount struct {
	bounds `yaml:",inline"`
}

func (r hitCount) look(v view) finding { return r.count(float64(len(v.hits())), "hits") }

type firstService struct {
	Services list `yaml:"services"`
}

func (r firstService) sound() error { return needs("services", len(r.Services) == 0) }

func (r firstService) look(v view) finding {
	hits := v.hits()
	if len(hits) == 0 {
		return holds(false, "nothing is found")
	}
	service, _, _ := strings.Cut(hits[0], "/")
	return holds(slices.Contains(r.Services, service), "the best hit is of %s", service)
}

type noHitOf struct {
	K        int  `yaml:"k,omitempty"`
	Services list `yaml:"services"`
}

func (r noHitOf) sound() error { return needs("services", len(r.Services) == 0) }

func (r noHitOf) look(v view) finding {
	hits := v.hits()
	if r.K > 0 {
		hits = hits[:min(r.K, len(hits))]
	}
	for _, id := range hits {
		if service, _, _ := strings.Cut(id, "/"); slices.Contains(r.Services, service) {
			return holds(false, "finds %s", id)
		}
	}
	return holds(true, "")
}
