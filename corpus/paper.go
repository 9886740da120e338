package corpus

import "strings"

// AllClauses returns the pack's clauses with their full ids, each paper
// included in its clause form, in pack order.
func (s *Service) AllClauses() []Clause {
	all := make([]Clause, 0, len(s.Clauses)+len(s.Papers))
	for _, c := range s.Clauses {
		c.ID, c.Service = s.FullID(c.ID), s.ID
		all = append(all, c)
	}
	for _, p := range s.Papers {
		all = append(all, p.clause(s))
	}
	return all
}

// clause is the paper as one rule, so that it can be retrieved and cited.
func (p Paper) clause(s *Service) Clause {
	return Clause{
		ID: s.FullID(p.ID), Service: s.ID, Kind: Papers, Text: p.Line(),
		Certainty: p.Certainty, Sources: p.Sources, Checked: p.Checked, Detail: p.detail(),
	}
}

// detail is what a paper must look like and how to get it, in each form.
func (p Paper) detail() Text {
	return Text{
		En:   sentences(p.Check.In(English), p.Missing.In(English)),
		Hi:   sentences(p.Check.In(Hindi), p.Missing.In(Hindi)),
		Latn: sentences(p.Check.In(HindiLatin), p.Missing.In(HindiLatin)),
	}
}

func sentences(all ...string) string { return strings.TrimSpace(strings.Join(all, " ")) }

// Line is the paper on one line: its name, for whom, and the alternatives.
func (p Paper) Line() Text {
	return Text{
		En:   p.line(English, " (if %s)", " (optional)", ": any one of ", ", "),
		Hi:   p.line(Hindi, " (%s)", " (ज़रूरी नहीं)", ": इनमें से कोई एक – ", ", "),
		Latn: p.line(HindiLatin, " (%s)", " (zaroori nahin)", ": inmein se koi ek – ", ", "),
	}
}

func (p Paper) line(l Lang, when, optional, anyOf, comma string) string {
	var b strings.Builder
	b.WriteString(p.Name.In(l))
	switch {
	case !p.When.IsZero():
		b.WriteString(strings.Replace(when, "%s", p.When.In(l), 1))
	case p.Need == "optional":
		b.WriteString(optional)
	}
	for i, o := range p.AnyOf {
		if i == 0 {
			b.WriteString(anyOf)
		} else {
			b.WriteString(comma)
		}
		b.WriteString(o.In(l))
	}
	return b.String()
}
