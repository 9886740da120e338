package retrieval

import (
	"slices"
	"strings"

	"github.com/pgvector/pgvector-go"
)

// slots is how many places a term can have in the sparse vector of a row: the
// most that pgvector allows. Two terms of one question meet by chance once in
// tens of millions.
const slots = 1_000_000_000

// A term's first letter says what it is; see the column passages.terms.
const (
	wordMark    = "="
	keyMark     = "~"
	conceptMark = "#"
	kindMark    = "%"
	serviceMark = "@"
	idMark      = "!" // before a key or concept: it stands in the clause's id
)

func slot(term string) int32 { return int32(fnv1a(term) % slots) }

// tally counts the terms of a row.
type tally map[string]int

func (t tally) add(r reading) {
	for _, w := range r.words {
		t[wordMark+w.form]++
		if w.key != "" {
			t[keyMark+w.key]++
		}
	}
	for _, c := range r.concepts {
		t[conceptMark+c.id]++
	}
}

// terms lists the terms in order.
func (t tally) terms() []string {
	all := make([]string, 0, len(t))
	for term := range t {
		all = append(all, term)
	}
	slices.Sort(all)
	return all
}

// weigh gives each term its BM25 weight. The length of the row counts words
// only: concepts must not make a row look long.
func (t tally) weigh(b bm25) pgvector.SparseVector {
	length := 0
	for term, n := range t {
		if strings.HasPrefix(term, wordMark) {
			length += n
		}
	}
	at := make(map[int32]float32, len(t))
	for term, n := range t {
		if strings.HasPrefix(term, idMark) {
			at[slot(term)] = 1
			continue
		}
		at[slot(term)] += b.weight(n, length)
	}
	return pgvector.NewSparseVectorFromMap(at, slots)
}

// asked are the terms of a question as parallel columns, each term and each
// slot once.
type asked struct {
	terms   []string
	slots   []int32 // counted from 1, as pgvector writes them
	worth   []float32
	english string // words to be stemmed as English, by their letters
	hindi   string // ... as Hindi
}

// maxAsked bounds the terms of a question; a message of thousands of words asks
// no more precisely than its first hundred.
const maxAsked = 256

// add reports whether the term was taken.
func (a *asked) add(term string, worth float32) bool {
	s := slot(term) + 1
	if worth == 0 || len(a.terms) == maxAsked || slices.Contains(a.slots, s) {
		return false
	}
	a.terms = append(a.terms, term)
	a.slots = append(a.slots, s)
	a.worth = append(a.worth, worth)
	return true
}

func (a *asked) stem(form string) {
	if strings.ContainsFunc(form, isDevanagari) {
		a.hindi += form + " "
	} else {
		a.english += form + " "
	}
}

func isDevanagari(r rune) bool { return '\u0900' <= r && r <= '\u097f' }

// ask lists what a question's terms are worth before rarity.
func ask(r reading, w termWeights) asked {
	var a asked
	for _, s := range r.match.Services {
		a.add(serviceMark+s.ID, w.Service)
	}
	for _, k := range r.match.Kinds {
		a.add(kindMark+string(k), w.Kind)
	}
	for _, c := range r.concepts {
		a.add(conceptMark+c.id, w.Concept*w.share(c.naming))
	}
	for _, word := range r.words {
		share := w.share(word.naming)
		if a.add(wordMark+word.form, w.Word*share) {
			a.stem(word.form)
		}
		if word.key != "" {
			a.add(keyMark+word.key, w.Key*share)
		}
	}
	return a
}
