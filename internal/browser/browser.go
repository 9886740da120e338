// Package browser opens pages in Chromium, for tests alone: what scripts, styles
// and content security policies do shows only there.
package browser

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "folder for pictures of the pages, to look at; none are made if empty")

// Tab is one tab of a browser of its own. Its methods fail the test; they are for
// the goroutine of the test alone.
type Tab struct {
	t   testing.TB
	ctx context.Context
}

// Open starts a browser that ends with the test, or skips the test where there is
// none. A script's uncaught error, or anything that a content security policy had
// to stop, fails the test.
func Open(t testing.TB) Tab {
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
	return Tab{t, ctx}
}

// Do takes the steps, all within half a minute; what names them in a failure.
func (b Tab) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// Read gets a value from the page.
func Read[T any](b Tab, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatalf("read the page: %v", err)
	}
	return v
}

// Evaluate gets the value of an expression of JavaScript.
func Evaluate[T any](b Tab, expression string) T {
	b.t.Helper()
	return Read(b, chromedp.Evaluate[T](expression))
}

// Text is what the first element of a selector shows, blanks at its ends left out.
func (b Tab) Text(selector chromedp.CSS) string {
	b.t.Helper()
	return strings.TrimSpace(Read(b, chromedp.Text(selector)))
}

// Picture keeps one under the name, if the tests were given -screenshots.
func (b Tab) Picture(name string) {
	b.t.Helper()
	if *screenshots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), Read(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// tooWide is how many pixels the page is wider than the window.
const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

// Fits checks that nothing has to be scrolled sideways. Elements of the selector
// texts must be written at 16 px or more, those of controls also be 40 px high,
// for a thumb; both may be empty. The name tells the page in a failure.
func (b Tab) Fits(name, texts, controls string) {
	b.t.Helper()
	if wide := Evaluate[int](b, tooWide); wide > 0 {
		b.t.Errorf("%s: %d px too wide", name, wide)
	}
	if texts == "" {
		return
	}
	small := Evaluate[int](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(e => {
		const box = e.getBoundingClientRect();
		return box.width > 1 && (parseFloat(getComputedStyle(e).fontSize) < 16 || e.matches(%q) && box.height < 40);
	}).length`, texts, controls))
	if small > 0 {
		b.t.Errorf("%s: %d things too small", name, small)
	}
}

// Asked are the addresses, other than those of the page's own server, that the
// page asked for.
func (b Tab) Asked() string {
	b.t.Helper()
	return Evaluate[string](b, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith(location.origin)).join(" ")`)
}
