package corpus

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Naming is one phrase of a text with everything it may name: "ration card" is
// a paper and a service. Each list holds ids.
type Naming struct {
	Words string // as in the text, in normal form, particles left out
	// Letters of the phonetic keys covered; more is surer.
	Letters int
	// Corrected is true when a word was found only with one letter changed.
	Corrected                  bool
	Concepts, Services, Groups []string
}

// Named lists what a text names, in order, by the longest phrases alone: a
// passport size photo names no passport. It reads all three forms.
func (l *Library) Named(text string) (names []Naming) {
	if l.finder == nil {
		return nil // a library made by hand, without words
	}
	finder := l.finder.made()
	heard := Hear(hindi.Tokens(text))
	all, words := finder.FindHeard(heard), heard.Words
	for i := 0; i < len(all); {
		from, to := all[i].From, all[i].To
		n := Naming{Words: strings.Join(words[from:to], " "), Letters: all[i].Letters}
		n.Corrected = slices.ContainsFunc(words[from:to], func(w string) bool {
			key := hindi.Key(w)
			return finder.words.correct(key) != key
		})
		for ; i < len(all) && all[i].From == from && all[i].To == to; i++ {
			kind, id, _ := strings.Cut(all[i].Tag, ":")
			switch kind + ":" {
			case conceptTag:
				n.Concepts = append(n.Concepts, id)
			case serviceTag:
				n.Services = append(n.Services, id)
			case groupTag:
				n.Groups = append(n.Groups, id)
			}
		}
		if !within(from, to, all) {
			names = append(names, n)
		}
	}
	return names
}

// within reports whether a longer phrase holds the words [from, to).
func within(from, to int, all []Found) bool {
	for _, g := range all {
		if g.From <= from && to <= g.To && g.To-g.From > to-from {
			return true
		}
	}
	return false
}
