package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/evals"
)

// bare runs a command that needs neither database nor settings.
func bare(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, environment{getenv: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: &out, stderr: &errs})
	return code, out.String(), errs.String()
}

// repository is a git repository with one committed pack in rules/, that of
// the income certificate.
func repository(t *testing.T) (rules string) {
	t.Helper()
	top := t.TempDir()
	rules = filepath.Join(top, "rules")
	for _, dir := range []string{"services/income-certificate", "glossary"} {
		if err := os.CopyFS(filepath.Join(rules, dir), os.DirFS(filepath.Join("../../corpus", dir))); err != nil {
			t.Fatal(err)
		}
	}
	gitIn(t, top, "init", "-q")
	gitIn(t, top, "add", "rules")
	gitIn(t, top, "commit", "-q", "-m", "first")
	return rules
}

func gitIn(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v: %s", args, err, out)
	}
}

// rewrite changes one text of a file.
func rewrite(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s does not say %q", file, from)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCorpusDiff(t *testing.T) {
	t.Parallel()
	rules := repository(t)
	if code, out, errs := bare(t, "corpus", "diff", "HEAD", rules); code != exitOK || out != "" || !strings.Contains(errs, "0 changed") {
		t.Errorf("nothing changed: code %d, %q, %q", code, out, errs)
	}
	clauses := filepath.Join(rules, "services/income-certificate/clauses.yaml")
	rewrite(t, clauses, "The fee for an income certificate is not confirmed", "What an income certificate costs is not confirmed")
	rewrite(t, clauses, "- id: eligibility-no-limit", "- id: eligibility-any-income")

	code, out, errs := bare(t, "corpus", "diff", "HEAD", rules)
	if code != exitOK || !strings.Contains(errs, "1 changed, 1 added, 1 removed") {
		t.Errorf("code %d, %q", code, errs)
	}
	for _, want := range []string{
		"income-certificate/fee: clause changed\n  en\n    - The fee for an income certificate is",
		"\n    + What an income certificate costs is",
		"\n  cited by first/income-fee-en, ",
		"income-certificate/eligibility-any-income: clause added\n",
		"income-certificate/eligibility-no-limit: clause removed\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}

	_, out, _ = bare(t, "corpus", "diff", "HEAD", rules, "--json")
	var actions []string
	for line := range strings.Lines(out) {
		var d citedDelta
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		actions = append(actions, d.ID+" "+d.Action)
		if d.ID == "income-certificate/fee" && (len(d.Cases) == 0 || len(d.Parts) != 1 || d.Parts[0].Key != "en") {
			t.Errorf("the fee: %+v", d)
		}
	}
	want := []string{"income-certificate/eligibility-any-income added", "income-certificate/fee changed", "income-certificate/eligibility-no-limit removed"}
	if d := cmp.Diff(want, actions); d != "" {
		t.Error(d)
	}
}

func TestCorpusDiffSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	rules := repository(t)
	outside := t.TempDir()
	fresh := filepath.Join(filepath.Dir(rules), "fresh")
	if err := os.CopyFS(fresh, os.DirFS(rules)); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(filepath.Dir(rules), "rules/services/income-certificate/form.yaml")
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no revision", []string{"v9", rules}, exitUsage, `git knows no revision "v9"`},
		{"an option for a revision", []string{rules, "--", "--all"}, exitUsage, "there is no folder --all"},
		{"no folder", []string{"HEAD", filepath.Join(outside, "x")}, exitUsage, "there is no folder"},
		{"no repository", []string{"HEAD", outside}, exitError, "is not in a git repository"},
		{"no packs then", []string{"HEAD", fresh}, exitError, "the revision HEAD has no packs in fresh/services"},
	} {
		code, out, errs := bare(t, append([]string{"corpus", "diff"}, tt.args...)...)
		if code != tt.code || out != "" || !strings.Contains(errs, tt.want) {
			t.Errorf("%s: code %d, %q, %q", tt.name, code, out, errs)
		}
	}
	rewrite(t, broken, "code:", "coed:")
	if code, _, errs := bare(t, "corpus", "diff", "HEAD", rules); code != exitError || !strings.Contains(errs, "form.yaml:") {
		t.Errorf("a fault in the present packs: code %d, %q", code, errs)
	}
}

func TestCitingCases(t *testing.T) {
	t.Parallel()
	suites := []evals.Suite{{Name: "s", Cases: []evals.Case{
		{ID: "one", Expect: evals.Expect{Cites: []string{"a/fee"}, CitesAny: []string{"a/fee", "a/days"}}},
		{ID: "talk", Service: "a", Turns: []evals.Step{{Expect: evals.Expect{Asks: "owner"}}, {Expect: evals.Expect{Cites: []string{"a/fee"}}}}},
	}}}
	want := map[string][]string{"a/fee": {"s/one", "s/talk"}, "a/days": {"s/one"}, "a/form/owner": {"s/talk"}}
	if d := cmp.Diff(want, citing(suites)); d != "" {
		t.Error(d)
	}
}

// TestCorpusLintAccept: only clean packs on disk get their ids published.
func TestCorpusLintAccept(t *testing.T) {
	t.Parallel()
	if code, _, errs := bare(t, "corpus", "lint", "--accept"); code != exitUsage || !strings.Contains(errs, "needs the folder") {
		t.Errorf("built-in packs accepted: code %d, %q", code, errs)
	}
	dir := repository(t)
	service := filepath.Join(dir, "services/income-certificate/service.yaml")
	text, err := os.ReadFile(service)
	if err != nil {
		t.Fatal(err)
	}
	// The pack stands alone here, so nothing is related to it.
	alone := regexp.MustCompile(`(?m)^related: \[.*\]\n`).ReplaceAll(text, nil)
	if err := os.WriteFile(service, alone, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := bare(t, "corpus", "lint", "--accept", dir)
	if code != exitOK || !strings.Contains(errs, "ids added") {
		t.Fatalf("code %d, %s%s", code, out, errs)
	}
	ids, err := os.ReadFile(filepath.Join(dir, "ids.txt"))
	if err != nil || !strings.Contains(string(ids), "\nincome-certificate/fee\n") {
		t.Fatalf("%v: %s", err, ids)
	}
	if _, _, errs := bare(t, "corpus", "lint", "--accept", dir); !strings.Contains(errs, "0 ids added") {
		t.Errorf("accepted again: %q", errs)
	}
	rewrite(t, filepath.Join(dir, "services/income-certificate/clauses.yaml"), "- id: eligibility-no-limit", "- id: eligibility-any-income")
	code, out, _ = bare(t, "corpus", "lint", "--accept", dir)
	if code != exitError || !strings.Contains(out, `the published id "income-certificate/eligibility-no-limit" is gone`) {
		t.Errorf("a vanished id: code %d, %s", code, out)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, "ids.txt")); !bytes.Equal(now, ids) {
		t.Error("ids of faulty packs were published")
	}
}
