package hindi

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode"
)

// Number is one number found in a text.
type Number struct {
	Value      string // exact decimal without grouping or needless zeros: "120000", "12.5"
	Start, End int    // byte offsets in the text: s[Start:End] is the number as written
	Money      bool   // said to be rupees: ₹, Rs, रुपये beside it
	Ordinal    bool   // third, 3rd, तीसरा, 10वीं
}

// Numbers finds the numbers in s, in order, in digits of either script (1,20,000
// or १,२०,०००), with units (1.5 lakh, 50k) and in words of English, Hindi and
// Hindi in Latin letters (डेढ़ लाख, dhai hazar, twenty one). A unit and what
// follows it make one number: "1 lakh 20 hazar" is 120000, and digits that fill
// the room of the last unit belong to it, as in "1 lakh 19 hazar 999". It returns
// nil if there are none.
//
// One, ek and एक often mean "a" and alone are no number. Words that are often
// something else (do, das, sau, saath, दो ...) count only beside another number
// or before something counted: days, din, rupaye, photo. Digits inside codes
// that mix letters and digits (SBX-INC-26-000123, A4), links and mail addresses
// are no numbers.
func Numbers(s string) []Number {
	var out []Number
	lx := lexNumbers(s)
	for i := 0; i < len(lx); {
		if lx[i].kind == wordLex || lx[i].kind == thingLex || lx[i].kind == moneyLex {
			i++
			continue
		}
		n, used, ok := parseNumber(lx, i)
		if used == 0 {
			used = 1
		}
		if ok {
			n.Money = n.Money || i > 0 && lx[i-1].kind == moneyLex && lx[i-1].next(lx[i], s) ||
				i+used < len(lx) && lx[i+used].kind == moneyLex && lx[i+used-1].next(lx[i+used], s) ||
				strings.HasPrefix(s[n.End:], "/-")
			out = append(out, n)
		}
		i += used
	}
	return out
}

type lexKind byte

const (
	wordLex   lexKind = iota // any other word or sign; parts numbers
	digitsLex                // written in digits
	numLex                   // number word
	unitLex                  // hundred, lakh
	fracLex                  // sava, paune, sadhe
	halfLex                  // half, aadha
	ordLex                   // first, तीसरा, or th after digits
	thingLex                 // days, photo
	moneyLex                 // ₹, Rs, रुपये
)

// lex is one word, digit run or currency sign of a text.
type lex struct {
	kind       lexKind
	start, end int
	value      int64  // in millionths; for fracLex the part to add
	digits     string // canonical decimal, for digitsLex
	ambiguous  bool
	ordinal    bool   // digits with an ordinal ending, or an ordinal word
	plus       bool   // the fraction adds to the number after it only (sadhe)
	text       string // lower case, Latin words only
}

// next tells whether m follows l with nothing but blanks, points or hyphens
// between.
func (l lex) next(m lex, s string) bool {
	return strings.Trim(s[l.end:m.start], " \t\u00a0.-:") == ""
}

const million = 1_000_000

// parseNumber reads the number that starts at lx[i] and tells how many lexemes
// it took, also when they make no number.
func parseNumber(lx []lex, i int) (n Number, used int, ok bool) {
	first := lx[i]
	n = Number{Start: first.start, End: first.end, Ordinal: first.ordinal}
	if first.kind == ordLex {
		n.Value = decimal(first.value)
		return n, 1, !first.ambiguous || i > 0 && lx[i-1].text == "the"
	}
	var total, group, lastUnit int64 = 0, 0, 1 << 62
	haveGroup, units, words := false, 0, 0
	sub100 := false // the group ends in a hundred: ones may still follow
	j := i
	var pending *lex // a fraction word waiting for its number or unit
loop:
	for ; j < len(lx); j++ {
		l := lx[j]
		switch l.kind {
		case fracLex, halfLex:
			if haveGroup || pending != nil {
				break loop
			}
			pending = &lx[j]
			continue
		case digitsLex:
			if sub100 && pending == nil && fills(lx, j, 100*million) { // 9 sau 99
				group += l.value
				sub100 = false
				break
			}
			if haveGroup || pending != nil || j > i && !fills(lx, j, lastUnit) && !(j+1 < len(lx) && lx[j+1].kind == unitLex && lx[j+1].value < lastUnit) {
				break loop
			}
			if l.value < 0 || l.ordinal { // too long to reckon with, or complete
				if j == i {
					n.Value, n.End = l.digits, l.end
					return n, 1, true
				}
				break loop
			}
			group, haveGroup = l.value, true
		case numLex:
			v := l.value
			switch {
			case !haveGroup:
				group, haveGroup = v, true
			case sub100 && v < 100*million:
				group += v
				sub100 = false
			case j > i && lx[j-1].kind == numLex && tens(lx[j-1].value) && v < 10*million && v > 0 && englishTens(lx[j-1].text):
				group += v
			default:
				break loop
			}
			if pending != nil {
				if pending.kind == halfLex {
					break loop
				}
				group += pending.value
				pending = nil
			}
			words++
		case unitLex:
			u := l.value / million
			if l.value >= lastUnit {
				break loop
			}
			if !haveGroup {
				group = million
				if pending != nil {
					group = pending.value
					if pending.kind == fracLex {
						group += million
					}
					if pending.plus {
						break loop
					}
					pending = nil
				}
			}
			hi, prod := bits.Mul64(uint64(group), uint64(u))
			if hi != 0 || prod > 1<<62 {
				break loop
			}
			if u == 100 {
				if sub100 || haveGroup && group >= 100*million {
					break loop
				}
				group, haveGroup, sub100 = int64(prod), true, true
			} else {
				total += int64(prod)
				group, haveGroup, sub100 = 0, false, false
				lastUnit = l.value
			}
			units++
		case wordLex:
			// one hundred and twenty
			if l.text == "and" && lx[j-1].kind == unitLex && j+1 < len(lx) && lx[j+1].kind == numLex {
				continue
			}
			break loop
		default:
			break loop
		}
		n.End = l.end
		used = j - i + 1
	}
	if used == 0 {
		return n, 0, false
	}
	n.Value = decimal(total + group)
	if used == 1 {
		if first.kind == digitsLex {
			n.Value = first.digits
			return n, 1, true
		}
		return n, 1, counts(lx, i)
	}
	return n, used, true
}

// fills tells whether the digits at j are what is left of the unit before them
// and not a number of their own: as many as the unit has room for, 999 after a
// thousand, and neither before a unit nor before something counted. So "3 lakh 2
// bachche" and "1 hazar 365 din" are two numbers each.
func fills(lx []lex, j int, unit int64) bool {
	l := lx[j]
	if l.ordinal || l.value < unit/10 || l.value >= unit {
		return false
	}
	return j+1 == len(lx) || lx[j+1].kind != unitLex && lx[j+1].kind != thingLex
}

// counts tells whether the lone number word or unit at i is a number here.
func counts(lx []lex, i int) bool {
	l := lx[i]
	thingNext := i+1 < len(lx) && (lx[i+1].kind == thingLex || lx[i+1].kind == moneyLex)
	if l.kind == unitLex {
		return thingNext || i > 0 && (lx[i-1].text == "a" || lx[i-1].kind == moneyLex)
	}
	if !l.ambiguous {
		return true
	}
	if l.value == million {
		return false
	}
	if i > 0 && asksWithDo[lx[i-1].text] && l.text == "do" {
		return false // how do documents ..., what do people ...
	}
	if thingNext {
		return true
	}
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(lx) && (lx[k].kind == numLex && !lx[k].ambiguous || lx[k].kind == digitsLex) {
			return true // das bara din
		}
	}
	return i+1 < len(lx) && lx[i+1].kind == numLex && i+2 < len(lx) && lx[i+2].kind == thingLex
}

var asksWithDo = map[string]bool{
	"how": true, "what": true, "when": true, "where": true, "why": true, "who": true, "which": true, "to": true, "not": true,
	"i": true, "we": true, "you": true, "they": true, "can": true, "should": true, "must": true, "also": true, "please": true,
	"kar": true, "kr": true, "de": true, "bata": true,
}

func tens(v int64) bool { return v >= 20*million && v < 100*million && v%(10*million) == 0 }

func englishTens(w string) bool {
	switch w {
	case "twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety", "ninty":
		return true
	}
	return false
}

// decimal writes v millionths as an exact decimal.
func decimal(v int64) string {
	s := strconv.FormatInt(v/million, 10)
	if f := v % million; f != 0 {
		d := strconv.FormatInt(million+f, 10)[1:]
		s += "." + strings.TrimRight(d, "0")
	}
	return s
}

func isAnyDigit(r rune) bool { return isDigit(r) || r >= '०' && r <= '९' }

func isWordRune(r rune) bool {
	return r != '।' && r != '॥' && r != '॰' && !isAnyDigit(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || r == zwj || r == zwnj)
}
