package corpus

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Finder finds known phrases in a text, whichever of the three forms either is
// in: by phonetic key, across word breaks ("pramanpatra"), past particles ("aay
// ka praman patra") and with one letter wrong in a longer word. Build it with
// NewFinder; afterwards it is safe for concurrent use.
type Finder struct {
	phrases map[string][]string // joined keys → tags
	longest map[string]int      // how phrases begin → letters of the longest that begins so
	words   *speller
}

// beginning is how many letters of a phrase tell whether a known one may follow.
// Most words of a text begin none, and need not be looked up with those after them.
const beginning = 4

// Found is one phrase in a text. Words are counted without particles.
type Found struct {
	Tag      string
	From, To int // words [From, To)
	Letters  int // letters of the phonetic keys covered; more is surer
}

// NewFinder takes the phrases of each tag.
func NewFinder(tags map[string][]string) *Finder {
	f := &Finder{phrases: map[string][]string{}, longest: map[string]int{}}
	known := map[string]bool{}
	for tag, phrases := range tags {
		for _, p := range phrases {
			keys := Hear(hindi.Tokens(p)).Keys
			joined := strings.Join(keys, "")
			if joined == "" || slices.Contains(f.phrases[joined], tag) {
				continue
			}
			f.phrases[joined] = append(f.phrases[joined], tag)
			start := joined[:min(beginning, len(joined))]
			f.longest[start] = max(f.longest[start], len(joined))
			for _, k := range keys {
				known[k] = true
			}
		}
	}
	for _, tags := range f.phrases {
		slices.Sort(tags)
	}
	f.words = newSpeller(known)
	return f
}

// Find lists the phrases in the text by position, longer ones first at each.
// Words is how many words the text has, particles not counted.
func (f *Finder) Find(text string) (all []Found, words int) {
	heard := Hear(hindi.Tokens(text))
	return f.FindHeard(heard), len(heard.Words)
}

// FindHeard is Find for a text that was heard already.
func (f *Finder) FindHeard(heard Heard) (all []Found) {
	keys := make([]string, len(heard.Keys))
	for i, k := range heard.Keys {
		keys[i] = f.words.correct(k)
	}
	var joined []byte
	for i := range keys {
		joined = joined[:0]
		first := len(all)
		for j := i; j < len(keys) && keys[j] != ""; j++ {
			joined = append(joined, keys[j]...)
			if len(joined) >= beginning && len(joined) > f.longest[string(joined[:beginning])] {
				break
			}
			for _, tag := range f.phrases[string(joined)] {
				all = append(all, Found{Tag: tag, From: i, To: j + 1, Letters: len(joined)})
			}
		}
		slices.Reverse(all[first:])
	}
	return all
}

// particles join words without changing what is named.
var particles = wordSet("of the a an my ka ki ke का की के wala wali wale वाला वाली वाले")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// Heard is a text as finders hear it: its words, particles left out unless nothing
// else remains, and the phonetic key of each.
type Heard struct{ Words, Keys []string }

// Hear takes the words of a text as [hindi.Tokens] cuts them.
func Hear(tokens []string) Heard {
	words := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if !particles[t] {
			words = append(words, t)
		}
	}
	if len(words) == 0 {
		words = tokens
	}
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = hindi.Key(w)
	}
	return Heard{words, keys}
}
