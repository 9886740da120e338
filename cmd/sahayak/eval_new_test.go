package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvalNewAndImport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	table := filepath.Join(dir, "more.csv")
	write := func(text string) {
		if err := os.WriteFile(table, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	suites := filepath.Join(dir, "suites")
	if err := os.Mkdir(suites, 0o755); err != nil {
		t.Fatal(err)
	}
	where := []string{"--suite", "mine", "--dir", suites}
	code, out, errs := bare(t, append([]string{"eval", "new", "one", "--kind", "safety"}, where...)...)
	if code != exitOK || strings.TrimSpace(out) != filepath.Join(suites, "mine", "one.yaml") {
		t.Fatalf("new: code %d, %s%s", code, out, errs)
	}
	write("id,lang,ask,numbers\ntwo,en,How many days?,21\nthree,xx,?,\n")
	if code, _, errs := bare(t, append([]string{"eval", "import", table}, where...)...); code != exitUsage || !strings.Contains(errs, `more.csv: line 3: case "three"`) {
		t.Errorf("a bad table: code %d, %q", code, errs)
	}
	write("id,lang,ask,numbers\ntwo,en,How many days?,21\n")
	if code, _, errs := bare(t, append([]string{"eval", "import", table}, where...)...); code != exitOK {
		t.Errorf("import: code %d, %q", code, errs)
	}
	if code, out, errs := bare(t, "eval", "list", "--suites", suites); code != exitOK || !strings.Contains(out, "2 cases") {
		t.Errorf("list: code %d, %q %q", code, out, errs)
	}
	if code, out, _ := bare(t, "eval", "checks", "--group", "facts", "--json"); code != exitOK || !strings.Contains(out, `"name":"facts-agree"`) {
		t.Errorf("checks: code %d, %q", code, out)
	}
	if code, _, _ := bare(t, "eval", "checks", "--group", "none"); code != exitUsage {
		t.Errorf("an unknown group: code %d", code)
	}
}
