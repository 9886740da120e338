package corpus

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
)

// Coverage tells how firmly a service's pack speaks of each aspect that every
// pack must speak of.
type Coverage struct {
	Service *Service
	// Cells has one certainty for each of CoverageKinds, in order; "" for an
	// aspect that no clause speaks of, which lint forbids.
	Cells []Certainty
}

// CoverageKinds are the aspects every pack must speak of, in reading order.
func CoverageKinds() []Kind { return slices.Clone(coverage) }

// CoverageOn gives the coverage of every service as of a day, YYYY-MM-DD.
func (l *Library) CoverageOn(day string) []Coverage {
	all := make([]Coverage, 0, len(l.Services))
	for _, s := range l.Services {
		c := Coverage{Service: s}
		for _, k := range coverage {
			c.Cells = append(c.Cells, s.certaintyOf(k, day))
		}
		all = append(all, c)
	}
	return all
}

// firmest is the order in which one clause of an aspect speaks for the others
// if none of them leads.
var firmest = []Certainty{Stated, Uncertain, Conflict, Unknown, Ended}

// certaintyOf is how firmly the pack answers an aspect: as its leading clause
// does, else as the firmest of the clauses and papers. Of a service that takes
// no applications any more, an ended rule comes first: what else is said there
// is about what replaced it.
func (s *Service) certaintyOf(k Kind, day string) Certainty {
	found := map[Certainty]bool{}
	var lead Certainty
	for _, c := range s.AllClauses() {
		if c.Kind != k {
			continue
		}
		certainty := c.certaintyOn(day)
		if c.Lead {
			lead = certainty
		}
		found[certainty] = true
	}
	switch {
	case s.Ended && found[Ended]:
		return Ended
	case lead != "":
		return lead
	}
	for _, c := range firmest {
		if found[c] {
			return c
		}
	}
	return ""
}

// certaintyOn is the clause's certainty on a day; a rule past its last day has
// ended.
func (c Clause) certaintyOn(day string) Certainty {
	switch {
	case c.Until != "" && c.Until < day:
		return Ended
	case c.Certainty == "":
		return Stated
	}
	return c.Certainty
}

// WriteCoverage writes the coverage as of a day as CSV: a line of headings,
// then one line for each service.
func WriteCoverage(w io.Writer, l *Library, day string) error {
	out := csv.NewWriter(w)
	head := []string{"service", "name", "checked"}
	for _, k := range coverage {
		head = append(head, string(k))
	}
	lines := [][]string{head}
	for _, c := range l.CoverageOn(day) {
		line := []string{c.Service.ID, c.Service.Name.En, c.Service.Checked}
		for _, cell := range c.Cells {
			line = append(line, string(cell))
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		for i, cell := range line {
			line[i] = harmless(cell)
		}
	}
	return out.WriteAll(lines)
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
