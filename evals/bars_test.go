package evals

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// The bars that the project has set itself: the least share of cases that pass
// in each form, by how much the worst form may trail the best, and wrong facts.
const (
	barShare = 0.92
	barGap   = 0.03
	barWrong = 0
)

// TestGatesAndBars keeps the table of docs/evals.md, which says
// which gates let through what misses the bar.
func TestGatesAndBars(t *testing.T) {
	t.Parallel()
	suites := builtIn(t)
	baselines, err := EmbeddedBaselines()
	if err != nil {
		t.Fatal(err)
	}
	library := rules(t)
	var want strings.Builder
	want.WriteString("\n| suite | share of each form: gate, bar | gap in points: gate, bar | wrong facts: gate, bar | as blessed: en, hi, hi-Latn; gap; wrong | the gate |\n|---|---|---|---|---|---|\n")
	for _, s := range suites {
		b, ok, err := LoadBaseline(baselines, s.Name)
		if err != nil || !ok {
			t.Fatalf("%s: no baseline: %v", s.Name, err)
		}
		want.WriteString(barLine(s, b, slices.ContainsFunc(s.Cases, func(c Case) bool { return looked(library, c) })))
	}
	want.WriteString("\n")

	raw, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	const first, last = "-run Bars -update -->\n", "<!-- end of bars -->"
	head, rest, ok := strings.Cut(string(raw), first)
	got, tail, closed := strings.Cut(rest, last)
	if !ok || !closed {
		t.Fatalf("%s has no place for the bars", docFile)
	}
	if *update {
		got = want.String()
		if err := os.WriteFile(docFile, []byte(head+first+got+last+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got != want.String() {
		t.Errorf("%s does not say where the gates stand: go test ./evals -run Bars -update", docFile)
	}
}

// looked reports whether the replies of a case are looked at for wrong facts.
func looked(library *corpus.Library, c Case) bool {
	for i := range c.steps() {
		if r := (view{Recorded: Recorded{Library: library, Case: c}, step: i + 1}).right(); len(r.clauses) > 0 && r.asked() {
			return true
		}
	}
	return false
}

// barLine is a suite's line of the table; what misses its bar is bold.
func barLine(s Suite, b Baseline, looked bool) string {
	score := map[corpus.Lang]*Score{}
	told := 0
	for _, c := range s.Cases {
		if score[c.Lang] == nil {
			score[c.Lang] = &Score{}
		}
		if b.Cases[c.ID].wrong() {
			told++
		}
		if was, known := b.Cases[c.ID]; known && was.pass() {
			score[c.Lang].count(Pass)
		} else {
			score[c.Lang].count(Fail)
		}
	}
	bold := func(miss bool, text string) string {
		if miss {
			return "**" + text + "**"
		}
		return text
	}
	best, worst := 0.0, 1.0
	var shares []string
	for _, l := range corpus.Langs {
		share, _ := score[l].Share()
		best, worst = max(best, share), min(worst, share)
		shares = append(shares, bold(share < barShare, fmt.Sprintf("%.1f", 100*share)))
	}
	wrong, loose, measured := "none asked for", false, "–"
	if looked {
		measured = bold(told > barWrong, fmt.Sprint(told))
	}
	switch {
	case s.MaxWrong != nil:
		wrong, loose = fmt.Sprint(*s.MaxWrong), *s.MaxWrong > barWrong
	case looked:
		wrong, loose = "not gated", true
	}
	low, wide := s.Gate < barShare-tiny, s.MaxGap > barGap+tiny
	verdict := "at the bar"
	if low || wide || loose {
		verdict = "**under the bar**"
	}
	return fmt.Sprintf("| %s | %s, %.0f | %s, %.0f | %s, %d | %s; %s; %s | %s |\n", s.Name,
		bold(low, fmt.Sprintf("%.0f", 100*s.Gate)), 100*barShare, bold(wide, fmt.Sprintf("%.0f", 100*s.MaxGap)), 100*barGap,
		bold(loose, wrong), barWrong, strings.Join(shares, ", "), bold(best-worst > barGap+tiny, fmt.Sprintf("%.1f", 100*(best-worst))), measured, verdict)
}
