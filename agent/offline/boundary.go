package offline

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed boundary
var boundaryFS embed.FS

// comparison is one quantity of the message held against one typed limit.
type comparison struct {
	measure *measure
	fact    corpus.Fact
	clause  corpus.Clause
	given   quantity
	place   place
	surely  int // how surely this limit is meant, higher is surer
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
	if s := m.subject(req); s != nil {
		compared := m.comparisons(req, s)
		for _, c := range compared {
			b.Text = strings.TrimSpace(b.Text + "\n" + m.line(req, c))
			m.add(&b, req, c.clause)
			for _, other := range m.beside(req, c) {
				m.add(&b, req, other)
			}
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
	if r.Outcome == agent.NotKnown && !slices.ContainsFunc(req.Understood.Kinds, func(k corpus.Kind) bool {
		return k == corpus.Fee || k == corpus.Papers || k == corpus.Validity // asked beside the limit, and not known
	}) {
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
			if c.Service != s.ID || c.Certainty == corpus.Unknown || c.Certainty == corpus.Ended || c.Kind == corpus.Benefit {
				continue
			}
			for _, f := range limitsOf(c) {
				measure := m.measures[f.Of]
				if measure == nil {
					continue
				}
				given := q
				surely := measure.meant(q, f, whole)
				switch {
				case measure.Unit == "rupees" && c.Kind == corpus.About: // of several schemes
					continue
				case measure.Unit == "rupees" && surely > 0:
					given = inYear(q, whole)
				case measure.Unit == "age" && q.unit == noUnit:
					given.unit = years
				}
				in := countedIn(measure, f)
				best = max(best, surely)
				of = append(of, comparison{measure, f, c, given, compare(given, f, in), surely})
			}
		}
		if best == 0 {
			continue
		}
		of = slices.DeleteFunc(of, func(c comparison) bool { return c.surely < best })
		slices.SortStableFunc(of, func(a, b comparison) int { return weight(a) - weight(b) })
		told = append(told, choose(of)...)
	}
	return told[:min(len(told), comparedMost)]
}

// limitsOf are the limits a clause states. A single value of days that leads the
// aspect is how long the office may take.
func limitsOf(c corpus.Clause) (limits []corpus.Fact) {
	for _, f := range c.Facts {
		switch {
		case f.Min != "" || f.Max != "":
			limits = append(limits, f)
		case slices.ContainsFunc(c.Facts, func(o corpus.Fact) bool { return o.Max != "" && o.Type == f.Type }):
			// beside a limit, a value in the same unit is that of before
		case c.Kind == corpus.Days && c.Lead && f.Of == "" && slices.Contains([]string{"days", "working-days", "months"}, f.Type):
			limits = append(limits, corpus.Fact{Type: f.Type, Max: f.Value, Of: "processing-time"})
		}
	}
	return limits
}

// weight sorts limits: what decides first, what leads, what is sure.
func weight(c comparison) int {
	w := 0
	switch c.clause.Kind {
	case corpus.Eligibility:
	case corpus.Deadline, corpus.Days:
		w++
	default:
		w += 8
	}
	if !c.clause.Lead {
		w += 4
	}
	if c.clause.When != "" { // for some applicants only
		w += 4
	}
	switch c.clause.Certainty {
	case corpus.Uncertain:
		w++
	case corpus.Conflict:
		w += 2
	}
	return w
}

// choose keeps the limits worth telling of those that one quantity may be held
// against: for a deadline the first, for a band the one it lies in, else every
// different limit on sums and shares, and of others those that are not kept.
func choose(of []comparison) (told []comparison) {
	if len(of) == 0 {
		return nil
	}
	if of[0].measure.Style == band {
		for _, c := range of {
			if c.place.fits() {
				return []comparison{c}
			}
		}
		return nil
	}
	told = of[:1:1]
	if of[0].measure.Style == deadline {
		return told
	}
	if of[0].place.fits() && of[0].measure.Unit != "rupees" { // a limit that is not kept decides
		for _, c := range of[1:] {
			if c.measure == of[0].measure && c.clause.When == "" && !c.place.fits() && c.place != unclear && c.clause.Certainty != corpus.Conflict {
				return []comparison{c}
			}
		}
	}
	for _, c := range of[1:] {
		same := slices.ContainsFunc(told, func(t comparison) bool {
			return t.fact.Min == c.fact.Min && t.fact.Max == c.fact.Max && t.measure == c.measure
		})
		many := c.measure.Unit == "rupees" || c.measure.Unit == "percent" || c.measure.Style == office
		ofSome := c.measure == of[0].measure && c.clause.When != ""
		if !same && !ofSome && c.clause.Certainty != corpus.Conflict && (many || c.measure != of[0].measure || !c.place.fits() && c.place != unclear) {
			told = append(told, c)
		}
	}
	return told
}

// beside are the clauses that belong to a comparison: sources that differ on the
// same limit, and what holds for who is beyond a deadline.
func (m *Model) beside(req agent.Request, c comparison) (more []corpus.Clause) {
	bands := 0
	for _, other := range req.Clauses {
		if other.Service != c.clause.Service || other.ID == c.clause.ID || other.Certainty == corpus.Ended {
			continue
		}
		var same []corpus.Fact
		for _, f := range limitsOf(other) {
			if m.measures[f.Of] == c.measure {
				same = append(same, f)
			}
		}
		if len(same) == 0 {
			continue
		}
		inside := !slices.ContainsFunc(same, func(f corpus.Fact) bool {
			return !compare(c.given, f, countedIn(c.measure, f)).fits()
		})
		switch {
		case other.Certainty == corpus.Conflict && c.place != within:
			more = append(more, other)
		case c.measure.Style == deadline && !c.place.fits() && inside && other.Kind == c.clause.Kind && bands < bandsTold:
			more = append(more, other)
			bands++
		}
	}
	return more
}

// inYear turns a sum said to be for a month into that of a year.
func inYear(q quantity, whole []string) quantity {
	q.unit = rupees
	near := slices.Concat(lastOf(q.before, 5), firstOf(q.after, 4))
	if anywhere(near, monthWords) && !anywhere(near, yearWords) || anywhere(whole, monthWords) && !anywhere(whole, yearWords) && q.value < 1_00_000*millionth {
		q.monthly = true
		q.value *= 12
	}
	return q
}

// line is the one line that tells how a quantity lies to a limit.
func (m *Model) line(req agent.Request, c comparison) string {
	in := countedIn(c.measure, c.fact)
	data := agent.Map{"Given": m.given(req, c.given), "Of": inside(c.measure.Name.In(req.Language))}
	switch low, high := m.counted(req, c.fact.Min, in), m.counted(req, c.fact.Max, in); {
	case c.fact.Max == "", c.fact.Min != "" && (c.place == under || c.place == atMin || c.place == outAtMin):
		data["Limit"] = low
	case c.fact.Min == "", c.place == over || c.place == atMax || c.place == outAtMax:
		data["Limit"] = high
	default:
		data["Limit"] = m.limits.Say(req.Language, "range", agent.Map{"Min": grouped(c.fact.Min), "Max": high})
	}
	if c.place == unclear {
		return m.limits.Say(req.Language, "unclear", data)
	}
	what := m.limits.Say(req.Language, phraseOf(c), data)
	way := string(c.measure.Style) + "_in"
	if !c.place.fits() {
		way = string(c.measure.Style) + "_out"
	}
	text := m.limits.Say(req.Language, way, agent.Map{"What": what})
	switch c.clause.Certainty {
	case corpus.Uncertain:
		text += " " + m.limits.Say(req.Language, "uncertain", nil)
	case corpus.Conflict:
		text += " " + m.limits.Say(req.Language, "conflict", nil)
	}
	return text
}

func phraseOf(c comparison) string {
	switch c.place {
	case under:
		return "under"
	case atMin:
		return "at_min"
	case atMax:
		return "at_max"
	case over:
		return "over"
	case outAtMin:
		return "out_at_min"
	case outAtMax:
		return "out_at_max"
	}
	switch {
	case c.fact.Max == "":
		return "min_kept"
	case c.fact.Min == "":
		return "max_kept"
	}
	return "between"
}

// given writes the citizen's quantity, with how a sum for a year came about.
func (m *Model) given(req agent.Request, q quantity) string {
	text := m.counted(req, plain(q.value), q.unit)
	if q.monthly {
		text = m.limits.Say(req.Language, "a_year", agent.Map{"Month": m.counted(req, plain(q.value/12), q.unit), "Year": text})
	}
	switch q.side {
	case -1:
		return m.limits.Say(req.Language, "less", agent.Map{"N": text})
	case 1:
		return m.limits.Say(req.Language, "more", agent.Map{"N": text})
	}
	return text
}

func (m *Model) counted(req agent.Request, number string, u unit) string {
	if u == noUnit {
		u = years // an age without a word
	}
	return m.limits.Say(req.Language, string(u), agent.Map{"N": grouped(number)})
}

// plain writes millionths as a decimal.
func plain(v int64) string {
	text := strconv.FormatInt(v/millionth, 10)
	if part := v % millionth; part != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(millionth+part, 10)[1:], "0")
	}
	return text
}

// grouped puts commas the Indian way: 1,20,000.
func grouped(number string) string {
	whole, part, fraction := strings.Cut(number, ".")
	if len(whole) > 3 {
		head, tail := whole[:len(whole)-3], whole[len(whole)-3:]
		for len(head) > 2 {
			head, tail = head[:len(head)-2], head[len(head)-2:]+","+tail
		}
		whole = head + "," + tail
	}
	if fraction {
		whole += "." + part
	}
	return whole
}

// inside is a name in the middle of a sentence: romanising begins it with a
// capital letter, which only acronyms keep.
func inside(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if next, _ := utf8.DecodeRuneInString(name[size:]); unicode.IsUpper(next) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}
