package corpus

import "slices"

import (
	"strings"
)

// lintGlossary checks that every concept has words in each form, that they are
// written in its letters, and that no word stands for two aspects.
func (t *tree) lintGlossary() []Finding {
	var out []Finding
	aspects := map[string]Finding{} // folded word → where it asks for an aspect
	kinds := map[string]Kind{}
	for _, g := range t.glossary {
		for i, c := range g.concepts {
			seen := map[string]bool{}
			if c.Source != "" && !isWebAddress(c.Source) {
				out = append(out, g.finding("source", at(i, "source"), "write the full address, beginning with https://", "concept %s has no valid web address: %q", c.ID, c.Source))
			}
			for _, l := range c.lists() {
				if len(l.list) == 0 {
					out = append(out, g.finding("lang", at(i, l.key), "add the word people use", "concept %s has no words in %s", c.ID, l.key))
				}
				for j, w := range l.list {
					// Spellings that differ by a nukta or a hyphen are worth having:
					// the index also matches words as they are written.
					path, key := at(i, l.key, j), strings.ToLower(w)
					f := g.finding("glossary", path, "remove one", "the word %q of concept %s", w, c.ID)
					switch {
					case fold(w) == "":
						f.Message += " is empty"
						out = append(out, f)
						continue
					case seen[key] && l.key != "latn": // a loan word is the same in en and latn
						f.Message += " is there twice"
						out = append(out, f)
					}
					seen[key] = true
					out = append(out, scriptOf(g.document, path, "word", l.key, w)...)
					if c.Kind == "" {
						continue
					}
					if k, ok := kinds[key]; ok && k != c.Kind {
						f.Message += " asks for " + string(c.Kind) + " here and for " + string(k) + " at " + aspects[key].place()
						out = append(out, f)
					}
					kinds[key], aspects[key] = c.Kind, f
				}
			}
		}
	}
	return out
}

// lintGroups checks the names that several services share.
func (t *tree) lintGroups() []Finding {
	var out []Finding
	slugs := t.slugs()
	l := linter{pack: &pack{service: &Service{}, docs: map[string]document{t.groupDoc.path: t.groupDoc}}}
	for i, g := range t.groups {
		l.text(t.groupDoc.path, at(i, "name"), "the name of group "+g.ID, g.Name, true)
		for _, n := range g.Names.lists() {
			if len(n.list) == 0 && g.Default == "" {
				out = append(out, t.groupDoc.finding("alias", at(i, "names", n.key), "add the names people use", "group %s has no names in %s", g.ID, n.key))
			}
			for j, name := range n.list {
				out = append(out, scriptOf(t.groupDoc, at(i, "names", n.key, j), "name", n.key, name)...)
			}
		}
		if g.Default != "" && len(g.Names.All()) > 0 {
			out = append(out, t.groupDoc.finding("alias", at(i, "names"), "remove the names or the default", "family %s has names of its own", g.ID))
		}
		if g.Default != "" && !slices.Contains(g.Services, g.Default) {
			out = append(out, t.groupDoc.finding("related", at(i, "default"), "name one of its services", "the default of group %s is none of its services", g.ID))
		}
		if len(g.Services) < 2 {
			out = append(out, t.groupDoc.finding("related", at(i, "services"), "list two or more, or make the name an alias", "group %s has fewer than two services", g.ID))
		}
		for j, id := range g.Services {
			if !slugs[id] {
				out = append(out, t.groupDoc.finding("related", at(i, "services", j), "name the folder of a pack or remove the line", "group %s lists %q, which does not exist", g.ID, id))
			}
		}
	}
	return append(out, l.out...)
}
