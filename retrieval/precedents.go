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
	length  []float64          // of each question's vector of term worths
	terms   map[string][]int   // term → questions
	worth   map[string]float64 // of a term: its inverse document frequency
	within  map[string][]int   // service → places of its clauses
	names   int                // how many names clauses go by
	sums    sync.Pool          // *[]float64, a place for each question: a tenth of a megabyte that each search would leave behind
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

func newPrecedents(r *reader) *precedents {
	p := &precedents{terms: map[string][]int{}, worth: map[string]float64{}, within: map[string][]int{}}
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
	features := make([]map[string]bool, len(texts))
	var wait sync.WaitGroup
	for first := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := first; i < len(texts); i += runtime.GOMAXPROCS(0) {
				features[i] = r.features(texts[i])
				for term := range features[i] {
					if stem := stemOf(term); stem != "" {
						features[i][stem] = true
					}
				}
			}
		})
	}
	wait.Wait()
	for i, set := range features {
		for term := range set {
			p.terms[term] = append(p.terms[term], i)
		}
	}
	p.length = make([]float64, len(texts))
	for _, term := range slices.Sorted(maps.Keys(p.terms)) { // in order, or the last digits of sums differ from process to process
		worth := inverse(len(p.terms[term]), len(texts)) * share(term)
		p.worth[term] = worth
		for _, i := range p.terms[term] {
			p.length[i] += worth * worth
		}
	}
	for i, sum := range p.length {
		p.length[i] = math.Sqrt(sum)
	}
	p.sums.New = func() any {
		sums := make([]float64, len(p.asks))
		return &sums
	}
	return p
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
	of      *precedents
	nearest []float64 // of each clause: similarity of its nearest question
	alike   []float64 // of each name that clauses share: similarity of the nearest of all
}

// resemble compares a new question with all. Words that only name a service
// count for the share naming: the service has its own say.
func (p *precedents) resemble(read reading, naming float64) resemblance {
	sums, sum := p.sums.Get().(*[]float64), 0.0
	defer p.sums.Put(sums)
	dots := *sums
	clear(dots)
	add := func(term string, only bool) {
		worth := p.worth[term]
		if only {
			worth *= naming
		}
		sum += worth * worth
		for _, i := range p.terms[term] {
			dots[i] += worth * p.worth[term]
		}
	}
	stems := map[string]bool{}
	for term, only := range read.shared() {
		add(term, only)
		if stem := stemOf(term); stem != "" && !stems[stem] {
			stems[stem] = true
			add(stem, only)
		}
	}
	r := resemblance{of: p, nearest: make([]float64, len(p.clauses)), alike: make([]float64, p.names)}
	length := math.Sqrt(sum)
	for i, dot := range dots {
		if dot != 0 {
			at := p.asks[i]
			r.nearest[at] = max(r.nearest[at], dot/(p.length[i]*length))
		}
	}
	for at, similarity := range r.nearest {
		for _, name := range p.clauses[at].alike {
			r.alike[name] = max(r.alike[name], similarity)
		}
	}
	return r
}

// best lists the clauses whose own questions are nearest, best first, at most n.
func (r resemblance) best(n int) []precedent {
	var all []precedent
	for at, similarity := range r.nearest {
		if similarity >= leastSimilar {
			all = append(all, precedent{r.of.clauses[at].id, similarity})
		}
	}
	slices.SortFunc(all, nearer)
	return all[:min(n, len(all))]
}

// nearer orders precedents, most alike first.
func nearer(a, b precedent) int {
	return cmp.Or(cmp.Compare(b.similarity, a.similarity), cmp.Compare(a.clause, b.clause))
}

// join lists, besides the best, the clauses of the services with what they have in
// common with the question, each clause once, most alike first. A question asked of
// another service's clause of the same name counts for the share namesake.
func (r resemblance) join(best []precedent, services []string, namesake float64) []precedent {
	all := make([]precedent, 0, 256)
	for _, service := range services {
		for _, at := range r.of.within[service] {
			similarity := r.nearest[at]
			for _, name := range r.of.clauses[at].alike {
				similarity = max(similarity, namesake*r.alike[name])
			}
			if similarity > 0 {
				all = append(all, precedent{r.of.clauses[at].id, similarity})
			}
		}
	}
	for _, p := range best {
		if service, _, _ := strings.Cut(p.clause, "/"); !slices.Contains(services, service) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, nearer)
	return all
}
