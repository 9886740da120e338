package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/evals"
)

// timeless is a recorded run without its times.
func timeless(t *testing.T, dir string) string {
	t.Helper()
	rec, err := readRun(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	rec.Timing = evals.RunTiming{}
	for i := range rec.Results {
		rec.Results[i] = rec.Results[i].Timeless()
	}
	var b strings.Builder
	if err := rec.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTwoRunsAreTheSameToTheByte(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	one, two := t.TempDir(), t.TempDir()
	_, out, errs := p.run("", "eval", "run", "first", "--filter", "income", "--jobs", "1", "--out", one)
	if !strings.Contains(out, "all ") {
		t.Fatalf("no summary: %s%s", out, errs)
	}
	p.run("", "eval", "run", "first", "--filter", "income", "--jobs", "7", "--out", two)
	a, b := timeless(t, one), timeless(t, two)
	if !strings.Contains(a, "SBX-INC-26-900001") {
		t.Error("no application was sent; the test says little")
	}
	if diff := cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")); diff != "" {
		t.Errorf("the runs differ (-one +two):\n%s", diff)
	}

	// Scored again without the assistant, the run is the same, too.
	three := t.TempDir()
	p.env["DATABASE_URL"] = "postgres://nobody@localhost:1/none"
	p.run("", "eval", "score", one, "--out", three)
	if diff := cmp.Diff(strings.Split(a, "\n"), strings.Split(timeless(t, three), "\n")); diff != "" {
		t.Errorf("scored again, the run differs (-before +after):\n%s", diff)
	}
	var junit struct {
		Tests int `xml:"tests,attr"`
	}
	raw, err := os.ReadFile(filepath.Join(one, "junit.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(raw, &junit); err != nil || junit.Tests == 0 {
		t.Errorf("junit.xml: %d tests, %v", junit.Tests, err)
	}
}

// Nothing is shared but the program: each run makes its database, loads it and
// throws it away.
func TestTwoRunsOnFreshDatabasesAreTheSameToTheByte(t *testing.T) {
	t.Parallel()
	var runs [2]string
	for i := range runs {
		out := t.TempDir()
		p := program{t: t, env: map[string]string{"HOME": t.TempDir(), "SAHAYAK_DATA": t.TempDir()}}
		p.run("", "eval", "run", "first", "--filter", "certificate", "--jobs", strconv.Itoa(1+6*i), "--out", out)
		runs[i] = timeless(t, out)
	}
	if len(strings.Split(runs[0], "\n")) < 50 {
		t.Fatalf("too little was measured to say anything:\n%s", runs[0])
	}
	if diff := cmp.Diff(strings.Split(runs[0], "\n"), strings.Split(runs[1], "\n")); diff != "" {
		t.Errorf("the runs differ (-one +two):\n%s", diff)
	}
}

func TestRecordedRepliesAreReplayedAndAMissNamesItsCase(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	replies, first, second := t.TempDir(), t.TempDir(), t.TempDir()
	p.run("", "eval", "run", "first", "--filter", "income-days", "--trials", "2", "--record", replies, "--out", first)
	for _, trial := range []string{"trial-1", "trial-2"} {
		if files, _ := filepath.Glob(filepath.Join(replies, trial, "*", "*.json")); len(files) == 0 {
			t.Errorf("%s: nothing was recorded", trial)
		}
	}
	p.run("", "eval", "run", "first", "--filter", "income-days", "--trials", "2", "--replay", replies, "--out", second)
	if diff := cmp.Diff(timeless(t, first), timeless(t, second)); diff != "" {
		t.Errorf("replayed, the run differs (-recorded +replayed):\n%s", diff)
	}
	code, out, _ := p.run("", "eval", "run", "first", "--filter", "income-papers-en", "--replay", replies)
	if code != infrastructure || !strings.Contains(out, "ERROR en       income-papers-en") || !strings.Contains(out, "no recorded reply") {
		t.Errorf("a miss: code %d\n%s", code, out)
	}
}

// The whole road: a run, its blessing, a wrong answer, and the stop.
func TestARegressionStopsUntilItIsBlessed(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	suites, baselines, good, bad := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	write := func(days string) {
		t.Helper()
		for name, text := range map[string]string{
			"suite.yaml": "about: days\ngate: 0.1\nmax_gap: 1\n",
			"a.yaml": `- {id: d-en, lang: en, service: income-certificate, kind: days, ask: "How many days does an income certificate take?", expect: {numbers: ["` + days + `"]}}
- {id: d-hi, lang: hi, service: income-certificate, kind: days, ask: "आय प्रमाण पत्र कितने दिन में बनता है?", expect: {numbers: ["21"]}}
`,
		} {
			if err := os.MkdirAll(filepath.Join(suites, "s"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(suites, "s", name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	eval := func(want int, args ...string) string {
		t.Helper()
		code, out, errs := p.run("", append([]string{"eval"}, args...)...)
		if code != want {
			t.Fatalf("%v: code %d, want %d\n%s%s", args, code, want, out, errs)
		}
		return out
	}
	run := func(out string) []string {
		return []string{"run", "--suites", suites, "--baselines", baselines, "--out", out}
	}
	write("21")
	eval(exitOK, run(good)...)
	eval(exitOK, "bless", good, "--baselines", baselines)
	eval(exitOK, run(good)...)
	write("22")
	if out := eval(regressed, run(bad)...); !strings.Contains(out, "REGRESSED 1: d-en") {
		t.Errorf("the regression is not named:\n%s", out)
	}
	if out := eval(regressed, "compare", good, bad); !strings.Contains(out, "newly failing        1: d-en") {
		t.Errorf("compare does not name it:\n%s", out)
	}
	eval(exitOK, "compare", good, good, "--json")
	eval(regressed, "run", "--suites", suites, "--baselines", baselines, "--only-failing", bad, "--json")
	eval(exitUsage, "bless", filepath.Join(bad, "nothing.jsonl"), "--baselines", baselines)
	if out := eval(exitOK, "bless", bad, "--baselines", baselines); !strings.Contains(out, "worse, and may stay so   d-en") {
		t.Errorf("bless does not tell what moved:\n%s", out)
	}
	eval(gateFailed, run(bad)...) // agreed to, so no regression, but below the gate
	if err := os.Remove(filepath.Join(suites, "s", "a.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(suites, "s", "a.yaml"), []byte(`- {id: d-hi, lang: hi, ask: "आय प्रमाण पत्र कितने दिन में बनता है?", expect: {numbers: ["21"]}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := eval(gateFailed, run(bad)...); !strings.Contains(out, "no longer in the suite: 1, first d-en") {
		t.Errorf("a missing case goes unseen:\n%s", out)
	}

	var one map[string]any
	if err := json.Unmarshal([]byte(eval(exitOK, "compare", bad, bad, "--json")), &one); err != nil {
		t.Errorf("compare --json: %v", err)
	}
}

func TestReplayOfAStoredConversation(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	turns := p.turns([]string{
		"income certificate ke liye kaun se kaagaz chahiye", "kitne din lagte hain", "income certificate ke liye apply karna hai", "Asha Verma", "cancel",
	})
	id := turns[0].Conversation
	out := p.must("", "eval", "replay", id, "--json")
	if !strings.Contains(out, `{"messages":5,"flips":0,"words":0,"unmeasured":0}`) {
		t.Errorf("today's program differs from itself:\n%s", out)
	}
	if got := strings.Count(out, "\n"); got != 6 {
		t.Errorf("%d lines for 5 messages and the counts", got)
	}
	if code, _, _ := p.run("", "eval", "replay", "nobody"); code != exitUsage {
		t.Errorf("an unknown conversation: code %d", code)
	}
	if code, _, _ := p.run("", "eval", "replay"); code != exitUsage {
		t.Errorf("no conversation: code %d", code)
	}
}

func TestCoverageTellsWhatNoCaseTouches(t *testing.T) {
	t.Parallel()
	out := (&program{t: t, env: map[string]string{"HOME": t.TempDir()}}).must("", "eval", "coverage", "--suite", "first", "--list")
	for _, want := range []string{"clauses ", "tools ", "form fields", "    failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("coverage does not say %q", want)
		}
	}
}
