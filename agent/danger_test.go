package agent

import "testing"

func TestWhoIsBeatenAtHomeIsInDanger(t *testing.T) {
	t.Parallel()
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"mera pati roz marta hai":                  true,
		"pati maarta h, pension milegi kya":        true,
		"pati sharab pi ke bahut maarta pitta hai": true,
		"saas mujhe bhookha rakhti aur maarti hai": true,
		"papa mummy ko maarte hain":                true,
		"पति शराब पीकर मारता है":                   true,
		"बेटा मुझे मारता है, घर से निकाल दिया": true,
		"pati mar gaya, pension milegi kya":              false,
		"agar pati marta hai to kitna paisa milega":      false,
		"ghar ka kamane wala marta hai to kya milta hai": false,
		"पति मर गए, प्रमाण पत्र चाहिए":                   false,
		"bhai office ke chakkar maarta hai":              false,
		"babu file par stamp maarta hai kya":             false,
		"marta kya na karta":                             false,
		"पिता की मृत्यु हो गई":                           false,
	} {
		if got := w.cues(text).has("danger"); got != want {
			t.Errorf("%q tells of danger: %v, want %v", text, got, want)
		}
	}
}
