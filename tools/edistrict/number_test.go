package edistrict

import (
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"SBX-INC-26-000123":            "SBX-INC-26-000123",
		"  sbx-inc-26-000123 ":         "SBX-INC-26-000123",
		"SBX/INC/26/000123":            "SBX-INC-26-000123",
		"sbx inc 26 000123":            "SBX-INC-26-000123",
		"SBX–INC–२६–०००१२३":            "SBX-INC-26-000123",
		"SBXC-OBC-26-000001":           "SBXC-OBC-26-000001",
		"SBX-INC-26-000000":            "",
		"SBX-INC-26-123":               "",
		"SBX-I-26-000123":              "",
		"SBXD-INC-26-000123":           "",
		"EDIST-INC-26-000123":          "",
		"SBX-INC-26-000123x":           "",
		"":                             "",
		"नमस्ते":                       "",
		strings.Repeat("9", 101):       "",
		"SBX-INC-26-000123; drop":      "",
		"SBX-INC-26-000123\nSBX-INC-2": "",
	} {
		n, ok := ParseNumber(in)
		if got := n.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %v %v, want %q", in, got, ok, want)
		}
	}
}

// A number that is read is written in a form that reads as the same.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"SBX-INC-26-000123", "sbxc obc २६ 000001", "SBX--INC", "SBX-A1-00-999999", "\xff-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := ParseNumber(s)
		if !ok {
			if n != (Number{}) {
				t.Fatalf("%q: refused, yet %v", s, n)
			}
			return
		}
		again, ok := ParseNumber(n.String())
		if !ok || again != n {
			t.Fatalf("%q: %v reads as %v, %v", s, n, again, ok)
		}
	})
}
