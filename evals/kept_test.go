package evals

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// putRun keeps a run with one suite.
func putRun(t *testing.T, s Shelf, started time.Time, report string) string {
	t.Helper()
	rec := Recording{Info: Info{Model: "offline", Embedder: "lexical", Trials: 1, Timing: RunTiming{Started: started.Format(time.RFC3339), Seconds: 2}}}
	summary := Summary{Suite: "first", ByLang: map[corpus.Lang]Score{corpus.Hindi: {Pass: 3, Fail: 1}}, All: Score{Pass: 3, Fail: 1}, Gate: []string{}}
	name, err := s.Keep(started, func(dir string) error {
		f, err := os.Create(filepath.Join(dir, summaryFile))
		if err != nil {
			return err
		}
		if err := errors.Join(WriteSummary(f, rec, []Summary{summary}), f.Close()); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, reportFile), []byte(report), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestShelfListsNewestFirst(t *testing.T) {
	t.Parallel()
	s := Shelf(filepath.Join(t.TempDir(), "runs"))
	if got, err := s.List(10); err != nil || got != nil {
		t.Fatalf("no folder: %v, %v", got, err)
	}
	day := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	putRun(t, s, day, "old")
	putRun(t, s, day.Add(time.Hour), "new")
	if again := putRun(t, s, day, "same second"); again != "20261122-030000-2" {
		t.Errorf("a second run of that second is called %q", again)
	}
	if err := os.MkdirAll(filepath.Join(string(s), "zzz-by-hand"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(string(s), ".hidden"), 0o700); err != nil {
		t.Fatal(err)
	}
	runs, err := s.List(10)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range runs {
		names = append(names, r.Name)
	}
	if diff := cmp.Diff([]string{"20261122-040000", "20261122-030000-2", "20261122-030000", "zzz-by-hand"}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if runs[0].Broken != "" || runs[3].Broken == "" || runs[0].Summaries[0].ByLang[corpus.Hindi].Pass != 3 || runs[0].Model != "offline" {
		t.Errorf("runs %+v", runs)
	}
	if few, err := s.List(1); err != nil || len(few) != 1 || few[0].Name != "20261122-040000" {
		t.Errorf("the newest alone: %v, %v", few, err)
	}
	if raw, err := s.Report("20261122-040000"); err != nil || string(raw) != "new" {
		t.Errorf("report %q, %v", raw, err)
	}
	if info, err := os.Stat(filepath.Join(string(s), "20261122-040000")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the run's folder has mode %v, %v", info.Mode(), err)
	}
}

// A run that could not be written leaves nothing behind.
func TestShelfKeepsWholeRunsOnly(t *testing.T) {
	t.Parallel()
	s := Shelf(t.TempDir())
	broken := errors.New("disk full")
	if _, err := s.Keep(time.Now(), func(string) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if left, err := os.ReadDir(string(s)); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestShelfReadsNothingOutside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := Shelf(filepath.Join(dir, "runs"))
	putRun(t, s, time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC), "mine")
	secret := filepath.Join(dir, "outside")
	if err := os.MkdirAll(secret, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(secret, reportFile), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	linked := filepath.Join(string(s), "linked")
	if err := os.MkdirAll(linked, 0o700); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		filepath.Join(string(s), "away"):   secret,
		filepath.Join(linked, reportFile):  filepath.Join(secret, reportFile),
		filepath.Join(linked, summaryFile): "../../outside/" + reportFile,
	} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{
		"", ".", "..", "../outside", "..\\outside", "/etc", "20261122-030000/../../outside", "20261122-030000/", "%2e%2e", "a\x00b", ".hidden", "away", "linked", "nothing",
	} {
		if raw, err := s.Report(name); err == nil {
			t.Errorf("%q gave %q", name, raw)
		}
	}
	runs, err := s.List(10)
	if err != nil || len(runs) != 2 || runs[1].Name != "linked" || runs[1].Broken == "" {
		t.Errorf("runs %+v, %v", runs, err)
	}
	if _, err := s.Report("nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a run that is not there: %v", err)
	}
}
