package agent

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed named.yaml
var namedFile []byte

// namedThings are the ids that count as names of papers and offices.
type namedThings struct {
	Papers   []string `yaml:"papers"`
	Offices  []string `yaml:"offices"`
	Services []string `yaml:"services"`

	concepts, services map[string]bool
}

var loadNamed = sync.OnceValues(func() (*namedThings, error) {
	var n namedThings
	if err := yaml.Unmarshal(namedFile, &n); err != nil {
		return nil, fmt.Errorf("named.yaml: %w", err)
	}
	n.concepts, n.services = map[string]bool{}, map[string]bool{}
	for _, id := range slices.Concat(n.Papers, n.Offices) {
		n.concepts[id] = true
	}
	for _, id := range n.Services {
		n.services[id] = true
	}
	return &n, nil
})

// names are the papers and offices that a reply names and nothing bears out, by
// their first English names. With free true services may be named at will: a
// question back offers them.
func (e *evidence) names(reply string, free bool) []string {
	things, err := loadNamed()
	if err != nil {
		return []string{err.Error()}
	}
	n := namer{things: things, library: e.library, have: map[string]bool{}}
	told := e.library.Named(reply)
	told = slices.DeleteFunc(told, func(name corpus.Naming) bool {
		return free && len(name.Services)+len(name.Groups) > 0 || n.shown(name) == ""
	})
	for _, s := range e.services {
		n.addService(s)
	}
	enough := func() bool {
		told = slices.DeleteFunc(told, n.bear)
		return len(told) == 0
	}
	e.read(slices.Concat(e.both, e.named), enough, n.add)
	var faults []string
	for _, name := range told {
		fault := fmt.Sprintf("paper or office %q stands in no cited clause", n.shown(name))
		if !n.bear(name) && !slices.Contains(faults, fault) {
			faults = append(faults, fault)
		}
	}
	return faults
}

// namer holds the names that may be told, however they are spelt.
type namer struct {
	things  *namedThings
	library *corpus.Library
	have    map[string]bool
}

// add takes up what a text names.
func (n *namer) add(text string) {
	for _, name := range n.library.Named(text) {
		for _, id := range name.Concepts {
			n.have["concept "+id] = true
		}
		for _, id := range name.Groups {
			n.have["group "+id] = true
		}
		for _, id := range name.Services {
			n.addService(id)
		}
	}
}

// addService takes up a service and the names it shares with others.
func (n *namer) addService(id string) {
	n.have["service "+id] = true
	for _, g := range n.library.Groups {
		if slices.Contains(g.Services, id) {
			n.have["group "+g.ID] = true
		}
	}
}

// bear reports whether one of the things that the words may name is in the set.
func (n *namer) bear(name corpus.Naming) bool {
	has := func(kind string, ids []string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return n.have[kind+id] })
	}
	return has("group ", name.Groups) || has("service ", name.Services) || has("concept ", name.Concepts)
}

// shown is the English name of the paper or office named, empty if there is none.
func (n *namer) shown(name corpus.Naming) string {
	for _, id := range name.Services {
		if s, ok := n.library.Service(id); ok && n.things.services[id] && !name.Corrected {
			return s.Name.En
		}
	}
	for _, id := range name.Concepts {
		if c, ok := n.concept(id); ok && n.things.concepts[id] && surely(name, c) {
			return c.En[0]
		}
	}
	return ""
}

func (n *namer) concept(id string) (corpus.Concept, bool) {
	i := slices.IndexFunc(n.library.Concepts, func(c corpus.Concept) bool { return c.ID == id })
	if i < 0 {
		return corpus.Concept{}, false
	}
	return n.library.Concepts[i], true
}

// shortSound is the most letters of a sound that many other words have: सीएम is
// said like सीमा.
const shortSound = 4

// surely reports whether the words are the concept's, and not just alike: a
// letter off, or short and of the same sound.
func surely(name corpus.Naming, c corpus.Concept) bool {
	if name.Corrected {
		return false
	}
	if name.Letters > shortSound {
		return true
	}
	return slices.ContainsFunc(c.All(), func(s string) bool { return hindi.Normalise(s) == name.Words })
}
