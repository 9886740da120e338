package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvalJudgeGatesOnlyInAgreement(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	label := func(name string, raters []string, items int, of func(int) string) string {
		text := "item,rater,label\n"
		for _, r := range raters {
			for i := range items {
				text += fmt.Sprintf("first/case-%d,%s,%s\n", i, r, of(i))
			}
		}
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	everySecond := func(i int) string { return []string{"polite", "rude"}[i%2] }
	people := label("people.csv", []string{"asha", "ravi"}, 20, everySecond)
	tests := []struct {
		name     string
		opinions string
		code     int
		want     string
	}{
		{"agrees", label("same.csv", []string{"m"}, 20, everySecond), gateFailed, "alpha with people 1.000"},
		{"disagrees", label("other.csv", []string{"m"}, 20, func(i int) string { return everySecond(i / 2) }), exitOK, "among people 1.000"},
	}
	for _, tt := range tests {
		code, out, errs := bare(t, "eval", "judge", "--opinions", tt.opinions, "--people", people, "--failing", "rude")
		if code != tt.code || !strings.Contains(out, tt.want) {
			t.Errorf("%s: code %d, %q %q", tt.name, code, out, errs)
		}
	}
	if code, _, errs := bare(t, "eval", "judge", "--people", people); code != exitUsage {
		t.Errorf("no opinions: code %d, %q", code, errs)
	}
}
