package offline

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// limit is what a clause limits one thing to, from min to max.
type limit struct {
	measure  *measure
	min, max bound
}

// bound is one end of a limit; without a value there is none.
type bound struct {
	value  string
	in     unit
	strict bool // the value itself is out
}

func (b bound) none() bool { return b.value == "" }

// millionths is the value of a bound, 0 for one that cannot be reckoned with.
func (b bound) millionths() int64 {
	v, _ := millionths(b.value)
	return v
}

// limitsOf are the limits a clause states on what messages are held against. A
// least and a most of the same thing are one limit, whatever they are counted in.
// A single value of days that leads the aspect is how long the office may take.
func (m *Model) limitsOf(c corpus.Clause) (limits []limit) {
	of := ""
	for _, f := range c.Facts {
		switch {
		case f.Min != "" || f.Max != "":
		case slices.ContainsFunc(c.Facts, func(o corpus.Fact) bool { return o.Max != "" && o.Type == f.Type }):
			continue // beside a limit, a value in the same unit is that of before
		case c.Kind == corpus.Days && c.Lead && f.Of == "" && slices.Contains([]string{"days", "working-days", "months"}, f.Type):
			f = corpus.Fact{Type: f.Type, Max: f.Value, Of: "processing-time"}
		default:
			continue
		}
		measure := m.measures[f.Of]
		if measure == nil {
			continue
		}
		in := countedIn(measure, f)
		l := limit{measure, bound{f.Min, in, f.Strict}, bound{f.Max, in, f.Strict}}
		if measure.Style == office { // it is never too early
			l.min = bound{}
		}
		if n := len(limits); n > 0 && of == f.Of && limits[n-1].max.none() && l.min.none() {
			limits[n-1].max = l.max
			continue
		}
		of, limits = f.Of, append(limits, l)
	}
	return limits
}

// chooses reports whether a limit of a clause says which of several sums holds
// for whom: 2,000 rupees up to 69 years. It decides nothing else.
func (l limit) chooses(c corpus.Clause) bool {
	return l.measure.Style == eligible && len(l.measure.Needs) == 0 && (c.Kind == corpus.Benefit || c.Kind == corpus.Fee) &&
		slices.ContainsFunc(c.Facts, func(f corpus.Fact) bool { return f.Type == "inr" && f.Value != "" })
}

// minor marks clauses that hold for those below the age of 18.
const minor = "minor"

// young reports whether a quantity, if it is an age, is below 18.
func (q quantity) young() bool {
	switch q.unit {
	case noUnit, years:
		return q.value < 18*millionth
	case months:
		return q.value < 12*18*millionth
	}
	return false
}
