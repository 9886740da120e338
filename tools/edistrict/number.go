package edistrict

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Number is the number of an application or a certificate of the sandbox:
// SBX-INC-26-000123 or SBXC-INC-26-000001. No real number looks like it.
type Number struct {
	Certificate bool
	Code        string // the service's letters
	Year        int    // last two digits of the year
	Seq         int    // from 1
}

// String is the canonical form.
func (n Number) String() string {
	prefix := "SBX"
	if n.Certificate {
		prefix = "SBXC"
	}
	return fmt.Sprintf("%s-%s-%02d-%06d", prefix, n.Code, n.Year, n.Seq)
}

var numberForm = regexp.MustCompile(`^(SBXC?)-([A-Z][A-Z0-9]{1,9})-([0-9]{2})-([0-9]{6})$`)

// ParseNumber reads a number as people type it: small letters, spaces, slashes
// or other dashes between the parts, Devanagari digits. It is false for
// anything the sandbox did not give out.
func ParseNumber(s string) (Number, bool) {
	if len(s) > 100 {
		return Number{}, false
	}
	m := numberForm.FindStringSubmatch(canonical(s))
	if m == nil {
		return Number{}, false
	}
	year, _ := strconv.Atoi(m[3])
	seq, _ := strconv.Atoi(m[4])
	if seq == 0 {
		return Number{}, false
	}
	return Number{Certificate: m[1] == "SBXC", Code: m[2], Year: year, Seq: seq}, true
}

func canonical(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.TrimSpace(s) {
		switch {
		case strings.ContainsRune(" -_/.\t\u00a0\u2010\u2011\u2012\u2013\u2014\u2212", r):
			gap = true
			continue
		case r >= '०' && r <= '९':
			r = '0' + (r - '०')
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}
