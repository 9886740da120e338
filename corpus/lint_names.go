package corpus

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
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

// claim is where a name was first used.
type claim struct {
	name    string
	service string
	file    string
	line    int
}

func (c claim) place() string {
	if c.line == 0 {
		return c.service
	}
	return Finding{File: c.file, Line: c.line}.place()
}

// claims tells who owns a name, by its folded spelling and by its sound: names
// are heard by sound, so "sertificate" belongs to whoever has "certificate".
type claims struct {
	groups, soundGroups map[string]string // name → group
	owners, soundOwners map[string]claim
}

// sound is the key under which a name is heard.
func sound(name string) string { return strings.Join(Hear(hindi.Tokens(name)).Keys, "") }

func (t *tree) claims() claims {
	c := claims{groups: map[string]string{}, soundGroups: map[string]string{}, owners: map[string]claim{}, soundOwners: map[string]claim{}}
	for _, g := range t.groups {
		for _, n := range append(g.Names.All(), g.Name.En, g.Name.Hi, g.Name.Latn) {
			if f := fold(n); f != "" {
				c.groups[f], c.soundGroups[sound(n)] = g.ID, g.ID
			}
		}
	}
	for _, p := range t.packs {
		for _, n := range []string{p.service.Name.En, p.service.Name.Hi, p.service.Name.Latn} {
			if f := fold(n); f != "" {
				by := claim{name: n, service: p.slug}
				c.owners[f], c.soundOwners[sound(n)] = by, by
			}
		}
	}
	return c
}

// lintNames checks the aliases of all packs against each other and against the
// groups' names.
func (t *tree) lintNames() []Finding {
	var out []Finding
	taken := t.claims()
	for _, p := range t.packs {
		if p.docs[serviceFile].root == nil {
			continue
		}
		for _, l := range p.service.Aliases.lists() {
			out = append(out, p.aliasList(l, taken)...)
		}
	}
	return out
}

func (p *pack) aliasList(l named, taken claims) []Finding {
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
		if f, ok := p.claimed(path, a, taken); ok {
			out = append(out, f)
			continue
		}
		by := claim{name: a, service: p.slug, file: doc.path, line: doc.line(path...)}
		taken.owners[key], taken.soundOwners[sound(a)] = by, by
	}
	return out
}

// claimed reports whether an alias belongs to another service or to a group.
func (p *pack) claimed(path []any, alias string, taken claims) (Finding, bool) {
	const ask = "remove it: hearing it, Sahayak asks which service is meant"
	const one = "leave it to one of them, or make a group in groups.yaml"
	doc, key, heard := p.doc(serviceFile), fold(alias), sound(alias)
	if g, ok := taken.groups[key]; ok {
		return doc.finding("alias", path, ask, "the alias %q is the name of the group %s", alias, g), true
	}
	if g, ok := taken.soundGroups[heard]; ok {
		return doc.finding("alias", path, ask, "the alias %q sounds like a name of the group %s", alias, g), true
	}
	if o, ok := taken.owners[key]; ok && o.service != p.slug {
		return doc.finding("alias", path, one, "the alias %q is also claimed by %s", alias, o.place()), true
	}
	if o, ok := taken.soundOwners[heard]; ok && o.service != p.slug {
		return doc.finding("alias", path, one, "the alias %q sounds like %q, claimed by %s", alias, o.name, o.place()), true
	}
	return Finding{}, false
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
