package offline

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// line is the one line that tells how a quantity lies to a limit.
func (m *Model) line(req agent.Request, c comparison) string {
	data := agent.Map{"Given": m.given(req, c.given), "Of": inside(c.measure.Name.In(req.Language))}
	switch low, high := m.counted(req, c.min.value, c.min.in), m.counted(req, c.max.value, c.max.in); {
	case c.max.none(), !c.min.none() && (c.place == under || c.place == atMin || c.place == outAtMin):
		data["Limit"] = low
	case c.min.none(), c.place == over || c.place == atMax || c.place == outAtMax:
		data["Limit"] = high
	case c.min.in == c.max.in:
		data["Limit"] = m.limits.Say(req.Language, "range", agent.Map{"Min": grouped(c.min.value), "Max": high})
	default:
		data["Limit"] = m.limits.Say(req.Language, "range", agent.Map{"Min": low, "Max": high})
	}
	switch {
	case c.place == unclear:
		return m.limits.Say(req.Language, "unclear", data)
	case m.disputed(req, c):
		return m.limits.Say(req.Language, "not_settled", data)
	}
	what := m.limits.Say(req.Language, phraseOf(c), data)
	way := string(c.style()) + "_in"
	switch {
	case !c.later.none():
		data["Later"] = m.counted(req, c.later.value, c.later.in)
		what, way = m.limits.Say(req.Language, "past_first", data), "deadline_next"
	case !c.place.fits():
		way = string(c.style()) + "_out"
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

// disputed reports whether a quantity is exactly at a bound of which a source says
// the opposite: that it is out, or still in.
func (m *Model) disputed(req agent.Request, c comparison) bool {
	var at func(limit) bound
	switch c.place {
	case atMin, outAtMin:
		at = func(l limit) bound { return l.min }
	case atMax, outAtMax:
		at = func(l limit) bound { return l.max }
	default:
		return false
	}
	mine := at(c.limit)
	return slices.ContainsFunc(req.Clauses, func(other corpus.Clause) bool {
		return other.Service == c.clause.Service && other.Certainty == corpus.Conflict && slices.ContainsFunc(m.limitsOf(other), func(l limit) bool {
			theirs := at(l)
			return l.measure == c.measure && theirs.value == mine.value && theirs.in == mine.in && theirs.strict != mine.strict
		})
	})
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
	case c.max.none():
		return "min_kept"
	case c.min.none():
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
