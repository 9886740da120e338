package evals

import (
	"io/fs"
	"slices"
)

// EmbeddedNamed loads those of the built-in suites that have one of the names.
// As long as all of them are written in files, nothing else is read.
func EmbeddedNamed(names []string) ([]Suite, error) {
	fsys, err := Files()
	if err != nil {
		return nil, err
	}
	suites, err := LoadNamed(fsys, names)
	if err != nil || len(suites) == len(names) {
		return suites, err
	}
	all, err := Embedded()
	return slices.DeleteFunc(all, func(s Suite) bool { return !slices.Contains(names, s.Name) }), err
}

// LoadNamed reads those of the named suites that the folder has, and no other.
func LoadNamed(fsys fs.FS, names []string) ([]Suite, error) {
	return loadWhere(fsys, func(name string) bool { return slices.Contains(names, name) })
}
