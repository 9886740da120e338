package corpus

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is written is taken to come about so: somebody means a word, likely after the
// one before it, and writes it with a slip or without the blank behind it. These are
// the log probabilities, found by trial on questions misspelt by chance.
const (
	slip     = -8.5 // a certain letter is wrong, left out or too many
	easySlip = -6.0 // ... is one that sounds like it, or an inner vowel or a second one alike is left out or put in
	swap     = -6.0 // two certain neighbours are changed about
	noBlank  = -2.3
	newPair  = -3.0 // two words run together that the library never has in a row
	// A word not known here is meant as it is written: the longer it is the less
	// likely by itself. Names are seldom known.
	strange       = -9.2
	strangeLetter = -1.9 // each
	strangeName   = 6.9  // more
)

const (
	leastRun      = 4 // letters of a run of words: "inmy"
	leastMisspelt = 4 // ... of a word that is respelt; in shorter ones a slip makes another word
	leastTwice    = 7 // ... in which there may be two slips
	leastCommon   = 5 // times that a word of three letters or less stands in the library, to be heard in a run
)

// meant is what an unknown word most likely stands for between its neighbours; nil
// if for itself.
func (v *Vocabulary) meant(word string, before, after int32, name bool) (words []string) {
	letters := []rune(word)
	if len(letters) < leastRun {
		return nil
	}
	best := strange + strangeLetter*float64(len(letters)) + v.leads(unseen, after)
	if name {
		best += strangeName
	}
	most, set := slipsIn(letters), letterSet(letters)
	for _, id := range v.begins[letters[0]] {
		if bits.OnesCount64(set^v.sets[id]) > 2*most {
			continue
		}
		p := slips(letters, v.letters[id], most)
		if p == impossible {
			continue
		}
		if p += v.follows(before, id) + v.leads(id, after); p > best {
			best, words = p, []string{string(v.letters[id])}
		}
	}
	if run, p := v.run(word, before); len(run) > 1 && p+v.leads(v.id(run[len(run)-1]), after) > best {
		return run
	}
	return words
}

// leads is the log probability of what comes after a word, if that is known.
func (v *Vocabulary) leads(word, after int32) float64 {
	if after == unseen {
		return 0
	}
	return v.follows(word, after)
}

var impossible = math.Inf(-1)

// slipsIn is how many slips there may be in a word.
func slipsIn(letters []rune) int {
	switch n := len(letters); {
	case n < leastMisspelt:
		return 0
	case n < leastTwice:
		return 1
	}
	return 2
}

// slips is the log probability that a word is written for another of the same first
// letter with so many slips at most. One that ends in a vowel where the
// other has none or another is no slip: beldari is not beldar, jodti not jodta.
func slips(written, meant []rune, most int) float64 {
	end := len(written) - 1
	switch d := len(meant) - len(written); {
	case d > most || -d > most:
		return impossible
	case d != 0 && d != -1 || !isVowel(written[end]) || !slices.Equal(written[:end], meant[:end]):
	case d == -1, isVowel(meant[end]) && changed(written[end], meant[end]) == slip:
		return impossible
	}
	return edits(written, meant, float64(most)*slip)
}

// edits is the likeliest way from one word to the other by slips and swaps, as a log
// probability; impossible if it is below the floor.
func edits(a, b []rune, floor float64) float64 {
	var rows [3][32]float64
	if len(b) >= len(rows[0]) {
		return impossible
	}
	twoBack, back, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		back[j+1] = back[j] + slip
	}
	for i := range a {
		row[0] = back[0] + slip
		best := row[0]
		for j := range b {
			p := back[j]
			if a[i] != b[j] {
				p += changed(a[i], b[j])
			}
			p = max(p, row[j]+dropped(b, j), back[j+1]+dropped(a, i))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				p = max(p, twoBack[j-1]+swap)
			}
			row[j+1] = p
			best = max(best, p)
		}
		if best < floor {
			return impossible
		}
		twoBack, back, row = back, row, twoBack
	}
	if back[len(b)] < floor {
		return impossible
	}
	return back[len(b)]
}

// soundsOf gives letters that are written for each other the same number.
var soundsOf = func() (sounds [0x980]byte) {
	for i, alike := range [...]string{"िी", "ुू", "ेै", "ोौ", "शषस", "णन", "बव", "ei", "ou", "vw", "sz", "ckq"} {
		for _, r := range alike {
			sounds[r] = byte(i + 1)
		}
	}
	return sounds
}()

// changed is what it takes to write one letter for another.
func changed(a, b rune) float64 {
	if n := rune(len(soundsOf)); a < n && b < n && soundsOf[a] != 0 && soundsOf[a] == soundsOf[b] {
		return easySlip
	}
	return slip
}

// dropped is what it takes to leave out or put in the letter at a place of a word.
func dropped(word []rune, at int) float64 {
	if at > 0 && (word[at] == word[at-1] || word[at] < unicode.MaxASCII && isVowel(word[at]) && at+1 < len(word)) {
		return easySlip
	}
	return slip
}

func isVowel(r rune) bool {
	return strings.ContainsRune("aeiouyािीुूेैोौआइईउऊएऐओऔंँ", r)
}

// run parts a word into known ones, the likeliest way, with the log probability that
// they were meant and run together; nil if there is none.
func (v *Vocabulary) run(word string, before int32) (parts []string, p float64) {
	type way struct {
		p    float64
		from int
		last int32
	}
	ways := make([]way, len(word)+1) // to each place in the word, the likeliest
	ways[0].last = before
	for to := 1; to <= len(word); to++ {
		ways[to].p = impossible
		if r, _ := utf8.DecodeRuneInString(word[to:]); to < len(word) && (!utf8.RuneStart(word[to]) || unicode.IsMark(r)) {
			continue
		}
		for from := max(0, to-v.longest); from < to; from++ {
			id := v.id(word[from:to])
			if id == unseen || ways[from].p == impossible || !v.standsAlone(id) {
				continue
			}
			p := ways[from].p + v.follows(ways[from].last, id)
			if from > 0 {
				p += v.joined(ways[from].last, id)
			}
			if p > ways[to].p {
				ways[to] = way{p, from, id}
			}
		}
	}
	for to := len(word); to > 0 && ways[len(word)].p != impossible; to = ways[to].from {
		parts = append(parts, word[ways[to].from:to])
	}
	slices.Reverse(parts)
	return parts, ways[len(word)].p
}

// standsAlone reports whether a word is one that others run together with: a single
// letter is not, but for English a and I and the h that is Hindi's is, nor are
// letters that stand alone once or twice.
func (v *Vocabulary) standsAlone(id int32) bool {
	switch letters := v.letters[id]; {
	case len(letters) == 1:
		return strings.ContainsRune("aih", letters[0])
	case len(letters) <= 3:
		return v.count[id] >= leastCommon
	}
	return true
}

// joined is the log probability that the blank between two words is left out; a
// single letter is only joined to a word that it is known to stand beside.
func (v *Vocabulary) joined(first, second int32) float64 {
	switch {
	case v.together(first, second) > 0:
		return noBlank
	case len(v.letters[first]) == 1, len(v.letters[second]) == 1:
		return impossible
	}
	return noBlank + newPair
}
