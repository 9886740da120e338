package hindi

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, want string
		removed        int
	}{
		{"plain", "fees kitni hai?", "fees kitni hai?", 0},
		{"hindi", "आय प्रमाण पत्र", "आय प्रमाण पत्र", 0},
		{"nfc", "दस्तावेज़", "दस्तावेज़", 0},
		{"precomposed nukta", "दस्तावे\u095B", "दस्तावे\u091C\u093C", 0},
		{"half form by joiner", "क\u094D\u200Dष", "क\u094D\u200Dष", 0},
		{"virama shown by non-joiner", "श\u094D\u200Cव", "श\u094D\u200Cव", 0},
		{"joiner between letters", "आ\u200Dय\u200C", "आय", 2},
		{"bidi", "abc\u202Edef\u2066g", "abcdefg", 2},
		{"tags", "hi\U000E0041\U000E0042", "hi", 2},
		{"zero width and soft hyphen", "in\u200Bco\u00ADme\uFEFF", "income", 3},
		{"selector", "आय\uFE0F\uFE00", "आय", 2},
		{"family stays whole", "👨\u200D👩\u200D👧 ok", "👨\u200D👩\u200D👧 ok", 0},
		{"red heart", "❤\uFE0F", "❤\uFE0F", 0},
		{"control", "a\x00b\x1b[0m", "ab[0m", 2},
		{"invalid run", "a\xff\xfe\xfdb\xff", "a\uFFFDb\uFFFD", 2},
		{"line ends and blanks", "a\r\nb\rc\u2028d\u00A0e", "a\nb\nc\nd e", 0},
		{"empty", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, removed := Clean(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if removed != c.removed {
				t.Errorf("removed %d, want %d", removed, c.removed)
			}
		})
	}
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	for _, row := range [][]string{
		{"हिंदी", "हिन्दी", "हिँदी", "  हिंदी।"},
		{"पंजीकरण", "पञ्जीकरण"},
		{"संपत्ति", "सम्पत्ति"},
		{"सम्मान", "सम्मान"}, // a doubled m is no nasal
		{"अन्न"},
		{"दस्तावेज", "दस्तावेज़", "दस्तावे\u095B", "दस्तावेज\u200D"},
		{"120000", "1,20,000", "१,२०,०००", "120,000", "1,20,000."},
		{"1 2 3", "1,2,3", "1, 2, 3"},
		{"1.5 lakh", "1.5  LAKH", "१.५ lakh"},
		{"sdm office", "S.D.M. Office", "SDM-office"},
		{"dont", "don't", "Don’t"},
		{"e district", "e-District", "E – District"},
		{"pramana patra", "pramāṇa patra"},
		{"certificate", "𝐂ertificate", "ｃertificate", "certi\u200Bficate"},
		{"", "", "।", "😀 !!", "\u200D"},
	} {
		for _, in := range row[min(1, len(row)-1):] {
			if got := Normalise(in); got != row[0] {
				t.Errorf("Normalise(%q) = %q, want %q", in, got, row[0])
			}
		}
	}
	if diff := cmp.Diff([]string{"आय", "certificate", "2"}, Tokens("आय: Certificate (२)")); diff != "" {
		t.Errorf("Tokens (-want +got)\n%s", diff)
	}
}

func TestDigitsAndScript(t *testing.T) {
	t.Parallel()
	if got := Digits("१० दिन, 5 din"); got != "10 दिन, 5 din" {
		t.Errorf("Digits = %q", got)
	}
	for in, want := range map[string]string{
		"fees kitni": "Latn", "फीस कितनी": "Deva", "application status चेक करना": "Latn", "فیس کتنی ہے": "Arab",
		"ਫੀਸ ਕਿੰਨੀ": "Guru", "ফি কত": "Beng", "கட்டணம்": "Taml", "రుసుము": "Telu", "ફી": "Gujr", "ಶುಲ್ಕ": "Knda", "ഫീസ്": "Mlym",
		"12345": "", "१२३।": "", "😀": "", "": "", "\xff\xfe": "", "ᚠᚢᚦ": "Zyyy",
	} {
		if got := Script(in); got != want {
			t.Errorf("Script(%q) = %q, want %q", in, got, want)
		}
	}
	if _, share := ScriptShare("abc कखग"); share != 0.5 {
		t.Errorf("share %v, want 0.5", share)
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{
		"", "fees?", "आय प्रमाण-पत्र १,२०,०००", "क\u094D\u200Dष", "क\u0301\u094D\u200D", "\u2ADC\uFE0F", "न्न्त", "S.D.M. 1,2.3",
		"👨\u200D👩", "İ.ſ'K", "\xff\xc0", "\u0958\u094D\u200C", "1,20,000,5", "a.b'c", "क\u093C\u093C\u094D\u200D", "한글 ｶﾞ ½",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, n := Clean(s)
		if !norm.NFC.IsNormalString(c) || !utf8.ValidString(c) || n < 0 {
			t.Fatalf("Clean(%q) = %q, %d", s, c, n)
		}
		if again, m := Clean(c); again != c || m != 0 {
			t.Fatalf("Clean twice: %q then %q, %d", c, again, m)
		}
		z := Normalise(s)
		if again := Normalise(z); again != z {
			t.Fatalf("Normalise(%q): %q then %q", s, z, again)
		}
		if z != strings.TrimSpace(z) || strings.Contains(z, "  ") {
			t.Fatalf("Normalise(%q) = %q has needless spaces", s, z)
		}
		for _, w := range Tokens(s) {
			if Key(w) == "" || strings.Contains(Key(w), " ") {
				t.Fatalf("Key(%q) = %q", w, Key(w))
			}
		}
		if r := Romanise(s); !utf8.ValidString(r) && utf8.ValidString(s) {
			t.Fatalf("Romanise(%q) = %q", s, r)
		}
		end := 0
		for _, n := range Numbers(s) {
			if n.Start < end || n.End <= n.Start || n.End > len(s) || n.Value == "" {
				t.Fatalf("Numbers(%q): %+v", s, n)
			}
			end = n.End
		}
		Script(s)
	})
}
