package offline

import (
	"embed"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed boundary
var boundaryFS embed.FS

// comparison is one quantity of the message held against one typed limit.
type comparison struct {
	limit
	clause corpus.Clause
	given  quantity
	place  place
	later  bound // the later deadline that is kept where the first is over
	surely int   // how surely this limit is meant, higher is surer
}

// style is what the limit is for. One that says which sum holds for whom is one
// of several ranges.
func (c comparison) style() style {
	if c.chooses(c.clause) {
		return band
	}
	return c.measure.Style
}

const (
	// comparedMost is how many limits one answer compares with.
	comparedMost = 3
	// bandsTold is how many clauses are told of what holds beyond a deadline.
	bandsTold = 2
)

// bounded begins the answer to "my income is so much, will I get it?": each
// quantity of the message is held against the typed limits of the service, by
// code, and the clauses compared with are told. An answer to a message without a
// quantity, or about a service without a limit on what is counted, stays as it is.
func (m *Model) bounded(req agent.Request, r agent.Response) agent.Response {
	if len(r.Calls) > 0 {
		return r
	}
	var b agent.Response
	ofAmount := false // "2,500 rupees?" is what was asked
	if s := m.subject(req); s != nil {
		compared := m.comparisons(req, s)
		ofAmount = slices.ContainsFunc(compared, func(c comparison) bool { return c.measure.Style == amount })
		for _, c := range compared {
			b.Text = strings.TrimSpace(b.Text + "\n" + m.line(req, c))
			m.add(&b, req, c.clause)
			for _, other := range m.beside(req, c) {
				m.add(&b, req, other)
			}
		}
		if len(compared) > 0 {
			m.forMinors(&b, req, s)
		} else {
			m.forMinors(&r, req, s)
		}
		switch {
		case len(compared) == 0:
		case m.onlyLimits(req, s, compared):
			b.Outcome = agent.Answered
			return b
		case len(req.Understood.Kinds) == 0:
			m.nearer(&b, req, s, compared)
			b.Outcome = agent.Answered
			return b
		}
	} else if r.Outcome == agent.Clarify {
		m.compareGroup(&b, req)
	}
	if b.Text == "" {
		return r
	}
	told := strings.Split(b.Text, "\n")
	var rest []string
	for line := range strings.SplitSeq(r.Text, "\n") {
		if line == "" || !slices.Contains(told, line) {
			rest = append(rest, line)
		}
	}
	r.Text = strings.TrimSpace(b.Text + "\n" + strings.TrimSpace(strings.Join(rest, "\n")))
	for _, id := range r.Citations {
		if !slices.Contains(b.Citations, id) {
			b.Citations = append(b.Citations, id)
		}
	}
	r.Citations = b.Citations
	beside := slices.ContainsFunc(req.Understood.Kinds, func(k corpus.Kind) bool {
		return k == corpus.Fee || k == corpus.Papers || k == corpus.Validity // asked beside the limit, and not known
	})
	if r.Outcome == agent.NotKnown && (!beside || ofAmount) {
		r.Outcome = agent.Answered
	}
	return r
}

// nearer tells, of a question that asks no aspect beside the limit, the clauses
// that its words come nearer to than to the one compared with, and those of the
// same aspect. What is farther is said of something else.
func (m *Model) nearer(b *agent.Response, req agent.Request, s *corpus.Service, compared []comparison) {
	near := nearestIn(req, s)
	limit := slices.IndexFunc(near, func(c corpus.Clause) bool {
		return slices.ContainsFunc(compared, func(o comparison) bool { return o.clause.ID == c.ID })
	})
	for i, c := range near {
		if limit < 0 || i < limit || slices.ContainsFunc(compared, func(o comparison) bool { return o.clause.Kind == c.Kind }) {
			m.add(b, req, c)
		}
	}
}

// comparisons are the limits to tell, the surest first. A limit that several
// clauses state is told once, from the clause that leads.
func (m *Model) comparisons(req agent.Request, s *corpus.Service) (told []comparison) {
	given := quantities(req.Message)
	if len(given) == 0 {
		return nil
	}
	whole := soundsOf(req.Message)
	for _, q := range given {
		best := 0
		var of []comparison
		for _, c := range req.Clauses {
			if c.Service != s.ID || c.Certainty == corpus.Unknown || c.Certainty == corpus.Ended {
				continue
			}
			for _, l := range m.limitsOf(c) {
				ofSchemes := l.measure.Unit == "rupees" && c.Kind == corpus.About
				if ofSchemes || l.chooses(c) && !asksSum(req, whole, c.Kind) {
					continue
				}
				surely := l.measure.meant(q, whole, c.When == minor && q.young())
				if surely == 0 {
					continue
				}
				given := l.measure.counts(q, whole)
				best = max(best, surely)
				of = append(of, comparison{limit: l, clause: c, given: given, place: compare(given, l), surely: surely})
			}
		}
		of = slices.DeleteFunc(of, func(c comparison) bool { return c.surely < best })
		slices.SortStableFunc(of, func(a, b comparison) int { return weight(a) - weight(b) })
		told = append(told, choose(of)...)
	}
	return told[:min(len(told), comparedMost)]
}

// asksSum reports whether a message asks what is paid, or what the fee is.
func asksSum(req agent.Request, whole []string, k corpus.Kind) bool {
	return k == corpus.Fee && slices.Contains(req.Understood.Kinds, corpus.Fee) || k == corpus.Benefit && anywhere(whole, howMuch)
}

var howMuch = phrases("how much", "what amount", "kitna", "kitni rakam", "kitne paise", "kitne rupaye", "kitne rupay", "kitne rs", "kitni milegi", "kitni milti", "kitni pension", "कितना", "कितनी मिलेगी", "कितनी मिलती", "कितनी पेंशन", "कितनी रकम", "कितने पैसे", "कितने रुपये", "कितने रुपए")

// beside are the clauses that belong to a comparison: sources that differ on the
// same limit, and what holds for who is beyond a deadline.
func (m *Model) beside(req agent.Request, c comparison) (more []corpus.Clause) {
	var bands, fees []corpus.Clause
	for _, other := range req.Clauses {
		if other.Service != c.clause.Service || other.ID == c.clause.ID || other.Certainty == corpus.Ended {
			continue
		}
		same := slices.DeleteFunc(m.limitsOf(other), func(l limit) bool { return l.measure != c.measure })
		if len(same) == 0 {
			continue
		}
		late := c.measure.Style == deadline && !c.place.fits() && !slices.ContainsFunc(same, func(l limit) bool { return !compare(c.given, l).fits() })
		switch {
		case other.Certainty == corpus.Conflict && c.place != within:
			more = append(more, other)
		case late && other.Kind == c.clause.Kind:
			bands = append(bands, other)
		case late && other.Kind == corpus.Fee:
			fees = append(fees, other)
		}
	}
	bands = append(bands, fees...)
	return append(more, bands[:min(len(bands), bandsTold)]...)
}
