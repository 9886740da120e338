package corpus

import (
	"strings"
	"testing"
)

func TestRespell(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	v := l.Vocabulary()
	for text, want := range map[string]string{
		// letters changed about, left out, too many, wrong
		"Is the certifiacte of my icnome free": "Is the certificate of my income free",
		"aay praamn patr kitni der me":         "aay praman patr kitni der me",
		"which docmunets for the wdow penison": "which documents for the widow pension",
		"दुकान का लाइसैंस कितनै साल चलता है": "दुकान का लाइसेंस कितने साल चलता है",
		"jati pramann ptara ki fees":             "jati praman patra ki fees",
		"ration card me naam judwnaa hai, kasie": "ration card me naam judwana hai, kaise",
		// words run together
		"howmany days for thebirth certificate?":   "how many days for the birth certificate?",
		"shaadi kaform kitnedinme pass hoga":       "shaadi ka form kitne din me pass hoga",
		"राशनकार्डकी फ़ीस कितनीहै":                 "राशन कार्ड की फ़ीस कितनी है",
		"CanI renew mylicence now":                 "can i renew my licence now",
		"my father's pension, and mymother's too?": "my father's pension, and my mothers too?",
		// both at once in one message
		"birthcertificate ki feees kitni": "birth certificate ki fees kitni",
		// not words
		"SBX-INC-26-000123 ka status, 2years, x@exmaple.com, djb.gov.inn, <MOBILE_1>": "SBX-INC-26-000123 ka status, 2years, x@exmaple.com, djb.gov.inn, <MOBILE_1>",
		// known, or likelier a word of its own
		"kisi ki jaan khatre me hai":             "kisi ki jaan khatre me hai",
		"computer nahi ata mujhe":                "computer nahi ata mujhe",
		"kya main beldari karta hu":              "kya main beldari karta hu",
		"mera naam Gurnoor Ahluwalia hai":        "mera naam Gurnoor Ahluwalia hai",
		"my uncle Zubin Pochkhanwala needs this": "my uncle Zubin Pochkhanwala needs this",
		"":                                       "", " ?! ": " ?! ",
	} {
		if got := v.Respell(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if again := v.Respell(want); again != want {
			t.Errorf("%q is respelt again: %q", want, again)
		}
	}
}

// TestRespellLeavesWhatIsKnown: the library's own questions are as they should be.
func TestRespellLeavesWhatIsKnown(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	v := l.Vocabulary()
	for _, s := range l.Services {
		for _, q := range s.Questions[:min(len(s.Questions), 3)] {
			for _, text := range q.All() {
				if got := v.Respell(text); got != text {
					t.Errorf("%q became %q", text, got)
				}
			}
		}
	}
}

func TestWithKnowsFurtherWords(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	v := l.Vocabulary()
	more := v.With([]string{"quokka leke aao", "quokka"})
	for text, want := range map[string]string{"kya qoukka hai": "kya quokka hai", "quokkaleke aao": "quokka leke aao", "ek quokka": "ek quokka"} {
		if got := more.Respell(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := v.Respell("kya qoukka hai"); strings.Contains(got, "quokka") {
		t.Errorf("the library's own vocabulary learnt a word: %q", got)
	}
}

func BenchmarkRespell(b *testing.B) {
	l, err := Embedded()
	if err != nil {
		b.Fatal(err)
	}
	v := l.Vocabulary()
	for name, text := range map[string]string{
		"known": "income certificate ke liye kaun se documents chahiye", "misspelt": "incmoe certifiacte keliye kaun se docmunets chahiye",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v.Respell(text)
			}
		})
	}
}
