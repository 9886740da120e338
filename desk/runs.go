package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
)

const runsPath = "/desk/evals"

// Runs are the eval runs that were kept.
type Runs interface {
	// List is every run, newest first, at most most of them.
	List(ctx context.Context, most int) ([]Run, error)
	// Report is a run's report, a page of HTML with all it needs inside;
	// fs.ErrNotExist if there is none. Name is whatever stands in an address.
	Report(ctx context.Context, name string) ([]byte, error)
}

// Run is one eval run. Broken says why it cannot be shown; then only the name is
// known.
type Run struct {
	Name     string
	Broken   string
	Started  time.Time
	Took     time.Duration
	Model    string
	Embedder string
	Trials   int
	Partial  bool // part of the cases: no gate was held against it
	Suites   []Suite
}

// Suite is what a suite gave in a run.
type Suite struct {
	Name string
	// Forms holds a score for each form of writing that has cases.
	Forms map[corpus.Lang]Score
	All   Score
	// Errors counts the cases that could not be run.
	Errors int
	// Stops are the reasons why the gate stops a release, in English.
	Stops []string
	// Regressed and Fixed are cases against the baseline, by id. Baseline is
	// false when there is none; OtherModel, when it is of another model, so that
	// nothing of it stops a release.
	Regressed, Fixed     []string
	Baseline, OtherModel bool
	// Wrong are the cases, by id, in which a reply tells a wrong fee, day count,
	// limit or list of papers; Looked is how many cases ask for one and were
	// looked at for that.
	Wrong  []string
	Looked int
}

// Score counts cases. Lower is the lower 95 % bound of the share that pass.
type Score struct {
	Pass, Total int
	Lower       float64
}

// Verdict is what a suite or a run says of a release; the worst comes first.
type Verdict string

// The verdicts.
const (
	NotMeasured Verdict = "error"      // some case could not be run
	Regression  Verdict = "regression" // what passed in the baseline fails
	Stopped     Verdict = "stop"       // a gate says no
	Part        Verdict = "part"       // passes, but is not all
	Passed      Verdict = "pass"
)

// Verdict of the suite.
func (s Suite) Verdict(partial bool) Verdict {
	switch {
	case s.Errors > 0:
		return NotMeasured
	case s.Baseline && !s.OtherModel && len(s.Regressed) > 0:
		return Regression
	case len(s.Stops) > 0:
		return Stopped
	case partial:
		return Part
	}
	return Passed
}

// Verdict of the run is the worst of its suites'.
func (r Run) Verdict() Verdict {
	for _, v := range []Verdict{NotMeasured, Regression, Stopped, Part} {
		for _, s := range r.Suites {
			if s.Verdict(r.Partial) == v {
				return v
			}
		}
	}
	return Passed
}

// most bounds the runs on the page.
const most = 100

// runView is a run made ready for the template.
type runView struct {
	*view
	Run
	At, Time string // RFC 3339, and as shown
	Seconds  string
	Verdict  Verdict
	Suites   []suiteView
}

type suiteView struct {
	Suite
	Verdict Verdict
	Cells   []cell   // one for each form, then all
	Shown   []string // of Regressed
	Told    []string // of Wrong
}

// cell is one score; Share is empty when there are no cases.
type cell struct {
	Lang                 corpus.Lang // empty for all forms together
	Share, Lower, Counts string
}

// idsShown bounds the ids of cases of one kind listed for a suite.
const idsShown = 100

// delhi is the one time zone of India, which has no summer time.
var delhi = time.FixedZone("IST", 5*60*60+30*60)

func (s *server) showRuns(w http.ResponseWriter, r *http.Request) {
	runs, err := s.Runs.List(r.Context(), most+1)
	if err != nil {
		s.Log.Error("desk: runs not listed", "err", err)
		s.fail(w, r, http.StatusServiceUnavailable, "error_runs")
		return
	}
	v := s.view(r)
	v.List, v.Inside = true, s.Token != ""
	if len(runs) > most {
		runs, v.Most = runs[:most], most
	}
	for _, run := range runs {
		v.Runs = append(v.Runs, v.run(run))
	}
	s.render(w, http.StatusOK, v)
}

func (v *view) run(r Run) runView {
	out := runView{view: v, Run: r, Verdict: r.Verdict()}
	if r.Broken != "" {
		return out
	}
	out.At, out.Time = r.Started.UTC().Format(time.RFC3339), r.Started.In(delhi).Format("02-01-2006, 15:04")
	out.Seconds = fmt.Sprintf("%.0f", r.Took.Seconds())
	for _, s := range r.Suites {
		sv := suiteView{Suite: s, Verdict: s.Verdict(r.Partial), Shown: s.Regressed[:min(len(s.Regressed), idsShown)], Told: s.Wrong[:min(len(s.Wrong), idsShown)]}
		for _, l := range corpus.Langs {
			sv.Cells = append(sv.Cells, score(l, s.Forms[l]))
		}
		sv.Cells = append(sv.Cells, score("", s.All))
		out.Suites = append(out.Suites, sv)
	}
	return out
}

func score(l corpus.Lang, s Score) cell {
	c := cell{Lang: l}
	if s.Total > 0 {
		c.Share = fmt.Sprintf("%.1f %%", 100*float64(s.Pass)/float64(s.Total))
		c.Lower = fmt.Sprintf("%.1f %%", 100*s.Lower)
		c.Counts = fmt.Sprintf("%d/%d", s.Pass, s.Total)
	}
	return c
}

// reportPolicy lets a report use what is inside it, and makes it a stranger: it
// is no page of ours, has no cookie and reaches no address. A report names its
// own script and style by hash in a policy of its own, which holds as well.
const reportPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

func (s *server) showReport(w http.ResponseWriter, r *http.Request) {
	report, err := s.Runs.Report(r.Context(), r.PathValue("run"))
	if errors.Is(err, fs.ErrNotExist) {
		s.fail(w, r, http.StatusNotFound, "error_no_run")
		return
	}
	if err != nil {
		s.Log.Error("desk: report not read", "err", err)
		s.fail(w, r, http.StatusNotFound, "error_no_run")
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", reportPolicy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if _, err := w.Write(report); err != nil {
		s.Log.Debug("desk: report not sent", "err", err)
	}
}
