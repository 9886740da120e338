package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNamed(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"a passport size photo":         {"photo"},
		"पासपोर्ट साइज़ फोटो":           {"photo"},
		"passport aur foto":             {"passport", "photo"},
		"Sub-Divisional Magistrate, DM": {"sdm", "dm"},
		"kuchh bhi nahin":               nil,
	} {
		var got []string
		for _, n := range l.Named(text) {
			got = append(got, n.Concepts...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	both := l.Named("raashan card")
	if len(both) != 1 || len(both[0].Services)+len(both[0].Groups) == 0 || len(both[0].Concepts) == 0 {
		t.Errorf("a ration card is a paper and a service: %+v", both)
	}
	if off := l.Named("aplies"); len(off) > 0 && !off[0].Corrected {
		t.Errorf("found without correction: %+v", off)
	}
	if found := new(Library).Named("passport"); found != nil {
		t.Errorf("a library without words names %v", found)
	}
}
