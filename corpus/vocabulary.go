package corpus

import (
	"maps"
	"math"
	"slices"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Vocabulary counts the words of a library as people write them, and which follows
// which: in the questions they ask, in names and in clauses. What a message means
// by a word that is not among them is told by [Vocabulary.Respell]. It does not
// change once made and is safe for concurrent use.
type Vocabulary struct {
	words   map[string]int32 // normal form → its id
	letters [][]rune         // of each word
	sets    []uint64         // of each word: which letters it has, see letterSet
	count   []int32          // of each word
	longest int              // bytes of the longest
	all     int32            // words counted
	pairs   map[[2]int32]int32
	further map[[2]int32]int32 // pairs in what With added; the others are shared
	begins  map[rune][]int32   // letter → the words that begin with it
}

// unseen is the id of no word.
const unseen = int32(-1)

// Vocabulary is that of the library's texts. It is made when first asked for, in a
// quarter of a second; a library made by hand makes it each time.
func (l *Library) Vocabulary() *Vocabulary {
	if l.vocabulary == nil {
		return newVocabulary(l)
	}
	return l.vocabulary()
}

func newVocabulary(l *Library) *Vocabulary {
	v := &Vocabulary{words: map[string]int32{}, pairs: map[[2]int32]int32{}, further: map[[2]int32]int32{}, begins: map[rune][]int32{}}
	add := func(texts ...string) { v.add(v.pairs, 1, texts...) }
	for _, s := range l.Services {
		add(s.Name.En, s.Name.Hi, s.Name.Latn)
		add(s.Aliases.All()...)
		add(s.Examples.All()...)
		for _, q := range s.Questions {
			add(q.All()...)
		}
		for _, c := range s.AllClauses() {
			add(c.En, c.Hi, c.Latn, c.Detail.En, c.Detail.Hi)
		}
	}
	for _, g := range l.Groups {
		add(g.Name.En, g.Name.Hi, g.Name.Latn)
		add(g.Names.All()...)
	}
	for _, c := range l.Concepts {
		add(c.All()...)
	}
	return v
}

// often is how many times each of the further phrases counts: they are few, and said
// every day.
const often = 5

// With is a vocabulary that knows the words of further phrases too.
func (v *Vocabulary) With(phrases []string) *Vocabulary {
	more := &Vocabulary{
		words: maps.Clone(v.words), letters: slices.Clone(v.letters), sets: slices.Clone(v.sets), count: slices.Clone(v.count), all: v.all, longest: v.longest,
		pairs: v.pairs, further: maps.Clone(v.further), begins: make(map[rune][]int32, len(v.begins)),
	}
	for first, ids := range v.begins {
		more.begins[first] = slices.Clone(ids)
	}
	more.add(more.further, often, phrases...)
	return more
}

// add counts texts so many times, their pairs where told.
func (v *Vocabulary) add(pairs map[[2]int32]int32, times int32, texts ...string) {
	for _, text := range texts {
		last := unseen
		for _, word := range hindi.Tokens(text) {
			id, known := v.words[word]
			if !known {
				id = int32(len(v.count))
				letters := []rune(word)
				v.words[word] = id
				v.longest = max(v.longest, len(word))
				v.count, v.letters, v.sets = append(v.count, 0), append(v.letters, letters), append(v.sets, letterSet(letters))
				v.begins[letters[0]] = append(v.begins[letters[0]], id)
			}
			v.count[id] += times
			v.all += times
			if last != unseen {
				pairs[[2]int32{last, id}] += times
			}
			last = id
		}
	}
}

// letterSet has a bit for each letter. Two words differ in two bits a slip at most,
// so most words need not be compared letter by letter.
func letterSet(word []rune) (set uint64) {
	for _, r := range word {
		set |= 1 << (r % 64)
	}
	return set
}

// id of a word in normal form; unseen if the library has it not.
func (v *Vocabulary) id(word string) int32 {
	if id, known := v.words[word]; known {
		return id
	}
	return unseen
}

// together is how often a word stands after another.
func (v *Vocabulary) together(first, second int32) int32 {
	pair := [2]int32{first, second}
	return v.pairs[pair] + v.further[pair]
}

// What follows a word is told by what was seen to follow it, with backing words as
// the library has them in general counted beside those, and by alone, which is the
// share of words that hang on no other.
const (
	backing = 100
	alone   = 0.3
)

// follows is the log probability of a word, after another unless that is unseen.
func (v *Vocabulary) follows(before, word int32) float64 {
	p := float64(v.count[word]) / float64(v.all)
	if before == unseen {
		return math.Log(p)
	}
	seen := (float64(v.together(before, word)) + backing*p) / (float64(v.count[before]) + backing)
	return math.Log((1-alone)*seen + alone*p)
}
