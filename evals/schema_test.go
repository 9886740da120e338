package evals

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the schema of cases and the list of checks in docs/evals.md anew")

const schemaFile = "schema/cases.schema.json"

func TestSchemaAgreesWithTypes(t *testing.T) {
	t.Parallel()
	want := CasesSchema()
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the types say: go test ./evals -run Schema -update", schemaFile)
	}
}

func casesSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(CasesSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	const at = "https://sahayak.example/schema/cases"
	if err := c.AddResource(at, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuitesFitTheSchema(t *testing.T) {
	t.Parallel()
	schema := casesSchema(t)
	err := fs.WalkDir(embedded, "suites", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) != ".yaml" || path.Base(name) == suiteFile {
			return err
		}
		text, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		if err := schema.Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSchemaIsAsStrictAsLoad holds cases that load, and ones that do not,
// against the schema.
func TestSchemaIsAsStrictAsLoad(t *testing.T) {
	t.Parallel()
	schema := casesSchema(t)
	good := []string{
		"- {id: a, lang: en, ask: Hi, expect: {checks: [digits, {check: length, max: 5}]}}",
		"- {id: a, lang: hi, search: x, gold: [a/b], checks: [{check: hit-at-k, k: 1}]}",
		"{about: x, gate: 0.5, cases: [{id: a, lang: en, turns: [{say: x}], end: {drafts: [], asks: none}}]}",
	}
	for _, k := range CheckKinds() {
		good = append(good, "- id: a\n  lang: en\n  ask: Hi\n  checks:\n    "+k.Example)
	}
	for _, text := range good {
		if err := schema.Validate(asJSON(t, []byte(text))); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		"- {id: a, lang: fr, ask: Hi}", "- {id: a, lang: en, asks: Hi}", "- {id: a, lang: en, ask: Hi, expect: {outcome: [fine]}}",
		"- {id: a, lang: en, ask: Hi, checks: [{check: contians}]}", "- {id: a, lang: en, ask: Hi, checks: [{check: contains, txt: a}]}",
		"- {id: a, lang: en, ask: Hi, checks: [{check: length, max: 5, not: true}]}",
	} {
		if schema.Validate(asJSON(t, []byte(text))) == nil {
			t.Errorf("the schema lets through %s", text)
		}
	}
}

// asJSON is YAML as editors hold it against a schema.
func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestExamplesOfTheGuideLoad reads every case that docs/evals.md shows, as a
// reader would copy it, and expects only clauses that exist.
func TestExamplesOfTheGuideLoad(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	library := rules(t)
	schema := casesSchema(t)
	shown := 0
	for block := range strings.SplitSeq(string(raw), "```yaml\n") {
		text, _, _ := strings.Cut(block, "```")
		if !strings.HasPrefix(text, "- id:") {
			continue
		}
		shown++
		suites, err := Load(suiteFiles(map[string]string{"s/suite.yaml": "about: x\n", "s/c.yaml": text}))
		if err != nil {
			t.Error(err)
			continue
		}
		if err := schema.Validate(asJSON(t, []byte(text))); err != nil {
			t.Error(err)
		}
		for _, c := range suites[0].Cases {
			for _, id := range c.Rests() {
				if _, ok := library.Clause(id); !ok {
					t.Errorf("%s rests on %s, which does not exist", c.ID, id)
				}
			}
		}
	}
	if shown < 2 {
		t.Errorf("the guide shows %d cases", shown)
	}
}
