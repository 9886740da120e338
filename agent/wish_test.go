package agent

import "testing"

func TestOrdersToApplyAreHeardInManyWordings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"sign me up for the learner licence":                            true,
		"shop is ready, get my trade licence application started":       true,
		"please put in a request for an income certificate":             true,
		"I have to apply for a caste certificate, note down my details": true,
		"domicile ki arzi laga do bhaiya":                               true,
		"mere pitaji ki pension lagwani hai":                            true,
		"आय प्रमाण पत्र की दरख़्वास्त डाल दीजिए":                        true,
		"विधवा पेंशन का फ़ॉर्म मेरी तरफ़ से भरवा दो":                    true,
		"who may file an application under RTI":                         false,
		"any fee to submit the form?":                                   false,
		"will they come home and get the form filled":                   false,
		"1076 wale ghar aakar form bharwa denge kya":                    false,
		"पहले वे घर आकर फ़ॉर्म भर देते थे":                              false,
		"form kahan milega":                    false,
		"I submitted my application last week": false,
	} {
		if got := wishesTo(text); got != want {
			t.Errorf("%q orders it: %v, want %v", text, got, want)
		}
	}
}

func TestFirIsThenUnlessItIsTheReport(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"fir licence kahan se milega": "licence kahan se milega",
		"fir ki copy chahiye kya":     "fir ki copy chahiye kya",
		"fir darj karani padegi":      "fir darj karani padegi",
		"fir":                         "fir",
		"फिर fir ki copy":             "फिर fir ki copy",
	} {
		if got := withoutThen(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsLeftOpenWithAReason(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"not married yet, skip this":    true,
		"email nahi hai, isko chhod do": true,
		"शादी नहीं हुई, इसे छोड़ दो":    true,
		"Mohan Lal":                    false,
		"chhodo":                       false, // alone it may end the form
		"flat 3, skip the lane, Palam": false,
	} {
		if got := skipsPart.MatchString(text); got != want {
			t.Errorf("%q leaves it open: %v, want %v", text, got, want)
		}
	}
}
