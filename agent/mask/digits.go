package mask

import "strings"

// window is a candidate: neighbouring atoms whose digits make one number.
type window struct {
	atoms []atom
	i, j  int // first and last atom
	all   string
}

// mostDigits is the length of the longest number known here, a payment card's.
const mostDigits = 19

// digits finds the longest number that begins with atom i and is an identifier.
func digits(atoms []atom, i int) (kind Kind, value string, last int) {
	var buf [mostDigits]byte
	all := append(buf[:0], atoms[i].digits...)
	if len(all) > mostDigits {
		return "", "", -1
	}
	var ends [mostDigits]int // of the digits, by atom
	n := 1
	ends[0] = len(all)
	for k := i + 1; k < len(atoms) && n < mostDigits; k++ {
		if !joins(atoms[k-1], atoms[k]) || len(all)+len(atoms[k].digits) > mostDigits {
			break
		}
		all = append(all, atoms[k].digits...)
		ends[n] = len(all)
		n++
	}
	if len(all) < 9 {
		return "", "", -1
	}
	whole := string(all)
	for k := n - 1; k >= 0 && ends[k] >= 9; k-- {
		w := window{atoms, i, i + k, whole[:ends[k]]}
		if kind, value := w.kind(); kind != "" {
			return kind, value, i + k
		}
	}
	return "", "", -1
}

// joins reports whether the digits of b go on those of a.
func joins(a, b atom) bool {
	if b.digits == "" || b.barrier || b.plus {
		return false
	}
	return b.gap <= signed || b.gap == listed && a.spelt && b.spelt
}

// kind is what a window is, "" if nothing, and its value.
func (w window) kind() (Kind, string) {
	if w.years() || published[w.all] {
		return "", ""
	}
	n := len(w.all)
	if n == 12 && w.all[0] >= '2' && (verhoeff(w.all) || w.near(cueAadhaar)) && !w.mobile12() {
		return Aadhaar, w.all
	}
	if m := mobile(w.all); m != "" && !published[m] {
		return Mobile, m
	}
	switch {
	case n == 16 && w.near(cueAadhaar) && !w.near(cueCard|cueApplication): // the virtual id
		return Aadhaar, w.all
	case n >= 11 && n <= 16 && !w.landline() && w.near(cueApplication) && !w.near(cueAccount|cueCard):
		return Application, w.all
	case n >= 13 && w.cardLike() && (luhn(w.all) && !w.near(cueAccount) || w.near(cueCard)):
		return Card, w.all
	case n <= 18 && !w.landline() && w.near(cueAccount):
		return Account, w.all
	case n >= 11 && n <= 18 && !w.landline() && w.i == w.j && w.free():
		return Number, w.all
	}
	return "", ""
}

func (w window) near(c cue) bool { return near(w.atoms, w.i, w.j, c) }

// mobile is the ten digits of an Indian mobile number, with or without 0, 91 or
// 0091 before it; "" if it is none.
func mobile(digits string) string {
	prefix := len(digits) - 10
	if prefix < 0 || digits[prefix] < '6' {
		return ""
	}
	switch digits[:prefix] {
	case "", "0", "91", "0091", "091":
		return digits[prefix:]
	}
	return ""
}

// mobile12 reports whether twelve digits are a mobile number with 91 rather than
// an Aadhaar number: a plus tells, or a gap after the 91.
func (w window) mobile12() bool {
	return mobile(w.all) != "" && (w.atoms[w.i].plus || w.atoms[w.i].digits == "91")
}

// landline reports whether the digits are a fixed-line number of Delhi with its
// code, or a toll-free one: those are published, not personal.
func (w window) landline() bool {
	d := strings.TrimPrefix(w.all, "0")
	return len(d) <= 11 && (strings.HasPrefix(d, "1800") || strings.HasPrefix(d, "1860")) ||
		len(d) == 10 && strings.HasPrefix(d, "11") && d[2] >= '2' && w.all[0] == '0'
}

// years reports whether the window is a list of years.
func (w window) years() bool {
	for _, a := range w.atoms[w.i : w.j+1] {
		if !year(a.digits) {
			return false
		}
	}
	return true
}

// cardLike reports whether the digits stand as on a card: in one run, in fours
// (the last may be shorter), as 4-6-5, or one by one.
func (w window) cardLike() bool {
	if w.all[0] < '2' {
		return false
	}
	amex := w.j-w.i == 2 && len(w.atoms[w.i+1].digits) == 6
	for k := w.i; k < w.j; k++ {
		if n := len(w.atoms[k].digits); n != 4 && !amex && !w.atoms[k].spelt && n != 1 {
			return false
		}
	}
	return true
}

// free reports whether a run of digits is a number of its own, not part of a
// code with letters.
func (w window) free() bool {
	if a := w.atoms[w.i]; a.gap == glued && w.i > 0 && w.atoms[w.i-1].latin {
		return false
	}
	return w.j+1 >= len(w.atoms) || w.atoms[w.j+1].gap != glued || !w.atoms[w.j+1].latin
}

// published are mobile numbers that offices give out in the rules; they belong
// to nobody.
var published = map[string]bool{"7738299899": true, "9289550125": true}
