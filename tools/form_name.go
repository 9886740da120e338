package tools

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// How people say whose name it is.
const (
	whose = `(?:my|his|her|our|their|the|its|applicant['’]?s?|mera|meri|mere|hamara|hamare|hamari|unka|unke|unki|uska|uske|uski|inka|inke|iska|iske|aavedak\s+(?:ka|ke)|मेरा|मेरी|मेरे|हमारा|हमारे|हमारी|उनका|उनके|उनकी|उसका|उसके|उसकी|इनका|इसका|आवेदक\s+का)\s+`
	// parent are words that no name begins with, as it may with Mata or Dada.
	parent = `(?:pita\s*ji|pita|papa|father|mother|mummy|pati|husband|wife|patni|पिता\s*जी|पिता|पापा|मम्मी|माँ|पति|पत्नी)`
	kin    = `(?:` + parent + `|son|daughter|brother|sister|maa|mata|beta|bete|beti|bitiya|bhai|behen|bahan|dada|dadi|nana|nani|मां|माता|बेटे|बेटी|बिटिया|भाई|बहन|दादा|दादी|नाना|नानी)(?:\s*(?:ji|जी))?`
	full   = `(?:(?:full|poora|pura|पूरा)\s+)?`
	named  = `(?:name|naam|nam|नाम)(?:\s+of\s+(?:my|his|her|our|the)\s+\w+)?\s*[:\-]?\s+(?:(?:is|was|to|toh|hai|h|tha|thi|है|तो|था|थी)\s+)*`
	isTold = `(?:hai|hain|he|h|hoon|hun|hu|tha|thi|है|हैं|हूँ|हूं|था|थी)`
)

// introductions are what people write around a name, ofKin those that say of a relative
// that it is theirs, honorifics what they put before it.
var (
	introductions = regexp.MustCompile(`(?i)^\s*(?:` + whose + `)*` + full + named +
		`|^\s*(?:i am|i'm|this is|(?:the\s+)?applicant is|main|mai|मैं)\s+` +
		`|[\s,]+` + isTold + `(?:\s+(?:ji|sir|जी))?\s*[.।]?\s*$`)
	ofKin      = regexp.MustCompile(`(?i)^\s*(?:` + whose + `)*` + kin + `(?:['’]?s)?\s+(?:(?:ka|ki|ke|का|की|के)\s+)?` + full + named)
	honorifics = regexp.MustCompile(`(?i)^\s*(?:(?:mrs|mr|ms|miss|shrimati|shri|smt|श्रीमती|श्री|सुश्री)[.\s]+)+|\s+(?:ji|जी)\s*$`)
)

// Who it is, behind a name, "Ganesh Paswan pita ji", and before it in a sentence: "papa Ramesh
// Kumar hain", "my husband is Mohan".
var (
	relationAfter  = regexp.MustCompile(`(?i)[\s,(]+(?:` + parent + `|माता\s*जी)\s*(?:hai|h|है)?[\s.।)]*$`)
	relationBefore = regexp.MustCompile(`(?i)^\s*(?:` + whose + `)?` + parent + `\s+(\S.*?)\s+` + isTold + `[\s.।]*$|^\s*` + whose + parent + `\s+(?:is\s+)?(\S.*)$`)
)

// namedAfter says behind a name that it is one: "Kishan Lal is his father's name".
var namedAfter = regexp.MustCompile(`(?i)[\s,]+is\s+(?:my|his|her|our|their|the)\s+(?:[\w'’]+\s+)?(?:full\s+)?name[\s.]*$|[\s,]+(?:naam|nam|नाम)\s+(?:hai|h|he|है)(?:\s+(?:mera|unka|uska|inka|iska|मेरा|उनका|उसका|इनका|इसका))?[\s.।]*$`)

// courtesyLead is what agrees before the answer: "ok my name is ...".
var courtesyLead = regexp.MustCompile(`(?i)^\s*(?:(?:ok(?:ay)?|accha|achha|acha|theek hai|thik hai|haan ji|ji haan|haan|yes|so|well|hmm|it'?s|अच्छा|ठीक है|जी हाँ|हाँ जी|हाँ)[\s,]+)+`)

// beside are words of a sentence around a name that are no names themselves.
var beside = wordSet("likho likh lo lijiye likhiye likhein please kripya naam nam name hai is mera meri my the aur and jo wo yeh ye ok okay haan yes sir madam main i am " +
	"लिखो लिख लो लीजिए लिखिए लिखें कृपया नाम है मेरा मेरी और जो वह यह हाँ जी मैं")

// nameWithin takes a name out of what was written. Rest is true when words of a
// sentence beyond the usual introduction had to be left out.
func nameWithin(text string) (name string, rest bool) {
	text = courtesyLead.ReplaceAllString(text, "")
	text = namedAfter.ReplaceAllString(text, "")
	text = introductions.ReplaceAllString(strings.Trim(text, " .,।;"), "")
	text = honorifics.ReplaceAllString(strings.Trim(text, " ,।;:"), "")
	var kept []string
	for _, w := range strings.Fields(text) {
		if beside[hindi.Normalise(strings.Trim(w, ",.;:।"))] {
			rest = true
			continue
		}
		kept = append(kept, w)
	}
	if len(kept) == 0 {
		return strings.Join(strings.Fields(text), " "), false
	}
	return strings.Trim(strings.Join(kept, " "), ","), rest
}

// noNames are words that tell of a person and name none: "her husband is dead".
var noNames = wordSet("kisko kisse kaun kahan kaha kyu kyon kab kitna kitne kitni kya who whom where when why how what किसको किससे कौन कहाँ क्यों कब कितना कितने कितनी क्या skip email e-mail ईमेल male female man woman ladka ladki purush mahila पुरुष महिला लड़का लड़की jagah जगह ka ki ke liye ko का की के लिए को number mobile phone form submit question naukri job karte karta karti lagenge milega नंबर मोबाइल फ़ॉर्म नौकरी करते लगेंगे her his he she they you dead died expired who what saal umar umra age years year साल उम्र वर्ष मृत्यु देहांत")

func readName(text string) (string, *misfit) {
	name, _ := nameWithin(text)
	if denies(text) || slices.ContainsFunc(hindi.Tokens(name), func(w string) bool { return noNames[w] }) { // "mere pitaji ka naam nahi pata"
		return "", &misfit{phrase: "bad_name"}
	}
	letters := 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsMark(r), unicode.IsSpace(r), strings.ContainsRune(".'’-\u200c\u200d", r):
		default:
			return "", &misfit{phrase: "bad_name"}
		}
	}
	if letters < 2 || utf8.RuneCountInString(name) > 100 {
		return "", &misfit{phrase: "bad_name"}
	}
	return name, nil
}

// namesSomebody reports whether what was taken out of a sentence is a name beyond doubt: two
// to five words, none of which is said around a change. It is taken at once, for who is
// asked "did you mean ...?" goes on with the next answer, and that is no name of theirs;
// the summary shows it again before anything is sent.
func namesSomebody(value string) bool {
	tokens := hindi.Tokens(value)
	if len(tokens) < 2 || len(tokens) > 5 {
		return false
	}
	for _, w := range tokens {
		if aroundAmended[w] || noNames[w] || wrongWords[w] {
			return false
		}
	}
	return true
}

// notThis is what the new value is not: "Sarla Rani not Sarla Devi", "Hari Om hai, Hari Ram
// nahi".
var notThis = regexp.MustCompile(`(?i)[\s,]+(?:not|instead of|rather than|in place of)\s.*$|(?:[\s,]+(?:hai|h|है)[\s,]+|\s*,\s*)(?:[^\s,]+\s+){1,4}(?:nahi|nahin|nhi|नहीं|नही)[\s.।]*$`)

// namedFirst is a sentence that tells one's name and then something else: "mera naam Rajesh
// Sharma hai aur ...".
var namedFirst = regexp.MustCompile(`(?i)^\s*(?:mera naam|mera nam|my name is|मेरा नाम)\s+([^,;।]+?)\s+(?:(?:hai|h|hain|है)\s+)?(?:aur|and|और)\s`)

// ofItsName reports whether a word of the value stands in the service's name.
func ofItsName(s *corpus.Service, value string) bool {
	own := hindi.Tokens(s.Name.En + " " + s.Name.Hi + " " + s.Name.In(corpus.HindiLatin))
	return slices.ContainsFunc(hindi.Tokens(value), func(w string) bool { return slices.Contains(own, w) })
}
