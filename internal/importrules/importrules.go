// Package importrules keeps the arrows between the folders of this module as they are drawn: which folder may import which of ours, and which
// outside modules are caged where. [Check] reads the files themselves, so it is not fooled by the test cache, and needs no linter.
package importrules

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Rules is the drawing. Folders are named by their path in the module, "agent/model"; a folder speaks for those below it that have no entry.
type Rules struct {
	// Module is the module's path.
	Module string

	// Ours says which of our folders a folder may import. What is below an allowed folder is not allowed with it, unless the entry ends in
	// "/...". "..." alone allows everything. A folder may import what is below itself. A folder that no entry covers is an error: whoever
	// adds one must say where it belongs.
	Ours map[string][]string

	// Leaves may be imported by all.
	Leaves []string

	// Cages says which folders, with all below them, may import an outside module, named by its path. Modules not listed are free.
	Cages map[string][]string

	// TestOnly folders are for tests; only what is below them may import them.
	TestOnly []string
}

// Check returns one line for each breach in the Go files of the tree, "file: what", in the order of the files; nil if there is none. Test files are free:
// a test may reach across to set a scene. Folders called testdata, and those whose name begins with a dot or an underscore, are left out, as
// the go command does. The error is for a tree that cannot be read.
func Check(tree fs.FS, rules Rules) ([]string, error) {
	var breaches []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() {
			if name != "." && (base == "testdata" || base[0] == '.' || base[0] == '_') {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		imports, err := importsOf(name, text)
		if err != nil {
			return err
		}
		for _, imported := range imports {
			if reason := rules.refuse(path.Dir(name), imported); reason != "" {
				breaches = append(breaches, name+": "+reason)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("check imports: %w", err)
	}
	return breaches, nil
}

func importsOf(name string, text []byte) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	imports := make([]string, 0, len(file.Imports))
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		imports = append(imports, imported)
	}
	return imports, nil
}

// refuse says why folder must not import the package, "" if it may.
func (r Rules) refuse(folder, imported string) string {
	if imported == r.Module || below(imported, r.Module) {
		return r.refuseOurs(folder, strings.TrimPrefix(strings.TrimPrefix(imported, r.Module), "/"))
	}
	for module, cage := range r.Cages {
		if imported != module && !below(imported, module) {
			continue
		}
		if !slices.ContainsFunc(cage, func(allowed string) bool { return folder == allowed || below(folder, allowed) }) {
			return fmt.Sprintf("%s is for %s only", imported, strings.Join(cage, ", "))
		}
	}
	return ""
}

func (r Rules) refuseOurs(folder, imported string) string {
	for _, only := range r.TestOnly {
		if imported == only || below(imported, only) {
			if folder == only || below(folder, only) {
				return ""
			}
			return imported + " is for tests only"
		}
	}
	if slices.Contains(r.Leaves, imported) || below(imported, folder) {
		return ""
	}
	speaker, ok := r.speaker(folder)
	if !ok {
		return fmt.Sprintf("no rule says what %s may import", folder)
	}
	for _, allowed := range r.Ours[speaker] {
		whole, tree := strings.CutSuffix(allowed, "/...")
		if allowed == "..." || imported == whole || tree && below(imported, whole) {
			return ""
		}
	}
	return fmt.Sprintf("%s must not import %s", folder, imported)
}

// speaker returns the longest entry that covers the folder.
func (r Rules) speaker(folder string) (string, bool) {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, ok := r.Ours[folder]; ok {
			return folder, true
		}
	}
	return "", false
}

// below says whether the slash-separated name lies under parent, and is not parent itself.
func below(name, parent string) bool { return strings.HasPrefix(name, parent+"/") }
