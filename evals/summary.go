package evals

import (
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// LeastCases is how many cases a service needs in a form before the bound on
// its share is held against the gate: with fewer the bound says little.
const LeastCases = 6

// Summary is a suite's result by form, and what its gate says.
type Summary struct {
	Suite  string                `json:"suite"`
	ByLang map[corpus.Lang]Score `json:"by_lang"`
	All    Score                 `json:"all"`
	Gate   []string              `json:"gate"` // reasons to stop; empty lets through
	// PassAll is pass^1, pass^2 ... over the trials; nil for a single trial.
	PassAll []float64 `json:"pass_all,omitempty"`
	Flaky   []string  `json:"flaky,omitempty"` // ids of cases that pass in some trials only
	Wrong   Wrong     `json:"wrong"`
	Diff    *Diff     `json:"diff,omitempty"` // to the blessed baseline
	Use     Use       `json:"use"`
	Timing  Latency   `json:"timing"`
}

// Use is what models read and wrote.
type Use struct {
	Messages  int `json:"messages"`
	TokensIn  int `json:"tokens_in"`
	TokensOut int `json:"tokens_out"`
}

// Latency is the time of a message in milliseconds.
type Latency struct {
	Messages int     `json:"messages"` // measured; without, the rest says nothing
	P50      float64 `json:"p50"`
	P95      float64 `json:"p95"`
}

// Summarise counts and applies the suite's gate.
func Summarise(suite Suite, results []Result) Summary {
	s := Summary{Suite: suite.Name, ByLang: map[corpus.Lang]Score{}, Gate: []string{}}
	cases := ByCase(results)
	for _, c := range cases {
		slice := s.ByLang[c.Case.Lang]
		slice.count(c.Verdict)
		s.ByLang[c.Case.Lang] = slice
		s.All.count(c.Verdict)
		if c.Flaky() {
			s.Flaky = append(s.Flaky, c.Case.ID)
		}
	}
	s.PassAll = passAll(cases)
	s.Wrong = wrongOf(cases)
	s.Use, s.Timing = used(results)
	s.Gate = append(s.Gate, shareGate(suite, s)...)
	s.Gate = append(s.Gate, lowerGate(suite, s, cases)...)
	s.Gate = append(s.Gate, wrongGate(suite, s.Wrong)...)
	return s
}

// passAll is pass^k for every k up to the number of trials, the mean over the
// cases; nil when there is one trial.
func passAll(cases []CaseResult) []float64 {
	most := 0
	for _, c := range cases {
		if most == 0 || c.Trials < most {
			most = c.Trials
		}
	}
	if most < 2 {
		return nil
	}
	out := make([]float64, most)
	for k := range out {
		for _, c := range cases {
			p, _ := PassAll(c.Trials, c.Passed, k+1) // k is at most the trials of each
			out[k] += p / float64(len(cases))
		}
	}
	return out
}

func used(results []Result) (u Use, l Latency) {
	var times []float64
	for _, r := range results {
		u.Messages += len(r.Turns)
		for _, t := range r.Turns {
			u.TokensIn += t.Tokens.In
			u.TokensOut += t.Tokens.Out
		}
		times = append(times, r.Timing.Messages...)
	}
	if len(times) > 0 {
		slices.Sort(times)
		l = Latency{Messages: len(times), P50: quantile(times, 0.5), P95: quantile(times, 0.95)}
	}
	return u, l
}

// tiny is what shares may be off as binary fractions: 0.98 - 0.95 is above 0.03.
const tiny = 1e-9

// shareGate holds every form's share against the gate, and the worst against
// the best.
func shareGate(suite Suite, s Summary) (reasons []string) {
	best, worst, measured := 0.0, 1.0, 0
	for _, l := range corpus.Langs {
		share, ok := s.ByLang[l].Share()
		if !ok {
			continue
		}
		measured++
		best, worst = max(best, share), min(worst, share)
		if share < suite.Gate {
			reasons = append(reasons, fmt.Sprintf("%s: %.1f %% of the cases in %s pass, the gate is %.1f %%", suite.Name, 100*share, l, 100*suite.Gate))
		}
	}
	if measured == 0 {
		reasons = append(reasons, suite.Name+": unmeasured, no case was run")
	}
	if measured > 1 && suite.MaxGap > 0 && best-worst > suite.MaxGap+tiny {
		reasons = append(reasons, fmt.Sprintf("%s: the worst form trails the best by %.1f points, allowed are %.1f", suite.Name, 100*(best-worst), 100*suite.MaxGap))
	}
	return reasons
}

// lowerGate holds the lower bound of each form, and of each service in a form,
// against the gate.
func lowerGate(suite Suite, s Summary, cases []CaseResult) (reasons []string) {
	for _, l := range corpus.Langs {
		if score := s.ByLang[l]; suite.Lower > 0 && score.Total() > 0 && score.Lower() < suite.Lower {
			reasons = append(reasons, fmt.Sprintf("%s: with 95 %% confidence %.1f %% of the cases in %s pass or more, the gate is %.1f %%",
				suite.Name, 100*score.Lower(), l, 100*suite.Lower))
		}
	}
	if suite.LowerService <= 0 {
		return reasons
	}
	for _, x := range SlicesOf(cases, ByService) {
		if x.Service != "" && x.Total() >= LeastCases && x.Lower < suite.LowerService {
			reasons = append(reasons, fmt.Sprintf("%s: with 95 %% confidence %.1f %% of the cases on %s in %s pass or more (%s), the gate is %.1f %%",
				suite.Name, 100*x.Lower, x.Service, x.Lang, x.Score, 100*suite.LowerService))
		}
	}
	return reasons
}
