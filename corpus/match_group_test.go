package corpus

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGroups: a shared name alone asks back; a telling word beside it names the
// service; a long message is left to the search.
func TestGroups(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"pension":               "group pension",
		"mujhe pension chahiye": "group pension",
		"पेंशन के लिए आवेदन": "group pension",
		"caste certificate": "group caste-certificate",
		"जाति प्रमाण पत्र बनवाना है": "group caste-certificate",
		"naya licence banwana hai": "group licence",
		"लाइसेंस की फीस":           "group licence",
		"gaadi ki rc":              "group rc",
		"widow wants a pension":    "women-in-distress-pension",
		"पति नहीं रहे पेंशन मिलेगी क्या": "women-in-distress-pension",
		"bujurg ke liye pension": "old-age-pension",
		"विकलांग हूँ पेंशन लगेगी क्या":          "disability-pension",
		"restaurant khola hai dukan ka licence": "trade-licence-general",
		"dukan hai licence chahiye":             "trade-licence-general",
		"obc hu jati praman patra chahiye":      "obc-certificate",
		"caste certificate, scheduled tribe":    "st-certificate",
		"vriddha pension kitni milti hai":       "old-age-pension",
		"learner licence":                       "learner-licence",
		"i help my neighbour who has no pension and nobody at home and wants to know about ration": "",
	} {
		m := l.Match(text)
		var got []string
		for _, s := range m.Services {
			got = append(got, s.ID)
		}
		for _, g := range m.Groups {
			got = append(got, "group "+g)
		}
		if want == "" {
			if slices.ContainsFunc(got, func(g string) bool { return g == "group pension" }) {
				t.Errorf("%q: asks back in a long message", text)
			}
			continue
		}
		if d := cmp.Diff([]string{want}, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}
