package corpus

import (
	"bytes"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
)

// fifty is a corpus of fifty packs, made by repeating the real ones under
// other names.
func fifty(tb testing.TB) fs.FS {
	tb.Helper()
	dirs, err := fs.ReadDir(embedded, "services")
	if err != nil || len(dirs) == 0 {
		tb.Fatalf("no packs to repeat: %v", err)
	}
	out := fstest.MapFS{}
	for i := range 50 {
		slug := dirs[i%len(dirs)].Name()
		to := fmt.Sprintf("%s-%d", slug, i)
		files, err := fs.ReadDir(embedded, "services/"+slug)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range files {
			text, err := fs.ReadFile(embedded, "services/"+slug+"/"+f.Name())
			if err != nil {
				tb.Fatal(err)
			}
			text = bytes.Replace(text, []byte("\nid: "+slug+"\n"), []byte("\nid: "+to+"\n"), 1)
			out["services/"+to+"/"+f.Name()] = &fstest.MapFile{Data: text}
		}
	}
	files, err := fs.Glob(embedded, "glossary/*.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range files {
		text, err := fs.ReadFile(embedded, f)
		if err != nil {
			tb.Fatal(err)
		}
		out[f] = &fstest.MapFile{Data: text}
	}
	return out
}

func BenchmarkLoad50(b *testing.B) {
	fsys := fifty(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLint50(b *testing.B) {
	fsys := fifty(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Lint(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
