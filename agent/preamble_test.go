package agent

import "testing"

func TestWhatComesBeforeAQuestionIsLeftOut(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"before that, what is the fee?":           "what is the fee?",
		"ruko pehle ye batao rti ki fees kitni h": "rti ki fees kitni h",
		"Wait, one more thing: is an FIR must":    "is an FIR must",
		"रुकिए, पहले बताइए कितने दिन लगते हैं": "कितने दिन लगते हैं",
		"अच्छा एक बात और बिजली में कितने दिन":  "बिजली में कितने दिन",
		"ok papers?":                      "ok papers?",
		"before the wedding, can I apply": "before the wedding, can I apply",
		"waiting since 2 months":          "waiting since 2 months",
		"pehle wala form kahan hai":       "pehle wala form kahan hai",
		"ek minute":                       "ek minute",
	} {
		if got := withoutPreamble(text); got != want {
			t.Errorf("%q: %q left, want %q", text, got, want)
		}
	}
}
