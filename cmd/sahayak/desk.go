package main

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/desk"
	"github.com/sahayak-delhi/sahayak/evals"
)

// withDesk adds the desk to the chat where there is a token to enter it by, or
// where nobody but this machine can connect. Elsewhere there is none.
func (a *app) withDesk(chat http.Handler, local bool) (http.Handler, error) {
	if a.config.DeskToken == "" && !local {
		return chat, nil
	}
	staff, err := desk.New(desk.Config{
		Runs: deskRuns{evals.Shelf(a.config.EvalRuns)}, Token: string(a.config.DeskToken), Local: local, Log: a.log,
	})
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/desk" || strings.HasPrefix(r.URL.Path, "/desk/") {
			staff.ServeHTTP(w, r)
			return
		}
		chat.ServeHTTP(w, r)
	}), nil
}

func isLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// deskRuns shows the desk a folder of runs.
type deskRuns struct{ shelf evals.Shelf }

func (d deskRuns) Report(_ context.Context, name string) ([]byte, error) { return d.shelf.Report(name) }

func (d deskRuns) List(_ context.Context, most int) ([]desk.Run, error) {
	kept, err := d.shelf.List(most)
	if err != nil {
		return nil, err
	}
	var runs []desk.Run
	for _, k := range kept {
		run := desk.Run{Name: k.Name, Broken: k.Broken, Model: k.Model, Embedder: k.Embedder, Trials: k.Trials, Partial: k.Partial}
		run.Started, _ = time.Parse(time.RFC3339, k.Timing.Started) // read with the run; none of a broken one
		run.Took = time.Duration(k.Timing.Seconds * float64(time.Second))
		for _, s := range k.Summaries {
			run.Suites = append(run.Suites, deskSuite(s))
		}
		runs = append(runs, run)
	}
	return runs, nil
}

func deskSuite(s evals.Summary) desk.Suite {
	out := desk.Suite{Name: s.Suite, Forms: map[corpus.Lang]desk.Score{}, All: deskScore(s.All), Errors: s.All.Error, Stops: s.Gate}
	for l, score := range s.ByLang {
		out.Forms[l] = deskScore(score)
	}
	for _, c := range s.Wrong.Cases {
		out.Wrong = append(out.Wrong, c.ID)
	}
	for _, n := range s.Wrong.Looked {
		out.Looked += n
	}
	if s.Diff != nil {
		out.Baseline, out.OtherModel = true, !s.Diff.Comparable
		out.Regressed, out.Fixed = s.Diff.Regressed, s.Diff.Fixed
	}
	return out
}

func deskScore(s evals.Score) desk.Score {
	return desk.Score{Pass: s.Pass, Total: s.Total(), Lower: s.Lower()}
}
