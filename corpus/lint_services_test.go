package corpus_test

import (
	"os"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// TestLintServices prints the findings of each pack on disk; for one pack run
// go test ./corpus -run TestLintServices/SLUG.
func TestLintServices(t *testing.T) {
	t.Parallel()
	findings, err := corpus.Lint(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	packs, err := os.ReadDir("services")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range packs {
		t.Run(e.Name(), func(t *testing.T) {
			t.Parallel()
			for _, f := range findings {
				if strings.HasPrefix(f.File, "services/"+e.Name()+"/") || f.File == "services/"+e.Name() {
					t.Errorf("corpus/%s", f)
				}
			}
		})
	}
}

// TestEmbeddedIsClean holds the whole corpus, glossary and groups included, to
// the rules.
func TestEmbeddedIsClean(t *testing.T) {
	t.Parallel()
	findings, err := corpus.Lint(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("corpus/%s", f)
	}
	if _, err := corpus.Embedded(); err != nil {
		t.Errorf("embedded packs do not load: %v", err)
	}
}
