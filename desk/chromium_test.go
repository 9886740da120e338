package desk_test

import (
	"bytes"
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/desk"
	"github.com/sahayak-delhi/sahayak/evals"
)

var screenshots = flag.String("screenshots", "", "folder for pictures of the pages, to look at; none are made if empty")

// browser is Chromium with one tab. Its methods fail the test.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// chromium starts a browser for one test, or skips the test where there is none.
// A script's uncaught error, or anything that a content security policy had to
// stop, fails the test.
func chromium(t *testing.T) browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium here (Debian's package chromium), so the pages are not tried in a browser")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.DisableGPU,
		chromedp.NoSandbox, // tests run as root in containers; the pages are our own
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("accept-lang", "en-IN"), chromedp.Flag("lang", "en-IN"),
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	console, quiet := context.WithCancel(ctx)
	messages := chromedp.Console(console)
	var reading sync.WaitGroup
	reading.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Source == "security" || strings.Contains(m.Text, "Content Security Policy") {
				t.Errorf("the browser complains: %s (%s)", m, m.URL)
			}
		}
	})
	t.Cleanup(func() { quiet(); reading.Wait() })
	return browser{t, ctx}
}

func (b browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func read[T any](b browser, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatalf("read the page: %v", err)
	}
	return v
}

// picture keeps one if asked to.
func (b browser) picture(name string) {
	b.t.Helper()
	if *screenshots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), read(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// tooSmall counts controls that a thumb cannot hit and text that is hard to read.
const tooSmall = `[...document.querySelectorAll("a, button, input, summary, p, li, td, th, h1, h2, code, span")].filter(e => {
	const box = e.getBoundingClientRect();
	return box.width > 1 && (parseFloat(getComputedStyle(e).fontSize) < 16 || e.matches("button, input, .button, summary") && box.height < 40);
}).length`

// tooWide is how many pixels the page is wider than the window.
const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

// asked are the addresses that the page asked for, other than our own.
const asked = `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith(location.origin)).join(" ")`

// TestChromiumDesk enters with the keyboard alone, looks at the list at both
// widths in each language, and opens a real report.
func TestChromiumDesk(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	runs := someRuns()
	runs.reports["20261122-060000"] = realReport(t)
	site := httptest.NewServer(newDesk(t, func(c *desk.Config) { c.Runs = runs }))
	t.Cleanup(site.Close)

	// Tab goes from the top through the languages to the box for the token, and
	// Enter sends it.
	b.do("open the desk", chromedp.EmulateViewport(360, 740), chromedp.Navigate(site.URL+"/desk"), chromedp.WaitVisible(chromedp.CSS("#token")))
	b.picture("enter-en-360")
	tabs := 0
	for ; read(b, chromedp.Evaluate[string](`document.activeElement.id`)) != "token"; tabs++ {
		if tabs > 8 {
			t.Fatal("the box for the token cannot be reached with Tab")
		}
		b.do("press Tab", chromedp.KeyEvent("\t"))
	}
	b.do("enter a wrong token", chromedp.KeyEvent("not the token at all\r"), chromedp.WaitVisible(chromedp.CSS(".alert")))
	b.picture("refused-en-360")
	b.do("enter the token", chromedp.SendKeys(chromedp.CSS("#token"), token+"\r"), chromedp.WaitVisible(chromedp.CSS(".run")))
	if cookies := read(b, chromedp.Evaluate[string](`document.cookie`)); cookies != "" {
		t.Errorf("a script can read the cookies %q", cookies)
	}

	windows := []struct {
		name          string
		width, height int64
	}{{"360", 360, 1600}, {"1280", 1280, 1400}}
	for _, lang := range corpus.Langs {
		for _, w := range windows {
			b.do("open the list", chromedp.EmulateViewport(w.width, w.height), chromedp.Navigate(site.URL+"/desk/evals?lang="+string(lang)), chromedp.WaitVisible(chromedp.CSS(".run")))
			if got := read(b, chromedp.Evaluate[string](`document.documentElement.lang`)); got != string(lang) {
				t.Errorf("the page is in %q, want %q", got, lang)
			}
			if wide, small := read(b, chromedp.Evaluate[int](tooWide)), read(b, chromedp.Evaluate[int](tooSmall)); wide > 0 || small > 0 {
				t.Errorf("%s at %s: %d px too wide, %d things too small", lang, w.name, wide, small)
			}
			if out := read(b, chromedp.Evaluate[string](asked)); out != "" {
				t.Errorf("the page asked for %s", out)
			}
			b.picture("runs-" + string(lang) + "-" + w.name)
		}
	}

	// The report's own script runs, but it is no page of ours.
	b.do("open a report", chromedp.Click(chromedp.CSS("#open-20261122-060000")), chromedp.WaitVisible(chromedp.CSS("#find")))
	if origin := read(b, chromedp.Evaluate[string](`self.origin`)); origin != "null" {
		t.Errorf("the report has the origin %q, so it could act as the desk", origin)
	}
	b.do("open a case that passed", chromedp.Click(chromedp.CSS("details[data-i] summary")), chromedp.WaitVisible(chromedp.CSS("details[data-i] .say")))
	b.picture("report-1280")
	b.do("go back", chromedp.Navigate(site.URL+"/desk/evals"), chromedp.WaitVisible(chromedp.CSS(".run")))
	b.do("sign out", chromedp.Click(chromedp.CSS(".plain")), chromedp.WaitVisible(chromedp.CSS("#token")))
	b.picture("enter-hi-Latn-1280")
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
