package corpus

import "sync"

// Concept is one idea with the words people use for it. Concepts join the
// three forms in the index and tell which aspect a question asks about.
type Concept struct {
	ID    string `yaml:"id" json:"id"`
	Names `yaml:",inline"`
	// Kind is set when the words ask for that aspect of a service (fee, days ...).
	Kind Kind `yaml:"kind,omitempty" json:"kind,omitempty"`
	// Place is true for the name of a place. It helps to find clauses, but does
	// not make a question one of ours: "what is the weather in Dwarka".
	Place bool `yaml:"place,omitempty" json:"place,omitempty"`
	// Source is the web address that a name rests on: of a district, a portal, a
	// helpline. Everyday words have none.
	Source string `yaml:"source,omitempty" json:"source,omitempty"`
}

// Group is a name that several services share ("caste certificate"): hearing
// it alone calls for one question with the services as choices.
type Group struct {
	ID       string   `yaml:"id" json:"id"`
	Name     Text     `yaml:"name" json:"name"`
	Names    Names    `yaml:"names,omitempty" json:"names"`
	Services []string `yaml:"services" json:"services"`
	// Default makes the group a family instead: it has no names of its own. The
	// default service is meant when it is named, unless words beside its name
	// tell another of the family ("birth certificate", "wrong name").
	Default string `yaml:"default,omitempty" json:"default,omitempty"`
}

// Library is every pack, the glossary and the groups, read and linked. It does
// not change after loading and is safe for concurrent use.
type Library struct {
	Services []*Service // by ID
	Concepts []Concept
	Groups   []Group

	byService  map[string]*Service
	byClause   map[string]*Clause
	clausesOf  map[string][]Clause // by service
	aspects    map[string]Kind     // concept → aspect
	places     map[string]bool     // concepts that are places
	proper     map[string]bool     // concepts that are names of portals, offices and helplines
	finder     *lateFinder
	vocabulary func() *Vocabulary
	goesBy     map[string]map[string]int  // service of a group → concepts in its names, and what they count; after hear
	heads      map[string]map[string]bool // service → sounds of its names that stand in those of its family; after hear
	hear       func()                     // fills goesBy and heads, once
}

// Service finds a pack by its id.
func (l *Library) Service(id string) (*Service, bool) {
	s, ok := l.byService[id]
	return s, ok
}

// Clause finds a clause, or a paper in its clause form, by its full id
// "service-id/clause-id".
func (l *Library) Clause(id string) (Clause, bool) {
	c, ok := l.byClause[id]
	if !ok {
		return Clause{}, false
	}
	return *c, true
}

// ClausesOf returns the clauses of one service, as [Service.AllClauses] does, without
// making them anew; nil for an unknown one. They are not to be changed.
func (l *Library) ClausesOf(service string) []Clause { return l.clausesOf[service] }

// Clauses returns every clause of the library with its full id, papers in
// their clause form included, in pack order.
func (l *Library) Clauses() []Clause {
	var all []Clause
	for _, s := range l.Services {
		all = append(all, s.AllClauses()...)
	}
	return all
}

// link fills the indexes; ids become global.
func (l *Library) link() {
	l.byService = make(map[string]*Service, len(l.Services))
	l.byClause = make(map[string]*Clause)
	l.clausesOf = make(map[string][]Clause, len(l.Services))
	for _, s := range l.Services {
		l.byService[s.ID] = s
		all := s.AllClauses()
		l.clausesOf[s.ID] = all
		for i := range all {
			l.byClause[all[i].ID] = &all[i]
		}
	}
	l.aspects = make(map[string]Kind)
	l.places = make(map[string]bool)
	l.proper = make(map[string]bool)
	for _, c := range l.Concepts {
		if c.Kind != "" {
			l.aspects[c.ID] = c.Kind
		}
		if c.Place {
			l.places[c.ID] = true
		}
		l.proper[c.ID] = c.Source != "" && !c.Place
	}
	l.finder = &lateFinder{made: sync.OnceValue(func() *Finder { return newLibraryFinder(l) })}
	l.vocabulary = sync.OnceValue(func() *Vocabulary { return newVocabulary(l) })
	l.hear = sync.OnceFunc(func() { l.goesBy, l.heads = l.conceptsInNames(), l.sharedHeads() })
}

// lateFinder is made when it is first used: who only looks up clauses by id does
// without, and that is a third of a library's memory.
type lateFinder struct{ made func() *Finder }

func (f *lateFinder) Find(text string) (all []Found, words int) { return f.made().Find(text) }
