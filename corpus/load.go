// Package corpus is what Sahayak knows: one reviewed folder of data per public
// service, a glossary, and names that several services share. It reads, checks
// and shows them; it knows no database and no model. The format is told for
// rule editors in docs/rules.md.
package corpus

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

//go:embed services glossary groups.yaml ids.txt
var embedded embed.FS

// Embedded is the library of the packs built into the program, read once.
func Embedded() (*Library, error) { return readEmbedded() }

var readEmbedded = sync.OnceValues(func() (*Library, error) { return Load(embedded) })

// Load reads a corpus folder: services/, glossary/ and groups.yaml, of which
// only services/ must exist. It is strict: an unknown key or a repeated id is
// an ErrPack with file and line, one for each fault, joined. Rules of good
// style are Lint's business, not Load's.
func Load(fsys fs.FS) (*Library, error) { return load(fsys, reading{}) }

// LoadRules is Load without the questions that packs say their clauses answer.
// Only the search needs those, and they are a quarter of all text.
func LoadRules(fsys fs.FS) (*Library, error) {
	return load(fsys, reading{without: map[string]bool{questionsFile: true}})
}

func load(fsys fs.FS, how reading) (*Library, error) {
	t, err := readTreeAs(fsys, how)
	if err != nil {
		return nil, fmt.Errorf("corpus folder without services: %w", err)
	}
	if faults := t.faults(); len(faults) > 0 {
		errs := make([]error, len(faults))
		for i, f := range faults {
			errs[i] = ErrPack{f}
		}
		return nil, errors.Join(errs...)
	}
	l := &Library{Concepts: t.concepts, Groups: t.groups}
	for _, p := range t.packs {
		l.Services = append(l.Services, p.service)
	}
	slices.SortFunc(l.Services, func(a, b *Service) int { return cmp.Compare(a.ID, b.ID) })
	l.link()
	return l, nil
}

// faults are the findings that keep the corpus from loading, sorted.
func (t *tree) faults() []Finding {
	all := slices.Clone(t.findings)
	for _, p := range t.packs {
		all = append(all, p.findings...)
	}
	all = append(all, t.sharedIdentity()...)
	sortFindings(all)
	return all
}
