package corpus

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MinExamples is how many utterances a pack gives in each form.
const MinExamples = 8

// fold is the form in which two names count as the same: letter case,
// punctuation, spaces and the nukta do not matter.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == '़': // the nukta: फ़ीस and फीस are one word
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// named is one list of words, with its place in a file.
type named struct {
	key  string
	list []string
}

func (n Names) lists() []named {
	return []named{{"en", n.En}, {"hi", n.Hi}, {"latn", n.Latn}}
}

// claim is where a folded name was first used.
type claim struct {
	service string
	file    string
	line    int
}

// lintNames checks the aliases of all packs against each other and against the
// groups' names.
func (t *tree) lintNames() []Finding {
	var out []Finding
	groups := map[string]string{}
	for _, g := range t.groups {
		for _, n := range append(g.Names.All(), g.Name.En, g.Name.Hi) {
			groups[fold(n)] = g.ID
		}
	}
	owners := map[string]claim{}
	for _, p := range t.packs {
		for _, n := range []string{p.service.Name.En, p.service.Name.Hi, p.service.Name.Latn} {
			if f := fold(n); f != "" {
				owners[f] = claim{service: p.slug}
			}
		}
	}
	for _, p := range t.packs {
		if p.docs[serviceFile].root == nil {
			continue
		}
		for _, l := range p.service.Aliases.lists() {
			out = append(out, p.aliasList(l, owners, groups)...)
		}
	}
	return out
}

func (p *pack) aliasList(l named, owners map[string]claim, groups map[string]string) []Finding {
	var out []Finding
	doc := p.doc(serviceFile)
	if len(l.list) == 0 {
		out = append(out, doc.finding("alias", at("aliases", l.key), "add the names people use", "the service has no aliases in %s", l.key))
	}
	for i, a := range l.list {
		path, key := at("aliases", l.key, i), fold(a)
		if !strings.ContainsFunc(key, unicode.IsLetter) {
			out = append(out, doc.finding("alias", path, "remove it or write a name", "the alias %q is empty", a))
			continue
		}
		out = append(out, scriptOf(doc, path, "alias", l.key, a)...)
		if g, ok := groups[key]; ok {
			out = append(out, doc.finding("alias", path, "remove it: hearing it, Sahayak asks which service is meant", "the alias %q is the name of the group %s", a, g))
		}
		if o, ok := owners[key]; ok && o.service != p.slug {
			where := o.service
			if o.line > 0 {
				where = Finding{File: o.file, Line: o.line}.place()
			}
			out = append(out, doc.finding("alias", path, "leave it to one of them, or make a group in groups.yaml", "the alias %q is also claimed by %s", a, where))
			continue
		}
		owners[key] = claim{service: p.slug, file: doc.path, line: doc.line(path...)}
	}
	return out
}

// scriptOf checks the letters of a name or utterance. People mix Latin words
// into Devanagari when they type, so Hindi lists only need some Devanagari.
func scriptOf(d document, path []any, what, key, text string) []Finding {
	hasDevanagari := firstWord(text, unicode.Devanagari) != ""
	switch {
	case key == "hi" && !hasDevanagari:
		return []Finding{d.finding("script", path, "write it in Devanagari or move it to latn:", "the %s %q under hi has no Devanagari", what, text)}
	case key != "hi" && hasDevanagari:
		return []Finding{d.finding("script", path, "move it to hi:", "the %s %q under %s has Devanagari letters", what, text, key)}
	}
	return nil
}

func (l *linter) lintExampleCount() {
	for _, n := range l.service.Examples.lists() {
		if len(n.list) < MinExamples {
			l.add(examplesFile, "examples", at(n.key), "add ways in which people ask", "%d examples in %s, at least %d are needed", len(n.list), n.key, MinExamples)
		}
	}
}

// lintExamples looks for an utterance given twice, in one pack or in two.
func (t *tree) lintExamples() []Finding {
	var out []Finding
	seen := map[string]Finding{}
	for _, p := range t.packs {
		doc := p.doc(examplesFile)
		for _, l := range p.service.Examples.lists() {
			for i, e := range l.list {
				path, key := at(l.key, i), fold(e)
				f := doc.finding("examples", path, "change or remove one", "the example %q", e)
				if key == "" {
					f.Message += " is empty"
					out = append(out, f)
					continue
				}
				out = append(out, scriptOf(doc, path, "example", l.key, e)...)
				if first, ok := seen[key]; ok {
					f.Message += " is also at " + first.place()
					out = append(out, f)
					continue
				}
				seen[key] = f
			}
		}
	}
	return out
}
