package mask

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addresses makes one atom of each e-mail address or payment address
// (name@bank), which have letters on both sides of an @.
func addresses(text string, atoms []atom) []atom {
	for at := strings.IndexByte(text, '@'); at >= 0; {
		if start, end := address(text, at); start >= 0 {
			atoms = replace(atoms, start, end, strings.ToLower(text[start:end]))
		}
		next := strings.IndexByte(text[at+1:], '@')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return atoms
}

// address is where the address around the @ at begins and ends, -1 if it is
// none.
func address(text string, at int) (start, end int) {
	start = at
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !addressRune(r) && !strings.ContainsRune("%+", r) {
			break
		}
		start -= n
	}
	end = at + 1
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !addressRune(r) {
			break
		}
		end += n
	}
	for end > at+1 && strings.ContainsRune(".-_", rune(text[end-1])) {
		end--
	}
	first, _ := utf8.DecodeRuneInString(text[at+1:])
	if start == at || end == at+1 || !unicode.IsLetter(first) && !strings.Contains(text[at:end], ".") {
		return -1, -1
	}
	return start, end
}

func addressRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r))
}

// replace puts one address in the place of the atoms between start and end.
func replace(atoms []atom, start, end int, value string) []atom {
	first := slices.IndexFunc(atoms, func(a atom) bool { return a.end > start })
	if first < 0 {
		return atoms
	}
	last := first
	for last+1 < len(atoms) && atoms[last+1].start < end {
		last++
	}
	if atoms[first].start < start && first == last || atoms[first].barrier || atoms[first].email {
		return atoms
	}
	one := atom{start: start, end: end, gap: atoms[first].gap, barrier: true, email: true, letters: value}
	return slices.Replace(atoms, first, last+1, one)
}

// dictated are the words of an address that is spelt out, by what they stand
// for.
var dictated = map[string]string{
	"at": "@", "ऐट": "@", "एट": "@", "rate": "@", "रेट": "@",
	"dot": ".", "डॉट": ".", "डाट": ".", "डोट": ".", "point": ".", "underscore": "_", "अंडरस्कोर": "_",
}

// providers are where most addresses are, as people write them out.
var providers = map[string]string{
	"gmail": "gmail", "जीमेल": "gmail", "yahoo": "yahoo", "याहू": "yahoo", "hotmail": "hotmail", "हॉटमेल": "hotmail", "outlook": "outlook", "आउटलुक": "outlook",
	"rediffmail": "rediffmail", "रेडिफमेल": "rediffmail", "rediff": "rediff", "icloud": "icloud", "live": "live", "protonmail": "protonmail",
}

// spoken makes one atom of each address that is spelt out: "asha dot verma at
// gmail dot com". The name before the at is taken as far as dots, signs and
// digits carry it.
func spoken(text string, atoms []atom) []atom {
	word := func(k int) string { return strings.ToLower(text[atoms[k].start:atoms[k].end]) }
	for k := 1; k < len(atoms); k++ {
		provider := providers[word(k)]
		if provider == "" || k < 2 || dictated[word(k-1)] != "@" {
			continue
		}
		first := k - 1
		for first > 0 && (dictated[word(first)] == "@" || word(first) == "the" || word(first) == "द" || word(first) == "दी") {
			first-- // at the rate
		}
		var name []string
		for {
			part := word(first)
			if d := dictated[part]; d != "" && d != "@" {
				part = d
			} else if atoms[first].digits != "" {
				part = atoms[first].digits
			}
			name = append([]string{part}, name...)
			if first == 0 || atoms[first].gap > signed {
				break
			}
			before := dictated[word(first-1)]
			carried := before == "." || before == "_" || dictated[word(first)] != "" || atoms[first].gap == glued ||
				atoms[first].gap == signed || atoms[first].digits != ""
			if !carried || atoms[first-1].email {
				break
			}
			first--
		}
		last := k
		for last+2 < len(atoms) && dictated[word(last+1)] == "." && atoms[last+2].gap < divided {
			last += 2
		}
		if last == k && k+1 < len(atoms) && atoms[k+1].gap == signed {
			last++ // gmail.com
		}
		atoms = replace(atoms, atoms[first].start, atoms[last].end, strings.Join(name, "")+"@"+provider)
		k = first
	}
	return atoms
}
