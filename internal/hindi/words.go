package hindi

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// The word tables: one word a line, tab-separated: Devanagari (spellings of it
// separated by spaces, the usual one first), the Latin form to write, further
// Latin spellings people type, and, rarely, a key in place of the sound's, to
// keep apart what must not meet (PAN and PIN). Lines that start with # are
// comments. Phrases are for words whose Latin form hangs on their neighbours.
var (
	//go:embed data/loans.tsv
	loansFile string
	//go:embed data/native.tsv
	nativeFile string
	//go:embed data/names.tsv
	namesFile string
	//go:embed data/phrases.tsv
	phrasesFile string
)

type words struct {
	keys  map[string]string // normalised spelling, either script: its key
	exact map[string]string // Devanagari as in the table: Latin
	loose map[string]string // Devanagari normalised: Latin
	loans map[string]bool   // Devanagari normalised: takes an English plural

	phrases map[string][]phrase // by first word, longer ones first
}

// phrase is some words that are written together as one: लाल डोरा, Lal Dora.
type phrase struct{ deva, latin string }

var loadWords = sync.OnceValue(func() *words {
	w := &words{
		keys:  make(map[string]string, 8192),
		exact: make(map[string]string, 4096),
		loose: make(map[string]string, 4096),
		loans: make(map[string]bool, 2048),

		phrases: make(map[string][]phrase, 256),
	}
	w.read(nativeFile, false)
	w.read(namesFile, false)
	w.read(loansFile, true)
	w.readPhrases(phrasesFile)
	return w
})

func (w *words) readPhrases(file string) {
	for line := range strings.Lines(file) {
		deva, latin, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		deva, _ = Clean(deva)
		first := devanagariWord(deva)
		ps := append(w.phrases[first], phrase{deva, latin})
		slices.SortStableFunc(ps, func(a, b phrase) int { return len(b.deva) - len(a.deva) })
		w.phrases[first] = ps
	}
}

// phrase returns the longest phrase that s, whose first word is given, starts
// with.
func (w *words) phrase(s, first string) (phrase, bool) {
	for _, p := range w.phrases[first] {
		if rest, ok := strings.CutPrefix(s, p.deva); ok && devanagariWord(rest) == "" {
			return p, true
		}
	}
	return phrase{}, false
}

func (w *words) read(file string, loan bool) {
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			continue // a test reads the tables and reports such a line
		}
		devas := strings.Fields(f[0])
		key := soundKey(strings.ReplaceAll(Normalise(devas[0]), " ", ""))
		if len(f) > 3 {
			key = f[3]
		}
		spelled := func(s string) {
			if n := Normalise(s); n != "" && !strings.Contains(n, " ") {
				if _, taken := w.keys[n]; !taken {
					w.keys[n] = key
				}
			}
		}
		for _, d := range devas {
			n := Normalise(d)
			clean, _ := Clean(d)
			setNew(w.exact, clean, f[1])
			setNew(w.loose, n, f[1])
			if loan {
				w.loans[n] = true
			}
			spelled(d)
		}
		spelled(f[1])
		if len(f) > 2 {
			for _, s := range strings.Fields(f[2]) {
				spelled(s)
			}
		}
	}
}

func setNew(m map[string]string, k, v string) {
	if _, ok := m[k]; !ok {
		m[k] = v
	}
}

// latin returns the table's Latin form of Devanagari word d, inflected if d is.
func (w *words) latin(d string) (string, bool) {
	if l, ok := w.exact[d]; ok {
		return l, true
	}
	n := Normalise(d)
	if l, ok := w.loose[n]; ok {
		return l, true
	}
	// सर्टिफिकेटों, फीसें: in Latin letters such words take the English plural.
	for _, p := range plurals {
		stem, ok := strings.CutSuffix(n, p.ending)
		if !ok {
			continue
		}
		stem += p.stem
		l := w.loose[stem]
		if l == "" || !w.loans[stem] {
			continue
		}
		switch {
		case strings.HasSuffix(l, "s") || strings.HasSuffix(l, "x") || strings.HasSuffix(l, "ch"):
			if strings.HasSuffix(l, "ees") {
				return l, true // fees
			}
			return l + "es", true
		case strings.HasSuffix(l, "y") && len(l) > 2 && !latinVowel(l[len(l)-2]):
			return l[:len(l)-1] + "ies", true
		}
		return l + "s", true
	}
	return "", false
}

var plurals = []struct{ ending, stem string }{
	{"ियों", "ी"}, {"ियां", "ी"}, {"ों", ""}, {"ें", ""}, {"ओं", ""}, {"एं", ""}, {"ओं", "ा"}, {"्स", ""},
}
