package web_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
)

func TestCookieFlags(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil))
	for name, c := range map[string]struct {
		change func(*http.Request)
		secure bool
	}{
		"plain":        {func(*http.Request) {}, false},
		"TLS":          {func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, true},
		"behind proxy": {func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := post(api, jsonKind, `{"text":"hello"}`)
			c.change(r)
			w := do(h, r)
			got := cookie(w, "sahayak_conversation")
			if got == nil || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.MaxAge <= 0 || got.Secure != c.secure {
				t.Errorf("cookie %v", got)
			}
			if hsts := w.Header.Get("Strict-Transport-Security"); (hsts != "") != c.secure {
				t.Errorf("Strict-Transport-Security %q", hsts)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil))
	for _, path := range []string{"/", "/nothing", "/api/v1/messages", "/healthz"} {
		w := do(h, get(path))
		policy := w.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %q", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q is lax", path, policy)
		}
		if w.Header.Get("X-Content-Type-Options") != "nosniff" || w.Header.Get("X-Frame-Options") != "DENY" || w.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s: headers %v", path, w.Header)
		}
	}
	if got := do(h, get("/")).Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page's Cache-Control is %q: a shared computer would keep the conversation", got)
	}
}

// TestPageBringsItsOwn looks for anything inline or from outside, and fetches
// all that the page refers to.
func TestPageBringsItsOwn(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil), func(c *web.Config) { c.Sandbox = true })
	page := text(t, do(h, get("/")))
	for _, bad := range []string{"<style", "style=", " onclick", " onsubmit", "http://", "https://", "//cdn"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n, own := strings.Count(page, "<script"), strings.Count(page, `<script src="/assets/`); n != own {
		t.Errorf("%d scripts, %d of them our own files", n, own)
	}
	refs := regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(refs) < 3 {
		t.Fatalf("only %d files referred to", len(refs))
	}
	for _, ref := range refs {
		w := do(h, get(ref[1]))
		if kind := w.Header.Get("Content-Type"); w.StatusCode != 200 || kind == "" || !strings.Contains(w.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %q %q", ref[1], w.StatusCode, kind, w.Header.Get("Cache-Control"))
		}
		if body := text(t, w); strings.Contains(strings.ReplaceAll(body, "http://www.w3.org/2000/svg", ""), "://") {
			t.Errorf("%s refers to the outside", ref[1])
		}
	}
}

func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers map[string]string
		status  int
	}{
		"another site":            {map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403},
		"a neighbour":             {map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"an old browser":          {map[string]string{"Origin": "https://evil.example"}, 403},
		"our own page":            {map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://example.com"}, 200},
		"our own, an old browser": {map[string]string{"Origin": "http://example.com"}, 200},
		"a program":               {nil, 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBook(nil)
			r := post(api, jsonKind, `{"text":"hello"}`)
			for k, v := range c.headers {
				r.Header.Set(k, v)
			}
			w := do(newWeb(t, b), r)
			if w.StatusCode != c.status || (b.count() == 1) != (c.status == 200) {
				t.Errorf("%d, handed on %d; want %d", w.StatusCode, b.count(), c.status)
			}
			if c.status == 403 && decode(t, w)["error"] == nil {
				t.Error("no sentence")
			}
		})
	}
	for _, path := range []string{"/", "/end"} {
		r := post(path, formKind, "text=hello")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if w := do(newWeb(t, newBook(nil)), r); w.StatusCode != 403 {
			t.Errorf("POST %s from another site: %d", path, w.StatusCode)
		}
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	b := newBook(nil)
	h := newWeb(t, b, func(c *web.Config) {
		c.Rate, c.Burst = 0.5, 2
		c.Now = func() time.Time { return now }
		c.TrustedProxies = []string{"10.0.0.1"}
	})
	send := func(path, kind, body, from, forwarded string) *http.Response {
		r := post(path, kind, body)
		r.RemoteAddr = from
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		return do(h, r)
	}
	const hello = `{"text":"hello"}`
	for range 2 {
		if w := send(api, jsonKind, hello, "192.0.2.1:1000", ""); w.StatusCode != 200 {
			t.Fatalf("within the burst: %d", w.StatusCode)
		}
	}
	w := send(api, jsonKind, hello, "192.0.2.1:1001", "198.51.100.9") // who is not trusted cannot pretend
	if says, _ := decode(t, w)["error"].(string); w.StatusCode != 429 || w.Header.Get("Retry-After") != "2" || !strings.Contains(says, "after 2 seconds") {
		t.Errorf("beyond the burst: %d, Retry-After %q, %q", w.StatusCode, w.Header.Get("Retry-After"), says)
	}
	w = send("/", formKind, form("text", "keep me"), "192.0.2.1:1002", "")
	if page := text(t, w); w.StatusCode != 429 || w.Header.Get("Retry-After") != "2" || !strings.Contains(page, "keep me</textarea>") {
		t.Errorf("a form beyond the burst: %d, text kept: %v", w.StatusCode, strings.Contains(page, "keep me</textarea>"))
	}
	for name, other := range map[string][2]string{
		"another client":               {"192.0.2.2:1000", ""},
		"one behind our proxy":         {"10.0.0.1:1000", "198.51.100.1"},
		"another one behind our proxy": {"10.0.0.1:1000", "198.51.100.2"},
	} {
		if w := send(api, jsonKind, hello, other[0], other[1]); w.StatusCode != 200 {
			t.Errorf("%s: %d", name, w.StatusCode)
		}
	}
	// One IPv6 customer has a whole /64 to write from.
	for i := range 3 {
		w := send(api, jsonKind, hello, fmt.Sprintf("[2001:db8::%d]:1000", i+1), "")
		if want := []int{200, 200, 429}[i]; w.StatusCode != want {
			t.Errorf("IPv6 address %d: %d, want %d", i, w.StatusCode, want)
		}
	}
	now = now.Add(2 * time.Second)
	if w := send(api, jsonKind, hello, "192.0.2.1:1003", ""); w.StatusCode != 200 {
		t.Errorf("after the wait: %d", w.StatusCode)
	}
	// Reading is not limited.
	r := get("/")
	r.RemoteAddr = "192.0.2.1:1004"
	if w := do(h, r); w.StatusCode != 200 {
		t.Errorf("the page: %d", w.StatusCode)
	}
}

func TestTrustedProxiesMustBeAddresses(t *testing.T) {
	t.Parallel()
	_, err := web.New(newBook(nil).handle, web.Config{NotFound: errors.New("none"), TrustedProxies: []string{"proxy"}})
	if err == nil || !strings.Contains(err.Error(), "trusted proxies") {
		t.Errorf("error %v", err)
	}
}

func TestLogsTellNothing(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	b := newBook(helpful)
	panics := newWeb(t, newBook(func(m agent.Message) (agent.Turn, error) { panic(m.Text) }), func(c *web.Config) {
		c.Log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	h := newWeb(t, b, func(c *web.Config) {
		c.Log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	do(h, post(api, jsonKind, `{"text":"I am Sunita, 9810012345"}`))
	do(h, post(api, jsonKind, `{"text":"9810012345","conversation":"`+secretID+`"}`))
	do(h, post(api, jsonKind, `{"text":"break"}`)) // its error holds the conversation's id
	do(h, post("/?text=9810012345", formKind, form("text", "Sunita")))
	w := do(panics, post(api, jsonKind, `{"text":"Sunita 9810012345"}`))
	if w.StatusCode != 500 {
		t.Errorf("after a panic: %d", w.StatusCode)
	}
	out := logged.String()
	for _, bad := range []string{"Sunita", "9810012345", secretID} {
		if strings.Contains(out, bad) {
			t.Errorf("the log holds %q:\n%s", bad, out)
		}
	}
	for _, want := range []string{"message answered", "message not answered", "panic", "route=/api/v1/messages"} {
		if !strings.Contains(out, want) {
			t.Errorf("the log lacks %q:\n%s", want, out)
		}
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(helpful))
	do(h, post(api, jsonKind, `{"text":"नमस्ते"}`))
	do(h, post(api, jsonKind, `{`))
	do(h, get("/no/such/page/9810012345"))
	do(h, httptest.NewRequest("BREW", "/", nil))
	got := text(t, do(h, get("/metrics")))
	for _, want := range []string{
		`sahayak_turns_total{channel="web",language="hi",outcome="menu"} 1`,
		`sahayak_http_requests_total{method="POST",route="/api/v1/messages",status="200"} 1`,
		`sahayak_http_requests_total{method="POST",route="/api/v1/messages",status="400"} 1`,
		`sahayak_http_requests_total{method="(any)",route="(none)",status="404"} 1`,
		`sahayak_http_request_seconds_count{method="POST",route="/api/v1/messages"} 2`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	for _, bad := range []string{"9810012345", "BREW"} {
		if strings.Contains(got, bad) {
			t.Errorf("the metrics hold %q, which a client sent", bad)
		}
	}
}
