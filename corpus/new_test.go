package corpus

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// corpusFolder is an empty corpus folder on disk.
func corpusFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "services"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestNewPackLoadsAndAsksToBeFilled: a template pack is no fault, and lint
// points at every file that has something to fill in.
func TestNewPackLoadsAndAsksToBeFilled(t *testing.T) {
	t.Parallel()
	dir := corpusFolder(t)
	if err := New(dir, "pet-licence"); err != nil {
		t.Fatal(err)
	}
	l, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	s, ok := l.Service("pet-licence")
	if !ok || s.Form == nil || len(s.Papers) == 0 || len(s.Clauses) == 0 {
		t.Fatalf("template read as %+v", s)
	}
	findings, err := Lint(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]bool{}
	for _, f := range findings {
		files[filepath.Base(f.File)] = true
		if f.Line == 0 {
			t.Errorf("no line: %s", f)
		}
	}
	for _, name := range []string{serviceFile, clausesFile, papersFile, formFile, examplesFile} {
		if !files[name] {
			t.Errorf("lint has nothing to say about the empty %s", name)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	dir := corpusFolder(t)
	if err := New(dir, "pet-licence"); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(dir, "services", "pet-licence", serviceFile)
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := New(dir, "pet-licence"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("second time: %v", err)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("overwritten: %q, %v", text, err)
	}
	for _, slug := range []string{"", "Pet Licence", "../pet", "pet_licence", "-pet"} {
		if err := New(dir, slug); err == nil {
			t.Errorf("accepted %q", slug)
		}
	}
	if err := New(t.TempDir(), "pet-licence"); err == nil {
		t.Error("accepted a folder that is no corpus")
	}
}

func TestAccept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, soundCorpus(t)); err != nil {
		t.Fatal(err)
	}
	first, err := Accept(dir)
	if err != nil || first != 24 { // two packs of 10 clauses, a paper and the service itself
		t.Fatalf("first time %d, %v", first, err)
	}
	if again, err := Accept(dir); err != nil || again != 0 {
		t.Errorf("second time %d, %v", again, err)
	}
	if findings, err := Lint(os.DirFS(dir)); err != nil || len(findings) > 0 {
		t.Errorf("after accepting: %v, %v", findings, err)
	}
	papers := filepath.Join(dir, "services", "tree-permit", papersFile)
	if err := os.WriteFile(papers, []byte("- id: [x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Accept(dir); err == nil {
		t.Error("accepted a corpus that does not load")
	}
}
