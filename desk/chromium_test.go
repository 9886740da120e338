package desk_test

import (
	"bytes"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/desk"
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/internal/browser"
)

// What must be large enough to read, and to hit with a thumb.
const (
	texts    = "a, button, input, summary, p, li, td, th, h1, h2, code, span"
	controls = "button, input, .button, summary"
)

// TestChromiumDesk enters with the keyboard alone, looks at the list at both
// widths in each language, and opens a real report.
func TestChromiumDesk(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	runs := someRuns()
	runs.reports["20261122-060000"] = realReport(t)
	site := httptest.NewServer(newDesk(t, func(c *desk.Config) { c.Runs = runs }))
	t.Cleanup(site.Close)

	// Tab goes from the top through the languages to the box for the token, and
	// Enter sends it.
	b.Do("open the desk", chromedp.EmulateViewport(360, 740), chromedp.Navigate(site.URL+"/desk"), chromedp.WaitVisible(chromedp.CSS("#token")))
	b.Picture("enter-en-360")
	tabs := 0
	for ; browser.Evaluate[string](b, `document.activeElement.id`) != "token"; tabs++ {
		if tabs > 8 {
			t.Fatal("the box for the token cannot be reached with Tab")
		}
		b.Do("press Tab", chromedp.KeyEvent("\t"))
	}
	b.Do("enter a wrong token", chromedp.KeyEvent("not the token at all\r"), chromedp.WaitVisible(chromedp.CSS(".alert")))
	b.Picture("refused-en-360")
	b.Do("enter the token", chromedp.SendKeys(chromedp.CSS("#token"), token+"\r"), chromedp.WaitVisible(chromedp.CSS(".run")))
	if cookies := browser.Evaluate[string](b, `document.cookie`); cookies != "" {
		t.Errorf("a script can read the cookies %q", cookies)
	}

	windows := []struct {
		name          string
		width, height int64
	}{{"360", 360, 1600}, {"1280", 1280, 1400}}
	for _, lang := range corpus.Langs {
		for _, w := range windows {
			b.Do("open the list", chromedp.EmulateViewport(w.width, w.height), chromedp.Navigate(site.URL+"/desk/evals?lang="+string(lang)), chromedp.WaitVisible(chromedp.CSS(".run")))
			if got := browser.Evaluate[string](b, `document.documentElement.lang`); got != string(lang) {
				t.Errorf("the page is in %q, want %q", got, lang)
			}
			b.Fits(string(lang)+" at "+w.name, texts, controls)
			if out := b.Asked(); out != "" {
				t.Errorf("the page asked for %s", out)
			}
			b.Picture("runs-" + string(lang) + "-" + w.name)
		}
	}

	// The report's own script runs, but it is no page of ours.
	b.Do("open a report", chromedp.Click(chromedp.CSS("#open-20261122-060000")), chromedp.WaitVisible(chromedp.CSS("#find")))
	if origin := browser.Evaluate[string](b, `self.origin`); origin != "null" {
		t.Errorf("the report has the origin %q, so it could act as the desk", origin)
	}
	b.Do("open a case that passed", chromedp.Click(chromedp.CSS("details[data-i] summary")), chromedp.WaitVisible(chromedp.CSS("details[data-i] .say")))
	b.Picture("report-1280")
	b.Do("go back", chromedp.Navigate(site.URL+"/desk/evals"), chromedp.WaitVisible(chromedp.CSS(".run")))
	b.Do("sign out", chromedp.Click(chromedp.CSS(".plain")), chromedp.WaitVisible(chromedp.CSS("#token")))
	b.Picture("enter-hi-Latn-1280")
}

// realReport is a report as eval run writes it, of one case.
func realReport(t *testing.T) string {
	t.Helper()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rec := evals.Recording{Info: evals.Info{Model: "offline", Embedder: "lexical", Trials: 1}, Results: []evals.Result{{
		Case:    evals.Case{ID: "days", Lang: corpus.Hindi, Service: "income-certificate", Kind: corpus.Days, Ask: "आय प्रमाण पत्र कितने दिन में बनता है?", Suite: "first"},
		Trial:   1,
		Verdict: evals.Pass, Marks: []evals.Mark{{Check: "language", Step: 1, Value: 1, Pass: true}},
		Turns: []agent.Turn{{Language: corpus.Hindi, Outcome: agent.Answered, Message: "आय प्रमाण पत्र कितने दिन में बनता है?", Reply: agent.Reply{Text: "21 दिन में।"}}},
	}}}
	summary := evals.Summarise(evals.Suite{Name: "first"}, rec.Results)
	var page bytes.Buffer
	if err := evals.HTML(&page, rec, []evals.Summary{summary}, library); err != nil {
		t.Fatal(err)
	}
	return page.String()
}
