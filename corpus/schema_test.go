package corpus

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var schemaTypes = map[string]reflect.Type{
	"service":   reflect.TypeFor[Service](),
	"clauses":   reflect.TypeFor[[]Clause](),
	"papers":    reflect.TypeFor[[]Paper](),
	"form":      reflect.TypeFor[Form](),
	"examples":  reflect.TypeFor[Names](),
	"questions": reflect.TypeFor[[]Questions](),
	"glossary":  reflect.TypeFor[[]Concept](),
	"groups":    reflect.TypeFor[[]Group](),
}

// TestSchemasAgreeWithTypes walks each schema beside the Go type that its
// files are decoded into: same keys, all the way down.
func TestSchemasAgreeWithTypes(t *testing.T) {
	t.Parallel()
	for name, typ := range schemaTypes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := readSchema(t, name)
			sameKeys(t, name, root, root, typ)
		})
	}
}

func sameKeys(t *testing.T, at string, root, schema map[string]any, typ reflect.Type) {
	t.Helper()
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if ref, ok := schema["$ref"].(string); ok {
		schema = root["$defs"].(map[string]any)[path.Base(ref)].(map[string]any)
	}
	switch typ.Kind() {
	case reflect.Slice:
		items, ok := schema["items"].(map[string]any)
		if !ok {
			t.Errorf("%s: the type is a list, the schema is not", at)
			return
		}
		sameKeys(t, at+"[]", root, items, typ.Elem())
	case reflect.Struct:
		props, ok := schema["properties"].(map[string]any)
		if !ok || schema["additionalProperties"] != false {
			t.Errorf("%s: the schema is not a closed object", at)
			return
		}
		var got []string
		for k := range props {
			got = append(got, k)
		}
		slices.Sort(got)
		want := yamlKeys(typ)
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: keys of the type (-) and the schema (+):\n%s", at, d)
			return
		}
		index := fieldIndex(typ)
		for _, k := range want {
			sameKeys(t, at+"."+k, root, props[k].(map[string]any), typ.FieldByIndex(index[k]).Type)
		}
	}
}

func readSchema(t *testing.T, name string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("schema", name+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPacksFitSchemas validates every data file, and asks for the first line
// that lets an editor find the schema.
func TestPacksFitSchemas(t *testing.T) {
	t.Parallel()
	compiled := map[string]*jsonschema.Schema{}
	for name := range schemaTypes {
		compiled[name] = compileSchema(t, name)
	}
	fsys := os.DirFS(".")
	for _, pattern := range []string{"services/*/*.yaml", "glossary/*.yaml", "groups.yaml"} {
		files, err := fs.Glob(fsys, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			t.Run(file, func(t *testing.T) {
				t.Parallel()
				text, err := fs.ReadFile(fsys, file)
				if err != nil {
					t.Fatal(err)
				}
				name := schemaOf(file)
				up := strings.Repeat("../", strings.Count(file, "/"))
				if first, _, _ := strings.Cut(string(text), "\n"); first != "# yaml-language-server: $schema="+up+"schema/"+name+".schema.json" {
					t.Errorf("%s:1: the first line does not name the schema: %s", file, first)
				}
				d, faults := parseDocument(file, text)
				if len(faults) > 0 {
					t.Fatal(faults)
				}
				if d.root == nil {
					return // an empty file says nothing wrong
				}
				if err := compiled[name].Validate(plain(d.root)); err != nil {
					t.Errorf("%s: %v", file, err)
				}
			})
		}
	}
}

func schemaOf(file string) string {
	if strings.HasPrefix(file, "glossary/") {
		return "glossary"
	}
	return strings.TrimSuffix(path.Base(file), ".yaml")
}

func compileSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	const base = "https://sahayak.example/schema/"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(base+name, map[string]any(readSchema(t, name))); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(base + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain turns nodes into what a JSON Schema knows; dates stay texts, as in the
// editors that use these schemas.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = plain(c)
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}
