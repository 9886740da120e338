package hindi

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/spellings.tsv
var spellings string

// TestKeyMeets measures the key on the list of spellings: how many Latin
// spellings meet their Devanagari word, and how many different words meet that
// should not.
func TestKeyMeets(t *testing.T) {
	t.Parallel()
	pairs, met, ruled := 0, 0, 0
	var words, keys []string
	for line := range strings.Lines(spellings) {
		deva, latin, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if line[0] == '#' || !ok {
			continue
		}
		k := Key(Normalise(deva))
		words, keys = append(words, deva), append(keys, k)
		for _, l := range strings.Fields(latin) {
			pairs++
			if soundKey(Normalise(deva)) == soundKey(Normalise(l)) {
				ruled++
			}
			if got := Key(Normalise(l)); got == k {
				met++
			} else {
				t.Logf("%s (%s) and %s (%s) do not meet", deva, k, l, got)
			}
		}
	}
	different, wrong := 0, 0
	for i, k := range keys {
		for j := range i {
			different++
			if keys[j] == k {
				wrong++
				t.Logf("%s and %s meet in %s", words[j], words[i], k)
			}
		}
	}
	share, false_ := float64(met)/float64(pairs), float64(wrong)/float64(different)
	t.Logf("by the rules alone, without the word tables, %d meet, %.3f", ruled, float64(ruled)/float64(pairs))
	t.Logf("%d of %d pairs meet, %.3f; %d of %d pairs of different words meet, %.5f", met, pairs, share, wrong, different, false_)
	if pairs < 500 || share < 0.95 {
		t.Errorf("%d pairs, %.3f meet, want 500 and 0.95", pairs, share)
	}
	if false_ > 0.001 {
		t.Errorf("%.5f of different words meet, want at most 0.001", false_)
	}
}

func TestKeyOfWhatIsNoWord(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "120000": "120000", "1.5": "1.5", "sbx2": "sbx2", "கட்டணம்": "கட்டணம்", "अ": "a", "aa": "a", "h": "hi", "ं": "n",
	} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKeyKeepsApart(t *testing.T) {
	t.Parallel()
	for _, p := range [][2]string{{"pan", "pin"}, {"पैन", "पिन"}, {"sc", "st"}, {"obc", "sc"}, {"birth", "death"}, {"income", "caste"}, {"दिन", "दान"}} {
		if Key(p[0]) == Key(p[1]) {
			t.Errorf("%s and %s meet in %s", p[0], p[1], Key(p[0]))
		}
	}
	if Key("पैन") != Key("pan") || Key("एसएससी") != Key("ssc") {
		t.Error("an acronym does not meet its letters")
	}
}

func BenchmarkKey(b *testing.B) {
	words := []string{"प्रमाण", "praman", "certificate", "पंजीकरण", "kirayedar", "chahiye", "विश्वविद्यालय", "fees"}
	Key("fees")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Key(words[i%len(words)])
	}
}

func BenchmarkNormalise(b *testing.B) {
	for _, s := range []string{"OBC certificate ke liye kaun se documents chahiye?", "आय प्रमाण पत्र की फ़ीस कितनी है?"} {
		b.Run(Script(s), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Normalise(s)
			}
		})
	}
}

// TestEnglishInDevanagariMeetsEnglish: words that citizens write either way, and their
// plurals; what would sound like another word does not.
func TestEnglishInDevanagariMeetsEnglish(t *testing.T) {
	t.Parallel()
	for deva, english := range map[string]string{
		"पेपर्स": "papers", "डॉक्युमेंट्स": "documents", "मंथ": "month", "डिले": "delay", "डॉटर": "daughter", "टेनेंट": "tenant", "डेडलाइन": "deadline",
		"फी": "fees", "कंप्लेन": "complaint", "एप्लाई": "apply", "एलिजिबल": "eligible", "कम्पल्सरी": "compulsory",
	} {
		if Key(Normalise(deva)) != Key(english) {
			t.Errorf("%s and %s do not meet: %s, %s", deva, english, Key(Normalise(deva)), Key(english))
		}
	}
	if Key("delay") == Key("दिल्ली") {
		t.Error("delay sounds like Delhi")
	}
}
