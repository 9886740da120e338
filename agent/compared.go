package agent

import (
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// monthsInYear turns a monthly income into the yearly one that limits are on.
const monthsInYear = 12

// lessCompared is a reply without the numbers that need no clause because the
// citizen stated them: a number of the message, or twelve times a sum of it, in
// a line that holds it against a limit of a cited clause counted in the same
// unit. Anywhere else a number of the message needs a clause like any other, so
// that "is the fee 500?" makes no fee of 500.
func lessCompared(resp Response, req Request) string {
	own := ownNumbers(req.Read())
	limits := citedLimits(resp, req)
	if len(own) == 0 || len(limits) == 0 {
		return resp.Text
	}
	var kept strings.Builder
	for line := range strings.Lines(resp.Text) {
		all := hindi.Numbers(line)
		from := 0
		for _, n := range all {
			if own[n.Value] && heldAgainst(line, n, all, limits) {
				kept.WriteString(line[from:n.Start])
				from = n.End
			}
		}
		kept.WriteString(line[from:])
	}
	return kept.String()
}

// ownNumbers are the numbers of a message and, of sums that may be monthly, the
// sums of a year.
func ownNumbers(message string) map[string]bool {
	own := map[string]bool{}
	for _, n := range hindi.Numbers(message) {
		own[n.Value] = true
		if year, ok := times(n.Value, monthsInYear); ok {
			own[year] = true
		}
	}
	return own
}

// citedLimits are the limits of the cited clauses: what each counts, by number.
// A number may limit several things.
func citedLimits(resp Response, req Request) map[string][]measure {
	limits := map[string][]measure{}
	for _, c := range req.Clauses {
		for _, id := range resp.Citations {
			if c.ID != id {
				continue
			}
			for _, f := range c.Facts {
				bounds := []string{f.Min, f.Max}
				if c.Kind == corpus.Days {
					bounds = append(bounds, f.Value)
				}
				for _, b := range bounds {
					if b != "" {
						limits[b] = append(limits[b], factMeasures[f.Type])
					}
				}
			}
		}
	}
	return limits
}

// heldAgainst reports whether the line states, beside n, a limit counted in the
// unit of n. Times of any length are held against each other.
func heldAgainst(line string, n hindi.Number, all []hindi.Number, limits map[string][]measure) bool {
	said := spanOf(measureOf(line, n))
	for _, other := range all {
		if other == n {
			continue
		}
		for _, m := range limits[other.Value] {
			if spanOf(m) == said {
				return true
			}
		}
	}
	return false
}

// factMeasures are the units of typed facts.
var factMeasures = map[string]measure{
	"inr": rupees, "days": days, "working-days": days, "months": months, "years": years, "age": years, "share": percent, "minutes": minutes,
}

// spanOf makes one of all units of time.
func spanOf(m measure) measure {
	switch m {
	case weeks, months, years:
		return days
	}
	return m
}
