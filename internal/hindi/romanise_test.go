package hindi

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden file; read it aloud before committing")

// The golden file holds sentences about certificates and services, each
// Devanagari line followed by how a Delhi reader would type it.
func TestRomaniseGolden(t *testing.T) {
	t.Parallel()
	const name = "testdata/romanise.txt"
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if len(lines) < 160 || len(lines)%2 != 0 {
		t.Fatalf("%d lines", len(lines))
	}
	got := make([]string, len(lines))
	for i := 0; i < len(lines); i += 2 {
		got[i], got[i+1] = lines[i], Romanise(lines[i])
		if hasDevanagari(got[i+1]) {
			t.Errorf("Devanagari left in %q", got[i+1])
		}
		if clean, removed := Clean(lines[i]); clean != lines[i] || removed != 0 {
			t.Errorf("Clean changes %q to %q", lines[i], clean)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(lines, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRomanise(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                "",
		"fees kitni hai?": "fees kitni hai?",
		"आय":              "Aay",
		"ग़लत। सही":       "Galat. Sahi",
		"हाँ ।\nनहीं":     "Haan.\nNahin",
		"• फ़ॉर्म\n• १२ दिन":   "• Form\n• 12 din",
		"1.5 लाख रुपये":        "1.5 lakh rupaye",
		"Delhi में ₹50":        "Delhi mein ₹50",
		"ई-डिस्ट्रिक्ट":        "e-District",
		"देखें https://x.in/अ": "Dekhein https://x.in/a",
		"सर्टिफिकेटों, फीसें, कंपनियों के":  "Certificates, fees, companies ke",
		"एसएससी और बीवी":                    "SSC aur beevi",
		"क्\u200dया":                        "Kya",
		"दस्तावे\u095Bों":                   "Dastavezon",
		"राष्ट्रीय, शुक्ल, तत्व, रत्न":      "Rashtriya, shukla, tatva, ratna",
		"ज्ञान, यज्ञ, अनुमति, नवीकरण":       "Gyaan, yagya, anumati, navikaran",
		"अच्छा, चिट्ठी, छाता":               "Accha, chitthi, chhata",
		"फल और फौरन":                        "Phal aur fauran",
		"्":                                 "्",
		"के आधार पर, आधार पर नाम":           "Ke aadhaar par, Aadhaar par naam",
		"के आधार परिवार का है":              "Ke Aadhaar parivar ka hai",
		"केंद्र शासित प्रदेश, उत्तर प्रदेश": "Kendra shasit pradesh, Uttar Pradesh",
		"1ए, २बी, श्रेणी ए से ई की":         "1A, 2B, shreni A se E ki",
		"कौन सी, और सी, 400 सी":             "Kaun si, aur C, 400 C",
		"एस डी एम, यू डी आई डी, एल पी जी":   "S D M, U D I D, L P G",
		"दादा जी आए और पी के आई":            "Dada ji aaye aur pi ke aayi",
		"ई डिस्ट्रिक्ट, ई-राशन, ई-चालान":    "e-District, e-ration, e-challan",
		"सी-ब्लॉक, कौन-सी, बी ब्लॉक":        "C-block, kaun-si, B block",
		"ई-राशन कार्ड":                      "e-ration card",
		"एफ़आईआर, पीएफ़एमएस, एनएफ़एसए":      "FIR, PFMS, NFSA",
		"पहुँचता, हँसना, संगठन":             "Pahunchta, hansna, sangathan",
		"लाल डोरा लाल है":                   "Lal Dora laal hai",
	} {
		if got := Romanise(in); got != want {
			t.Errorf("Romanise(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestWordTables: every line is well-formed, and no spelling is claimed by two
// words of different sound unless the first in the file is meant to win.
func TestWordTables(t *testing.T) {
	t.Parallel()
	loans := 0
	for _, file := range []struct{ name, data string }{{"native", nativeFile}, {"names", namesFile}, {"loans", loansFile}} {
		seen := map[string]bool{}
		for line := range strings.Lines(file.data) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			f := strings.Split(line, "\t")
			if len(f) < 2 || len(f) > 4 || f[0] == "" || f[1] == "" {
				t.Errorf("%s: bad line %q", file.name, line)
				continue
			}
			if Script(f[0]) != "Deva" || hasDevanagari(strings.Join(f[1:], " ")) || strings.TrimSpace(f[1]) != f[1] {
				t.Errorf("%s: scripts mixed up in %q", file.name, line)
			}
			if seen[f[0]] {
				t.Errorf("%s: %q stands twice", file.name, f[0])
			}
			seen[f[0]] = true
			if file.name == "loans" {
				loans++
			}
		}
	}
	if loans < 500 {
		t.Errorf("%d loan words", loans)
	}
}

// TestPhrases: every phrase is one that Romanise writes as the table says.
func TestPhrases(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for line := range strings.Lines(phrasesFile) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		deva, latin, ok := strings.Cut(line, "\t")
		if !ok || seen[deva] || !strings.Contains(deva, " ") {
			t.Errorf("bad or repeated line %q", line)
		}
		seen[deva] = true
		if got := Romanise("x " + deva + " "); got != "x "+latin+" " {
			t.Errorf("Romanise(%q) = %q, want %q", deva, got, latin)
		}
	}
}

func BenchmarkRomanise(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Romanise("आय प्रमाण पत्र के लिए कौन-कौन से कागज़ चाहिए और फ़ीस कितनी लगेगी?")
	}
}
