package evals

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Score counts the cases of one slice.
type Score struct {
	Pass  int `json:"pass"`
	Fail  int `json:"fail"`
	Error int `json:"error"`
}

// Total is every case of the slice, measured or not.
func (s Score) Total() int { return s.Pass + s.Fail + s.Error }

// Share is the share of passed cases, 0 to 1; ok is false when there are none.
func (s Score) Share() (share float64, ok bool) {
	if s.Total() == 0 {
		return 0, false
	}
	return float64(s.Pass) / float64(s.Total()), true
}

// Lower is the lower 95 % bound (Wilson) of the share.
func (s Score) Lower() float64 {
	low, _ := Wilson(s.Pass, s.Total())
	return low
}

func (s Score) String() string {
	share, ok := s.Share()
	if !ok {
		return "unmeasured: no cases"
	}
	return fmt.Sprintf("%d/%d (%.1f %%)", s.Pass, s.Total(), 100*share)
}

func (s *Score) count(v Verdict) {
	switch v {
	case Pass:
		s.Pass++
	case Fail:
		s.Fail++
	default:
		s.Error++
	}
}

// Slice is the cases of one form, service and kind; empty fields join all.
type Slice struct {
	Lang    corpus.Lang `json:"lang,omitempty"`
	Service string      `json:"service,omitempty"`
	Kind    corpus.Kind `json:"kind,omitempty"`
}

// SliceScore is the count of one slice.
type SliceScore struct {
	Slice
	Score
	Lower float64 `json:"lower"` // 95 % bound, Wilson
}

// SlicesOf counts every slice that key makes of the cases, in order of their
// names.
func SlicesOf(cases []CaseResult, key func(Case) Slice) []SliceScore {
	count := map[Slice]*Score{}
	for _, c := range cases {
		k := key(c.Case)
		if count[k] == nil {
			count[k] = &Score{}
		}
		count[k].count(c.Verdict)
	}
	out := make([]SliceScore, 0, len(count))
	for k, s := range count {
		out = append(out, SliceScore{Slice: k, Score: *s, Lower: s.Lower()})
	}
	slices.SortFunc(out, func(a, b SliceScore) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Lang, b.Lang))
	})
	return out
}

// Full is the finest slice of a case: form × service × kind.
func Full(c Case) Slice { return Slice{Lang: c.Lang, Service: c.Service, Kind: c.Kind} }

// ByService is form × service.
func ByService(c Case) Slice { return Slice{Lang: c.Lang, Service: c.Service} }

// ByKind is form × kind.
func ByKind(c Case) Slice { return Slice{Lang: c.Lang, Kind: c.Kind} }

// Metric is one check over all marks of a run.
type Metric struct {
	Check    string `json:"check"`
	Measured int    `json:"measured"` // marks with a value
	Failed   int    `json:"failed"`
	// Unmeasured counts the marks without a value; Reasons says why, how often.
	Unmeasured int            `json:"unmeasured"`
	Reasons    map[string]int `json:"reasons,omitempty"`
	// Mean of the values; it says nothing when Measured is 0.
	Mean float64 `json:"mean"`
}

// Metrics sums up every check, in order of names.
func Metrics(results []Result) []Metric {
	by := map[string]*Metric{}
	for _, r := range results {
		for _, m := range r.Marks {
			x := by[m.Check]
			if x == nil {
				x = &Metric{Check: m.Check, Reasons: map[string]int{}}
				by[m.Check] = x
			}
			if m.Unmeasured != "" {
				x.Unmeasured++
				x.Reasons[m.Unmeasured]++
				continue
			}
			x.Measured++
			x.Mean += m.Value
			if !m.Pass {
				x.Failed++
			}
		}
	}
	out := make([]Metric, 0, len(by))
	for _, x := range by {
		if x.Measured > 0 {
			x.Mean /= float64(x.Measured)
		}
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Metric) int { return cmp.Compare(a.Check, b.Check) })
	return out
}
