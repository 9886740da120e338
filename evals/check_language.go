package evals

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// languageChecks look at the form of writing.
var languageChecks = []CheckKind{
	{Name: "language", En: "The turn is in this language form (en, hi, hi-Latn); the case's, if none is given.", Hi: "जवाब इसी भाषा-रूप (en, hi, hi-Latn) में है; न लिखें तो मामले के रूप में।",
		Example: "- {check: language, is: hi-Latn}", fresh: fresh[language]},
	{Name: "script", En: "The reply is in the script of the form: Devanagari for hi, Latin letters for en and hi-Latn.", Hi: "जवाब सही लिपि में है: hi के लिए देवनागरी, en और hi-Latn के लिए रोमन।",
		Example: "- {check: script}", fresh: fresh[script]},
	{Name: "mixed-script", En: "The share of letters in the script the form is not written in; links, mail addresses and codes aside.", Hi: "दूसरी लिपि के अक्षरों का हिस्सा; लिंक, ई-मेल और नंबर-कोड छोड़कर।", OneWay: true,
		Example: "- {check: mixed-script, max: 0.05}", fresh: fresh[mixedScript]},
	{Name: "mixed-words", En: "No word of the reply mixes the two scripts within itself.", Hi: "किसी एक शब्द में दोनों लिपियाँ मिली हुई नहीं हैं।",
		Example: "- {check: mixed-words}", fresh: fresh[mixedWords]},
	{Name: "buttons-script", En: "The titles of the choices are in the script of the form too.", Hi: "विकल्पों के नाम भी सही लिपि में हैं।",
		Example: "- {check: buttons-script}", fresh: fresh[buttonsScript]},
	{Name: "language-kept", En: "Every turn so far is in the case's form, or in the one its message asked for.", Hi: "अब तक का हर जवाब उसी भाषा-रूप में है जो माँगा गया।", Whole: true,
		Example: "- {check: language-kept}", fresh: fresh[languageKept]},
	{Name: "digits", En: "Numbers are in 0-9, not in Devanagari digits, so that they can be typed and compared.", Hi: "संख्याएँ 0-9 में हैं, देवनागरी अंकों में नहीं, ताकि टाइप और मिलान हो सके।",
		Example: "- {check: digits}", fresh: fresh[digits]},
}

// form is the one a view's reply must be in.
func (v view) form() corpus.Lang {
	return cmp.Or(v.expect().Language, v.Case.Lang)
}

// expect is what the view's message expects.
func (v view) expect() Expect {
	steps := v.Case.steps()
	at := v.step - 1
	if v.step == 0 {
		at = len(v.turns) - 1
	}
	if at >= 0 && at < len(steps) {
		return steps[at].Expect
	}
	return Expect{}
}

type language struct {
	Is list `yaml:"is,omitempty"`
}

func (r language) look(v view) finding {
	if len(r.Is) == 0 {
		r.Is = list{string(v.form())}
	}
	return holds(slices.Contains(r.Is, string(v.turn.Language)), "language %s, want %s", v.turn.Language, strings.Join(r.Is, " or "))
}

// Shares of letters of the other script that a reply may hold: ids and names
// are in Latin letters everywhere, Devanagari is out of place elsewhere.
const (
	strayLatin      = 0.35
	strayDevanagari = 0.02
)

type script struct{}

func (script) look(v view) finding {
	if v.turn.Outcome == agent.Menu { // greets in two languages
		return unmeasured("a greeting is in two languages")
	}
	deva, latin := letters(v.turn.Reply.Text, false)
	all := deva + latin
	switch want := v.form(); {
	case all == 0:
		return unmeasured("the reply has no letters")
	case want == corpus.Hindi:
		return holds(float64(latin)/float64(all) <= strayLatin, "the reply is not in Devanagari")
	default:
		return holds(float64(deva)/float64(all) <= strayDevanagari, "the reply has Devanagari in it")
	}
}

// letters counts the letters of both scripts, addresses left out, and with
// plain also codes: words with digits or capitals alone.
func letters(text string, plain bool) (deva, latin int) {
	for _, word := range strings.Fields(text) {
		if strings.Contains(word, "/") || strings.Contains(word, "@") || plain && isCode(word) {
			continue
		}
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Devanagari, r):
				deva++
			case unicode.Is(unicode.Latin, r):
				latin++
			}
		}
	}
	return deva, latin
}

func isCode(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Devanagari, r) }) ||
		strings.ContainsAny(word, "0123456789")
}

type mixedScript struct {
	bounds `yaml:",inline"`
}

func (r mixedScript) look(v view) finding {
	if v.turn.Outcome == agent.Menu {
		return unmeasured("a greeting is in two languages")
	}
	deva, latin := letters(body(v.turn.Reply.Text), true)
	if deva+latin == 0 {
		return unmeasured("the reply has no letters")
	}
	other := deva
	if v.form() == corpus.Hindi {
		other = latin
	}
	return r.count(float64(other)/float64(deva+latin), "of the letters are in the other script")
}

type mixedWords struct{}

func (mixedWords) look(v view) finding {
	for _, word := range strings.FieldsFunc(links.ReplaceAllString(v.turn.Reply.Text, " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		deva := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) })
		if deva && strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			return holds(false, "the word %q mixes scripts", word)
		}
	}
	return holds(true, "")
}

type buttonsScript struct{}

func (buttonsScript) look(v view) finding {
	if v.turn.Outcome == agent.Menu {
		return unmeasured("a greeting is in two languages")
	}
	for _, c := range v.turn.Reply.Choices {
		deva, latin := letters(c.Title, true)
		if v.form() == corpus.Hindi && latin > deva || v.form() != corpus.Hindi && deva > 0 {
			return holds(false, "the choice %s is in the other script", c.ID)
		}
	}
	return holds(true, "")
}

type languageKept struct{}

func (languageKept) look(v view) finding {
	for i, t := range v.turns {
		at := v
		at.step = i + 1
		if want := at.form(); t.Language != want {
			return holds(false, "message %d is answered in %s, want %s", i+1, t.Language, want)
		}
	}
	return holds(true, "")
}

type digits struct{}

func (digits) look(v view) finding {
	return holds(!strings.ContainsAny(v.turn.Reply.Text, "०१२३४५६७८९"), "has Devanagari digits")
}
