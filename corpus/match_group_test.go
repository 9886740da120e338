package corpus

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGroups: a shared name alone asks back, also in a question that is only long;
// a telling word beside it names the service; a message that says more is left to
// the search.
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
		"विकलांग हूँ पेंशन लगेगी क्या":                                            "disability-pension",
		"restaurant khola hai dukan ka licence":                                   "trade-licence-general",
		"dukan hai licence chahiye":                                               "trade-licence-general",
		"obc hu jati praman patra chahiye":                                        "obc-certificate",
		"caste certificate, scheduled tribe":                                      "st-certificate",
		"vriddha pension kitni milti hai":                                         "old-age-pension",
		"learner licence":                                                         "learner-licence",
		"What is the fee for a caste certificate and how many days does it take?": "group caste-certificate",
		"Sir please tell me what documents are needed for pension and where do I have to apply for it in Delhi?": "group pension",
		"जाति प्रमाण पत्र बनवाने में कितने दिन लगते हैं और उसकी फ़ीस कितनी है, कृपया बताइए जी":                   "group caste-certificate",
		"jati praman patra banwane ke liye kya kya kagaz chahiye aur kitne din me ban jata hai bata dijiye":      "group caste-certificate",
		"What is the fee for an OBC caste certificate and how many days does it take to get one?":                "obc-certificate",
		"What things should I keep with me for getting my RC in DigiLocker, tell everything":                     "digilocker-use",
		"i help my neighbour who has no pension and nobody at home and wants to know about ration":               "",
		"My husband died last year and I want to know whether I can get a pension from Delhi government":         "",
		"पुरानी कार ख़रीदी है, आरसी अपने नाम करवाने के लिए कितने दिन के अंदर अप्लाई करना चाहिए":                  "",
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
			if slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, "group ") }) {
				t.Errorf("%q: asks back in a message that says more", text)
			}
			continue
		}
		if d := cmp.Diff([]string{want}, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// TestWithinAPortal: a name inside the name of a portal is not heard.
func TestWithinAPortal(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"certificate of e-District Delhi": "",
		"the districts of Delhi":          "sdm-office-hours-locations",
	} {
		got := ""
		if m := l.Match(text); len(m.Services) > 0 {
			got = m.Services[0].ID
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
