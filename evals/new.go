package evals

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed template/*.yaml
var caseTemplates embed.FS

// CaseTemplates are the kinds of case that New has a template for.
var CaseTemplates = []string{"question", "search", "conversation", "tool", "safety", "document"}

// New is a case of a kind to fill in, as a file of one case. It loads as it is.
func New(id, kind string, l corpus.Lang) ([]byte, error) {
	if !slugged.MatchString(id) {
		return nil, fmt.Errorf("%q cannot name a case: use small letters, digits and dashes", id)
	}
	if !slices.Contains(corpus.Langs, l) {
		return nil, fmt.Errorf("lang %q is not en, hi or hi-Latn", l)
	}
	text, err := caseTemplates.ReadFile("template/" + kind + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no template %q: use one of %s", kind, strings.Join(CaseTemplates, ", "))
	}
	return []byte(strings.NewReplacer("id: ID", "id: "+id, "LANG", string(l)).Replace(string(text))), nil
}

var slugged = regexp.MustCompile(`^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$`)

// CasesYAML is cases as a file that Load reads.
func CasesYAML(cases []Case) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(cases); err != nil {
		return nil, fmt.Errorf("write the cases: %w", err)
	}
	return b.Bytes(), e.Close()
}

// Put adds a file of cases to a suite in a folder of suites, making the suite if
// there is none, and returns the file's path. It never changes a file that is
// there, and leaves nothing behind if the suite would not load with it.
func Put(dir, suite, name string, cases []byte) (file string, err error) {
	for _, n := range []string{suite, name} {
		if !slugged.MatchString(n) {
			return "", fmt.Errorf("%q cannot name a suite or a file: use small letters, digits and dashes", n)
		}
	}
	folder := filepath.Join(dir, suite)
	file = filepath.Join(folder, name+".yaml")
	if name+".yaml" == suiteFile {
		return "", fmt.Errorf("%s describes the suite and holds no cases", suiteFile)
	}
	if _, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("%s is no folder of suites: %w", dir, err)
	}
	made, err := makeSuite(folder, suite)
	if err != nil {
		return "", err
	}
	undo := func() {
		os.Remove(file)
		for _, m := range made {
			os.RemoveAll(m)
		}
	}
	to, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("%s is there already", file)
	}
	if err != nil {
		return "", fmt.Errorf("write the cases: %w", err)
	}
	_, err = to.Write(append([]byte(schemaLine(dir)), cases...))
	if err = errors.Join(err, to.Close()); err == nil {
		_, err = loadSuite(os.DirFS(dir), suite)
	}
	if err != nil {
		undo()
		return "", err
	}
	return file, nil
}

// makeSuite makes a suite's folder and description where they are missing, and
// tells what it made.
func makeSuite(folder, suite string) (made []string, err error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		made = append(made, folder)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make the suite: %w", err)
	}
	about := filepath.Join(folder, suiteFile)
	if _, err := os.Stat(about); err == nil {
		return made, nil
	}
	text := fmt.Sprintf("about: \"%s: say here what it measures.\"\ngate: 0.9\nmax_gap: 0.05\n", suite)
	if err := os.WriteFile(about, []byte(text), 0o644); err != nil {
		return nil, fmt.Errorf("make the suite: %w", err)
	}
	return append(made, about), nil
}

// schemaLine lets editors find the schema of cases, where it stands beside the
// folder of suites as in this project.
func schemaLine(dir string) string {
	if _, err := os.Stat(filepath.Join(dir, "..", "schema", "cases.schema.json")); err != nil {
		return ""
	}
	return "# yaml-language-server: $schema=../../schema/cases.schema.json\n"
}
