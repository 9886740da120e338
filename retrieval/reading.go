package retrieval

import (
	_ "embed"
	"iter"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed stopwords.txt
var stopwordsText string

// reader turns text into what rows and questions are compared by. Its zero
// value is of no use; it is safe for concurrent use.
type reader struct {
	library *corpus.Library
	stop    map[string]bool
	names   map[string]map[string]bool // service → phonetic keys that only name it
	cues    cues
	alike   *corpus.Finder // synonyms
}

// reading is one text as the index sees it. Everything in it is empty for a
// text without letters or digits.
type reading struct {
	words    []word
	concepts []concept
	match    corpus.Match
	rest     corpus.Heard // the text without the words that name a service
}

// concept is an idea that the text speaks of: of the glossary, or a synonym.
type concept struct {
	id     string
	naming bool // only as part of the name, as for a word
}

// word is one word that is not a stop word.
type word struct {
	form string // normalised
	key  string // phonetic, shared by Devanagari and Latin spellings
	// naming is true for a word in the name of a service that the text names.
	// The service is the surer sign; what tells its clauses apart is the rest.
	naming bool
}

func newReader(library *corpus.Library) *reader {
	r := &reader{library: library, stop: map[string]bool{}, names: map[string]map[string]bool{}, cues: newCues(), alike: newSynonyms()}
	for line := range strings.Lines(stopwordsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range hindi.Tokens(line) {
			r.stop[w] = true
		}
	}
	for _, s := range library.Services {
		r.names[s.ID] = namingKeys(s)
	}
	return r
}

func (r *reader) read(text string) reading {
	tokens := hindi.Tokens(text)
	heard := corpus.Hear(tokens)
	read := reading{words: make([]word, 0, len(tokens)), match: r.library.MatchHeard(heard)}
	rest := make([]string, 0, len(tokens)) // what does not name the service
	at := 0                                // the next word heard
	for _, t := range tokens {
		w := word{form: t}
		if at < len(heard.Words) && heard.Words[at] == t {
			w.key = heard.Keys[at]
			at++
		} else {
			w.key = hindi.Key(t)
		}
		for _, s := range read.match.Services {
			w.naming = w.naming || r.names[s.ID][w.key]
		}
		if !w.naming {
			rest = append(rest, t)
		}
		if !r.stop[t] {
			read.words = append(read.words, w)
		}
	}
	read.rest = heard
	ideas := r.ideas(heard, read.match)
	said := ideas
	if len(rest) < len(tokens) {
		// Without the name in between, "kitni pension milti hai" also reads as
		// "kitni milti hai".
		read.rest = corpus.Hear(rest)
		apart := r.library.MatchHeard(read.rest)
		said = r.ideas(read.rest, apart)
		for _, k := range apart.Kinds {
			if !slices.Contains(read.match.Kinds, k) {
				read.match.Kinds = append(read.match.Kinds, k)
			}
		}
	}
	for _, id := range ideas {
		read.concepts = append(read.concepts, concept{id: id, naming: !slices.Contains(said, id)})
	}
	return read
}

// ideas are the concepts that the library found in a text, and its synonyms.
func (r *reader) ideas(heard corpus.Heard, m corpus.Match) []string {
	all := slices.Clone(m.Concepts)
	for _, f := range r.alike.FindHeard(heard) {
		if !slices.Contains(all, f.Tag) {
			all = append(all, f.Tag)
		}
	}
	return all
}

// shared are the question's terms that mean the same in all three forms, each
// once: phonetic keys and concepts, with whether they only name a service.
func (r reading) shared() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for i, w := range r.words {
			if w.key == "" || slices.ContainsFunc(r.words[:i], func(v word) bool { return v.key == w.key }) {
				continue
			}
			if !yield(keyMark+w.key, w.naming) {
				return
			}
		}
		for _, c := range r.concepts {
			if !yield(conceptMark+c.id, c.naming) {
				return
			}
		}
	}
}

// features are the shared terms of a text, without telling names apart.
func (r *reader) features(text string) map[string]bool {
	set := map[string]bool{}
	tokens := hindi.Tokens(text)
	for _, t := range tokens {
		if key := hindi.Key(t); key != "" && !r.stop[t] {
			set[keyMark+key] = true
		}
	}
	heard := corpus.Hear(tokens)
	for _, id := range r.ideas(heard, r.library.MatchHeard(heard)) {
		set[conceptMark+id] = true
	}
	return set
}

// header is what a clause is about, in words of the language: the name of its
// service and the first name of its kind. A clause seldom says either itself.
func (r *reader) header(s *corpus.Service, kind corpus.Kind, lang corpus.Lang) string {
	name := s.Name.In(lang)
	for _, c := range r.library.Concepts {
		if c.Kind != kind {
			continue
		}
		names := c.En
		if lang == corpus.Hindi {
			names = c.Hi
		}
		if len(names) > 0 {
			return name + ". " + names[0] + ". "
		}
	}
	return name + ". "
}
