package mask

import "strings"

// longestLine is how many letters and digits the longest code has.
const longestLine = 16

// code finds the longest identifier of letters and digits that begins with atom
// i.
func code(atoms []atom, i int) (kind Kind, value string, last int) {
	a := atoms[i]
	if a.gap == glued && i > 0 && atoms[i-1].latin && a.latin && !atoms[i-1].barrier {
		return "", "", -1 // in the middle of something
	}
	var buf [longestLine]byte
	line := buf[:0]
	c := reading{first: a.letters, tight: true, capital: true}
	last = -1
	for k := i; k < len(atoms); k++ {
		b := atoms[k]
		if b.barrier || k > i && b.gap > listed {
			break
		}
		part := part(atoms, k)
		if part == "" || len(line)+len(part) > longestLine {
			break
		}
		c.add(b, k > i)
		line = append(line, part...)
		if !c.hasDigit && len(line) > 5 && !strings.HasPrefix(string(line), "SBX") {
			break // a sentence
		}
		next := k + 1
		if len(line) < 8 || next < len(atoms) && atoms[next].gap == glued && atoms[next].latin && b.latin {
			continue
		}
		if !c.tight && next < len(atoms) && b.digits != "" && joins(b, atoms[next]) {
			continue // OTP, and a longer number after it
		}
		if found := c.kind(string(line), atoms, i, k); found != "" {
			kind, value, last = found, plain(found, c.first, string(line)), k
			if strings.HasPrefix(value, "SBXC-") {
				kind = Certificate
			}
		}
	}
	return kind, value, last
}

// part is what atom k gives to a code: its digits, or its letters. A number word
// within a code of letters (TEN1234567) is letters.
func part(atoms []atom, k int) string {
	a := atoms[k]
	if a.digits == "" {
		return a.letters
	}
	stuck := a.gap == glued && k > 0 && atoms[k-1].latin || k+1 < len(atoms) && atoms[k+1].gap == glued && atoms[k+1].latin
	if a.spelt && stuck {
		return a.letters
	}
	return a.digits
}

// reading is how the atoms of a candidate are written.
type reading struct {
	first    string // letters of the first atom
	tight    bool   // joined by signs or nothing
	capital  bool   // every letter a capital
	hasDigit bool
}

func (c *reading) add(a atom, later bool) {
	if later && a.gap != glued && a.gap != signed || a.spelt {
		c.tight = false
	}
	if a.digits == "" && !a.capital {
		c.capital = false
	}
	c.hasDigit = c.hasDigit || a.digits != ""
}

// kind is what the line of letters and digits is. Spaced small letters may be
// words of a sentence, so they need a word that announces the code.
func (c reading) kind(line string, atoms []atom, i, j int) Kind {
	kind, announced := shape(line)
	sure := c.tight || c.capital && kind != Passport
	switch kind {
	case Application:
		return kind
	case VoterID:
		if len(line) != 10 { // the old form, DL/02/018/123456
			sure = c.tight && near(atoms, i, j, announced)
		}
	}
	if kind != "" && (sure || near(atoms, i, j, announced)) {
		return kind
	}
	return ""
}

// shape is the kind of code that a line has the form of, and the words that
// announce it.
func shape(line string) (Kind, cue) {
	n := len(line)
	lead := letters(line)
	switch {
	case n == 8 && lead == 1 && allDigits(line[1:]) && line[1] != '0':
		return Passport, cuePassport
	case n == 10 && lead == 5 && allDigits(line[5:9]) && isLetter(line[9]):
		return PAN, cuePAN
	case n == 10 && lead == 3 && allDigits(line[3:]):
		return VoterID, cueVoter
	case n == 11 && lead == 4 && line[4] == '0':
		return IFSC, cueIFSC | cueAccount
	case strings.HasPrefix(line, "SBX") && n >= 14 && lead == n-8 && allDigits(line[lead:]):
		return Application, cueApplication
	case n == 15 && lead == 2 && states[line[:2]] && allDigits(line[2:]):
		return Licence, cueLicence
	case (n == 13 || n == 14) && lead == 2 && states[line[:2]] && allDigits(line[2:]):
		return VoterID, cueVoter
	case vehicle(line):
		return Vehicle, cueVehicle
	}
	return "", 0
}

// vehicle reports whether a line is a registration mark: of a state (DL3CAB1234)
// or of the BH series (22BH1234AA).
func vehicle(line string) bool {
	n := len(line)
	if n < 8 || n > 11 {
		return false
	}
	if allDigits(line[:2]) {
		return line[2:4] == "BH" && allDigits(line[4:8]) && (n == 9 || n == 10) && letters(line[8:]) == n-8
	}
	if !states[line[:2]] || !allDigits(line[n-4:]) {
		return false
	}
	middle := line[2 : n-4]
	district := len(middle) - len(strings.TrimLeft(middle, "0123456789"))
	series := middle[district:]
	return district >= 1 && district <= 2 && len(series) >= 1 && len(series) <= 3 && letters(series) == len(series)
}

// states are the letters under which vehicles are registered.
var states = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.Fields("AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UA UK UP WB") {
		set[s] = true
	}
	return set
}()

// plain is a code as it is kept: the assistant's own numbers with their dashes.
func plain(kind Kind, first, line string) string {
	if kind != Application || !strings.HasPrefix(line, "SBX") {
		return line
	}
	head, tail := line[:len(line)-8], line[len(line)-8:]
	prefix := "SBX"
	if head[3] == 'C' && len(head) >= 7 && first != "SBX" {
		prefix = "SBXC"
	}
	return prefix + "-" + head[len(prefix):] + "-" + tail[:2] + "-" + tail[2:]
}

// letters is how many letters a line begins with.
func letters(line string) int {
	n := 0
	for n < len(line) && isLetter(line[n]) {
		n++
	}
	return n
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
