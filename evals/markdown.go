package evals

import (
	"fmt"
	"io"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// MarkdownLimit is the most bytes a summary has, and so the most characters:
// code hosts cut comments at 65,536.
const MarkdownLimit = 65_000

// Markdown writes a summary for a comment on a change: counts, gates and the
// change to the baseline first, then as many of the cases that do not pass as
// there is room for.
func Markdown(w io.Writer, rec Recording, summaries []Summary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Evaluation\n\nModel %s, embedder %s", inline(rec.Model), inline(rec.Embedder))
	if rec.Trials > 1 {
		fmt.Fprintf(&b, ", %d trials a case", rec.Trials)
	}
	if rec.Partial {
		b.WriteString(", part of the cases only")
	}
	b.WriteString(".\n\n| suite | en | hi | hi-Latn | all | wrong | error | gate |\n|---|---|---|---|---|---|---|---|\n")
	for _, s := range summaries {
		fmt.Fprintf(&b, "| %s ", inline(s.Suite))
		for _, l := range corpus.Langs {
			fmt.Fprintf(&b, "| %s ", s.ByLang[l])
		}
		gate := "pass"
		if len(s.Gate) > 0 {
			gate = "**stop**"
		}
		if s.Regressed() {
			gate = "**regression**"
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %s |\n", s.All, s.Wrong.Total(), s.All.Error, gate)
	}
	for _, s := range summaries {
		mdSuite(&b, s)
	}
	rest := MarkdownLimit - 200 // for the closing line
	if b.Len() > rest {
		b.Reset() // hundreds of suites: no peer has them, and no comment holds them
		b.WriteString("# Evaluation\n\nToo many suites for a summary; see report.html.\n")
	}
	b.WriteString("\n## Cases that do not pass\n\n")
	shown, all := 0, 0
	for _, s := range rec.Suites {
		for _, c := range ByCase(rec.Of(s.Name)) {
			if c.Verdict == Pass {
				continue
			}
			all++
			line := fmt.Sprintf("- %s %s `%s` (%s): %s\n", c.Verdict, inline(s.Name), inline(c.Case.ID), c.Case.Lang, inline(clip(strings.Join(c.First.Faults, "; "), 400)))
			if shown == all-1 && b.Len()+len(line) <= rest {
				b.WriteString(line)
				shown++
			}
		}
	}
	switch {
	case all == 0:
		b.WriteString("None.\n")
	case shown < all:
		fmt.Fprintf(&b, "\n%d more in report.html.\n", all-shown)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	return nil
}

func mdSuite(b *strings.Builder, s Summary) {
	for _, reason := range s.Gate {
		fmt.Fprintf(b, "\n- Gate: %s", inline(clip(reason, 300)))
	}
	if s.Diff != nil {
		for _, part := range []struct {
			what string
			ids  []string
		}{{"newly failing", s.Diff.Regressed}, {"fixed", s.Diff.Fixed}, {"new", s.Diff.New}, {"missing", s.Diff.Missing}} {
			if len(part.ids) > 0 {
				fmt.Fprintf(b, "\n- %s: %d %s: %s", inline(s.Suite), len(part.ids), part.what, inline(some(part.ids)))
			}
		}
	} else {
		fmt.Fprintf(b, "\n- %s: no baseline", inline(s.Suite))
	}
	if s.Wrong.Measured() {
		fmt.Fprintf(b, "\n- %s: wrong fee, days, limit or papers: %s", inline(s.Suite), s.Wrong)
	}
	for _, c := range s.Wrong.Cases[:min(len(s.Wrong.Cases), shownIDs)] {
		fmt.Fprintf(b, "\n  - `%s`: %s", inline(c.ID), inline(c.Why))
	}
	for k, share := range s.PassAll {
		fmt.Fprintf(b, "\n- %s: pass^%d %.3f", inline(s.Suite), k+1, share)
	}
	if len(s.Flaky) > 0 {
		fmt.Fprintf(b, "\n- %s: %d flaky: %s", inline(s.Suite), len(s.Flaky), inline(some(s.Flaky)))
	}
	fmt.Fprintf(b, "\n- %s: %d messages, p50 %.0f ms, p95 %.0f ms, %d tokens read, %d written\n",
		inline(s.Suite), s.Use.Messages, s.Timing.P50, s.Timing.P95, s.Use.TokensIn, s.Use.TokensOut)
}

// inline keeps a text from being Markdown or HTML, and on one line.
func inline(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "`", "'", "*", "\\*", "[", "\\[", "@", "@\u200b").Replace(text)
}

// clip cuts a text to so many characters, with a sign that it was cut.
func clip(text string, letters int) string {
	if len(text) <= letters {
		return text
	}
	r := []rune(text)
	if len(r) <= letters {
		return text
	}
	return string(r[:letters]) + " …"
}
