package agent

import "testing"

func TestAFormIsPutOffInOnesOwnWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"मुझे अभी दुकान पर जाना है, बाद में भरूंगी":      true,
		"अभी समय नहीं है बाद में करता हूँ":               true,
		"शाम को घर आकर भर दूँगा":                         true,
		"कल सुबह बाक़ी भरूँगी":                           true,
		"abhi bus mein hu baad me kar lunga":             true,
		"ruko thodi der baad mein karti hu":              true,
		"baki raat ko bharungi":                          true,
		"my bus is here, I'll finish this tonight":       true,
		"papers are with my brother, i will do it later": true,
		"please keep it for later":                       true,
		"let me ask my wife and do the rest tomorrow":    true,
		"they told me to come back later":                false,
		"baad mein kya hoga":                             false,
		"office wale bole baad mein aana":                false,
		"Shyam Lal":                                      false,
		"later stage ka kya":                             false,
		"will it come later or now, on 12 May":           false,
		"मकान 12, गली 3, बाद में करूंगा":                 false,
		"बाद में पता बदल सकते हैं":                       false,
	} {
		if got := leaves(text); got != want {
			t.Errorf("%q: puts off is %v, want %v", text, got, want)
		}
	}
}
