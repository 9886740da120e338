package offline

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

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
// against: for a deadline the first, for bands those it lies in, else every
// different limit on sums and shares, and of others those that are not kept.
func choose(of []comparison) (told []comparison) {
	if len(of) == 0 {
		return nil
	}
	all := slices.Clone(of)
	of = slices.DeleteFunc(of, func(c comparison) bool { // what all must meet chooses no sum
		return c.style() == band && slices.ContainsFunc(all, func(o comparison) bool { return o.limit == c.limit && o.style() != band })
	})
	if slices.ContainsFunc(of, func(c comparison) bool { return c.style() == band }) {
		return chooseBand(of)
	}
	if of[0].measure.Style == deadline {
		first := firstDeadline(of)
		first.later = later(first, of)
		return []comparison{first}
	}
	told = []comparison{tighter(of)}
	if of[0].place.fits() && of[0].measure.Unit != "rupees" { // a limit that is not kept decides
		for _, c := range of[1:] {
			if c.measure == of[0].measure && c.clause.When == "" && c.misses() {
				return []comparison{c}
			}
		}
	}
	for _, c := range of[1:] {
		same := slices.ContainsFunc(told, func(t comparison) bool { return t.limit == c.limit })
		many := c.measure.Unit == "rupees" || c.measure.Unit == "percent" || c.measure.Style == office
		ofSome := c.measure == of[0].measure && c.clause.When != ""
		if !same && !ofSome && c.clause.Certainty != corpus.Conflict && (many || c.measure != of[0].measure || c.misses()) {
			told = append(told, c)
		}
	}
	return told
}

// misses reports whether a limit that is settled is surely not kept.
func (c comparison) misses() bool {
	return !c.place.fits() && c.place != unclear && c.clause.Certainty != corpus.Conflict
}

// chooseBand keeps the ranges that the quantity lies in, or the one next to it.
// Of what is paid, whoever may not have it at all is told that instead.
func chooseBand(of []comparison) (told []comparison) {
	var bands []comparison
	for _, c := range of {
		switch {
		case c.style() == band:
			bands = append(bands, c)
		case c.clause.Kind == corpus.Eligibility && c.clause.When == "" && c.misses() && of[0].clause.Kind == corpus.Eligibility:
			return []comparison{c}
		}
	}
	for _, c := range bands {
		same := slices.ContainsFunc(told, func(t comparison) bool { return t.limit == c.limit })
		if c.place.fits() && c.clause.Certainty != corpus.Conflict && !same {
			told = append(told, c)
		}
	}
	if len(told) == 0 {
		return nearestBand(bands)
	}
	return told
}

// nearestBand is the range next to a quantity that lies in none: below or above
// all of them.
func nearestBand(bands []comparison) []comparison {
	if len(bands) == 0 {
		return nil
	}
	near := bands[0]
	for _, c := range bands[1:] {
		switch {
		case c.place != near.place:
			return nil
		case c.place == under && c.min.millionths() < near.min.millionths(), c.place == over && c.max.millionths() > near.max.millionths():
			near = c
		}
	}
	return []comparison{near}
}

// firstDeadline is the least time by which to act; what begins later is for those
// who are late.
func firstDeadline(of []comparison) comparison {
	first := of[0]
	for _, c := range of[1:] {
		if c.measure != first.measure || c.clause.Certainty == corpus.Conflict || !c.min.none() || c.max.none() {
			continue
		}
		order, known := orderOf(quantity{value: c.max.millionths(), unit: c.max.in}, first.max)
		if !first.min.none() || first.max.none() || known && order < 0 {
			first = c
		}
	}
	return first
}

// tighter is the first limit, or the one that begins where it does and ends too.
func tighter(of []comparison) comparison {
	for _, c := range of[1:] {
		if c.measure == of[0].measure && c.min == of[0].min && of[0].max.none() && !c.max.none() && c.clause.When == "" && c.clause.Certainty != corpus.Conflict {
			return c
		}
	}
	return of[0]
}

// later is the later deadline of the same clause that is still kept where the
// first is over: without a fee within 12 months, and then up to 15 years.
func later(first comparison, of []comparison) bound {
	for _, c := range of {
		if first.place == over && c.measure == first.measure && c.clause.ID == first.clause.ID && c.min.none() && c.place.fits() {
			return c.max
		}
	}
	return bound{}
}
