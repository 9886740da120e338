package corpus

import (
	"cmp"
	"fmt"
	"slices"
)

// Finding is one thing wrong with the corpus, where it is and what to do.
type Finding struct {
	File    string `json:"file"` // path below the corpus folder
	Line    int    `json:"line"` // from 1; 0 when the whole file or folder is meant
	Rule    string `json:"rule"` // one word: yaml, schema, id, script, number ...
	Message string `json:"message"`
	Fix     string `json:"fix,omitempty"`
}

// String writes the finding as "file:line: message (fix)".
func (f Finding) String() string {
	if f.Fix == "" {
		return f.place() + ": " + f.Message
	}
	return fmt.Sprintf("%s: %s (%s)", f.place(), f.Message, f.Fix)
}

func (f Finding) place() string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// ErrPack is a fault that keeps the corpus from loading: text that is not
// YAML, an unknown key, an id used twice. Load joins one for every fault.
type ErrPack struct{ Finding }

// Error writes the finding on one line.
func (e ErrPack) Error() string { return e.String() }

func sortFindings(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
}
