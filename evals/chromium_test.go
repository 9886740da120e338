package evals

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/internal/browser"
)

// TestChromiumReport reads a report as evaluators do: on a phone and at a desk,
// in both languages, filters its cases and opens one.
func TestChromiumReport(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	rec, summaries, library := long(t, 60)
	var page bytes.Buffer
	if err := HTML(&page, rec, summaries, library); err != nil {
		t.Fatal(err)
	}
	var others atomic.Int32
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			if r.URL.Path != "/favicon.ico" { // asked for by the browser, not by the page
				others.Add(1)
			}
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page.Bytes())
	}))
	t.Cleanup(site.Close)

	// Every case is unfolded for the measuring: what is folded has no width.
	const unfold = `document.querySelectorAll("details").forEach(d => { d.open = true })`
	shown := func(cases string) int {
		return browser.Evaluate[int](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(e => e.checkVisibility()).length`, cases))
	}
	for _, width := range []int64{360, 1280} {
		b.Do("open the report", chromedp.EmulateViewport(width, 900), chromedp.Navigate(site.URL), chromedp.WaitVisible(chromedp.CSS("#find")))
		for _, lang := range []struct{ id, title, other string }{{"en", "Evaluation of Sahayak", "hi"}, {"hi", "सहायक का मूल्यांकन", "en"}} {
			name := fmt.Sprintf("report-%s-%d", lang.id, width)
			b.Do("choose the language", chromedp.Click(chromedp.CSS("label[for=l-"+lang.id+"]")), chromedp.WaitVisible(chromedp.CSS("h1 ."+lang.id)))
			if got := b.Text("h1"); got != lang.title || shown("main ."+lang.other) > 0 {
				t.Errorf("%s: the title is %q, and %d words of the other language show", name, got, shown("main ."+lang.other))
			}
			b.Picture(name)
			b.Fits(name, "", "")
			if n := browser.Evaluate[int](b, `[...document.querySelectorAll("caption")].filter(c => c.getBoundingClientRect().right > innerWidth).length`); n > 0 {
				t.Errorf("%s: %d captions run out of the window", name, n)
			}
		}
		if bad, good := shown("details.FAIL"), shown("details.PASS"); bad != 12 || good != 48 {
			t.Errorf("%d px: %d cases that fail and %d that pass, want 12 and 48", width, bad, good)
		}
		b.Do("filter", chromedp.SendKeys(chromedp.CSS("#find input"), "CASE-0007 hi"))
		if n := shown("details.case"); n != 1 || shown(`details[data-i]`) != 1 {
			t.Errorf("%d px: the filter leaves %d cases, want one that passes", width, n)
		}
		b.Do("open the case", chromedp.Click(chromedp.CSS("details[data-i]:not([hidden]) summary")), chromedp.WaitVisible(chromedp.CSS("details[data-i]:not([hidden]) .say")))
		if got, want := b.Text("details[data-i]:not([hidden]) .q"), rec.Results[7].Turns[0].Message; !strings.HasPrefix(got, want[:len(want)/2]) {
			t.Errorf("the case shows the message %q, want %q", got, want)
		}
		b.Picture(fmt.Sprintf("report-case-%d", width))
		browser.Evaluate[any](b, `document.querySelector("#find input").value = ""; document.querySelector("#find input").dispatchEvent(new Event("input")); `+unfold)
		b.Do("wait for the last case", chromedp.WaitVisible(chromedp.CSS(`details[data-i="47"] .say`)))
		b.Fits(fmt.Sprintf("unfolded at %d", width), "", "")
		b.Picture(fmt.Sprintf("report-unfolded-%d", width))
	}
	if n := browser.Evaluate[int](b, `performance.getEntriesByType("resource").filter(e => !e.name.endsWith("/favicon.ico")).length`); n > 0 || others.Load() > 0 {
		t.Errorf("the page asked for %d things, %d of its own server", n, others.Load())
	}
}
