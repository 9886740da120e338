package hindi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A number is written value=span, with m for money and o for ordinal.
func TestNumbers(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"1,20,000":                   "120000=1,20,000",
		"१,२०,०००":                   "120000=१,२०,०००",
		"1 lakh 20 hazar":            "120000=1 lakh 20 hazar",
		"1 lakh 19 hazar 999":        "119999=1 lakh 19 hazar 999",
		"2 lakh 50 hazar 500 rupaye": "250500=2 lakh 50 hazar 500 m",
		"१ लाख १९ हज़ार ९९९":                                      "119999=१ लाख १९ हज़ार ९९९",
		"एक लाख उन्नीस हज़ार नौ सौ निन्यानवे":                     "119999=एक लाख उन्नीस हज़ार नौ सौ निन्यानवे",
		"ek lakh unnis hazar nau sau ninyanve":                    "119999=ek lakh unnis hazar nau sau ninyanve",
		"one lakh nineteen thousand nine hundred and ninety nine": "119999=one lakh nineteen thousand nine hundred and ninety nine",
		"1 lakh 19 hazar 9 sau 99":                                "119999=1 lakh 19 hazar 9 sau 99",
		"1 lakh 19,999":                                           "119999=1 lakh 19,999",
		"1 lakh 5 sau":                                            "100500=1 lakh 5 sau",
		"5 hazar 100 se kam":                                      "5100=5 hazar 100",
		"3 lakh 2 bachche":                                        "300000=3 lakh|2=2",
		"2 lakh 110001":                                           "200000=2 lakh|110001=110001",
		"1 lakh 19 hazar, 999":                                    "119000=1 lakh 19 hazar|999=999",
		"1 lakh 365 din":                                          "100000=1 lakh|365=365",
		"1 hazar 365 din":                                         "1000=1 hazar|365=365",
		"5 hazar 2026 mein":                                       "5000=5 hazar|2026=2026",
		"1 hazar 500 lakh":                                        "1000=1 hazar|50000000=500 lakh",
		"1 lakh 19 hazar 999th":                                   "119000=1 lakh 19 hazar|999=999th o",
		"एक लाख बीस हज़ार रुपये":                                  "120000=एक लाख बीस हज़ार m",
		"1.5 lakh":                    "150000=1.5 lakh",
		"डेढ़ लाख":                    "150000=डेढ़ लाख",
		"dedh lakh":                   "150000=dedh lakh",
		"sava lakh":                   "125000=sava lakh",
		"सवा दो सौ":                   "225=सवा दो सौ",
		"ढाई हज़ार":                   "2500=ढाई हज़ार",
		"saadhe teen lakh":            "350000=saadhe teen lakh",
		"पौने दो लाख":                 "175000=पौने दो लाख",
		"paune lakh":                  "75000=paune lakh",
		"half lakh, half day":         "50000=half lakh",
		"do crore":                    "20000000=do crore",
		"twenty one, twenty-one":      "21=twenty one|21=twenty-one",
		"one hundred and twenty days": "120=one hundred and twenty",
		"two thousand and five":       "2005=two thousand and five",
		"इक्कीस ikkees":               "21=इक्कीस|21=ikkees",
		"do hazar pachis":             "2025=do hazar pachis",
		"50k":                         "50000=50k",
		"₹500, Rs. 1,20,000/- रु. 50": "500=500 m|120000=1,20,000 m|50=50 m",
		"₹1.5 lakh":                   "150000=1.5 lakh m",
		"rs500 500rs":                 "500=500 m|500=500 m",
		"sau rupaye, a hundred":       "100=sau m|100=hundred",
		"10th pass, 10वीं, पंद्रहवां, तीसरा": "10=10th o|10=10वीं o|15=पंद्रहवां o|3=तीसरा o",
		"15-20 din, 2–3 दिन":              "15=15|20=20|2=2|3=3",
		"do teen din":                     "2=do|3=teen",
		"दो फोटो":                         "2=दो",
		"do documents chahiye":            "2=do",
		"0.50% 007":                       "0.5=0.50|7=007",
		"01.04.2026 01/04/2026":           "1=01|4=04|2026=2026|1=01|4=04|2026=2026",
		"1,2,3":                           "1=1|2=2|3=3",
		"9876543210 123456789012345678":   "9876543210=9876543210|123456789012345678=123456789012345678",
		"21 days. 5":                      "21=21|5=5",
		"2MB, 18saal":                     "2=2|18=18",
		"how do documents work; mujhe do": "",
		"बता दो, एक फोटो, ek kagaz, one copy":      "",
		"main das ke saath hoon, so nahi, char":    "",
		"SBX-INC-26-000123 TR-1A DL-0420110149646": "",
		"A4 24x7 4G COVID-19":                      "",
		"https://x.y/12 a@b3.in www.x.in/5":        "",
		"10-digit number, 21-day limit":            "10=10|21=21",
		"10-अंकीय, 21-दिवसीय, 1,20,000-rupee":      "10=10|21=21|120000=1,20,000 m",
		"10-A, 24-abc-7, 12-AB":                    "",
		"so 5 documents, so days, there were so":   "5=5",
		"":                                         "",
	} {
		var got []string
		for _, n := range Numbers(in) {
			s := n.Value + "=" + in[n.Start:n.End]
			if n.Money {
				s += " m"
			}
			if n.Ordinal {
				s += " o"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("Numbers(%q) (-want +got)\n%s", in, diff)
		}
	}
}

// Each value 0 to 100 has a word in English up to twenty, in Devanagari and in
// Latin letters, and reads back as itself beside a unit.
func TestNumberWordsAreComplete(t *testing.T) {
	t.Parallel()
	deva, latin := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(numbersFile) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || f[1] != "n" && f[1] != "u" {
			continue
		}
		for _, w := range strings.Fields(f[2]) {
			w = strings.TrimPrefix(w, "?")
			if hasDevanagari(w) {
				deva[f[0]] = true
			} else {
				latin[f[0]] = true
			}
			if f[1] == "u" || f[0] == "1" {
				continue
			}
			got := Numbers(w + " din")
			if len(got) != 1 || got[0].Value != f[0] {
				t.Errorf("%s din = %+v, want %s", w, got, f[0])
			}
		}
	}
	for v := range 101 {
		s := decimal(int64(v) * million)
		if !deva[s] || !latin[s] && v > 0 {
			t.Errorf("no word for %s", s)
		}
	}
}

func BenchmarkNumbers(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Numbers("परिवार की सालाना आमदनी एक लाख बीस हज़ार रुपये से कम हो और 14 दिन में आवेदन दें")
	}
}
