package evals

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

const csvTable = "\ufeffid,lang,service,kind,tags,ask,search,gold,outcome,cites_any,numbers,says,checks\n" +
	"days-hi,hi,income-certificate,days,a|b,\"कितने दिन, बताइए\",,,answered | unknown,income-certificate/days,21,,\n" +
	"fee-en,en,,,,What is the fee?,,,,,,SDM,\"[digits, {check: length, max: 900}]\"\n" +
	"find,en,,,,,fee,income-certificate/fee,,,,,\"[{check: hit-at-k, k: 3}]\"\n"

const jsonLines = `{"id":"days-hi","lang":"hi","service":"income-certificate","kind":"days","tags":["a","b"],"ask":"कितने दिन, बताइए","expect":{"outcome":["answered","unknown"],"cites_any":["income-certificate/days"],"numbers":["21"]}}

{"id":"fee-en","lang":"en","ask":"What is the fee?","expect":{"says":["SDM"],"checks":["digits",{"check":"length","max":900}]}}
{"id":"find","lang":"en","search":"fee","gold":["income-certificate/fee"],"checks":[{"check":"hit-at-k","k":3}]}
`

func asText(t *testing.T, cases []Case) string {
	t.Helper()
	raw, err := CasesYAML(cases)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestImport(t *testing.T) {
	t.Parallel()
	fromTable, err := ImportCSV(strings.NewReader(csvTable))
	if err != nil {
		t.Fatal(err)
	}
	fromLines, err := ImportJSONL(strings.NewReader(jsonLines))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(asText(t, fromLines), asText(t, fromTable)); d != "" {
		t.Errorf("the table gives other cases than the lines (-lines +table):\n%s", d)
	}
	if len(fromTable) != 3 || fromTable[0].Ask != "कितने दिन, बताइए" || len(fromTable[1].Expect.Checks) != 2 || fromTable[2].Checks[0].Name != "hit-at-k" {
		t.Errorf("cases:\n%s", asText(t, fromTable))
	}
	dir := t.TempDir()
	file, err := Put(dir, "mine", "imported", []byte(asText(t, fromTable)))
	if err != nil {
		t.Fatal(err)
	}
	suites, err := Load(os.DirFS(dir))
	if err != nil || len(suites) != 1 || len(suites[0].Cases) != 3 || filepath.Base(file) != "imported.yaml" {
		t.Fatal(suites, file, err)
	}
	if d := cmp.Diff(asText(t, fromTable), asText(t, suites[0].Cases)); d != "" {
		t.Errorf("what is read differs from what was written (-want +got):\n%s", d)
	}
}

func TestImportTellsEveryMistake(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"x.csv", "id,lang,asks_for\n", []string{"line 1", `no column "asks_for"`}},
		{"x.csv", "id,lang,id\n", []string{"line 1", "twice"}},
		{"x.csv", "id,lang,ask\na,en,Hi\na,en,Hi\nb,fr,Hi\n", []string{`line 3: case "a": the id stands twice`, `line 4: case "b"`}},
		{"x.csv", "id,lang,ask\na,en\n", []string{"line 2"}},
		{"x.csv", "id,lang,ask,checks\na,en,Hi,\"[{check: nope}]\"\n", []string{"line 2", `no check "nope"`}},
		{"x.csv", "id,lang,ask,checks\na,en,Hi,\"[\"\n", []string{"line 2: checks"}},
		{"x.csv", "", []string{"columns"}},
		{"x.jsonl", "{\"id\":\"a\",\"lang\":\"en\",\"aks\":\"Hi\"}\n{\"id\":\"b\"}\n", []string{"line 1", "aks", "line 2", `lang ""`}},
		{"x.jsonl", "{\n", []string{"line 1"}},
	}
	for _, tt := range tests {
		read := ImportCSV
		if filepath.Ext(tt.name) == ".jsonl" {
			read = ImportJSONL
		}
		_, err := read(strings.NewReader(tt.text))
		if err == nil {
			t.Errorf("%q: no error", tt.text)
			continue
		}
		for _, w := range tt.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: error %q, want %q in it", tt.text, err, w)
			}
		}
	}
}

func TestTemplatesLoad(t *testing.T) {
	t.Parallel()
	library := rules(t)
	dir := t.TempDir()
	for _, kind := range CaseTemplates {
		text, err := New("my-"+kind, kind, corpus.Hindi)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Put(dir, "mine", "my-"+kind, text); err != nil {
			t.Error(err)
		}
		if _, err := Put(dir, "mine", "my-"+kind, text); err == nil {
			t.Errorf("%s: written over", kind)
		}
	}
	suites, err := Load(os.DirFS(dir))
	if err != nil || len(suites[0].Cases) != len(CaseTemplates) {
		t.Fatal(err)
	}
	for _, c := range suites[0].Cases {
		if c.Lang != corpus.Hindi {
			t.Errorf("%s is in %s", c.ID, c.Lang)
		}
		for _, id := range c.Rests() {
			if _, ok := library.Clause(id); !ok {
				t.Errorf("%s rests on %s, which does not exist", c.ID, id)
			}
		}
	}
	for _, bad := range [][2]string{{"A b", "question"}, {"../x", "question"}, {"x", "riddle"}} {
		if _, err := New(bad[0], bad[1], corpus.Hindi); err == nil {
			t.Errorf("%v: no error", bad)
		}
	}
}

func TestPutLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Put(dir, "mine", "a", []byte("- {id: a, lang: xx, ask: Hi}\n")); err == nil {
		t.Fatal("a case that does not load was put")
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := Put(dir, "mine", "a", []byte("- {id: a, lang: en, ask: Hi}\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := Put(dir, "mine", "b", []byte("- {id: a, lang: en, ask: Hi}\n")); err == nil {
		t.Error("an id of the suite was taken twice")
	}
	if _, err := os.Stat(filepath.Join(dir, "mine", "b.yaml")); err == nil {
		t.Error("the refused file was left")
	}
	for _, name := range []string{"../a", "suite", ""} {
		if _, err := Put(dir, "mine", name, []byte("[]")); err == nil {
			t.Errorf("file %q: no error", name)
		}
	}
}

func TestFromTurns(t *testing.T) {
	t.Parallel()
	library := rules(t)
	asked := agent.Turn{
		Language: corpus.English, Outcome: agent.Answered, Message: "my PAN is ABCPE1234F, how many days for income certificate",
		Reply:      agent.Reply{Text: "21 days. Sunita Devi, flat 977."},
		Citations:  []agent.Citation{{Service: "income-certificate", Clause: "income-certificate/days"}},
		Understood: agent.Understanding{Kinds: []corpus.Kind{corpus.Days}},
	}
	c, err := FromTurns("stored", library, asked)
	if err != nil {
		t.Fatal(err)
	}
	want := "- id: stored\n  lang: en\n  service: income-certificate\n  kind: days\n  tags:\n    - transcript\n" +
		"  ask: my PAN is <PAN_1>, how many days for income certificate\n  expect:\n    outcome:\n      - answered\n" +
		"    cites:\n      - income-certificate/days\n    cites_only:\n      - income-certificate\n    numbers:\n      - \"21\"\n    asks: none\n"
	if d := cmp.Diff(want, asText(t, []Case{c})); d != "" {
		t.Errorf("case differs (-want +got):\n%s", d)
	}
	second := asked
	second.Message, second.ToolCalls = "status?", []agent.ToolCall{{Name: "checkStatus", Result: json.RawMessage("{}")}}
	if c, err = FromTurns("talk", library, asked, second); err != nil || len(c.Turns) != 2 || c.Turns[0].Expect.Outcome != nil || c.Turns[1].Expect.Tool != "checkStatus" {
		t.Errorf("%v\n%s", err, asText(t, []Case{c}))
	}
	second.Message = "<applicant_name>"
	if _, err = FromTurns("talk", library, asked, second); err == nil || !strings.Contains(err.Error(), "message 2") {
		t.Errorf("a message without words: %v", err)
	}
	if _, err = FromTurns("talk", library); err == nil {
		t.Error("no turns are no error")
	}
}
