package corpus

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestLoadSound(t *testing.T) {
	t.Parallel()
	l, err := Load(soundCorpus(t))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range l.Services {
		ids = append(ids, s.ID)
	}
	if d := cmp.Diff([]string{"tree-permit", "well-permit"}, ids); d != "" {
		t.Error(d)
	}
	c, ok := l.Clause("tree-permit/the-fee")
	if !ok {
		t.Fatal("clause not found by its full id")
	}
	want := Clause{
		ID: "tree-permit/the-fee", Service: "tree-permit", Kind: Fee, Lead: true, Checked: "2026-11-01",
		Text:  Text{En: "The fee is 1,20,000 rupees.", Hi: "शुल्क १.२ लाख रुपये है।"},
		Facts: []Fact{{Type: "inr", Value: "120000"}}, Sources: []string{"garden-page"}, From: "2020-01-01", Until: "2030-12-31",
	}
	if d := cmp.Diff(want, c); d != "" {
		t.Error(d)
	}
	s, _ := l.Service("well-permit")
	if s.Form == nil || s.Form.Code != "WEL" || len(s.Form.Fields) != 4 || s.Form.Fields[1].Only.Field != "own" {
		t.Errorf("form not read: %+v", s.Form)
	}
	if len(s.Examples.Latn) != MinExamples || len(l.Concepts) != 2 || len(l.Groups) != 1 {
		t.Errorf("examples %d, concepts %d, groups %d", len(s.Examples.Latn), len(l.Concepts), len(l.Groups))
	}
}

// TestLoadOptional leaves out what a pack or corpus may lack.
func TestLoadOptional(t *testing.T) {
	t.Parallel()
	const dir = "services/tree-permit/"
	l, err := Load(soundCorpus(t, edit{dir + "papers.yaml", "", "-"}, edit{dir + "form.yaml", "", "# no form\n"},
		edit{"groups.yaml", "", "-"}, edit{"glossary/words.yaml", "", "-"}, edit{dir + ".notes.swp", "", "\x00"}))
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := l.Service("tree-permit"); s.Form != nil || len(s.Papers) > 0 {
		t.Errorf("form %v, papers %v", s.Form, s.Papers)
	}
}

func TestLoadFaults(t *testing.T) {
	t.Parallel()
	const clauses, svc = "services/tree-permit/clauses.yaml", "services/tree-permit/service.yaml"
	tests := []struct {
		name string
		edit edit
		want string // beginning of one error line
	}{
		{"not yaml", edit{clauses, "  en: A rule about this.", "  en: A rule: about this."}, clauses + ":3: not valid YAML: mapping values are not allowed"},
		{"tab", edit{clauses, "  en: A rule about this.", "\ten: A rule about this."}, clauses + ":3: the line is indented with a tab"},
		{"open quote", edit{svc, "url: https://garden.example/rules", "url: \"https://garden.example/rules"}, svc + ":"},
		{"not utf-8", edit{clauses, "A rule about this.", "A rule \xff about this."}, clauses + ":3: the file is not UTF-8 text here"},
		{"second document", edit{svc, "checked: 2026-11-01\n", "checked: 2026-11-01\n---\nid: x\n"}, svc + ":14: a second document starts here"},
		{"unknown key", edit{clauses, "  kind: days", "  knd: days"}, clauses + ":8: unknown key \"knd\" (use one of: id, kind, en, hi, latn,"},
		{"key twice", edit{clauses, "  kind: days", "  kind: days\n  kind: fee"}, clauses + ":9: the key \"kind\" is also on line 8"},
		{"list wanted", edit{clauses, "sources: [garden-page]", "sources: garden-page"}, clauses + ":5: a list is needed here"},
		{"mapping wanted", edit{svc, "{en: Tree permit, hi: पेड़ की अनुमति}", "Tree permit"}, svc + ":2: keys with values are needed here"},
		{"text wanted", edit{clauses, "en: A rule about this.", "en: [A rule]"}, clauses + ":3: a single value is needed here"},
		{"bool wanted", edit{svc, "official: true", "official: yes"}, svc + ":18: \"yes\" is not true or false"},
		{"number wanted", edit{"services/tree-permit/papers.yaml", "max_kb: 100", "max_kb: 0.1 MB"}, "services/tree-permit/papers.yaml:8: \"0.1 MB\" is not a whole number"},
		{"anchors", edit{clauses, "sources: [garden-page]", "sources: &s [garden-page]\n  when: *s"}, clauses + ":6: *s refers to another place"},
		{"kind", edit{clauses, "kind: days", "kind: day"}, clauses + ":8: unknown kind \"day\""},
		{"id twice", edit{clauses, "id: rule-days", "id: rule-eligibility"}, clauses + ":7: the clause id \"rule-eligibility\" is also at " + clauses + ":1"},
		{"null entry", edit{clauses, "- id: rule-days", "-\n- id: rule-days"}, clauses + ":7: this clause has no id"},
		{"no service file", edit{svc, "", "-"}, svc + ": the file is missing"},
		{"empty service file", edit{svc, "", "\n"}, svc + ":1: the file is empty"},
		{"group", edit{"groups.yaml", "names:", "naems:"}, "groups.yaml:3: unknown key \"naems\""},
		{"concept twice", edit{"glossary/words.yaml", "id: how-long", "id: fee"}, "glossary/words.yaml:6: the concept id \"fee\" is also at glossary/words.yaml:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l, err := Load(soundCorpus(t, tt.edit))
			var pack ErrPack
			if l != nil || !errors.As(err, &pack) || pack.File == "" {
				t.Fatalf("library %v, error %v", l, err)
			}
			if !slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(line string) bool { return strings.HasPrefix(line, tt.want) }) {
				t.Errorf("want %q, got\n%v", tt.want, err)
			}
		})
	}
}

func TestLoadTellsEveryFault(t *testing.T) {
	t.Parallel()
	_, err := Load(soundCorpus(t, edit{"services/tree-permit/service.yaml", "group:", "gruop:"}, edit{"services/well-permit/form.yaml", "code:", "cod:"}))
	if got := strings.Count(err.Error(), "unknown key"); got != 2 {
		t.Errorf("%d faults told: %v", got, err)
	}
}

func TestLoadWithoutServices(t *testing.T) {
	t.Parallel()
	if l, err := Load(fstest.MapFS{}); err == nil {
		t.Errorf("loaded %v", l)
	}
}

// FuzzLoad feeds arbitrary bytes to every kind of file: an error naming the
// file, or a library; never a panic. (Packs are read side by side, so coverage
// varies between runs: fuzz with -fuzzminimizetime 1x.)
func FuzzLoad(f *testing.F) {
	files := []string{"services/tree-permit/service.yaml", "services/tree-permit/clauses.yaml", "services/tree-permit/papers.yaml",
		"services/tree-permit/form.yaml", "services/tree-permit/examples.yaml", "glossary/words.yaml", "groups.yaml", "ids.txt"}
	for i, seed := range []string{soundService, soundClauses(), soundPapers, soundForm, soundExamples(), soundGlossary, soundGroups, "retired: x y\nz",
		"", "- a: &a [*a]", "- - - -", "? ?", "a: !!binary x", "<<: {id: x}", "\ufeffid: x", "a: |\n b", "%YAML 1.1\n---\n- {}", "- id: x\n  only: {is: [1]}"} {
		f.Add(uint8(i), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, which uint8, text []byte) {
		name := files[int(which)%len(files)]
		fsys := soundCorpus(t)
		fsys[name] = &fstest.MapFile{Data: text}
		l, err := Load(fsys)
		var pack ErrPack
		if err == nil && l == nil {
			t.Errorf("%s: neither library nor error", name)
		}
		if err != nil && !errors.As(err, &pack) {
			t.Errorf("%s: error without a place: %v", name, err)
		}
		if _, err := Lint(fsys); err != nil {
			t.Errorf("%s: lint: %v", name, err)
		}
	})
}
