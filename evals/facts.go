package evals

import (
	"slices"
	"strings"
	"sync"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Facts are what a text states, in a form that Devanagari, Latin-letter Hindi
// and English share. Each list is sorted and holds every value once.
type Facts struct {
	Numbers []string `json:"numbers"` // exact decimals, those of dates left out
	Amounts []string `json:"amounts"` // the numbers that are said to be rupees
	Dates   []string `json:"dates"`   // YYYY-MM-DD, or MM-DD without a year
	Papers  []string `json:"papers"`  // concepts of the glossary that are papers
}

// FactsOf reads the facts of a text. Addresses of pages and source lines, which
// hold a date of their own, are left out.
func FactsOf(l *corpus.Library, text string) Facts {
	text = body(text)
	dates, rest := hindi.Dates(text)
	f := Facts{Dates: dates}
	for _, n := range hindi.Numbers(rest) {
		f.Numbers = append(f.Numbers, n.Value)
		if n.Money {
			f.Amounts = append(f.Amounts, n.Value)
		}
	}
	if l != nil {
		for _, c := range l.Match(rest).Concepts {
			if paperConcepts(l)[c] {
				f.Papers = append(f.Papers, c)
			}
		}
	}
	for _, all := range []*[]string{&f.Numbers, &f.Amounts, &f.Dates, &f.Papers} {
		slices.Sort(*all)
		*all = slices.Compact(*all)
	}
	return f
}

// body is a reply without its source lines and addresses.
func body(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !isSource(line) {
			b.WriteString(line)
		}
	}
	return links.ReplaceAllString(b.String(), " ")
}

// isSource tells the lines that name a clause and its page.
func isSource(line string) bool {
	for _, word := range []string{"Source:", "स्रोत:", "Srot:", "Sources:"} {
		if strings.HasPrefix(strings.TrimSpace(line), word) {
			return true
		}
	}
	return false
}

// paperSets remembers the concepts that are papers, for each library: to find
// them takes longer than to judge a case.
var paperSets sync.Map // *corpus.Library → map[string]bool

// paperConcepts are the concepts one of whose names is, word for word, the name
// of a paper in a pack or of an alternative to one.
func paperConcepts(l *corpus.Library) map[string]bool {
	if known, ok := paperSets.Load(l); ok {
		return known.(map[string]bool)
	}
	named := map[string]bool{}
	for _, s := range l.Services {
		for _, p := range s.Papers {
			texts := []corpus.Text{p.Name}
			for _, o := range p.AnyOf {
				texts = append(texts, o.Text)
			}
			for _, t := range texts {
				named[hindi.Normalise(t.En)], named[hindi.Normalise(t.Hi)] = true, true
			}
		}
	}
	papers := map[string]bool{}
	for _, c := range l.Concepts {
		if c.Place || c.Kind != "" {
			continue
		}
		for _, name := range c.All() {
			if named[hindi.Normalise(name)] {
				papers[c.ID] = true
			}
		}
	}
	paperSets.Store(l, papers)
	return papers
}
