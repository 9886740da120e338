package evals

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two loads make the same cases; every noisy case expects what its original
// does; every service is asked in parallel.
func TestGeneratedSuites(t *testing.T) {
	t.Parallel()
	first, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	second, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	originals := map[string]Case{}
	services := map[string]bool{}
	for i, s := range first {
		var a, b []string
		for j, c := range s.Cases {
			a, b = append(a, c.ID+c.Ask), append(b, second[i].Cases[j].ID+second[i].Cases[j].Ask)
			switch s.Name {
			case "parity":
				services[c.Service] = true
			case "robustness":
				if !slices.ContainsFunc([]string{"misspelt-", "unspaced-", "dictated-", "devanagari-english-", "greeted-"}, func(kind string) bool {
					o, ok := originals[c.ID[min(len(kind), len(c.ID)):]]
					return ok && o.Ask != c.Ask && cmp.Equal(o.Expect.Cites, c.Expect.Cites) && cmp.Equal(o.Expect.Numbers, c.Expect.Numbers)
				}) {
					t.Errorf("%s has no original that expects the same", c.ID)
				}
			default:
				originals[c.ID] = c
			}
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s is not the same when loaded again:\n%s", s.Name, d)
		}
	}
	if len(services) != 50 {
		t.Errorf("parity asks %d services, want all 50", len(services))
	}
}
