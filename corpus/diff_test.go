package corpus

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	const dir = "services/tree-permit/"
	const clauses, papers, form, svc = dir + "clauses.yaml", dir + "papers.yaml", dir + "form.yaml", dir + "service.yaml"
	changed := func(id, what string, parts ...Difference) []Delta {
		return []Delta{{ID: id, Service: "tree-permit", What: what, Action: "changed", Parts: parts}}
	}
	tests := []struct {
		name  string
		edits []edit
		want  []Delta
	}{
		{"nothing", nil, nil},
		{"layout and notes", []edit{{papers, "- id: plan", "# a note\n- id:   plan"}}, nil},
		{"examples", []edit{{dir + "examples.yaml", "Tree question number 1", "Tree question number 99"}}, nil},
		{"both texts and the fact", []edit{{clauses, "1,20,000 rupees", "1,30,000 rupees"}, {clauses, "१.२ लाख", "१.३ लाख"}, {clauses, "value: 120000", "value: 130000"}},
			changed("tree-permit/the-fee", "clause",
				Difference{"en", "The fee is 1,20,000 rupees.", "The fee is 1,30,000 rupees."},
				Difference{"hi", "शुल्क १.२ लाख रुपये है।", "शुल्क १.३ लाख रुपये है।"},
				Difference{"facts 1 value", "120000", "130000"})},
		{"checked again", []edit{{clauses, "ask: {en: Ask the garden office., hi: बाग़ दफ़्तर से पूछें।}\n  sources: [garden-page]\n  checked: 2026-11-01", "ask: {en: Ask the garden office., hi: बाग़ दफ़्तर से पूछें।}\n  sources: [garden-page]\n  checked: 2026-11-20"}},
			changed("tree-permit/late-fee", "clause", Difference{"checked", "2026-11-01", "2026-11-20"})},
		{"a key that went", []edit{{clauses, "  lead: true\n", ""}}, changed("tree-permit/the-fee", "clause", Difference{"lead", "true", ""})},
		{"alternative of a paper", []edit{{papers, "en: Drawing", "en: Sketch"}}, changed("tree-permit/plan", "paper", Difference{"any_of drawing en", "Drawing", "Sketch"})},
		{"field", []edit{{form, "max: 60", "max: 70"}}, changed("tree-permit/form/owner", "field", Difference{"max", "60", "70"})},
		{"form", []edit{{form, "code: TRE", "code: TRP"}}, changed("tree-permit/form", "form", Difference{"code", "TRE", "TRP"})},
		{"source", []edit{{svc, "garden.example/rules", "garden.example/new"}}, changed("tree-permit", "service",
			Difference{"sources garden-page url", "https://garden.example/rules", "https://garden.example/new"})},
		{"renamed clause", []edit{{clauses, "id: rule-days", "id: rule-time"}}, []Delta{
			{"tree-permit/rule-time", "tree-permit", "clause", "added", []Difference{{"kind", "", "days"}, {"en", "", "A rule about this."},
				{"hi", "", "इसके बारे में एक नियम।"}, {"sources", "", "garden-page"}, {"checked", "", "2026-11-01"}}},
			{"tree-permit/rule-days", "tree-permit", "clause", "removed", []Difference{{"kind", "days", ""}, {"en", "A rule about this.", ""},
				{"hi", "इसके बारे में एक नियम।", ""}, {"sources", "garden-page", ""}, {"checked", "2026-11-01", ""}}},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Diff(soundCorpus(t), soundCorpus(t, tt.edits...))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDiffOfPacks(t *testing.T) {
	t.Parallel()
	one := soundCorpus(t)
	for name := range one {
		if strings.HasPrefix(name, "services/well-permit/") {
			delete(one, name)
		}
	}
	delete(one, "groups.yaml")
	for _, tt := range []struct {
		action        string
		before, after fstest.MapFS
	}{{"added", one, soundCorpus(t)}, {"removed", soundCorpus(t), one}} {
		got, err := Diff(tt.before, tt.after)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, c := range got {
			if c.Action != tt.action || c.Service != "well-permit" {
				t.Errorf("%s: %s %s", tt.action, c.ID, c.Action)
			}
			count[c.What]++
		}
		want := map[string]int{"service": 1, "clause": 10, "paper": 1, "form": 1, "field": 4}
		if d := cmp.Diff(want, count); d != "" {
			t.Error(d)
		}
	}
}

// TestDiffOfAnOlderFormat: what the format no longer knows is passed over in the
// earlier packs, but not in the present ones.
func TestDiffOfAnOlderFormat(t *testing.T) {
	t.Parallel()
	old := edit{"services/tree-permit/clauses.yaml", "  kind: days", "  kind: days\n  mood: good"}
	if got, err := Diff(soundCorpus(t, old), soundCorpus(t)); err != nil || len(got) > 0 {
		t.Errorf("got %v, %v", got, err)
	}
	var fault ErrPack
	if _, err := Diff(soundCorpus(t), soundCorpus(t, old)); !errors.As(err, &fault) || fault.Line != 9 {
		t.Errorf("the unknown key of the present pack is passed over: %v", err)
	}
	if _, err := Diff(soundCorpus(t, edit{"services/tree-permit/clauses.yaml", "kind: days", "kind: [days"}), soundCorpus(t)); !errors.As(err, &fault) {
		t.Errorf("an earlier file that is no YAML is passed over: %v", err)
	}
	if _, err := Diff(fstest.MapFS{}, soundCorpus(t)); err == nil {
		t.Error("an earlier folder without packs is passed over")
	}
}
