package mask

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"aadhaar", "mera aadhaar 2341 2341 2346 hai", "mera aadhaar <AADHAAR_1> hai"},
		{"aadhaar in Devanagari digits", "आधार २३४१२३४१२३४६ है", "आधार <AADHAAR_1> है"},
		{"mistyped aadhaar", "my Aadhaar is 2341-2341-2345", "my Aadhaar is <AADHAAR_1>"},
		{"twelve grouped digits that nothing explains", "number 2341 2341 2345", "number 2341 2341 2345"},
		{"a long run that nothing explains", "234123412345", "<NUMBER_1>"},
		{"pan", "PAN ABCDE1234F", "PAN <PAN_1>"},
		{"pan in letters of its own", "pan a b c d e 1 2 3 4 f", "pan <PAN_1>"},
		{"pan glued to Hindi", "मेरा abcpe1234fहै", "मेरा <PAN_1>है"},
		{"mobiles, the same in two forms", "call 98765 43210 or +91 9876543210", "call <MOBILE_1> or +<MOBILE_1>"},
		{"two mobiles", "9876543210/9876543211", "<MOBILE_1>/<MOBILE_2>"},
		{"mobile in pairs", "98 76 54 32 10", "<MOBILE_1>"},
		{"mobile spelt", "nine eight seven six five four three two one zero", "<MOBILE_1>"},
		{"mobile spelt with double", "double nine eight seven, triple zero, one two three", "<MOBILE_1>"},
		{"mobile spelt in Hindi", "नंबर नौ आठ सात छह पांच चार तीन दो एक शून्य है", "नंबर <MOBILE_1> है"},
		{"mobile spelt in Latin letters", "nau aath saat chhe paanch char teen do ek zero likho", "<MOBILE_1> likho"},
		{"mobile in tens", "ninety eight seventy six fifty four thirty two ten", "<MOBILE_1>"},
		{"mobile in Hindi pairs", "अट्ठानवे छिहत्तर चौवन बत्तीस दस", "<MOBILE_1>"},
		{"account", "bank account number 50100123456 hai", "bank account number <ACCOUNT_1> hai"},
		{"account after", "50100 12345 67 mera khata number hai", "<ACCOUNT_1> mera khata number hai"},
		{"a/c", "a/c 123456789", "a/c <ACCOUNT_1>"},
		{"ifsc", "IFSC sbin0001234", "IFSC <IFSC_1>"},
		{"e-mail", "write to asha@example.com.", "write to <EMAIL_1>."},
		{"e-mail spelt", "mail asha dot verma at gmail dot com pe", "mail <EMAIL_1> pe"},
		{"passport", "passport A1234567", "passport <PASSPORT_1>"},
		{"card", "4111 1111 1111 1111", "<CARD_1>"},
		{"vehicle", "DL3CAB1234, DL-3C-AB-1234, 22BH1234AA", "<VEHICLE_1>, <VEHICLE_1>, <VEHICLE_2>"},
		{"driving licence", "DL04 20260012345", "<LICENCE_1>"},
		{"voter id", "voter card abc 1234567", "voter card <EPIC_1>"},
		{"application of the assistant", "status of sbx inc 26 000123", "status of <APPLICATION_1>"},
		{"certificate of the assistant", "SBXC-INC-26-000001 asli hai?", "<CERTIFICATE_1> asli hai?"},
		{"official application", "आवेदन संख्या 90500000123456", "आवेदन संख्या <APPLICATION_1>"},
		{"tokens stay, and their numbers are not given again", "<MOBILE_1> 9876543210", "<MOBILE_1> <MOBILE_2>"},

		{"amount", "income 1,20,000 rupees", "income 1,20,000 rupees"},
		{"large amount", "turnover 98,76,54,321 rupees", "turnover 98,76,54,321 rupees"},
		{"pin code", "110092", "110092"},
		{"date", "born 05-03-1990 to 2026-11-22", "born 05-03-1990 to 2026-11-22"},
		{"years", "2024 2025 2026", "2024 2025 2026"},
		{"helplines", "112, 1031, 1800-11-0031, 011-23392339 aur 14416", "112, 1031, 1800-11-0031, 011-23392339 aur 14416"},
		{"published mobile", "SMS to 7738299899", "SMS to 7738299899"},
		{"words", "do din mein teen kaagaz, ek photo", "do din mein teen kaagaz, ek photo"},
		{"sentence like a vehicle", "up 12 to 2024", "up 12 to 2024"},
		{"sentence like a PAN", "apply 2024 a", "apply 2024 a"},
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
	m := Mask("nau aath saat chhe paanch char teen do ek zero, sbx inc 26 000123")
	got := m.Reveal(`{"mobile":"<MOBILE_1>","no":"\u003cAPPLICATION_1\u003e","other":"<PAN_1> < b"}`)
	if want := `{"mobile":"9876543210","no":"SBX-INC-26-000123","other":"<PAN_1> < b"}`; got != want {
		t.Errorf("Reveal = %s, want %s", got, want)
	}
	if got := m.Reveal("<MOBILE_1> <APPLICATION_1>", Application, Certificate); got != "<MOBILE_1> SBX-INC-26-000123" {
		t.Errorf("Reveal of applications alone = %s", got)
	}
}

func TestKnownApplicationsKeepTheirTokens(t *testing.T) {
	t.Parallel()
	m := Mask("status of SBX-INC-26-000002 and SBX-INC-26-000009", "SBX-INC-26-000001", "SBX-INC-26-000002")
	if want := "status of <APPLICATION_2> and <APPLICATION_3>"; m.Text != want {
		t.Errorf("text = %q, want %q", m.Text, want)
	}
	if got := m.Reveal("<APPLICATION_1>"); got != "SBX-INC-26-000001" {
		t.Errorf("a known number is not revealed: %q", got)
	}
}

func TestStripAndFirst(t *testing.T) {
	t.Parallel()
	text := "a <x <AADHAAR_1> b <NUMBER_12>"
	if got := strings.Join(strings.Fields(Strip(text)), " "); got != "a <x b" {
		t.Errorf("Strip = %q", got)
	}
	if got := First(text, Application, Number); got != "<NUMBER_12>" {
		t.Errorf("First = %q", got)
	}
	if got := First(text, Certificate); got != "" {
		t.Errorf("First of none = %q", got)
	}
}

func FuzzMask(f *testing.F) {
	f.Add("आधार २३४१२३४१२३४६ है 9876543210")
	f.Add("\xff\xfe ABCDE1234F <MOBILE_1> asha at gmail dot com")
	f.Fuzz(func(t *testing.T, s string) {
		m := Mask(s)
		if twice := Mask(m.Text).Text; twice != m.Text {
			t.Errorf("masking %q twice gives %q, once %q", s, twice, m.Text)
		}
	})
}

func BenchmarkMask(b *testing.B) {
	for name, text := range map[string]string{
		"clean":     "namaste ji, mere bete ka income certificate banwana hai, fees kitni lagegi aur kitne din mein milega",
		"hindi":     "नमस्ते, मुझे अपने बेटे का आय प्रमाण पत्र बनवाना है, शुल्क कितना है और कितने दिन में मिलेगा",
		"one":       "mera aadhaar 2341 2341 2346 hai aur mobile nau aath saat chhe paanch char teen do ek zero",
		"long-4000": strings.Repeat("income certificate ki fees 20 rupaye hai, 15 din ", 80),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Mask(text)
			}
		})
	}
}
