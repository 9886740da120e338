package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeyset(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.must("", "ask", "--as", "919999900001", "Hi")
	file := filepath.Join(p.env["SAHAYAK_DATA"], "keyset.json")
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the keyset: %v %v", info, err)
	}
	if doctor := p.must("", "doctor"); !strings.Contains(doctor, file+": 1 keys") {
		t.Errorf("doctor does not name the keyset:\n%s", doctor)
	}
	p.must("", "keyset", "add")
	if doctor := p.must("", "doctor"); !strings.Contains(doctor, file+": 2 keys") {
		t.Errorf("doctor does not name the rotated keyset:\n%s", doctor)
	}
	p.must("", "retention", "--dry-run")

	p.env["SAHAYAK_DATA"] = t.TempDir() // where another keyset is made
	code, _, errs := p.run("", "ask", "Hi")
	if code != exitError || !strings.Contains(errs, "SAHAYAK_KEYSET") || !strings.Contains(errs, "another key") || strings.Count(errs, "\n") != 1 {
		t.Errorf("a wrong keyset: code %d, %q", code, errs)
	}
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte("secret words"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.env["SAHAYAK_KEYSET"] = broken
	if code, _, errs = p.run("", "ask", "Hi"); code != exitError || !strings.Contains(errs, "no Tink keyset") || strings.Contains(errs, "secret words") {
		t.Errorf("a broken keyset: code %d, %q", code, errs)
	}
}
