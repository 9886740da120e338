package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCorpusExport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	page, table := filepath.Join(dir, "handbook.html"), filepath.Join(dir, "coverage.csv")
	code, out, errs := bare(t, "corpus", "export", "--out", page, "--coverage", table)
	if code != exitOK || out != "" {
		t.Fatalf("code %d, %s%s", code, out, errs)
	}
	html, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	csv, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(csv), "\nincome-certificate,Income certificate,") {
		t.Errorf("no income certificate in the coverage:\n%s", csv)
	}
	code, out, _ = bare(t, "corpus", "export")
	if code != exitOK || out != string(html) || !strings.Contains(out, `id="income-certificate/fee"`) {
		t.Errorf("stdout differs from the file: code %d, %d and %d bytes", code, len(out), len(html))
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
	if code, _, errs := bare(t, "corpus", "export", "--out", filepath.Join(dir, "none", "h.html")); code != exitError || !strings.Contains(errs, "handbook") {
		t.Errorf("a folder that is not there: code %d, %q", code, errs)
	}
}
