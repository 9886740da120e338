package corpus

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestGuideIsComplete: the rule editors' guide names every key of the files and
// every word that a key allows.
func TestGuideIsComplete(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := string(text)
	words := slices.Concat(serviceGroups, factTypes, needs, fieldTypes, fileEndings)
	for _, k := range Kinds {
		words = append(words, string(k))
	}
	for _, c := range certainties {
		words = append(words, string(c))
	}
	for _, typ := range []reflect.Type{
		reflect.TypeFor[Service](), reflect.TypeFor[Source](), reflect.TypeFor[Omission](), reflect.TypeFor[Clause](), reflect.TypeFor[Fact](),
		reflect.TypeFor[Paper](), reflect.TypeFor[Form](), reflect.TypeFor[Field](), reflect.TypeFor[Concept](),
	} {
		words = append(words, yamlKeys(typ)...)
	}
	for _, w := range words {
		if !strings.Contains(guide, "`"+w+"`") && !strings.Contains(guide, "`"+w+":") {
			t.Errorf("docs/rules.md does not name `%s`", w)
		}
	}
}
