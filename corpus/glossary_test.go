package corpus

import (
	"slices"
	"strings"
	"testing"
)

// TestGlossaryTellsAspects asks about each aspect as people do; the aspect
// meant must be among those heard, and a plain wish to apply asks for none.
func TestGlossaryTellsAspects(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[Kind][]string{
		Fee: {"how much does an income certificate cost", "What is the fee?", "आय प्रमाण पत्र की फीस कितनी है?", "कितने पैसे लगेंगे", "शुल्क बताइए",
			"income certificate ki fees kitni hai", "kitne paise lagenge", "shulk kya hai", "kitna kharcha aayega", "is it free", "muft me banega kya"},
		Days: {"How long does a domicile certificate take?", "when will i get my certificate", "how many days", "कितने दिन में बनेगा", "कब तक मिलेगा", "कितना समय लगता है",
			"kitne din lagte hai", "kab tak milega", "kitna time lagega", "ktne din", "kab banega"},
		Papers: {"what documents are needed", "which papers do i need", "documents required for obc certificate", "क्या-क्या चाहिए", "कौन से कागज़ लगेंगे", "दस्तावेज़ बताओ", "डॉक्यूमेंट क्या लगते हैं",
			"OBC certificate ke liye kaun se documents chahiye?", "kya kya lagega", "kagaz kya chahiye", "konse kagaz lagte hain", "kya kya lekar jana padega"},
		Eligibility: {"who can apply for old age pension", "am i eligible", "कौन बनवा सकता है", "क्या मुझे मिल सकता है", "पात्रता क्या है", "kaun banwa sakta hai", "mujhe pension mil sakti hai kya", "eligiblity kya hai", "kitni umar honi chahiye"},
		Validity:    {"is it valid for life", "when does it expire", "कब तक मान्य है", "वैधता कितनी है", "kitne saal chalta hai", "validity kitni hai", "kab tak valid rahega"},
		How:         {"how to apply for a marriage certificate", "what is the procedure", "आवेदन कैसे करें", "कैसे बनवाएँ", "kaise banwaye", "apply kaise kare", "online kaise hoga", "prakriya bataiye", "jati praman patra kaise banega"},
		Office:      {"where is the office", "office timings", "किस दफ़्तर में जाना है", "कहाँ बनता है", "kahan banega", "kis office jana hai", "kaha jana hoga"},
		Benefit:     {"how much pension will i get", "कितनी पेंशन मिलती है", "pension me kitne paise milte hai", "kitni pension milti hai", "कितना राशन मिलता है"},
		Status:      {"track my application", "मेरे आवेदन की स्थिति क्या है", "आवेदन का क्या हुआ", "mera application ka status batao", "form kahan tak pahuncha", "bana ya nahi"},
		Verify:      {"how do i check if this certificate is genuine", "download my certificate", "असली है या नकली", "सर्टिफिकेट डाउनलोड कैसे करें", "certificate kahan se download hoga", "ye certificate asli hai ya nakli", "verify karna hai"},
		Change:      {"my name is wrong on the certificate, how to correct", "renew my licence", "नाम गलत है ठीक कैसे होगा", "पता बदलना है", "naam galat chhap gaya", "renewal of the certificate", "certificate kho gaya"},
		Appeal:      {"my application was rejected", "whom to complain to", "शिकायत कहाँ करें", "आवेदन रिजेक्ट हो गया", "abhi tak nahi mila", "form reject ho gaya", "babu rishwat maang raha hai", "समय पर नहीं मिला"},
		Deadline:    {"what is the last date", "आख़िरी तारीख क्या है", "last date kab hai", "antim tithi"},
		About:       {"tell me about the income certificate", "आय प्रमाण पत्र क्या होता है", "income certificate kis kaam aata hai", "ews ke baare mein bataiye"},
		"":          {"i want to apply for an income certificate", "आय प्रमाण पत्र बनवाना है", "income certificate banwana hai", "domicile certificate", "जाति प्रमाण पत्र", "namaste", "write me a poem", "mera naam Ramesh hai"},
	}
	for kind, questions := range tests {
		for _, q := range questions {
			got := l.Match(q).Kinds
			if kind == "" && len(got) > 0 {
				t.Errorf("%q asks for %v, want nothing", q, got)
			}
			if kind != "" && !slices.Contains(got, kind) {
				t.Errorf("%q asks for %v, want %s", q, got, kind)
			}
			if len(got) > 2 {
				t.Errorf("%q asks for too much: %v", q, got)
			}
		}
	}
}

// TestGlossaryHearsConcepts asks for one concept in each form.
func TestGlossaryHearsConcepts(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for id, texts := range map[string][]string{
		"aadhaar":          {"aadhaar card is lost", "आधार कार्ड नहीं है", "adhar card nahi hai"},
		"tenant":           {"i am a tenant", "मैं किरायेदार हूँ", "kiraye par rehta hu"},
		"widow":            {"i am a widow", "मैं विधवा हूँ", "mai vidhwa hu"},
		"otp":              {"otp not received", "ओटीपी नहीं आया", "otp nahi aa raha"},
		"tatkal":           {"i need it urgent", "तत्काल चाहिए", "jaldi chahiye"},
		"rent-agreement":   {"is a rent agreement accepted", "रेंट एग्रीमेंट चलेगा", "rent agriment chalega"},
		"electricity-bill": {"electricity bill as proof", "बिजली का बिल", "bijli ka bill"},
		"sdm":              {"which sdm", "एसडीएम दफ़्तर", "sdm office"},
		"apply-intent":     {"i want to apply", "बनवाना है", "banvana hai"},
	} {
		for _, text := range texts {
			if got := l.Match(text).Concepts; !slices.Contains(got, id) {
				t.Errorf("%q names %v, want %s", text, got, id)
			}
		}
	}
}

// TestGlossaryKeepsApart: names of places, offices and numbers must not be heard
// in everyday words that sound like them.
func TestGlossaryKeepsApart(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for id, texts := range map[string][]string{
		"subdivision-badli":          {"naam badli karna hai", "नाम बदली करना है", "pata badalna hai"},
		"subdivision-bawana":         {"certificate banwana hai", "प्रमाण पत्र बनवाना है", "certificate bawana hai"},
		"subdivision-new-delhi":      {"new delhi me rehta hu", "नई दिल्ली में घर है"},
		"helpline-1967":              {"born in 1967", "1967 में जन्म", "janm 1967 ka hai"},
		"helpline-1916":              {"dada ji 1916 me paida hue"},
		"helpline-1031":              {"application number 1031"},
		"ca-number":                  {"apply karna hai", "kis karan se", "क्या करना होगा"},
		"k-number":                   {"mobile number badalna hai", "no number"},
		"edudel":                     {"what is the due date", "do din"},
		"abroad-visa":                {"waisa hi rahega", "वैसा ही"},
		"sealing":                    {"i am selling my house", "income ceiling"},
		"succession-certificate":     {"what will it cost", "will it work"},
		"construction-trades":        {"age badhi hui hai", "fees badhai gayi"},
		"blind-deaf":                 {"bahari log", "बाहरी"},
		"nursery-class":              {"how many kg of rice", "5 kg chawal"},
		"construction-workers-board": {"school board"},
	} {
		for _, text := range texts {
			if slices.Contains(l.Match(text).Concepts, id) {
				t.Errorf("%q is heard as %s", text, id)
			}
		}
	}
}

// TestPlacesAreNoTopic: a place is heard, but a question is not ours because of
// it alone.
func TestPlacesAreNoTopic(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, place := range map[string]string{
		"what is the weather in dwarka": "subdivision-dwarka",
		"द्वारका में मौसम कैसा है":      "subdivision-dwarka",
		"dwarika me mausam":             "subdivision-dwarka",
		"best food in old delhi":        "district-old-delhi",
		"purani dilli ka khana":         "district-old-delhi",
		"south west delhi":              "district-south-west",
		"दक्षिण पश्चिम ज़िला":           "district-south-west",
		"narela sdm":                    "subdivision-narela",
		"rajouri garden me rehta hu":    "subdivision-rajouri-garden",
		"मॉडल टाउन":                     "subdivision-model-town",
	} {
		m := l.Match(text)
		if !slices.Contains(m.Concepts, place) {
			t.Errorf("%q names %v, want %s", text, m.Concepts, place)
		}
		if slices.Contains(m.Topics, place) {
			t.Errorf("%q makes a topic of %s", text, place)
		}
	}
}

// TestGlossarySize also asks where the names that somebody gave were read.
func TestGlossarySize(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(l.Concepts); n < 420 {
		t.Errorf("%d concepts", n)
	}
	districts, subdivisions := 0, 0
	for _, c := range l.Concepts {
		switch {
		case strings.HasPrefix(c.ID, "district-"):
			districts++
		case strings.HasPrefix(c.ID, "subdivision-"):
			subdivisions++
		case !strings.HasPrefix(c.ID, "helpline-"):
			continue
		}
		if c.Source == "" {
			t.Errorf("%s has no source", c.ID)
		}
	}
	if districts != 13 || subdivisions != 38 {
		t.Errorf("%d districts and %d sub-divisions, the sources name 13 and 38", districts, subdivisions)
	}
}
