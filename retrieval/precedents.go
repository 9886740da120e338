package retrieval

import (
	"cmp"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// precedents are the questions that packs say their clauses answer. A new
// question that resembles one is likely answered by the same clause, whatever
// words the clause itself is in. They do not change once made.
type precedents struct {
	clauses []answering        // those that have questions, and their namesakes
	asks    []int              // of each question, the place of its clause
	said    [][]string         // of each question, its terms in order
	inverse []float32          // of each question: one by the length of its vector of term worths
	terms   map[string][]int32 // term → questions
	worth   map[string]float64 // of a term: its inverse document frequency
	within  map[string][]int   // service → places of its clauses
	names   int                // how many names clauses go by
	sums    sync.Pool          // *sums: a tenth of a megabyte that each search would leave behind
	reader  *reader
	learnt  map[string]func() *regression // of each service, made when first asked for: a few hundredths of a second
}

// answering is a clause with the names that it shares with clauses of other packs
// that tell the same of their services: its local id, and its aspect if it leads.
type answering struct {
	id    string
	alike []int // numbers of these names
}

// precedent is a clause and how much the nearest of its questions resembles a
// new one: the cosine, in (0, 1].
type precedent struct {
	clause     string
	similarity float64
}

func newPrecedents(r *reader, w regressionWeights) *precedents {
	p := &precedents{
		terms: map[string][]int32{}, worth: map[string]float64{}, within: map[string][]int{},
		reader: r, learnt: map[string]func() *regression{},
	}
	var texts []string
	numbers := map[string]int{}
	number := func(name string) int {
		if _, ok := numbers[name]; !ok {
			numbers[name] = len(numbers)
		}
		return numbers[name]
	}
	for _, s := range r.library.Services {
		questions := map[string][]string{}
		for _, q := range s.Questions {
			questions[s.FullID(q.ID)] = q.All()
		}
		for _, c := range s.AllClauses() {
			_, local, _ := strings.Cut(c.ID, "/")
			a := answering{id: c.ID, alike: []int{number(local)}}
			if c.Lead {
				a.alike = append(a.alike, number(leadMark+string(c.Kind)))
			}
			for _, text := range questions[c.ID] {
				p.asks = append(p.asks, len(p.clauses))
				texts = append(texts, text)
			}
			p.within[s.ID] = append(p.within[s.ID], len(p.clauses))
			p.clauses = append(p.clauses, a)
		}
	}
	p.names = len(numbers)
	p.said = make([][]string, len(texts))
	var wait sync.WaitGroup
	for first := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := first; i < len(texts); i += runtime.GOMAXPROCS(0) {
				p.said[i] = r.said(texts[i])
			}
		})
	}
	wait.Wait()
	for i, terms := range p.said {
		for _, term := range terms {
			p.terms[term] = append(p.terms[term], int32(i))
		}
	}
	squares := make([]float64, len(texts))
	for _, term := range slices.Sorted(maps.Keys(p.terms)) { // in order, or the last digits of sums differ from process to process
		worth := inverse(len(p.terms[term]), len(texts)) * share(term)
		p.worth[term] = worth
		for _, i := range p.terms[term] {
			squares[i] += worth * worth
		}
	}
	p.inverse = make([]float32, len(texts))
	for i, sum := range squares {
		p.inverse[i] = float32(1 / math.Sqrt(sum))
	}
	for _, s := range r.library.Services {
		p.learnt[s.ID] = sync.OnceValue(func() *regression { return newRegression(p, s, w) })
	}
	p.sums.New = func() any { return &sums{of: make([]float32, len(p.asks))} }
	return p
}

// said are the terms of a text with the stems of its keys, in order.
func (r *reader) said(text string) []string {
	set := r.features(text)
	for term := range set {
		if stem := stemOf(term); stem != "" {
			set[stem] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// stemOf is the beginning of a key, which the forms of a word share in all three
// ways of writing: apply, applied and applying; banwana and banwaya. "" for
// concepts and short keys.
func stemOf(term string) string {
	if !strings.HasPrefix(term, keyMark) || len(term) < len(keyMark)+stemLetters {
		return ""
	}
	return stemMark + term[len(keyMark):len(keyMark)+stemLetters]
}

const (
	leadMark = "lead "
	stemMark = "^"
	// leastSimilar is what a question must have in common with a precedent to
	// point to its service: one rare word of several.
	leastSimilar = 0.2
	stemLetters  = 5
)

// share is what a stem or a concept is worth beside a key: it mostly stands for
// a word that has been counted already.
func share(term string) float64 {
	if strings.HasPrefix(term, keyMark) {
		return 1
	}
	return 0.7
}

// resemblance is what a new question has in common with the precedents.
type resemblance struct {
	among   *precedents // nil if nothing was compared
	nearest []float64   // of each clause: similarity of its nearest question
	alike   []float64   // of each name that clauses share: similarity of the nearest of all
}

// resemble compares a new question with all. Words that only name a service
// count for the share naming: the service has its own say.
func (p *precedents) resemble(read reading, naming float64) resemblance {
	dots, sum := p.sums.Get().(*sums), 0.0
	add := func(term string, only bool) {
		worth := p.worth[term]
		if only {
			worth *= naming
		}
		sum += worth * worth
		product := float32(worth * p.worth[term])
		dots.add(p.terms[term], product)
	}
	stems := map[string]bool{}
	for term, only := range read.shared() {
		add(term, only)
		if stem := stemOf(term); stem != "" && !stems[stem] {
			stems[stem] = true
			add(stem, only)
		}
	}
	r := resemblance{among: p, nearest: make([]float64, len(p.clauses)), alike: make([]float64, p.names)}
	inverse := float32(1 / math.Sqrt(sum))
	for _, i := range dots.some {
		at := p.asks[i]
		r.nearest[at] = max(r.nearest[at], float64(dots.of[i]*p.inverse[i]*inverse))
	}
	dots.clear()
	p.sums.Put(dots)
	for at, similarity := range r.nearest {
		if similarity > 0 {
			for _, name := range p.clauses[at].alike {
				r.alike[name] = max(r.alike[name], similarity)
			}
		}
	}
	return r
}

// sums adds up a number for each question. Few questions share a term with a new
// one, so it knows which.
type sums struct {
	of   []float32
	some []int32 // those that are not 0
}

// add adds to the sums of the questions; what is above 0.
func (s *sums) add(questions []int32, what float32) {
	for _, i := range questions {
		if s.of[i] == 0 {
			s.some = append(s.some, i)
		}
		s.of[i] += what
	}
}

func (s *sums) clear() {
	for _, i := range s.some {
		s.of[i] = 0
	}
	s.some = s.some[:0]
}

// of is what the question has in common with the nearest of a clause's own, 0 if it
// has none.
func (r resemblance) of(clause string) float64 {
	if r.among == nil {
		return 0
	}
	service, _, _ := strings.Cut(clause, "/")
	for _, at := range r.among.within[service] {
		if r.among.clauses[at].id == clause {
			return r.nearest[at]
		}
	}
	return 0
}

// best lists the clauses whose own questions are nearest, best first, at most n.
func (r resemblance) best(n int) []precedent {
	best := make([]precedent, 0, n+1)
	for at, similarity := range r.nearest {
		if similarity < leastSimilar || len(best) == n && similarity < best[n-1].similarity {
			continue
		}
		p := precedent{r.among.clauses[at].id, similarity}
		place, _ := slices.BinarySearchFunc(best, p, nearer)
		best = slices.Insert(best, place, p)
		best = best[:min(n, len(best))]
	}
	return best
}

// nearer orders precedents, most alike first.
func nearer(a, b precedent) int {
	if a.similarity != b.similarity {
		return cmp.Compare(b.similarity, a.similarity)
	}
	return cmp.Compare(a.clause, b.clause)
}

// within gives each clause of the services what the precedents tell for it: the
// resemblance to the nearest of its questions, or of those of another service's
// clause of the same name at the share namesake, and what was learnt of all.
func (r resemblance) within(read reading, services []string, w likelyWeights) (clauses []string, worth []float64) {
	terms := r.among.rarities(read.terms())
	for _, service := range services {
		learnt, ok := r.among.learnt[service]
		if !ok {
			continue // a service of the index that the library does not have
		}
		tells := learnt().tells(terms)
		for i, at := range r.among.within[service] {
			similarity := r.nearest[at]
			for _, name := range r.among.clauses[at].alike {
				similarity = max(similarity, w.Namesake*r.alike[name])
			}
			id := r.among.clauses[at].id
			clauses = append(clauses, id)
			worth = append(worth, w.Precedent*similarity+w.Learnt*tells[i])
		}
	}
	return clauses, worth
}
