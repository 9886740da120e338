package mask

// span is an identifier found in a text, by its bytes.
type span struct {
	start, end int
	kind       Kind
	value      string
}

// find lists the identifiers among the atoms, in order, none over another.
func find(atoms []atom) []span {
	var found []span
	for i := 0; i < len(atoms); {
		s, last := at(atoms, i)
		if last < 0 {
			i++
			continue
		}
		found = append(found, s)
		i = last + 1
	}
	return found
}

// at is the identifier that begins with atom i and its last atom, -1 if none.
func at(atoms []atom, i int) (s span, last int) {
	a := atoms[i]
	switch {
	case a.email:
		return span{a.start, a.end, Email, a.letters}, i
	case a.barrier:
		return s, -1
	}
	if kind, value, last := code(atoms, i); last >= 0 {
		return span{a.start, atoms[last].end, kind, value}, last
	}
	if a.digits == "" {
		return s, -1
	}
	kind, value, last := digits(atoms, i)
	if last < 0 {
		return s, -1
	}
	return span{a.start, atoms[last].end, kind, value}, last
}
