package agent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// made are clauses of a pack that exists, with words of their own.
var made = []corpus.Clause{
	{ID: "income-certificate/papers", Service: "income-certificate", Text: corpus.Text{
		En: "Bring Aadhaar, a passport size photo and a self-declaration. The SDM signs it.",
		Hi: "आधार, पासपोर्ट साइज़ फोटो और स्वघोषणा लाएँ। एसडीएम इस पर दस्तखत करते हैं।"}},
	{ID: "income-certificate/when", Service: "income-certificate", Text: corpus.Text{
		En: "Since 1 October 2025 the fee is Rs 20 and the office has 21 working days. The certificate is valid for 6 months. Family income may be at most Rs 1,00,000 a year.",
		Hi: "1 अक्टूबर 2025 से फ़ीस 20 रुपये है और दफ़्तर के पास 21 कार्य दिवस हैं। प्रमाण पत्र 6 महीने मान्य है। परिवार की आय साल में 1,00,000 रुपये से ज़्यादा न हो।"}},
}

func TestNamesAreGrounded(t *testing.T) {
	t.Parallel()
	l := embedded(t)
	missing := func(name string) []string {
		return []string{`paper or office "` + name + `" stands in no cited clause`}
	}
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"You need your Aadhaar card and a photo.", nil},
		{"Aadhar card aur ek photo chahiye.", nil},
		{"आधार कार्ड और एक फ़ोटो चाहिए।", nil},
		{"Adhaar kard aur foto, sath me self declaration.", nil}, // as people misspell
		{"The Sub-Divisional Magistrate signs it.", nil},
		{"SDM sahab dastakhat karte hain.", nil},
		{"उपमंडल अधिकारी दस्तखत करते हैं।", nil},
		{"The income certificate is signed by the SDM.", nil},
		{"आय प्रमाण पत्र पर एसडीएम दस्तखत करते हैं।", nil},
		{"Aadhaar and a PAN card are needed.", missing("pan")},
		{"Aadhar aur PAN card chahiye.", missing("pan")},
		{"आधार और पैन कार्ड चाहिए।", missing("pan")},
		{"You need a passport.", missing("passport")}, // not the photo of its size
		{"Passport chahiye.", missing("passport")},
		{"पासपोर्ट चाहिए।", missing("passport")},
		{"The DM signs it.", missing("dm")},
		{"District Magistrate dastakhat karte hain.", missing("dm")},
		{"तहसीलदार दस्तखत करते हैं।", missing("tehsildar")},
		{"An affidavit from a notary is needed.", append(missing("affidavit"), missing("notary")...)},
		{"Nagar nigam se birth certificate lao.", append(missing("mcd"), missing("Birth certificate")...)},
		{"OBC certificate bhi lagao.", missing("OBC certificate")},
		{"जाति प्रमाण पत्र नहीं, ओबीसी प्रमाण पत्र लगाएँ।", missing("OBC certificate")},
		{"सीमा के अंदर है।", nil},                     // said like सीएम
		{"That applies to more than one photo.", nil}, // a letter off police, said like थाना
	} {
		resp := Response{Text: tt.text, Citations: []string{"income-certificate/papers"}, Outcome: Answered}
		if diff := cmp.Diff(tt.want, ground(resp, Request{Clauses: made}, l)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestFiguresAreGrounded(t *testing.T) {
	t.Parallel()
	l := embedded(t)
	fault := func(what string) []string { return []string{what} }
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"The fee is ₹20 since 1st October 2025.", nil},
		{"Fees bees rupaye hai, 1 October 2025 se.", nil},
		{"फ़ीस बीस रुपये है, पहली अक्टूबर 2025 से।", nil},
		{"०१/१०/२०२५ से फ़ीस २० रुपये है।", nil},
		{"Since October 2025.", nil},
		{"Paid since 2025.", nil},
		{"At most one lakh rupees a year.", nil},
		{"Saal mein ek lakh rupaye tak.", nil},
		{"साल में एक लाख रुपये (₹१,००,०००) तक।", nil},
		{"It takes twenty one days.", nil},
		{"Ikkis din lagte hain.", nil},
		{"इक्कीस दिन लगते हैं।", nil},
		{"1. It costs Rs 20.\n2. It takes 21 days.\n3) It is valid for 6 months.", nil},
		{"Since 1 November 2025.", fault("date 2025-11-01 stands in no cited clause")},
		{"1 नवंबर 2025 से।", fault("date 2025-11-01 stands in no cited clause")},
		{"1 October 2024 se.", fault("date 2024-10-01 stands in no cited clause")},
		{"Since November 2025.", fault("date 2025-11 stands in no cited clause")},
		{"The fee is Rs 21.", fault("number 21 stands in no cited clause with rupees")},
		{"Fees 21 rupaye hai.", fault("number 21 stands in no cited clause with rupees")},
		{"फ़ीस २१ रुपये है।", fault("number 21 stands in no cited clause with rupees")},
		{"Valid for 6 years.", fault("number 6 stands in no cited clause with years")},
		{"6 saal tak valid hai.", fault("number 6 stands in no cited clause with years")},
		{"छह साल तक मान्य है।", fault("number 6 stands in no cited clause with years")},
		{"At most ten lakh rupees.", fault("number 1000000 stands in no cited clause")},
		{"Das lakh rupaye tak.", fault("number 1000000 stands in no cited clause")},
		{"साल में 1,000 रुपये तक।", fault("number 1000 stands in no cited clause")},
	} {
		resp := Response{Text: tt.text, Citations: []string{"income-certificate/when"}, Outcome: Answered}
		if diff := cmp.Diff(tt.want, ground(resp, Request{Clauses: made}, l)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestWhatTellsNoRuleMayNameMore(t *testing.T) {
	t.Parallel()
	l := embedded(t)
	pan := []string{`paper or office "pan" stands in no cited clause`}
	cited := []string{"income-certificate/papers"}
	for _, tt := range []struct {
		name    string
		resp    Response
		message string
		want    []string
	}{
		{"not known of what the citizen named", Response{Text: "Whether a PAN card will do is not confirmed.", Citations: cited, Outcome: NotKnown}, "PAN card chalega?", nil},
		{"not known of something else", Response{Text: "Whether a PAN card will do is not confirmed.", Citations: cited, Outcome: NotKnown}, "passport?", pan},
		{"yes to what the citizen named", Response{Text: "Yes, a PAN card will do.", Citations: cited, Outcome: Answered}, "PAN card chalega?", pan},
		{"a question back names services", Response{Text: "Do you mean a ration card or an OBC certificate?", Outcome: Clarify}, "card", nil},
		{"a question back names no paper", Response{Text: "Do you have a PAN card?", Outcome: Clarify}, "card", pan},
	} {
		if diff := cmp.Diff(tt.want, ground(tt.resp, Request{Clauses: made, Message: tt.message}, l)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestToolResultsBearOut(t *testing.T) {
	t.Parallel()
	req := Request{Clauses: made, Results: []ToolCall{
		{Name: "checkStatus", Result: []byte(`{"stage":"with the Tehsildar","since":"2026-11-02","days":12}`)},
		{Name: "checkStatus", Error: "no application 77 at the notary"}, // repeats the model's own words
	}}
	for text, want := range map[string][]string{
		"12 din se Tehsildar ke paas hai, 2 November 2026 se.": nil,
		"It is with the notary, number 77.":                    {"number 77 stands in no cited clause", `paper or office "notary" stands in no cited clause`},
	} {
		if diff := cmp.Diff(want, ground(Response{Text: text, Outcome: NotKnown}, req, embedded(t))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
