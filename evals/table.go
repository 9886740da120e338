package evals

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// shownIDs bounds the lists in a summary for a terminal.
const shownIDs = 12

// Table writes one line a case given, then the counts by form, the change to
// the baseline and the gate.
func Table(w io.Writer, s Summary, results []Result) error {
	p := printer{w: w}
	for _, c := range ByCase(results) {
		p.line("%-5s %-8s %-40s %4.0f ms%s", c.Verdict, c.Case.Lang, c.Case.ID, c.First.Timing.MS, standing(s.Diff, c))
		for _, f := range c.First.Faults {
			p.line("      %s", f)
		}
	}
	p.line("\n%s", s.Suite)
	for _, l := range corpus.Langs {
		score := s.ByLang[l]
		bound := ""
		if score.Total() > 0 {
			bound = fmt.Sprintf("  95 %% bound %.1f %%", 100*score.Lower())
		}
		p.line("  %-8s %s%s", l, score, bound)
	}
	p.line("  %-8s %s", "all", s.All)
	if s.All.Error > 0 {
		p.line("  ERROR    %d cases could not be run", s.All.Error)
	}
	for k, share := range s.PassAll {
		p.line("  pass^%-3d %.3f", k+1, share)
	}
	if s.Wrong.Measured() {
		p.line("  WRONG    %s", s.Wrong)
	}
	for _, c := range s.Wrong.Cases {
		p.line("           %s: %s", c.ID, c.Why)
	}
	if len(s.Flaky) > 0 {
		p.line("  FLAKY    %d: %s", len(s.Flaky), some(s.Flaky))
	}
	p.diff(s.Diff)
	for _, reason := range s.Gate {
		p.line("GATE     %s", reason)
	}
	return p.err
}

func (p *printer) diff(d *Diff) {
	if d == nil {
		p.line("  NEW      no baseline; sahayak eval bless RUN makes one")
		return
	}
	kind := "REGRESSED"
	if !d.Comparable {
		kind = "FAILS HERE" // of another model: shown, not held against anyone
	}
	for _, part := range []struct {
		name string
		ids  []string
	}{{kind, d.Regressed}, {"FIXED", d.Fixed}, {"NEW", d.New}, {"MISSING", d.Missing}} {
		if len(part.ids) > 0 {
			p.line("  %-8s %d: %s", part.name, len(part.ids), some(part.ids))
		}
	}
}

func some(ids []string) string {
	if len(ids) > shownIDs {
		return strings.Join(ids[:shownIDs], ", ") + fmt.Sprintf(" and %d more", len(ids)-shownIDs)
	}
	return strings.Join(ids, ", ")
}

// standing tells what a case is to the baseline, and how often it passed.
func standing(d *Diff, c CaseResult) string {
	text := ""
	if c.Flaky() {
		text = fmt.Sprintf("  flaky, %d of %d pass", c.Passed, c.Trials)
	}
	switch {
	case d == nil:
	case slices.Contains(d.New, c.Case.ID):
		text += "  NEW"
	case slices.Contains(d.Regressed, c.Case.ID):
		text += "  REGRESSED"
	case slices.Contains(d.Fixed, c.Case.ID):
		text += "  FIXED"
	}
	return text
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
