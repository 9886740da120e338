package corpus

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Match is what the library's own words find in a text.
type Match struct {
	// Services named in the text, best first.
	Services []ServiceMatch
	// Groups are names shared by several services none of which is named, nor told
	// by the other words.
	Groups []string
	// Concepts in order of appearance, each once.
	Concepts []string
	// Topics are the concepts that are neither an aspect of a service nor a place.
	Topics []string
	// Kinds are the aspects asked about, in order of appearance, each once.
	Kinds []Kind
}

// ServiceMatch is a service named in a text. Score is the number of letters
// (of the phonetic keys) that its names cover there; more is surer. Own is true if
// the name says more than one that all of its family go by: a new ration card, where
// the card may as well be one with a mistake.
type ServiceMatch struct {
	ID    string
	Score float64
	Own   bool
}

// Match finds services, groups and concepts by their names, in any of the three
// forms. Longer names win over shorter ones they contain, and a named service
// over the group it belongs to. A group and a word that only one of its
// services goes by name that service: a pension for a widow.
func (l *Library) Match(text string) Match { return l.MatchHeard(Hear(hindi.Tokens(text))) }

// MatchHeard is Match for a text that was heard already.
func (l *Library) MatchHeard(heard Heard) Match {
	l.hear()
	all := l.familiar(l.withoutParts(l.finder.made().FindHeard(heard)))
	groups, told := l.namedGroups(all, heard)
	m := Match{
		Services: l.namedServices(append(told, all...), heard),
		Groups:   groups,
		Concepts: concepts(all),
		Kinds:    l.kinds(all),
	}
	for _, c := range m.Concepts {
		if l.aspects[c] == "" && !l.places[c] {
			m.Topics = append(m.Topics, c)
		}
	}
	return m
}

// withoutParts leaves out the names of services within the longer name of a
// portal or an office: "e-District Delhi" says nothing of the districts of Delhi.
func (l *Library) withoutParts(all []Found) []Found {
	return slices.DeleteFunc(slices.Clone(all), func(f Found) bool {
		return strings.HasPrefix(f.Tag, serviceTag) && slices.ContainsFunc(all, func(g Found) bool {
			return l.proper[strings.TrimPrefix(g.Tag, conceptTag)] && g.From <= f.From && f.To <= g.To && g.To-g.From > f.To-f.From
		})
	})
}

// The finder's tags carry what they stand for.
const (
	serviceTag = "service:"
	groupTag   = "group:"
	conceptTag = "concept:"
)

func newLibraryFinder(l *Library) *Finder {
	tags := map[string][]string{}
	for _, s := range l.Services {
		tags[serviceTag+s.ID] = append(s.Aliases.All(), s.Name.En, s.Name.Hi, s.Name.Latn)
	}
	for _, g := range l.Groups {
		if g.Default != "" {
			continue
		}
		tags[groupTag+g.ID] = append(g.Names.All(), g.Name.En, g.Name.Hi, g.Name.Latn)
	}
	for _, c := range l.Concepts {
		tags[conceptTag+c.ID] = c.All()
	}
	return NewFinder(tags)
}

func (l *Library) namedServices(all []Found, heard Heard) (out []ServiceMatch) {
	for _, f := range all {
		id, ok := strings.CutPrefix(f.Tag, serviceTag)
		if !ok || covered(f, all) {
			continue
		}
		at := slices.IndexFunc(out, func(m ServiceMatch) bool { return m.ID == id })
		if at < 0 {
			at, out = len(out), append(out, ServiceMatch{ID: id})
		}
		out[at].Score = max(out[at].Score, float64(f.Letters))
		out[at].Own = out[at].Own || l.own(id, spoken(heard.Keys[f.From:f.To]))
	}
	slices.SortFunc(out, func(a, b ServiceMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func concepts(all []Found) []string {
	var out []string
	for _, f := range all {
		if id, ok := strings.CutPrefix(f.Tag, conceptTag); ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (l *Library) kinds(all []Found) []Kind {
	var out []Kind
	for _, f := range all {
		id, _ := strings.CutPrefix(f.Tag, conceptTag)
		if k := l.aspects[id]; k != "" && !covered(f, all) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// covered reports whether a longer phrase contains f. A concept never hides a
// service or group, only another concept.
func covered(f Found, all []Found) bool {
	isConcept := func(g Found) bool { return strings.HasPrefix(g.Tag, conceptTag) }
	return slices.ContainsFunc(all, func(g Found) bool {
		longer := g.From <= f.From && f.To <= g.To && g.To-g.From > f.To-f.From
		return longer && (!isConcept(g) || isConcept(f))
	})
}
