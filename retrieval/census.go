package retrieval

import (
	"cmp"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// census counts in which services of the library a term stands: in how many
// clauses, and in how many of its names and of the ways in which people ask for
// it. It tells which service a question is likely about, named or not, and
// which of the question's words tell the clauses of one service apart. It does
// not change once made.
type census struct {
	services []string
	at       map[string]int // service → place in services
	clauses  []int          // of each service
	all      int            // clauses of the library
	silence  []float64      // log probability of a term that the service does not have
	terms    map[string][]count
	keys     []string // all phonetic keys, in order
}

// count is what one service has of a term.
type count struct {
	service int
	clauses int     // with the term, in either language
	gain    float64 // log probability of the term, above silence
}

// believed is a service with the share of belief in it, in (0, 1].
type believed struct {
	service string
	share   float64
}

func newCensus(r *reader, w guessWeights) *census {
	services := r.library.Services
	counted := make([]map[string]*tallied, len(services))
	var wait sync.WaitGroup
	for first := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := first; i < len(services); i += runtime.GOMAXPROCS(0) {
				counted[i] = r.tallyService(services[i], w)
			}
		})
	}
	wait.Wait()

	c := &census{at: map[string]int{}, terms: map[string][]count{}}
	for i, s := range services {
		c.services = append(c.services, s.ID)
		c.at[s.ID] = i
		n := len(s.AllClauses())
		c.clauses = append(c.clauses, n)
		c.all += n
		for term := range counted[i] {
			c.terms[term] = nil
		}
	}
	for term := range c.terms {
		if key, ok := strings.CutPrefix(term, keyMark); ok {
			c.keys = append(c.keys, key)
		}
	}
	slices.Sort(c.keys)
	for i := range services {
		length := w.Smooth * float64(len(c.terms))
		for _, term := range slices.Sorted(maps.Keys(counted[i])) { // in order, or the last digits differ from process to process
			length += counted[i][term].weight
		}
		c.silence = append(c.silence, math.Log(w.Smooth/length))
		for term, n := range counted[i] {
			c.terms[term] = append(c.terms[term], count{i, n.clauses, math.Log((n.weight + w.Smooth) / w.Smooth)})
		}
	}
	return c
}

// tallied is a term in one service: in how many clauses, and the weight of all
// texts with it.
type tallied struct {
	clauses int
	weight  float64
}

func (r *reader) tallyService(s *corpus.Service, w guessWeights) map[string]*tallied {
	counts := map[string]*tallied{}
	add := func(text string, clauses int, weight float64) {
		for term := range r.features(text) {
			n := counts[term]
			if n == nil {
				n = &tallied{}
				counts[term] = n
			}
			n.clauses += clauses
			n.weight += weight
		}
	}
	for _, c := range s.AllClauses() {
		add(strings.Join([]string{c.En, c.Hi, c.Latn, c.Detail.En, c.Detail.Hi, localWords(c.ID)}, " . "), 1, w.Clause)
	}
	for _, text := range s.Examples.All() {
		add(text, 0, w.Example)
	}
	for _, q := range s.Questions {
		for _, text := range q.All() {
			add(text, 0, w.Question)
		}
	}
	for _, name := range append(s.Aliases.All(), s.Name.En, s.Name.Hi, s.Name.Latn) {
		add(name, 0, w.Name)
	}
	return counts
}

// localWords are the words of a clause's id within its pack. The writer put
// there what the clause is about ("fee-late-ndmc").
func localWords(id string) string {
	if _, local, ok := strings.Cut(id, "/"); ok {
		id = local
	}
	return strings.ReplaceAll(id, "-", " ")
}

// guess shares belief out among the services by the question's words and
// concepts alone, best first: naive Bayes, its evidence damped by heat because
// words come in company. Services below the floor are left out; a question
// without a known term believes in none.
func (c *census) guess(read reading, w guessWeights) []believed {
	logs := make([]float64, len(c.services))
	heard := 0
	for term := range read.shared() {
		counts := c.terms[term]
		if len(counts) == 0 {
			continue
		}
		heard++
		for _, n := range counts {
			logs[n.service] += n.gain
		}
	}
	if heard == 0 {
		return nil
	}
	for i := range logs {
		logs[i] = w.Heat * (logs[i] + float64(heard)*c.silence[i])
	}
	best, sum := slices.Max(logs), 0.0
	for i := range logs {
		logs[i] = math.Exp(logs[i] - best)
		sum += logs[i]
	}
	var out []believed
	for i, l := range logs {
		if share := l / sum; share >= w.Floor {
			out = append(out, believed{c.services[i], share})
		}
	}
	slices.SortFunc(out, func(a, b believed) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.service, b.service))
	})
	return out
}

// recognise replaces keys that are unknown to the library by the nearest known.
func (c *census) recognise(words []word) {
	for i, w := range words {
		if known := c.near(w.key); known != "" {
			words[i].key = known
		}
	}
}

// near is the known key that a key unknown to the library most likely is
// another form of: "complaining" is not in it, "complain" is. It shares at least
// its first four letters, and all but three of either. "" if there is none.
func (c *census) near(key string) string {
	if _, known := c.terms[keyMark+key]; known || len(key) < nearLetters {
		return ""
	}
	at, _ := slices.BinarySearch(c.keys, key)
	best, most := "", 0
	for _, i := range [2]int{at - 1, at} { // the longest shared beginning stands beside it
		if i < 0 || i == len(c.keys) {
			continue
		}
		other := c.keys[i]
		n := 0
		for n < min(len(key), len(other)) && key[n] == other[n] {
			n++
		}
		if n >= nearLetters && max(len(key), len(other))-n <= nearRest && n > most {
			best, most = other, n
		}
	}
	return best
}

const (
	nearLetters = 4
	nearRest    = 3
)

// rarity is how much a term tells clauses apart, by BM25's inverse document
// frequency: among those of the service, and among all.
func (c *census) rarity(term string, service int) (here, anywhere float64) {
	with, withAll := 0, 0
	for _, n := range c.terms[term] {
		if n.service == service {
			with = n.clauses
		}
		withAll += n.clauses
	}
	return inverse(with, c.clauses[service]), inverse(withAll, c.all)
}

// inverse is the inverse document frequency of a term in with of n texts.
func inverse(with, n int) float64 {
	return math.Log(1 + (float64(n-with)+0.5)/(float64(with)+0.5))
}
