package corpus

import (
	"fmt"
	"io/fs"
	"slices"
	"time"
)

// Lint checks a corpus folder by every rule of docs/rules.md and returns what
// it finds, by file and line; nothing means the corpus is clean. Unlike Load
// it goes on after a fault, so that an editor sees all of them at once. The
// error is for a folder that has no services at all.
func Lint(fsys fs.FS) ([]Finding, error) { return lintOn(fsys, time.Now().Format(time.DateOnly)) }

// lintOn is Lint as of a day, YYYY-MM-DD.
func lintOn(fsys fs.FS, day string) ([]Finding, error) {
	t, err := readTree(fsys)
	if err != nil {
		return nil, fmt.Errorf("corpus folder without services: %w", err)
	}
	out := t.faults()
	slugs := t.slugs()
	perPack := make([][]Finding, len(t.packs))
	t.eachPack(func(i int, p *pack) {
		l := linter{pack: p, day: day, slugs: slugs}
		perPack[i] = l.lint()
	})
	out = append(out, slices.Concat(perPack...)...)
	out = append(out, t.lintNames()...)
	out = append(out, t.lintHeard()...)
	out = append(out, t.lintExamples()...)
	out = append(out, t.lintCodes()...)
	out = append(out, t.lintGlossary()...)
	out = append(out, t.lintGroups()...)
	out = append(out, t.lintPublished()...)
	sortFindings(out)
	return out, nil
}

func (t *tree) slugs() map[string]bool {
	all := make(map[string]bool, len(t.packs))
	for _, p := range t.packs {
		all[p.slug] = true
	}
	return all
}

// linter checks one pack.
type linter struct {
	*pack
	day   string
	slugs map[string]bool
	out   []Finding
}

func (l *linter) lint() []Finding {
	for _, name := range l.strays {
		l.out = append(l.out, Finding{File: l.dir + "/" + name, Rule: "file", Message: "no program reads this file",
			Fix: "packs hold only service, clauses, papers, form, examples and questions .yaml"})
	}
	l.lintService()
	for i, c := range l.service.Clauses {
		l.lintClause(i, c)
	}
	for i, p := range l.service.Papers {
		l.lintPaper(i, p)
	}
	l.lintCoverage()
	if l.service.Form != nil {
		l.lintForm(l.service.Form)
	}
	l.lintExampleCount()
	l.lintQuestions()
	return l.out
}

// add records a finding at a path of one of the pack's files.
func (l *linter) add(file, rule string, path []any, fix, format string, args ...any) {
	l.out = append(l.out, l.doc(file).finding(rule, path, fix, format, args...))
}

// at builds a path: at(3, "hi") is the hi: of the fourth entry.
func at(path ...any) []any { return path }

// under returns path with more steps, in memory of its own.
func under(path []any, more ...any) []any {
	return append(append([]any{}, path...), more...)
}
