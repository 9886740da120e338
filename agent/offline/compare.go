package offline

// place is where a quantity lies to a limit.
type place int

const (
	unclear place = iota // it hangs on the exact day, or on what "less than" means here
	under
	atMin
	within
	atMax
	over
	outAtMin // exactly at a limit that itself is out
	outAtMax
)

// fits reports whether the limit is kept.
func (p place) fits() bool { return p == atMin || p == within || p == atMax }

// compare holds a quantity against a limit. Both ends of a limit are in it, unless
// they are strict.
func compare(q quantity, l limit) place {
	at := within
	if !l.min.none() {
		switch order, known := orderOf(q, l.min); {
		case !known:
			return unclear
		case order < 0:
			return under
		case order == 0 && l.min.strict:
			return outAtMin
		case order == 0:
			at = atMin
		}
	}
	if !l.max.none() {
		switch order, known := orderOf(q, l.max); {
		case !known:
			return unclear
		case order > 0:
			return over
		case order == 0 && l.max.strict:
			return outAtMax
		case order == 0:
			at = atMax
		}
	}
	return at
}

// orderOf is -1, 0 or +1 as the quantity is less than, equal to or more than a
// bound; false where that cannot be told.
func orderOf(q quantity, of bound) (order int, known bool) {
	in := of.in
	b, ok := millionths(of.value)
	if !ok {
		return 0, false
	}
	lo, hi := q.value, q.value
	blo, bhi := b, b
	switch {
	case q.unit == in:
	case q.unit == months && in == years:
		blo, bhi = 12*b, 12*b
	case q.unit == years && in == months:
		lo, hi = 12*q.value, 12*q.value
	default:
		lo, hi = inDays(q.value, q.unit)
		blo, bhi = inDays(b, in)
	}
	switch {
	case hi < blo:
		order = -1
	case lo > bhi:
		order = 1
	case lo == hi && blo == bhi:
		order = 0
	default:
		return 0, false
	}
	switch {
	case q.side == 0, q.side == order:
		return order, true
	case order == 0:
		return q.side, true
	}
	return 0, false
}

// inDays is the least and the most days that so much time may be, in millionths.
func inDays(v int64, u unit) (least, most int64) {
	switch u {
	case weeks:
		return 7 * v, 7 * v
	case months: // 2 months are 59 to 62 days
		return v*365/12 - 3*millionth, v*366/12 + 2*millionth
	case years:
		return 365 * v, 366 * v
	case workdays: // without a free day, and with every Saturday, Sunday and some holidays
		return v, v*7/5 + 4*millionth
	}
	return v, v
}
