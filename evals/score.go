package evals

import (
	"fmt"
	"io"

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

// Summary is a suite's result by form, and what its gate says.
type Summary struct {
	Suite  string                `json:"suite"`
	ByLang map[corpus.Lang]Score `json:"by_lang"`
	All    Score                 `json:"all"`
	Gate   []string              `json:"gate"` // reasons to stop; empty lets through
}

// Summarise counts and applies the suite's gate.
func Summarise(suite Suite, results []Result) Summary {
	s := Summary{Suite: suite.Name, ByLang: map[corpus.Lang]Score{}, Gate: []string{}}
	for _, r := range results {
		slice := s.ByLang[r.Case.Lang]
		slice.count(r.Verdict)
		s.ByLang[r.Case.Lang] = slice
		s.All.count(r.Verdict)
	}
	best, worst, measured := 0.0, 1.0, 0
	for _, l := range corpus.Langs {
		share, ok := s.ByLang[l].Share()
		if !ok {
			continue
		}
		measured++
		best, worst = max(best, share), min(worst, share)
		if share < suite.Gate {
			s.Gate = append(s.Gate, fmt.Sprintf("%s: %.1f %% of the cases in %s pass, the gate is %.1f %%", suite.Name, 100*share, l, 100*suite.Gate))
		}
	}
	if measured == 0 {
		s.Gate = append(s.Gate, suite.Name+": unmeasured, no case was run")
	}
	if measured > 1 && suite.MaxGap > 0 && best-worst > suite.MaxGap {
		s.Gate = append(s.Gate, fmt.Sprintf("%s: the worst form trails the best by %.1f points, allowed are %.1f", suite.Name, 100*(best-worst), 100*suite.MaxGap))
	}
	return s
}

// Table writes one line a case, then the counts by form and the gate.
func Table(w io.Writer, s Summary, results []Result) error {
	p := printer{w: w}
	for _, r := range results {
		p.line("%-5s %-8s %-40s %4d ms", r.Verdict, r.Case.Lang, r.Case.ID, r.MS)
		for _, f := range r.Faults {
			p.line("      %s", f)
		}
	}
	p.line("\n%s", s.Suite)
	for _, l := range corpus.Langs {
		p.line("  %-8s %s", l, s.ByLang[l])
	}
	p.line("  %-8s %s", "all", s.All)
	for _, reason := range s.Gate {
		p.line("GATE     %s", reason)
	}
	return p.err
}

// printer keeps the first error, so that a table is written without a check on
// every line.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
