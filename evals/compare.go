package evals

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Comparison tells two runs of the same suites apart, case by case.
type Comparison struct {
	Suites []SuiteComparison `json:"suites"`
}

// SuiteComparison is one suite of two runs. Ids are in the order of the newer
// run, missing ones in that of the older.
type SuiteComparison struct {
	Suite        string   `json:"suite"`
	Paired       int      `json:"paired"` // cases that both runs could measure
	NewlyFailing []string `json:"newly_failing"`
	Fixed        []string `json:"fixed"`
	Added        []string `json:"added"`
	Missing      []string `json:"missing"`
	// Broken could not be run in one of the two.
	Broken []string `json:"broken"`
	// P is of the exact McNemar test on newly failing against fixed.
	P       float64        `json:"p"`
	Metrics []MetricChange `json:"metrics"`
}

// MetricChange is how the mean of a check moved over the cases that have a
// value of it in both runs.
type MetricChange struct {
	Check string `json:"check"`
	Estimate
	// Adjusted is P after Holm, over all checks of the suite.
	Adjusted float64 `json:"adjusted"`
}

// bootstrapSeed makes every comparison of the same two runs the same.
const bootstrapSeed = 20261122

// Compare pairs the cases of two runs by suite and id.
func Compare(old, now Recording) Comparison {
	var out Comparison
	names := map[string]bool{}
	for _, r := range slices.Concat(old.Results, now.Results) {
		names[r.Case.Suite] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		out.Suites = append(out.Suites, compareSuite(name, ByCase(old.Of(name)), ByCase(now.Of(name))))
	}
	return out
}

func compareSuite(name string, old, now []CaseResult) SuiteComparison {
	s := SuiteComparison{Suite: name}
	before, there := map[string]CaseResult{}, map[string]bool{}
	for _, c := range old {
		before[c.Case.ID] = c
	}
	changes := map[string][]float64{}
	for _, c := range now {
		there[c.Case.ID] = true
		was, ok := before[c.Case.ID]
		switch {
		case !ok:
			s.Added = append(s.Added, c.Case.ID)
			continue
		case was.Verdict == Error || c.Verdict == Error:
			s.Broken = append(s.Broken, c.Case.ID)
			continue
		case was.Verdict == Pass && c.Verdict == Fail:
			s.NewlyFailing = append(s.NewlyFailing, c.Case.ID)
		case was.Verdict == Fail && c.Verdict == Pass:
			s.Fixed = append(s.Fixed, c.Case.ID)
		}
		s.Paired++
		for check, value := range c.Scores {
			if earlier, ok := was.Scores[check]; ok && !timed(check) {
				changes[check] = append(changes[check], value-earlier)
			}
		}
	}
	for _, c := range old {
		if !there[c.Case.ID] {
			s.Missing = append(s.Missing, c.Case.ID)
		}
	}
	s.P = McNemar(len(s.NewlyFailing), len(s.Fixed))
	s.Metrics = metricChanges(changes)
	return s
}

func metricChanges(changes map[string][]float64) []MetricChange {
	out := []MetricChange{}
	var ps []float64
	for _, check := range slices.Sorted(maps.Keys(changes)) {
		e, ok := Bootstrap(changes[check], bootstrapSeed)
		if !ok {
			continue
		}
		out, ps = append(out, MetricChange{Check: check, Estimate: e}), append(ps, e.P)
	}
	for i, p := range Holm(ps) {
		out[i].Adjusted = p
	}
	slices.SortStableFunc(out, func(a, b MetricChange) int { return cmp.Compare(a.Adjusted, b.Adjusted) })
	return out
}

// Worse: a case that passed fails now. Incomplete: a case is missing.
func (c Comparison) Worse() (worse, incomplete bool) {
	for _, s := range c.Suites {
		worse = worse || len(s.NewlyFailing) > 0
		incomplete = incomplete || len(s.Missing) > 0
	}
	return worse, incomplete
}

// Write tells the comparison in words; checks that did not move are counted only.
func (c Comparison) Write(w io.Writer) error {
	p := printer{w: w}
	for _, s := range c.Suites {
		p.line("%s: %d cases in both", s.Suite, s.Paired)
		for _, part := range []struct {
			what string
			ids  []string
		}{{"newly failing", s.NewlyFailing}, {"fixed", s.Fixed}, {"added", s.Added}, {"missing", s.Missing}, {"not measured in one", s.Broken}} {
			if len(part.ids) > 0 {
				p.line("  %-20s %d: %s", part.what, len(part.ids), some(part.ids))
			}
		}
		p.line("  McNemar, exact       %d worse, %d better, p = %s", len(s.NewlyFailing), len(s.Fixed), pValue(s.P))
		still := 0
		for _, m := range s.Metrics {
			if m.Mean == 0 && m.Low == 0 && m.High == 0 {
				still++
				continue
			}
			p.line("  %-28s %+.4f  95 %% [%+.4f, %+.4f]  p = %s (Holm)  n = %d", m.Check, m.Mean, m.Low, m.High, pValue(m.Adjusted), m.N)
		}
		if still > 0 {
			p.line("  %d checks did not move", still)
		}
	}
	return p.err
}

func pValue(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return fmt.Sprintf("%.4f", p)
}
