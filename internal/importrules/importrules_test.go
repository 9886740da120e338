package importrules

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	rules := Rules{
		Module: "example.org/m",
		Ours: map[string][]string{
			"core":       {},
			"shop":       {"core", "parts/..."},
			"shop/front": {"shop"},
			"parts":      {},
			"cmd":        {"..."},
		},
		Leaves:   []string{"internal/leaf"},
		TestOnly: []string{"internal/rig"},
		Cages:    map[string][]string{"example.com/sql": {"core"}, "example.com/http": {"shop", "cmd"}},
	}
	for _, test := range []struct {
		name, file, imports string
		want                []string
	}{
		{"nothing", "core/a.go", ``, nil},
		{"standard library", "core/a.go", `"os"`, nil},
		{"free module", "core/a.go", `"example.com/free"`, nil},
		{"drawn", "shop/a.go", `"example.org/m/core"`, nil},
		{"against the arrow", "core/a.go", `"example.org/m/shop"`, []string{"core/a.go: core must not import shop"}},
		{"below an allowed folder", "shop/a.go", `"example.org/m/core/deep"`, []string{"shop/a.go: shop must not import core/deep"}},
		{"below an allowed tree", "shop/a.go", `"example.org/m/parts/wheel"`, nil},
		{"the tree itself", "shop/a.go", `"example.org/m/parts"`, nil},
		{"a name that only begins alike", "shop/a.go", `"example.org/m/partsale"`, []string{"shop/a.go: shop must not import partsale"}},
		{"below itself", "core/a.go", `"example.org/m/core/deep"`, nil},
		{"the nearest entry speaks", "shop/front/a.go", `"example.org/m/core"`, []string{"shop/front/a.go: shop/front must not import core"}},
		{"an entry speaks for those below", "shop/back/a.go", `"example.org/m/core"`, nil},
		{"everything", "cmd/x/a.go", `"example.org/m/shop/front"`, nil},
		{"leaf", "core/a.go", `"example.org/m/internal/leaf"`, nil},
		{"folder without a rule", "attic/a.go", `"example.org/m/core"`, []string{"attic/a.go: no rule says what attic may import"}},
		{"test rig", "cmd/x/a.go", `"example.org/m/internal/rig"`, []string{"cmd/x/a.go: internal/rig is for tests only"}},
		{"test rig in a test", "core/a_test.go", `"example.org/m/internal/rig"`, nil},
		{"test rig in the rig", "internal/rig/with/main.go", `"example.org/m/internal/rig"`, nil},
		{"a test may reach across", "core/a_test.go", `"example.org/m/shop"; "example.com/http"`, nil},
		{"module in its cage", "core/deep/a.go", `"example.com/sql/driver"`, nil},
		{"module out of its cage", "shop/a.go", `"example.com/sql"`, []string{"shop/a.go: example.com/sql is for core only"}},
		{"package of a caged module", "parts/a.go", `"example.com/http/x"`, []string{"parts/a.go: example.com/http/x is for shop, cmd only"}},
		{"module that only begins alike", "parts/a.go", `"example.com/sqlite"`, nil},
		{"renamed and blank imports count", "parts/a.go", `db "example.com/sql"; _ "example.org/m/core"`,
			[]string{"parts/a.go: example.com/sql is for core only", "parts/a.go: parts must not import core"}},
		{"build tags hide nothing", "core/a_windows.go", `"example.org/m/shop"`, []string{"core/a_windows.go: core must not import shop"}},
		{"testdata", "core/testdata/a.go", `"example.org/m/shop"`, nil},
		{"hidden folder", ".git/a.go", `"example.org/m/shop"`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{test.file: {Data: []byte("package p\nimport (" + test.imports + ")\n")}}
			got, err := Check(tree, rules)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("breaches (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckSaysWhenAFileIsNoGo(t *testing.T) {
	t.Parallel()
	if got, err := Check(fstest.MapFS{"core/a.go": {Data: []byte("pakage")}}, Rules{}); err == nil {
		t.Errorf("got %v and no error for a file that does not parse", got)
	}
}
