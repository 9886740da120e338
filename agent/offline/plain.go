package offline

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed asking.txt
var askingFile string

// askingWords are the words, in normal form, that ask and say nothing of what is
// asked, and those that ask for an aspect as a whole.
func askingWords() (asking map[string]bool, aspects map[corpus.Kind]map[string]bool) {
	asking, aspects = map[string]bool{}, map[corpus.Kind]map[string]bool{}
	for line := range strings.Lines(askingFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := asking
		if kind, rest, ok := strings.Cut(line, ":"); ok {
			words, line = map[string]bool{}, rest
			aspects[corpus.Kind(kind)] = words
		}
		for _, w := range hindi.Tokens(line) {
			words[w] = true
		}
	}
	return asking, aspects
}

// plainly gives the aspects of a message that asks for them as a whole: once the
// names of the service and of its aspects and the words that ask are taken away,
// nothing is left of it. The answer to such a message is the same in each form,
// however near its words come to single rules. Nil if anything is left.
func (m *Model) plainly(req agent.Request, s *corpus.Service) []corpus.Kind {
	named, kinds, left := m.remainder(req, req.Message, s)
	u := req.Understood
	switch {
	case len(left) > 0 || len(kinds) > kindsTold || len(kinds) > 1 && slices.ContainsFunc(kinds, ofSeveral):
		return nil // the fee if it is late
	case len(kinds) > 0:
		return kinds
	case !named: // what it goes on about stood in an earlier message
		return nil
	case len(u.Kinds) > 0: // told by a word that asks: कैसे
		return u.Kinds[:min(len(u.Kinds), kindsTold)]
	case u.Asking: // what is it?
		return []corpus.Kind{corpus.About}
	}
	return nil
}

// whole answers what is asked of aspects as wholes: in the pack's order, so that
// each form is told the same, with what no longer holds last. Of an aspect with
// several rules the nearest to the words are chosen.
func (m *Model) whole(r *agent.Response, req agent.Request, s *corpus.Service, kinds []corpus.Kind) {
	if ofSeveral(kinds[0]) {
		several := slices.DeleteFunc(slices.Clone(req.Clauses), func(c corpus.Clause) bool { return c.Service != s.ID || c.Kind != kinds[0] })
		several = several[:min(len(several), severalLines)]
		slices.SortStableFunc(several, func(a, b corpus.Clause) int { return inPack(s, a) - inPack(s, b) })
		for _, c := range several {
			m.add(r, req, c)
		}
		if len(r.Citations) > 0 {
			return
		}
	}
	req.Clauses = slices.Clone(req.Clauses)
	slices.SortStableFunc(req.Clauses, func(a, b corpus.Clause) int { return inPack(s, a) - inPack(s, b) })
	for _, k := range kinds {
		m.tell(r, req, s, k, wholeLines)
	}
}

// ofSeveral tells the aspects of which no clause leads: who complains was refused,
// or has waited too long.
func ofSeveral(k corpus.Kind) bool { return k == corpus.Change || k == corpus.Appeal }

// How many clauses of an aspect answer it as a whole.
const (
	wholeLines   = 3
	severalLines = 4
)

// inPack is where the pack has a clause; what no longer holds comes behind the
// rest.
func inPack(s *corpus.Service, c corpus.Clause) int {
	at := slices.IndexFunc(s.Clauses, func(o corpus.Clause) bool { return s.FullID(o.ID) == c.ID })
	if c.Certainty == corpus.Ended {
		at += len(s.Clauses)
	}
	return at
}

// onlyLimits reports whether a message asks for no more than the limits that its
// quantities were held against: "income 90,000, ration card?"
func (m *Model) onlyLimits(req agent.Request, s *corpus.Service, compared []comparison) bool {
	var text strings.Builder
	from := 0
	for _, n := range hindi.Numbers(req.Message) {
		text.WriteString(req.Message[from:n.Start] + " ")
		from = n.End
	}
	text.WriteString(req.Message[from:])
	_, kinds, left := m.remainder(req, text.String(), s)
	for _, k := range kinds {
		if !slices.ContainsFunc(compared, func(c comparison) bool { return c.clause.Kind == k }) {
			return false
		}
	}
	return !slices.ContainsFunc(left, func(w string) bool {
		return !m.quantityWords[hindi.Key(w)] && !incomeWords[w]
	})
}

// quantityWords are the sounds of units and of what tells that a number is an age.
func quantityWords() map[string]bool {
	words := map[string]bool{}
	add := func(all [][]string) {
		for _, p := range all {
			for _, w := range p {
				words[w] = true
			}
		}
	}
	for _, u := range unitWords {
		add(u.words)
	}
	for _, all := range [][][]string{ageWords, monthWords, yearWords} {
		add(all)
	}
	return words
}

// remainder is what is left of a text without the first name of the service, the
// words of the aspects it asks for and the words that ask, with these aspects; named
// is whether the service was.
func (m *Model) remainder(req agent.Request, text string, s *corpus.Service) (named bool, kinds []corpus.Kind, left []string) {
	left = hindi.Tokens(text)
	for _, n := range m.library.Named(text) {
		if !named && slices.Contains(n.Services, s.ID) { // a second name is that of a part: form 30
			named = true
			for w := range strings.FieldsSeq(n.Words) {
				if at := slices.Index(left, w); at >= 0 {
					left = slices.Delete(left, at, at+1)
				}
			}
			continue // its words ask for no aspect: fee for application status
		}
		for _, id := range n.Concepts {
			k := corpus.Kind(id)
			if slices.Contains(req.Understood.Kinds, k) && m.asks(k, n.Words) && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	return named, kinds, slices.DeleteFunc(left, func(w string) bool {
		return m.asking[w] || slices.ContainsFunc(kinds, func(k corpus.Kind) bool { return m.aspects[k][w] })
	})
}

// asks reports whether the words ask for the aspect as a whole, letter for letter:
// by sound, track is तरीका.
func (m *Model) asks(k corpus.Kind, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if !m.aspects[k][w] && !m.asking[w] {
			return false
		}
	}
	return true
}
