package edistrict_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// In every mode a call ends in an honest answer or an honest failure.
func TestModes(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	app, err := g.client(t, "").CreateApplication(t.Context(), "key-00000001", income)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		mode      string
		read      error
		write     error
		readCode  string
		writeCode string
	}{
		{"slow", edistrict.ErrUnavailable, edistrict.ErrUncertain, "gateway_timeout", "gateway_timeout"},
		{"down", edistrict.ErrUnavailable, edistrict.ErrUnavailable, "service_unavailable", "service_unavailable"},
		{"half", edistrict.ErrUnavailable, edistrict.ErrUncertain, "half_answer", "half_answer"},
		{"html", edistrict.ErrUnavailable, edistrict.ErrUncertain, "wrong_content_type", "wrong_content_type"},
		{"accept-then-drop", edistrict.ErrUnavailable, edistrict.ErrUncertain, "network", "network"},
	} {
		t.Run(tt.mode, func(t *testing.T) {
			c := g.client(t, tt.mode)
			var e *edistrict.Error
			s, err := c.Status(t.Context(), app.No, byMobile)
			if !errors.Is(err, tt.read) || !errors.As(err, &e) || e.Code != tt.readCode || s.State != "" {
				t.Errorf("read: %+v %v", s, err)
			}
			_, err = c.Submit(t.Context(), app.No, "key-submit-"+tt.mode)
			if !errors.Is(err, tt.write) || !errors.As(err, &e) || e.Code != tt.writeCode {
				t.Errorf("write: %v", err)
			}
		})
	}
}

func TestFlakyIsWeathered(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	c := newClient(t, edistrict.Config{BaseURL: g.url, Mode: "flaky", Attempts: 12, BreakerFailures: -1})
	for range 20 {
		if _, err := c.Services(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDriftIsUnknown(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	c := g.client(t, "drift")
	app, err := c.CreateApplication(t.Context(), "key-00000001", income)
	if err != nil || app.State != edistrict.Unknown || app.RawStatus != "ZX" {
		t.Fatalf("create: %+v %v", app, err)
	}
	s, err := c.Status(t.Context(), app.No, byMobile)
	if err != nil || s.State != edistrict.Unknown || s.RawStatus != "ZX" || s.NameMasked != "" || s.ServiceID != "income-certificate" {
		t.Errorf("status: %+v %v", s, err)
	}
}

// The trap: the step is done, the connection is cut. The citizen must not get
// two applications, nor be told of none.
func TestLostReplyIsSettledByLookup(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	_, err := g.client(t, "accept-then-drop").CreateApplication(t.Context(), "key-00000001", income)
	if !errors.Is(err, edistrict.ErrUncertain) || errors.Is(err, edistrict.ErrUnavailable) {
		t.Fatalf("lost reply: %v", err)
	}
	c := g.client(t, "")
	found, err := c.LookupByKey(t.Context(), "key-00000001")
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.CreateApplication(t.Context(), "key-00000001", income)
	if err != nil || again.No != found.No {
		t.Errorf("again: %s, found: %s, %v", again.No, found.No, err)
	}
	var n int
	if err := g.pool.QueryRow(t.Context(), `SELECT count(*) FROM edistrict_sandbox.applications`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d applications, %v", n, err)
	}
}

// portal is a server whose n-th answer the test writes.
func portal(t *testing.T, answer func(n int64, w http.ResponseWriter, r *http.Request)) (url string, calls *atomic.Int64) {
	t.Helper()
	calls = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Only after the body is read does the server notice a caller who leaves.
		_, _ = io.Copy(io.Discard, r.Body)
		answer(calls.Add(1), w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, calls
}

func writeJSON(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

const noServices = `{"sandbox":true,"services":[]}`

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		header  string
		maxWait time.Duration
		tries   int64
		ok      bool
		after   time.Duration
	}{
		{"no wait asked", "", 0, 2, true, 0},
		{"zero", "0", 0, 2, true, 0},
		{"a second, waited for in full", "1", 5 * time.Second, 2, true, 0},
		{"longer than we wait", "120", 0, 1, false, 2 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			url, calls := portal(t, func(n int64, w http.ResponseWriter, _ *http.Request) {
				if n == 1 {
					if tt.header != "" {
						w.Header().Set("Retry-After", tt.header)
					}
					writeJSON(w, 429, `{"error":"rate_limit_exceeded"}`)
					return
				}
				writeJSON(w, 200, noServices)
			})
			c := newClient(t, edistrict.Config{BaseURL: url, MaxWait: tt.maxWait})
			began := time.Now()
			_, err := c.Services(t.Context())
			if tt.header == "1" && time.Since(began) < time.Second {
				t.Errorf("came back after %v", time.Since(began))
			}
			if (err == nil) != tt.ok || calls.Load() != tt.tries {
				t.Fatalf("%d tries, %v", calls.Load(), err)
			}
			var e *edistrict.Error
			if errors.As(err, &e) && (!errors.Is(err, edistrict.ErrUnavailable) || e.RetryAfter != tt.after || !e.Retryable) {
				t.Errorf("%v after %v", err, e.RetryAfter)
			}
		})
	}
}

func TestOddAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer func(w http.ResponseWriter)
		want   error
		code   string
	}{
		{"redirect to a login page", func(w http.ResponseWriter) { w.Header().Set("Location", "http://127.0.0.1:1/"); w.WriteHeader(302) }, edistrict.ErrUncertain, "unexpected_status"},
		{"a page", func(w http.ResponseWriter) { _, _ = w.Write([]byte("<html>")) }, edistrict.ErrUncertain, "wrong_content_type"},
		{"a page that says it is JSON", func(w http.ResponseWriter) { writeJSON(w, 200, "<html>") }, edistrict.ErrUncertain, "half_answer"},
		{"half a JSON", func(w http.ResponseWriter) { writeJSON(w, 200, `{"application":{"applic`) }, edistrict.ErrUncertain, "half_answer"},
		{"less than announced", func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "500")
			writeJSON(w, 200, `{"application":{}}`)
		}, edistrict.ErrUncertain, "half_answer"},
		{"empty", func(w http.ResponseWriter) { writeJSON(w, 200, "") }, edistrict.ErrUncertain, "half_answer"},
		{"null", func(w http.ResponseWriter) { writeJSON(w, 200, "null") }, edistrict.ErrUncertain, "unreadable_answer"},
		{"a list", func(w http.ResponseWriter) { writeJSON(w, 200, "[]") }, edistrict.ErrUncertain, "unreadable_answer"},
		{"no number", func(w http.ResponseWriter) { writeJSON(w, 201, `{"application":{"state":"draft"}}`) }, edistrict.ErrUncertain, "unreadable_answer"},
		{"data that is no JSON", func(w http.ResponseWriter) { writeJSON(w, 200, `{"status":"true","data":"oops"}`) }, edistrict.ErrUncertain, "unreadable_answer"},
		{"success without data", func(w http.ResponseWriter) { writeJSON(w, 200, `{"status":true}`) }, edistrict.ErrUncertain, "unreadable_answer"},
		{"failure in words nobody knows", func(w http.ResponseWriter) { writeJSON(w, 200, `{"status":false,"message":"E-4711"}`) }, edistrict.ErrUnavailable, "legacy_failure"},
		{"a proxy's 503", func(w http.ResponseWriter) { w.WriteHeader(503) }, edistrict.ErrUncertain, "server_error"},
		{"the server's own 503", func(w http.ResponseWriter) { writeJSON(w, 503, `{"error":"service_unavailable"}`) }, edistrict.ErrUnavailable, "service_unavailable"},
		{"an unknown code", func(w http.ResponseWriter) { writeJSON(w, 409, `{"error":"moon_is_full"}`) }, edistrict.ErrConflict, "moon_is_full"},
		{"a 404 without a word", func(w http.ResponseWriter) { writeJSON(w, 404, `{}`) }, edistrict.ErrNotFound, "unexpected_status"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			url, _ := portal(t, func(_ int64, w http.ResponseWriter, _ *http.Request) { tt.answer(w) })
			app, err := newClient(t, edistrict.Config{BaseURL: url, Attempts: 2}).Submit(t.Context(), "SBX-INC-26-000001", "key-00000001")
			var e *edistrict.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &e) || e.Code != tt.code || app.No != "" {
				t.Errorf("%+v %v", app, err)
			}
		})
	}
}

func TestAnswerForAnotherIsNotBelieved(t *testing.T) {
	t.Parallel()
	url, _ := portal(t, func(_ int64, w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, 200, `{"application":{"applicationNo":"SBX-INC-26-000002","state":"approved"},"certificate":{"certificateNo":"SBXC-INC-26-000002","valid":true,"standing":"valid"}}`)
	})
	c := newClient(t, edistrict.Config{BaseURL: url})
	var e *edistrict.Error
	if _, err := c.Status(t.Context(), "SBX-INC-26-000001", byMobile); !errors.As(err, &e) || e.Code != "answer_mismatch" {
		t.Errorf("status: %v", err)
	}
	if _, err := c.VerifyCertificate(t.Context(), "SBXC-INC-26-000001"); !errors.As(err, &e) || e.Code != "answer_mismatch" {
		t.Errorf("certificate: %v", err)
	}
}

func TestCertificateNeedsBothWords(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"valid":true,"standing":"valid"}`:   true,
		`{"valid":"true","standing":"valid"}`: true,
		`{"valid":true,"standing":"revoked"}`: false,
		`{"valid":true,"standing":"queer"}`:   false,
		`{"valid":true}`:                      false,
		`{"standing":"valid"}`:                false,
	} {
		url, _ := portal(t, func(_ int64, w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, 200, `{"certificate":`+strings.Replace(body, "{", `{"certificateNo":"X",`, 1)+`}`)
		})
		c, err := newClient(t, edistrict.Config{BaseURL: url}).VerifyCertificate(t.Context(), "X")
		if err != nil || c.Valid != want {
			t.Errorf("%s: valid %v, %v", body, c.Valid, err)
		}
	}
}

func TestSlowTryIsCut(t *testing.T) {
	t.Parallel()
	url, calls := portal(t, func(n int64, w http.ResponseWriter, r *http.Request) {
		if n == 1 {
			<-r.Context().Done()
			return
		}
		writeJSON(w, 200, noServices)
	})
	c := newClient(t, edistrict.Config{BaseURL: url, AttemptTimeout: 100 * time.Millisecond})
	if _, err := c.Services(t.Context()); err != nil || calls.Load() != 2 {
		t.Errorf("%d tries, %v", calls.Load(), err)
	}
}

func TestTimeoutOfAWriteIsUncertain(t *testing.T) {
	t.Parallel()
	url, _ := portal(t, func(_ int64, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c := newClient(t, edistrict.Config{BaseURL: url, AttemptTimeout: 50 * time.Millisecond, Attempts: 2})
	var e *edistrict.Error
	if _, err := c.CreateApplication(t.Context(), "key-00000001", income); !errors.Is(err, edistrict.ErrUncertain) || !errors.As(err, &e) || e.Code != "timeout" {
		t.Errorf("write: %v", err)
	}
	if _, err := c.Services(t.Context()); !errors.Is(err, edistrict.ErrUnavailable) {
		t.Errorf("read: %v", err)
	}
}

func TestNobodyThere(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String()
	_ = l.Close()
	// No connection was had, so the write cannot have been done.
	_, err = newClient(t, edistrict.Config{BaseURL: url}).CreateApplication(t.Context(), "key-00000001", income)
	if !errors.Is(err, edistrict.ErrUnavailable) || errors.Is(err, edistrict.ErrUncertain) {
		t.Errorf("got %v", err)
	}
	if strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("the address is in %q", err)
	}
}

func TestCallerGivesUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	url, calls := portal(t, func(_ int64, _ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := newClient(t, edistrict.Config{BaseURL: url}).Submit(ctx, "SBX-INC-26-000001", "key-00000001")
	if !errors.Is(err, context.Canceled) || !errors.Is(err, edistrict.ErrUncertain) || calls.Load() != 1 {
		t.Errorf("%d tries, %v", calls.Load(), err)
	}
}

func TestBreaker(t *testing.T) {
	t.Parallel()
	url, calls := portal(t, func(_ int64, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) })
	c := newClient(t, edistrict.Config{BaseURL: url, Attempts: 2, BreakerFailures: 4, BreakerPause: time.Hour})
	var err error
	for range 5 {
		_, err = c.Services(t.Context())
	}
	var e *edistrict.Error
	if !errors.Is(err, edistrict.ErrUnavailable) || !errors.As(err, &e) || e.Code != "circuit_open" || e.RetryAfter < 59*time.Minute {
		t.Errorf("got %v after %v", err, e.RetryAfter)
	}
	if calls.Load() != 4 {
		t.Errorf("%d tries reached the portal, want 4", calls.Load())
	}
	// A write that never left is not uncertain.
	if _, err := c.Submit(t.Context(), "SBX-INC-26-000001", "key-00000001"); !errors.Is(err, edistrict.ErrUnavailable) {
		t.Errorf("write while open: %v", err)
	}
}

func TestErrorsAndLogsHaveNoNumbers(t *testing.T) {
	t.Parallel()
	url, _ := portal(t, func(n int64, w http.ResponseWriter, r *http.Request) {
		if n%2 == 0 {
			w.WriteHeader(502)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = conn.Close()
		}
	})
	var log bytes.Buffer
	c := newClient(t, edistrict.Config{BaseURL: url, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	_, err1 := c.Submit(t.Context(), "SBX-INC-26-000077", "key-00000001")
	_, err2 := c.Status(t.Context(), "SBX-INC-26-000077", edistrict.SecondFactor{MobileLast4: "4321", DOB: "1990-04-12"})
	if err1 == nil || err2 == nil {
		t.Fatal("no failure")
	}
	for _, text := range []string{err1.Error(), err2.Error(), log.String()} {
		for _, word := range []string{"000077", "4321", "1990", "key-00000001", "127.0.0.1"} {
			if strings.Contains(text, word) {
				t.Errorf("%q is in %q", word, text)
			}
		}
	}
	if !strings.Contains(log.String(), "op=submitApplication") {
		t.Errorf("log: %s", log.String())
	}
}
