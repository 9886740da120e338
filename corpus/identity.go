package corpus

import (
	"regexp"
	"slices"
)

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// fieldID also takes underscores: field ids become keys of the data sent on.
var fieldID = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*$`)

const kebabFix = "use small letters, digits and single hyphens: family-income"

// identity checks what other parts of the program take for granted: that the
// folder names the service, that ids can be told apart, and that every clause
// belongs to an aspect.
func (p *pack) identity() []Finding {
	var out []Finding
	svc := p.doc(serviceFile)
	if p.docs[serviceFile].root != nil && p.service.ID != p.slug {
		out = append(out, svc.finding("id", []any{"id"}, "write id: "+p.slug, "the id %q is not the folder's name", p.service.ID))
	}
	if !kebab.MatchString(p.slug) {
		out = append(out, Finding{File: p.dir, Rule: "id", Message: "the folder's name is not a valid id", Fix: kebabFix})
	}
	ids := newIDChecker()
	for i, c := range p.service.Clauses {
		doc := p.doc(clausesFile)
		out = append(out, ids.check(doc, c.ID, "clause", i)...)
		if !slices.Contains(Kinds, c.Kind) {
			out = append(out, doc.finding("schema", []any{i, "kind"}, "use one of: "+join(Kinds), "unknown kind %q", c.Kind))
		}
	}
	for i, paper := range p.service.Papers {
		out = append(out, ids.check(p.doc(papersFile), paper.ID, "paper", i)...)
	}
	sources := newIDChecker()
	for i, s := range p.service.Sources {
		out = append(out, sources.check(svc, s.ID, "source", "sources", i)...)
	}
	if f := p.service.Form; f != nil {
		fields := newIDChecker()
		fields.form = fieldID
		for i, field := range f.Fields {
			out = append(out, fields.check(p.doc(formFile), field.ID, "field", "fields", i)...)
		}
	}
	return out
}

// sharedIdentity checks the ids of concepts and groups.
func (t *tree) sharedIdentity() []Finding {
	var out []Finding
	concepts, groups := newIDChecker(), newIDChecker()
	for _, g := range t.glossary {
		for i, c := range g.concepts {
			out = append(out, concepts.check(g.document, c.ID, "concept", i)...)
			if c.Kind != "" && !slices.Contains(Kinds, c.Kind) {
				out = append(out, g.finding("schema", []any{i, "kind"}, "use one of: "+join(Kinds), "unknown kind %q", c.Kind))
			}
		}
	}
	for i, g := range t.groups {
		out = append(out, groups.check(t.groupDoc, g.ID, "group", i)...)
	}
	return out
}

// idChecker remembers where each id of one family was first seen.
type idChecker struct {
	form *regexp.Regexp
	seen map[string]Finding
}

func newIDChecker() idChecker { return idChecker{form: kebab, seen: map[string]Finding{}} }

// check reports an id that is missing, malformed or taken. path leads to the
// entry that carries it.
func (c idChecker) check(d document, id, what string, path ...any) []Finding {
	at := append(slices.Clone(path), "id")
	if id == "" {
		return []Finding{d.finding("id", at, "add a line id: with a short name", "this %s has no id", what)}
	}
	if first, taken := c.seen[id]; taken {
		return []Finding{d.finding("id", at, "give one of them another id", "the %s id %q is also at %s", what, id, first.place())}
	}
	c.seen[id] = Finding{File: d.path, Line: d.line(at...)}
	if !c.form.MatchString(id) {
		return []Finding{d.finding("id", at, kebabFix, "the id %q is not in the form of ids", id)}
	}
	return nil
}

func join[S ~string](all []S) string {
	var s string
	for i, v := range all {
		if i > 0 {
			s += ", "
		}
		s += string(v)
	}
	return s
}
