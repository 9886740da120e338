package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/desk"
)

const token = "a token of more than sixteen characters"

var noon = time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC)

// shelf is a list of runs in memory; err, if set, comes instead.
type shelf struct {
	runs    []desk.Run
	reports map[string]string
	err     error
}

func (s shelf) List(_ context.Context, most int) ([]desk.Run, error) {
	return s.runs[:min(len(s.runs), most)], s.err
}

func (s shelf) Report(_ context.Context, name string) ([]byte, error) {
	r, ok := s.reports[name]
	if !ok {
		return nil, fmt.Errorf("report: %w", fs.ErrNotExist)
	}
	return []byte(r), nil
}

func score(pass, total int, lower float64) desk.Score {
	return desk.Score{Pass: pass, Total: total, Lower: lower}
}

// someRuns are one run of each verdict, and a broken one.
func someRuns() shelf {
	forms := map[corpus.Lang]desk.Score{corpus.English: score(93, 100, 0.863), corpus.Hindi: score(92, 100, 0.85), corpus.HindiLatin: score(92, 100, 0.85)}
	suite := func(change func(*desk.Suite)) desk.Suite {
		s := desk.Suite{Name: "services", Forms: forms, All: score(277, 300, 0.888), Baseline: true}
		if change != nil {
			change(&s)
		}
		return s
	}
	run := func(name string, ago time.Duration, suites ...desk.Suite) desk.Run {
		return desk.Run{Name: name, Started: noon.Add(-ago), Took: 22 * time.Second, Model: "offline", Embedder: "lexical", Trials: 1, Suites: suites}
	}
	part := run("20261122-040000", 2*time.Hour, suite(func(s *desk.Suite) {
		s.Forms = map[corpus.Lang]desk.Score{corpus.Hindi: score(4, 4, 0.51)}
		s.All = score(4, 4, 0.51)
		s.Baseline = false
	}))
	part.Partial, part.Trials = true, 4
	return shelf{
		runs: []desk.Run{
			run("20261122-060000", 0, suite(func(s *desk.Suite) { s.Name, s.Looked = "first", 40 }), suite(func(s *desk.Suite) { s.Fixed = []string{"a", "b"} })),
			run("20261122-050000", time.Hour, suite(func(s *desk.Suite) {
				s.Regressed, s.Fixed = []string{"income-fee-hi", "obc-papers-en"}, []string{"x"}
				s.Wrong, s.Looked = []string{"income-fee-hi"}, 143
			})),
			part,
			run("20261122-030000", 3*time.Hour, suite(func(s *desk.Suite) {
				s.Stops = []string{"services: 42.0 % of the cases in hi pass, the gate is 50.0 %"}
			})),
			run("20261121-030000", 27*time.Hour, suite(func(s *desk.Suite) { s.Errors = 3; s.OtherModel = true; s.Regressed = []string{"y"} })),
			{Name: "by-hand", Broken: "no summary"},
		},
		reports: map[string]string{"20261122-060000": "<!doctype html><title>report</title><p id=it>All of it</p>"},
	}
}

func newDesk(t *testing.T, change ...func(*desk.Config)) http.Handler {
	t.Helper()
	c := desk.Config{Runs: someRuns(), Token: token, Now: func() time.Time { return noon }}
	for _, f := range change {
		f(&c)
	}
	h, err := desk.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func do(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func get(path string, cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

func enter(with string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/desk/enter", strings.NewReader(url.Values{"token": {with}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func text(t *testing.T, w *http.Response) string {
	t.Helper()
	raw, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// session enters the token.
func session(t *testing.T, h http.Handler) *http.Cookie {
	t.Helper()
	w := do(h, enter(token))
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/desk/evals" {
		t.Fatalf("entered the token: %d %q", w.StatusCode, w.Header.Get("Location"))
	}
	for _, c := range w.Cookies() {
		if c.Name == "sahayak_desk" {
			return c
		}
	}
	t.Fatal("no cookie")
	return nil
}

func TestNewRefusesAnOpenDesk(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]desk.Config{
		"no token":    {Runs: someRuns()},
		"short token": {Runs: someRuns(), Token: "tooshort"},
		"no runs":     {Token: token},
	} {
		if _, err := desk.New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestOnlyStaffComeIn(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	cookie := session(t, h)
	changed := *cookie
	changed.Value = "9" + cookie.Value // later, with the old signature
	bare := *cookie
	bare.Value = token
	for _, path := range []string{"/desk/evals", "/desk/evals/20261122-060000", "/desk/nothing"} {
		for name, c := range map[string]*http.Cookie{"no cookie": {Name: "x", Value: "y"}, "a changed one": &changed, "the token itself": &bare} {
			w := do(h, get(path, c))
			if page := text(t, w); w.StatusCode != http.StatusForbidden || strings.Contains(page, "offline") || strings.Contains(page, "All of it") || !strings.Contains(page, `name="token"`) {
				t.Errorf("%s with %s: %d\n%s", path, name, w.StatusCode, page)
			}
		}
	}
	if w := do(h, get("/desk/evals", cookie)); w.StatusCode != 200 || !strings.Contains(text(t, w), "20261122-060000") {
		t.Errorf("with the cookie: %d", w.StatusCode)
	}
	later := newDesk(t, func(c *desk.Config) { c.Now = func() time.Time { return noon.Add(12*time.Hour + time.Second) } })
	if w := do(later, get("/desk/evals", cookie)); w.StatusCode != http.StatusForbidden {
		t.Errorf("after twelve hours: %d", w.StatusCode)
	}
	other := newDesk(t, func(c *desk.Config) { c.Token = "another token of enough characters" })
	if w := do(other, get("/desk/evals", cookie)); w.StatusCode != http.StatusForbidden {
		t.Errorf("after the token was changed: %d", w.StatusCode)
	}
}

func TestCookieIsStrict(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	for proto, secure := range map[string]bool{"": false, "https": true} {
		r := enter("  " + token + "\n") // as pasted
		r.Header.Set("X-Forwarded-Proto", proto)
		got := do(h, r).Cookies()
		if len(got) != 1 || !got[0].HttpOnly || got[0].SameSite != http.SameSiteStrictMode || got[0].Path != "/desk" || got[0].MaxAge != 12*60*60 || got[0].Secure != secure {
			t.Errorf("over %q: cookie %v", proto, got)
		}
		if strings.Contains(got[0].Value, token) {
			t.Error("the cookie holds the token")
		}
	}
	w := do(h, httptest.NewRequest(http.MethodPost, "/desk/leave", nil))
	if w.StatusCode != http.StatusForbidden {
		t.Errorf("leaving without a session: %d", w.StatusCode)
	}
	r := httptest.NewRequest(http.MethodPost, "/desk/leave", nil)
	r.AddCookie(session(t, h))
	if w := do(h, r); w.StatusCode != http.StatusSeeOther || len(w.Cookies()) != 1 || w.Cookies()[0].MaxAge >= 0 {
		t.Errorf("leaving: %d, %v", w.StatusCode, w.Cookies())
	}
}

func TestTriesAreLimited(t *testing.T) {
	t.Parallel()
	now := noon
	var logged bytes.Buffer
	h := newDesk(t, func(c *desk.Config) {
		c.Now = func() time.Time { return now }
		c.Log = slog.New(slog.NewTextHandler(&logged, nil))
	})
	try := func(with, from string) *http.Response {
		r := enter(with)
		r.RemoteAddr = from
		return do(h, r)
	}
	for i := range 5 {
		if w := try("wrong token that is long", "192.0.2.1:1"); w.StatusCode != http.StatusForbidden || len(w.Cookies()) > 0 {
			t.Fatalf("try %d: %d", i, w.StatusCode)
		}
	}
	w := try(token, "192.0.2.1:2") // right at last, but too late
	if page := text(t, w); w.StatusCode != http.StatusTooManyRequests || w.Header.Get("Retry-After") != "10" || !strings.Contains(page, "after 10 seconds") || len(w.Cookies()) > 0 {
		t.Errorf("the sixth: %d, Retry-After %q", w.StatusCode, w.Header.Get("Retry-After"))
	}
	if w := try(token, "192.0.2.2:1"); w.StatusCode != http.StatusSeeOther {
		t.Errorf("another client: %d", w.StatusCode)
	}
	now = now.Add(10 * time.Second)
	if w := try(token, "192.0.2.1:3"); w.StatusCode != http.StatusSeeOther {
		t.Errorf("after the wait: %d", w.StatusCode)
	}
	if out := logged.String(); strings.Contains(out, "long") || !strings.Contains(out, "wrong token") {
		t.Errorf("the log: %s", out)
	}
}

func TestOtherSitesCannotEnter(t *testing.T) {
	t.Parallel()
	r := enter(token)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := do(newDesk(t), r); w.StatusCode != http.StatusForbidden || len(w.Cookies()) > 0 {
		t.Errorf("%d, %v", w.StatusCode, w.Cookies())
	}
}

// On the machine itself no token is needed, but whoever only seems to be there
// stays out.
func TestLocalIsThisMachineOnly(t *testing.T) {
	t.Parallel()
	h := newDesk(t, func(c *desk.Config) { c.Token, c.Local = "", true })
	for name, c := range map[string]struct {
		remote, host, proxy string
		want                int
	}{
		"IPv4":                   {"127.0.0.1:5", "localhost:8080", "", 200},
		"IPv6":                   {"[::1]:5", "[::1]:8080", "", 200},
		"by number":              {"127.0.0.1:5", "127.0.0.1:8080", "", 200},
		"another machine":        {"192.0.2.7:5", "localhost:8080", "", 403},
		"a rebound name":         {"127.0.0.1:5", "evil.example:8080", "", 403},
		"a name that looks like": {"127.0.0.1:5", "localhost.evil.example", "", 403},
		"a proxy here":           {"127.0.0.1:5", "localhost", "192.0.2.7", 403},
	} {
		r := get("/desk/evals")
		r.RemoteAddr, r.Host = c.remote, c.host
		if c.proxy != "" {
			r.Header.Set("X-Forwarded-For", c.proxy)
		}
		w := do(h, r)
		if page := text(t, w); w.StatusCode != c.want || strings.Contains(page, "20261122") != (c.want == 200) || strings.Contains(page, "<form") {
			t.Errorf("%s: %d, want %d", name, w.StatusCode, c.want)
		}
	}
	// With a token set, the machine itself needs it, too.
	both := newDesk(t, func(c *desk.Config) { c.Local = true })
	r := get("/desk/evals")
	r.RemoteAddr, r.Host = "127.0.0.1:5", "localhost"
	if w := do(both, r); w.StatusCode != http.StatusForbidden {
		t.Errorf("token and local: %d", w.StatusCode)
	}
}

func TestRunsAreListed(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	cookie := session(t, h)
	page := text(t, do(h, get("/desk/evals", cookie)))
	for _, want := range []string{
		"22-11-2026, 12:00", "<b>92.3 %</b>", "(88.8 %) 277/300", "Passes", "Got worse", "Passes, in part", "Stopped", "Not measured",
		"2 worse, 1 better", "2 better", "income-fee-hi", "no baseline", "of another model", "4 trials a case", "no cases", "could not be run: 3",
		"the gate is 50.0 %", `<b class="bad">1</b> <span class="small">of 143 looked at</span>`, "<b>0</b> <span class=\"small\">of 40 looked at", "none asked for", "list of papers is told in: <code>income-fee-hi</code>", `href="/desk/evals/20261122-060000"`, "sahayak eval report by-hand",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, `href="/desk/evals/by-hand"`) {
		t.Error("a run without a summary can be opened")
	}
	first, last := strings.Index(page, "20261122-060000"), strings.Index(page, "20261121-030000")
	if first < 0 || last < first {
		t.Error("the order was changed")
	}
	for lang, want := range map[string]string{"hi": "जाँच के नतीजे", "hi-Latn": "Jaanch ke nateeje"} {
		w := do(h, get("/desk/evals?lang="+lang, cookie))
		if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/desk/evals" || len(w.Cookies()) != 1 {
			t.Fatalf("%s: %d %v", lang, w.StatusCode, w.Cookies())
		}
		page := text(t, do(h, get("/desk/evals", cookie, w.Cookies()[0])))
		if !strings.Contains(page, want) || !strings.Contains(page, `<html lang="`+lang+`"`) {
			t.Errorf("%s: not in that language", lang)
		}
		if strings.Contains(page, "verdict_") || strings.Contains(page, "&lt;no value&gt;") || strings.Contains(page, "form_") {
			t.Errorf("%s: a phrase is missing", lang)
		}
	}
	empty := newDesk(t, func(c *desk.Config) { c.Runs = shelf{} })
	if page := text(t, do(empty, get("/desk/evals", cookie))); !strings.Contains(page, "eval run --keep") {
		t.Errorf("no runs: the page does not say what to do")
	}
	many := newDesk(t, func(c *desk.Config) {
		s := shelf{}
		for i := range 101 {
			r := someRuns().runs[0]
			r.Name = fmt.Sprintf("run-%d", i)
			s.runs = append(s.runs, r)
		}
		c.Runs = s
	})
	if page := text(t, do(many, get("/desk/evals", cookie))); strings.Count(page, "<article") != 100 || !strings.Contains(page, "newest 100") {
		t.Errorf("101 runs: %d shown", strings.Count(page, "<article"))
	}
	broken := newDesk(t, func(c *desk.Config) { c.Runs = shelf{err: errors.New("/secret/path: denied")} })
	if w := do(broken, get("/desk/evals", cookie)); w.StatusCode != 503 || strings.Contains(text(t, w), "secret") {
		t.Errorf("unreadable: %d", w.StatusCode)
	}
}

func TestReportIsAStranger(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	cookie := session(t, h)
	w := do(h, get("/desk/evals/20261122-060000", cookie))
	policy := w.Header.Get("Content-Security-Policy")
	if w.StatusCode != 200 || !strings.Contains(text(t, w), "All of it") || w.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the report: %d", w.StatusCode)
	}
	if !strings.HasPrefix(policy, "sandbox allow-scripts;") || strings.Contains(policy, "allow-same-origin") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("its policy: %q", policy)
	}
	for _, path := range []string{"/desk/evals/nothing", "/desk/evals/..%2f..%2fetc%2fpasswd", "/desk/evals/%2e%2e", "/desk/evals/a/b"} {
		w := do(h, get(path, cookie))
		if w.StatusCode == 200 {
			t.Errorf("%s: %d", path, w.StatusCode)
		}
	}
}

func TestHeadersAreTheChats(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	cookie := session(t, h)
	for _, path := range []string{"/desk", "/desk/evals", "/desk/nothing"} {
		w := do(h, get(path, cookie))
		policy := w.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if w.Header.Get("X-Content-Type-Options") != "nosniff" || w.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: headers %v", path, w.Header)
		}
	}
	w := do(h, get("/desk/evals", cookie))
	page := text(t, w)
	if w.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control %q", w.Header.Get("Cache-Control"))
	}
	for _, bad := range []string{"<style", "style=", "<script", " onclick", "http://", "https://", "//cdn"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	refs := regexp.MustCompile(`(?:src|href)="(/desk/assets/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(refs) < 3 {
		t.Fatalf("only %d files referred to", len(refs))
	}
	for _, ref := range refs {
		if w := do(h, get(ref[1])); w.StatusCode != 200 || !strings.Contains(w.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d", ref[1], w.StatusCode)
		}
	}
}
