package mask

import "strings"

// cue is a set of the things that a word announces.
type cue uint16

const (
	cueAadhaar cue = 1 << iota
	cuePAN
	cueVoter
	cueAccount
	cueIFSC
	cuePassport
	cueCard
	cueVehicle
	cueLicence
	cueApplication
	cueMail // the name of a provider
)

// cueWords are the words that tell what a number beside them is, in lower case.
var cueWords = func() map[string]cue {
	words := map[string]cue{}
	for c, list := range map[cue]string{
		cueAadhaar:     "aadhaar aadhar adhar adhaar aadar aadhhar uid uidai vid आधार आधर यूआईडी",
		cuePAN:         "pan पैन पेन pancard",
		cueVoter:       "epic voter voterid vote वोटर मतदाता matdata पहचान एपिक इपिक",
		cueAccount:     "account accounts acc acct khata khaata khate khaate खाता खाते खाता अकाउंट एकाउंट अकाउन्ट बैंक bank passbook पासबुक savings बचत",
		cueIFSC:        "ifsc ifs rtgs neft आईएफएससी आइएफएससी",
		cuePassport:    "passport pasport पासपोर्ट",
		cueCard:        "card debit credit atm visa rupay mastercard कार्ड डेबिट क्रेडिट एटीएम",
		cueVehicle:     "vehicle gaadi gadi gaari car bike scooter scooty rc challan truck auto taxi vahan registration गाड़ी गाड़ी वाहन कार बाइक स्कूटर स्कूटी आरसी चालान ऑटो टैक्सी",
		cueLicence:     "dl licence license laisens लाइसेंस डीएल",
		cueApplication: "application applicaton aplication avedan aavedan आवेदन अर्जी अर्ज़ी arji arzi acknowledgement acknowledgment ack reference ref receipt रसीद rasid raseed पावती pavti registration पंजीकरण panjikaran status स्टेटस certificate praman प्रमाण सर्टिफिकेट token टोकन request edistrict district एप्लिकेशन एप्लीकेशन",
	} {
		for _, w := range strings.Fields(list) {
			words[w] |= c
		}
	}
	for w := range providers {
		words[w] |= cueMail
	}
	return words
}()

// How far, in words, a cue may stand before or after what it announces.
const (
	cueBefore = 9
	cueAfter  = 6
)

// near reports whether a cue stands beside atoms[i..j].
func near(atoms []atom, i, j int, c cue) bool {
	for k := max(0, i-cueBefore); k < min(len(atoms), j+1+cueAfter); k++ {
		if atoms[k].cue&c != 0 {
			return true
		}
	}
	return false
}
