package corpus

import "slices"

// lintHeard looks for orphan names: written down, but in conversation they do
// not lead to the service or group they stand for.
func (t *tree) lintHeard() []Finding {
	l := &Library{Concepts: t.concepts, Groups: t.groups}
	for _, p := range t.packs {
		l.Services = append(l.Services, p.service)
	}
	l.link()
	aspects := t.aspectSounds()
	var out []Finding
	for _, p := range t.packs {
		for _, names := range p.service.Aliases.lists() {
			for i, alias := range names.list {
				out = append(out, p.orphan(at("aliases", names.key, i), alias, aspects)...)
			}
		}
	}
	for i, g := range t.groups {
		for _, names := range g.Names.lists() {
			for j, name := range names.list {
				if fold(name) == "" || slices.Contains(l.Match(name).Groups, g.ID) {
					continue
				}
				out = append(out, t.groupDoc.finding("alias", at(i, "names", names.key, j), "remove the name, or the service's alias heard in it",
					"the name %q does not lead to group %s: a service of the group is heard in it", name, g.ID))
			}
		}
	}
	return out
}

// aspectSounds are the words that ask for an aspect, by their sound.
func (t *tree) aspectSounds() map[string]Kind {
	sounds := map[string]Kind{}
	for _, c := range t.concepts {
		if c.Kind == "" {
			continue
		}
		for _, w := range c.All() {
			sounds[sound(w)] = c.Kind
		}
	}
	return sounds
}

// orphan reports an alias that is too short to be heard, or that any question
// about an aspect contains, whatever service it is of.
func (p *pack) orphan(path []any, alias string, aspects map[string]Kind) []Finding {
	heard := sound(alias)
	if fold(alias) == "" {
		return nil // lintNames tells
	}
	if len(heard) < 2 {
		return []Finding{p.doc(serviceFile).finding("alias", path, "remove it or write a longer name", "the alias %q is too short to be told from other words", alias)}
	}
	if k, ok := aspects[heard]; ok && !slices.Contains(p.service.AnswersFor, k) {
		return []Finding{p.doc(serviceFile).finding("alias", path, "add the name of the service to it, or list the kind under answers_for:",
			"the alias %q is a word for %s in the glossary, so questions on other services contain it", alias, k)}
	}
	return nil
}
