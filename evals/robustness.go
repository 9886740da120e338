package evals

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// noise is the file on how questions are changed.
type noise struct {
	Suite     `yaml:",inline"`
	From      []string                 `yaml:"from"`
	Seed      uint64                   `yaml:"seed"`
	Each      int                      `yaml:"each"` // cases of each kind of noise
	Greetings map[corpus.Lang][]string `yaml:"greetings"`
	Fillers   map[corpus.Lang][]string `yaml:"fillers"`
	English   map[string]string        `yaml:"english"`
}

// noisyCases changes single questions of other suites. Which cases are taken and
// how they are changed hangs on the seed and on each case alone, so that a new
// case elsewhere leaves the others as they are.
func noisyCases(file string, suites []Suite) (Suite, []Case, error) {
	var f noise
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	for _, kind := range []struct {
		name   string
		change func(*rand.Rand, corpus.Lang, string) string
	}{
		{"misspelt", misspelt}, {"unspaced", unspaced}, {"dictated", f.dictated}, {"devanagari-english", f.devanagariEnglish}, {"greeted", f.greeted},
	} {
		cases = append(cases, drawn(suites, f.From, f.Seed, kind.name, f.Each, func(c Case, lot uint64) (Case, bool) {
			asked := c.Ask
			c.Ask = kind.change(rand.New(rand.NewPCG(f.Seed, lot)), c.Lang, asked)
			c.ID = kind.name + "-" + c.ID
			c.Tags = append([]string{"robustness", kind.name}, c.Tags...)
			return c, c.Ask != asked
		})...)
	}
	return f.Suite, cases, nil
}

// drawn are n cases made of single questions of some suites, those that drew the lowest
// lots; ok is false where none can be made of one.
func drawn(suites []Suite, from []string, seed uint64, kind string, n int, made func(c Case, lot uint64) (changed Case, ok bool)) []Case {
	type ticket struct {
		lot uint64
		Case
	}
	var all []ticket
	for _, s := range suites {
		if !slices.Contains(from, s.Name) {
			continue
		}
		for _, c := range s.Cases {
			if c.Ask == "" || len(c.Files) > 0 {
				continue
			}
			lot := lotOf(seed, kind, c.Suite, c.ID)
			if changed, ok := made(c, lot); ok {
				all = append(all, ticket{lot, changed})
			}
		}
	}
	slices.SortFunc(all, func(a, b ticket) int { return cmp.Compare(a.lot, b.lot) })
	var cases []Case
	for _, t := range all[:min(n, len(all))] {
		cases = append(cases, t.Case)
	}
	return cases
}

// lotOf is the number that a case draws.
func lotOf(seed uint64, parts ...string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(parts, "\x00")))
	return h.Sum64() ^ seed*0x9e3779b97f4a7c15
}

// misspelt changes one or two longer words: in Latin letters two neighbours
// change places or a letter falls out, in Devanagari a vowel sign is another or a
// nukta falls out.
func misspelt(r *rand.Rand, _ corpus.Lang, text string) string {
	ws := strings.Split(text, " ")
	for range 2 {
		at := r.IntN(len(ws))
		letters := []rune(ws[at])
		if len(letters) < 5 || slices.ContainsFunc(letters, unicode.IsDigit) {
			continue
		}
		i := 1 + r.IntN(len(letters)-3)
		switch {
		case letters[i] < unicode.MaxASCII && r.IntN(2) == 0:
			letters = slices.Delete(letters, i, i+1)
		case letters[i] < unicode.MaxASCII:
			letters[i], letters[i+1] = letters[i+1], letters[i]
		default:
			letters = mistyped(letters)
		}
		ws[at] = string(letters)
	}
	return strings.Join(ws, " ")
}

// slips are vowel signs that are typed for each other.
var slips = map[rune]rune{'ि': 'ी', 'ी': 'ि', 'ु': 'ू', 'ू': 'ु', 'े': 'ै', 'ै': 'े', 'ो': 'ौ', 'ौ': 'ो', 'श': 'स', 'ष': 'श', 'ण': 'न'}

func mistyped(letters []rune) []rune {
	for i, l := range letters {
		if l == '़' {
			return slices.Delete(letters, i, i+1)
		}
		if other, ok := slips[l]; ok {
			letters[i] = other
			return letters
		}
	}
	return letters
}

// unspaced drops two blanks, not those beside digits.
func unspaced(r *rand.Rand, _ corpus.Lang, text string) string {
	ws := strings.Split(text, " ")
	for range 2 {
		if len(ws) < 4 {
			break
		}
		at := r.IntN(len(ws) - 1)
		if !strings.ContainsAny(ws[at]+ws[at+1], "0123456789०१२३४५६७८९,.?।:") {
			ws[at] += ws[at+1]
			ws = slices.Delete(ws, at+1, at+2)
		}
	}
	return strings.Join(ws, " ")
}

// dictated is a question as a machine hears it: no signs, small letters, fillers.
func (f *noise) dictated(r *rand.Rand, l corpus.Lang, text string) string {
	plain := strings.Map(func(c rune) rune {
		if strings.ContainsRune("?!।,;:\"'", c) {
			return -1
		}
		return unicode.ToLower(c)
	}, text)
	ws := strings.Fields(plain)
	fillers := f.Fillers[l]
	if len(fillers) == 0 || len(ws) == 0 {
		return plain
	}
	return strings.Join(slices.Insert(ws, r.IntN(len(ws)), fillers[r.IntN(len(fillers))]), " ")
}

// devanagariEnglish puts English words in Devanagari for Hindi ones.
func (f *noise) devanagariEnglish(_ *rand.Rand, l corpus.Lang, text string) string {
	if l != corpus.Hindi {
		return text
	}
	words := make([]string, 0, len(f.English))
	for hindi := range f.English {
		words = append(words, hindi)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, hindi := range words {
		text = wholeWord(text, hindi, f.English[hindi])
	}
	return text
}

// wholeWord replaces a word where no letter stands beside it.
func wholeWord(text, old, with string) string {
	padded := " " + text + " "
	for _, end := range []string{" ", "?", "।", ",", "-"} {
		padded = strings.ReplaceAll(padded, " "+old+end, " "+with+end)
	}
	return strings.TrimSpace(padded)
}

func (f *noise) greeted(r *rand.Rand, l corpus.Lang, text string) string {
	all := f.Greetings[l]
	if len(all) == 0 {
		return text
	}
	return all[r.IntN(len(all))] + text
}
