package agent

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"aadhaar", "mera aadhaar 2341 2341 2346 hai", "mera aadhaar <AADHAAR_1> hai"},
		{"aadhaar in Devanagari digits", "आधार २३४१२३४१२३४६ है", "आधार <AADHAAR_1> है"},
		{"twelve digits that are no aadhaar", "number 2341 2341 2345", "number 2341 2341 2345"},
		{"pan", "PAN ABCDE1234F", "PAN <PAN_1>"},
		{"mobile", "call 98765 43210 or +91 9876543210", "call <MOBILE_1> or <MOBILE_2>"},
		{"e-mail", "write to asha@example.com", "write to <EMAIL_1>"},
		{"application number stays", "SBX-INC-26-000123", "SBX-INC-26-000123"},
		{"amount stays", "income 1,20,000 rupees", "income 1,20,000 rupees"},
		{"pin code stays", "110092", "110092"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Mask(tt.text).Text; got != tt.want {
				t.Errorf("Mask(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestRevealGivesToolsTheValue(t *testing.T) {
	t.Parallel()
	m := Mask("9876543210")
	if got := m.Reveal(`{"mobile":"` + m.Text + `"}`); !strings.Contains(got, "9876543210") {
		t.Errorf("Reveal lost the value: %s", got)
	}
}

func FuzzMask(f *testing.F) {
	f.Add("आधार २३४१२३४१२३४६ है 9876543210")
	f.Add("\xff\xfe ABCDE1234F")
	f.Fuzz(func(t *testing.T, s string) {
		once := Mask(s).Text
		if twice := Mask(once).Text; twice != once {
			t.Errorf("masking %q twice gives %q, once %q", s, twice, once)
		}
	})
}
