package mask

import "strconv"

// guard marks what looks like the parts of an identifier and is none: amounts
// with commas (1,20,000) and dates.
func guard(text string, atoms []atom) {
	for i := range atoms {
		if amount(text, atoms, i) {
			for k := i; ; k++ {
				atoms[k].barrier = true
				if k+1 >= len(atoms) || !grouped(text, atoms, k+1) {
					break
				}
			}
		}
		if date(text, atoms, i) {
			atoms[i].barrier, atoms[i+1].barrier, atoms[i+2].barrier = true, true, true
		}
	}
}

// amount reports whether digits grouped by commas begin at i. Eleven digits
// would be a hundred crore; such a number is rather a list of codes.
func amount(text string, atoms []atom, i int) bool {
	a := atoms[i]
	return !a.spelt && len(a.digits) >= 1 && len(a.digits) <= 3 && i+1 < len(atoms) && grouped(text, atoms, i+1)
}

// grouped reports whether atom i follows its neighbour after a comma alone and
// is a group of an amount.
func grouped(text string, atoms []atom, i int) bool {
	a := atoms[i]
	return !a.spelt && (len(a.digits) == 2 || len(a.digits) == 3) && text[atoms[i-1].end:a.start] == ","
}

// date reports whether atoms i to i+2 are a day, as 5/3/1990 or 1990-03-05.
func date(text string, atoms []atom, i int) bool {
	if i+2 >= len(atoms) {
		return false
	}
	a, b, c := atoms[i], atoms[i+1], atoms[i+2]
	between := text[a.end:b.start]
	if a.spelt || b.spelt || c.spelt || between != text[b.end:c.start] || between != "-" && between != "/" && between != "." {
		return false
	}
	if i+3 < len(atoms) && text[c.end:atoms[i+3].start] == between {
		return false // one of many groups
	}
	if i > 0 && text[atoms[i-1].end:a.start] == between {
		return false
	}
	return within(a.digits, 1, 31) && within(b.digits, 1, 12) && year(c.digits) || year(a.digits) && within(b.digits, 1, 12) && within(c.digits, 1, 31)
}

func within(digits string, least, most int) bool {
	n, err := strconv.Atoi(digits)
	return err == nil && len(digits) <= 2 && least <= n && n <= most
}

func year(digits string) bool {
	return len(digits) == 4 && (digits[:2] == "19" || digits[:2] == "20")
}
