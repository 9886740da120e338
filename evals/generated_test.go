package evals

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Two loads make the same cases; every noisy case expects what its original
// does, and so does every one asked after another; every service is asked in parallel; every field of every form is filled in.
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
	asked := map[string]bool{} // fields, by service
	wrong := map[corpus.Lang]int{}
	for i, s := range first {
		var a, b []string
		for j, c := range s.Cases {
			a, b = append(a, c.ID+c.Ask+said(c)), append(b, second[i].Cases[j].ID+second[i].Cases[j].Ask+said(second[i].Cases[j]))
			switch s.Name {
			case "parity":
				services[c.Service] = true
			case "forms":
				for _, step := range c.Turns {
					asked[c.Service+" "+step.Expect.Asks] = true
					wrong[c.Lang] += len(step.Expect.Says)
				}
				if c.End == nil || c.End.Submitted == nil || !cmp.Equal(*c.End.Submitted, list{c.Service}) {
					t.Errorf("%s does not end in an application", c.ID)
				}
			case "robustness":
				if !slices.ContainsFunc([]string{"misspelt-", "unspaced-", "dictated-", "devanagari-english-", "greeted-"}, func(kind string) bool {
					o, ok := originals[c.ID[min(len(kind), len(c.ID)):]]
					return ok && o.Ask != c.Ask && cmp.Equal(o.Expect.Cites, c.Expect.Cites) && cmp.Equal(o.Expect.Numbers, c.Expect.Numbers)
				}) {
					t.Errorf("%s has no original that expects the same", c.ID)
				}
			case "switches":
				var original Case
				for id, o := range originals {
					if strings.HasSuffix(c.ID, "-"+id) && o.Ask == c.Turns[1].Say {
						original = o
					}
				}
				if e := c.Turns[1].Expect; original.Ask == "" || !cmp.Equal(original.Expect.CitesAny, e.CitesAny) || !cmp.Equal(original.Expect.Cites, e.Cites) || strings.HasPrefix(c.ID, "after-"+c.Service+"-") {
					t.Errorf("%s has no original that expects the same, or begins with its own service", c.ID)
				}
			default:
				originals[c.ID] = c
			}
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s is not the same when loaded again:\n%s", s.Name, d)
		}
	}
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range library.Services {
		if s.Form == nil || s.Ended {
			continue
		}
		for _, f := range s.Form.Fields {
			if !asked[s.ID+" "+f.ID] {
				t.Errorf("no conversation fills in %s of %s", f.ID, s.ID)
			}
		}
	}
	for _, l := range corpus.Langs {
		if wrong[l] < 20 {
			t.Errorf("%d wrong answers in %s, want 20 or more", wrong[l], l)
		}
	}
	if len(services) != 50 {
		t.Errorf("parity asks %d services, want all 50", len(services))
	}
}

// said is what a conversation says, in order.
func said(c Case) string {
	var all strings.Builder
	for _, step := range c.Turns {
		all.WriteString("\n" + step.Say + step.Choice)
	}
	return all.String()
}
