package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Finder finds known phrases in a text, whichever of the three forms either is
// in: by phonetic key, across word breaks ("pramanpatra"), past particles ("aay
// ka praman patra") and with one letter wrong in a longer word. Build it with
// NewFinder; afterwards it is safe for concurrent use.
type Finder struct {
	phrases map[string][]phrase // joined keys → tags, with how they are written
	longest map[string]int      // how phrases begin → letters of the longest that begins so
	words   *speller
	spelt   map[string]string // words of the phrases → their spelling: most words compared are among them
}

// phrase is a tag and the spellings of its phrases that sound alike.
type phrase struct {
	tag       string
	spellings []string
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
	f := &Finder{phrases: map[string][]phrase{}, longest: map[string]int{}, spelt: map[string]string{}}
	known := map[string]bool{}
	for tag, phrases := range tags {
		for _, p := range inflected(phrases) {
			heard := Hear(hindi.Tokens(p))
			keys := heard.Keys
			joined := strings.Join(keys, "")
			if joined == "" {
				continue
			}
			for _, w := range heard.Words {
				if _, ok := f.spelt[w]; !ok {
					f.spelt[w] = hindi.Spelling(w)
				}
			}
			spelling := f.spelling(heard.Words)
			if at := slices.IndexFunc(f.phrases[joined], func(p phrase) bool { return p.tag == tag }); at >= 0 {
				f.phrases[joined][at].spellings = append(f.phrases[joined][at].spellings, spelling)
				continue
			}
			f.phrases[joined] = append(f.phrases[joined], phrase{tag, []string{spelling}})
			start := joined[:min(beginning, len(joined))]
			f.longest[start] = max(f.longest[start], len(joined))
			for _, k := range keys {
				known[k] = true
			}
		}
	}
	for _, phrases := range f.phrases {
		slices.SortFunc(phrases, func(a, b phrase) int { return strings.Compare(a.tag, b.tag) })
	}
	f.words = newSpeller(known)
	return f
}

// inflected adds to phrases with a Hindi infinitive ("naam badalna") its other two
// forms, which names of things done are said in as often: badalne, badalni.
func inflected(phrases []string) []string {
	all := slices.Clone(phrases)
	for _, p := range phrases {
		words := strings.Fields(p)
		for _, end := range [][2]string{{"ne", "ने"}, {"ni", "नी"}} {
			changed := slices.Clone(words)
			for i, w := range words {
				if stem, ok := strings.CutSuffix(w, "na"); ok && len(w) > 5 {
					changed[i] = stem + end[0]
				} else if stem, ok := strings.CutSuffix(w, "ना"); ok && utf8.RuneCountInString(w) > 4 {
					changed[i] = stem + end[1]
				}
			}
			if !slices.Equal(changed, words) {
				all = append(all, strings.Join(changed, " "))
			}
		}
	}
	return all
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
	corrected := make([]bool, len(heard.Keys))
	for i, k := range heard.Keys {
		keys[i] = f.words.correct(k)
		corrected[i] = keys[i] != k
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
			phrases := f.phrases[string(joined)]
			if len(phrases) == 0 {
				continue
			}
			spelling := ""
			if len(joined) < sure || slices.Contains(corrected[i:j+1], true) {
				spelling = f.spelling(heard.Words[i : j+1])
			}
			for _, p := range phrases {
				if spelling == "" || p.written(spelling) {
					all = append(all, Found{Tag: p.tag, From: i, To: j + 1, Letters: len(joined)})
				}
			}
		}
		slices.Reverse(all[first:])
	}
	return all
}

// sure is how many letters of a key make it certain that what sounds alike is the
// same; in shorter ones, and where a letter was corrected, the spelling counts too:
// aaya is not aay, her is no heir.
const sure = 5

// written reports whether a text's spelling is that of one of the phrases, but for
// a slip in every four letters; of four letters each counts. An English plural is
// no slip.
func (p phrase) written(spelling string) bool {
	spelling = strings.TrimSuffix(spelling, "s")
	return slices.ContainsFunc(p.spellings, func(s string) bool {
		s = strings.TrimSuffix(s, "s")
		slips := max(0, (min(len(s), len(spelling))-1)/4)
		return hindi.Apart(s, spelling, slips) <= slips
	})
}

// spelling is how words are written, together.
func (f *Finder) spelling(words []string) string {
	all := ""
	for _, w := range words {
		spelling, known := f.spelt[w]
		if !known {
			spelling = hindi.Spelling(w)
		}
		all += spelling
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
