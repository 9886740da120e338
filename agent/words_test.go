package agent

import "testing"

func TestWholeMessagesSayWhatTheyWant(t *testing.T) {
	t.Parallel()
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"haan": "yes", "haan karo": "yes", "yes start that": "yes", "yes go ahead": "yes", "हाँ कर दो": "yes", "ok yes": "yes",
		"no": "no", "haan nahi": "", "yes but change the name": "", "nahi cancel mat karo": "",
		"यह वाला रहने दो": "cancel", "mujhe ye cancel karna hai": "cancel", "I want to cancel this": "cancel", "chhodo rehne do": "cancel",
		"haan cancel kar do": "cancel", "don't cancel": "", "cancel cheque kya hota hai": "",
		"cancel karna nahi hai": "", "mere paas nahi hai cancel karo": "", "nahi hai, cancel karo": "cancel",
		"ye baad me karunga": "later", "will do the rest later": "later", "बाकी बाद में भरूँगी": "later", "haan baad mein": "later", "later stage ka kya": "",
		"पिछला गलत था": "back", "wapas jao": "back", "the last one was wrong": "back", "pichla jawab galat tha": "back", "galat hai": "no",
		"rehne do baad me dekhta hu": "later", "शाम को भरूँगी": "later", "ok thanks, that's all": "thanks",
		"forget it, not today": "later", "never mind": "cancel", "theek h": "yes", "ठीक": "noted",
		"isse pehle wala sawal dubara pucho": "back", "रद्द कर दीजिए": "cancel",
		"ok thnx": "thanks", "chalo theek hai bye": "thanks", "बहुत बहुत धन्यवाद": "thanks", "thanks a lot for your help": "thanks",
		"Kavita": "", "Rehna Devi": "", "Thakur": "",
	} {
		if got := w.wholeTag(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"actually cancel this, I don't need it any more": "cancel", "leave this one, cancel": "cancel", "itna time! chhodo rehne do": "cancel",
		"have to go now, will do the rest later": "later", "abhi kaam hai, baad mein bharunga": "later",
		"H-12, near later stage, Delhi": "", "Gali 4, peeche wali, Delhi": "", "back side, Nangloi": "", "can I cancel this, or not?": "",
		"Ram Kumar, son of Shyam":     "",
		"cancel kar do abhi nhi krna": "cancel", "cancel it I found the old one": "cancel", "रद्द कर दीजिए मुझे ज़रूरत नहीं": "cancel",
		"cancel karna nahi hai": "", "cancel mat karo abhi": "", "don't cancel it yet": "",
	} {
		if got := w.endTag(text); got != want {
			t.Errorf("%q ends with %q, want %q", text, got, want)
		}
	}
}
