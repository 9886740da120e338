package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
)

// A run kept by the command line is on the desk, with its report.
func TestAKeptRunIsOnTheDesk(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	folder := filepath.Join(t.TempDir(), "runs")
	p.env["SAHAYAK_EVAL_RUNS"] = folder
	_, _, errs := p.run("", "eval", "run", "first", "--filter", "income-days", "--keep")
	if !strings.Contains(errs, "kept as "+folder) {
		t.Fatalf("not said where: %s", errs)
	}
	a := &app{config: &Config{EvalRuns: folder}, log: slog.New(slog.DiscardHandler)}
	h, err := a.withDesk(http.NotFoundHandler(), true)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) (int, string) {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.RemoteAddr, r.Host = "127.0.0.1:1", "localhost:8080"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		raw, err := io.ReadAll(w.Result().Body)
		if err != nil {
			t.Fatal(err)
		}
		return w.Code, string(raw)
	}
	code, page := get("/desk/evals")
	if code != 200 || !strings.Contains(page, ">first</th>") || !strings.Contains(page, "Part of the cases only") {
		t.Fatalf("the list: %d\n%s", code, page)
	}
	_, rest, _ := strings.Cut(page, `href="/desk/evals/`)
	name, _, _ := strings.Cut(rest, `"`)
	if code, report := get("/desk/evals/" + name); code != 200 || !strings.Contains(report, "income-days") {
		t.Errorf("the report %q: %d", name, code)
	}
	if code, _ := get("/desk/evals/..%2f" + name); code != http.StatusNotFound {
		t.Errorf("a way out: %d", code)
	}
}

// What a summary says of wrong facts reaches the desk.
func TestTheDeskShowsWrongFacts(t *testing.T) {
	t.Parallel()
	got := deskSuite(evals.Summary{Suite: "s", Wrong: evals.Wrong{
		Looked: map[corpus.Lang]int{corpus.English: 2, corpus.Hindi: 3}, Told: map[corpus.Lang]int{corpus.Hindi: 1},
		Cases: []evals.WrongCase{{ID: "fee-hi", Why: "tells 150 inr of x/fee"}},
	}})
	if got.Looked != 5 || !slices.Equal(got.Wrong, []string{"fee-hi"}) {
		t.Errorf("looked at %d, wrong %v", got.Looked, got.Wrong)
	}
}

func TestTheDeskIsNotThereForAll(t *testing.T) {
	t.Parallel()
	chat := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	for name, c := range map[string]struct {
		token       Secret
		local       bool
		path        string
		want        int
		wantNothing bool
	}{
		"nobody may":          {"", false, "/desk/evals", http.StatusTeapot, false},
		"on this machine":     {"", true, "/desk/evals", http.StatusForbidden, false}, // the request is not from here
		"with a token":        {"sixteen characters or more", false, "/desk/evals", http.StatusForbidden, false},
		"the chat beside it":  {"sixteen characters or more", false, "/deskevals", http.StatusTeapot, false},
		"a token to be tried": {"short", false, "", 0, true},
	} {
		a := &app{config: &Config{DeskToken: c.token, EvalRuns: t.TempDir()}, log: slog.New(slog.DiscardHandler)}
		h, err := a.withDesk(chat, c.local)
		if c.wantNothing {
			if err == nil {
				t.Errorf("%s: no error", name)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.path, nil))
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
	}
	for address, want := range map[string]bool{"127.0.0.1": true, "::1": true, "0.0.0.0": false, "::": false, "192.0.2.1": false} {
		if got := isLoopback(&net.TCPAddr{IP: net.ParseIP(address)}); got != want {
			t.Errorf("%s: loopback %v", address, got)
		}
	}
}
