package evals

import (
	"errors"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// dialogueChecks look at a conversation as a whole, or at what its next step is.
var dialogueChecks = []CheckKind{
	{Name: "success", En: "The conversation reached its end: the last turn has one of these outcomes (done, if none is given) and no turn failed.", Hi: "बातचीत मंज़िल तक पहुँची: आख़िरी जवाब का अंत इनमें से एक है (न लिखें तो done) और कुछ टूटा नहीं।", Whole: true,
		Example: "- {check: success, is: done}", fresh: fresh[success]},
	{Name: "turns", En: "The conversation took so many messages until it first reached one of these outcomes; all messages, if none is given.", Hi: "वहाँ तक पहुँचने में इतने संदेश लगे; नतीजा न लिखें तो सब संदेश।", Whole: true, OneWay: true,
		Example: "- {check: turns, until: done, max: 20}", fresh: fresh[turnCount]},
	{Name: "no-repeated-question", En: "No field is asked for in more than max messages in a row (default 1).", Hi: "कोई एक बात लगातार इतनी बार से ज़्यादा नहीं पूछी गई (न लिखें तो 1)।", Whole: true,
		Example: "- {check: no-repeated-question, max: 2}", fresh: fresh[noRepeatedQuestion]},
	{Name: "no-loop", En: "No reply is the same as the one before it.", Hi: "कोई जवाब ठीक पिछले जवाब जैसा नहीं है।", Whole: true,
		Example: "- {check: no-loop}", fresh: fresh[noLoop]},
	{Name: "slot-kept", En: "The value of this field stands in the form under way or in a draft; with is: it is this one.", Hi: "इस ख़ाने का मान फ़ॉर्म में सुरक्षित है; is लिखें तो यही मान।", Whole: true,
		Example: "- {check: slot-kept, field: pincode, is: \"110092\"}", fresh: fresh[slotKept]},
	{Name: "asked-in-order", En: "These fields were asked for in this order; others may stand between.", Hi: "ये बातें इसी क्रम में पूछी गईं; बीच में और भी हो सकती हैं।", Whole: true,
		Example: "- {check: asked-in-order, fields: [applicant_name, dob, confirm]}", fresh: fresh[askedInOrder]},
	{Name: "form-kept", En: "After a question in between, the form still waits for the field it waited for.", Hi: "बीच में सवाल पूछने के बाद भी फ़ॉर्म उसी ख़ाने पर रुका है।", Whole: true,
		Example: "- {check: form-kept}", fresh: fresh[formKept]},
	{Name: "asks", En: "The turn waits for this field; none for no question of a tool.", Hi: "जवाब के बाद इसी ख़ाने का इंतज़ार है; none यानी किसी का नहीं।",
		Example: "- {check: asks, field: dob}", fresh: fresh[asks]},
	{Name: "asks-kind", En: "The turn waits for an answer of this kind: text, choice, date, number, file, yesno.", Hi: "इस तरह के उत्तर का इंतज़ार है: text, choice, date, number, file, yesno।",
		Example: "- {check: asks-kind, is: date}", fresh: fresh[asksKind]},
	{Name: "choice", En: "All of these choices are offered, by id; any: true asks for one of them.", Hi: "ये सब विकल्प (id से) दिए गए हैं; any: true हो तो एक भी काफ़ी है।",
		Example: "- {check: choice, ids: [\"apply:income-certificate\"]}", fresh: fresh[choice]},
	{Name: "choices", En: "So many choices are offered.", Hi: "इतने विकल्प दिए गए हैं।", OneWay: true,
		Example: "- {check: choices, min: 2, max: 10}", fresh: fresh[choices]},
	{Name: "hand-off", En: "A person is called in, and nothing is asked, sent or cited on the way.", Hi: "बात किसी कर्मचारी को सौंपी गई, बीच में न कुछ पूछा गया, न भेजा गया।",
		Example: "- {check: hand-off}", fresh: fresh[handOff]},
	{Name: "next-step", En: "The reply leaves a way on: a choice, a question, a link or a number to call.", Hi: "जवाब आगे का रास्ता देता है: विकल्प, सवाल, लिंक या फ़ोन नंबर।",
		Example: "- {check: next-step}", fresh: fresh[nextStep]},
	{Name: "subject", En: "The conversation remembers that it is about this service.", Hi: "बातचीत को याद है कि बात इसी सेवा की है।", Whole: true,
		Example: "- {check: subject, is: income-certificate}", fresh: fresh[subject]},
	{Name: "notice", En: "The first-contact notice goes with the turn: a machine, what is stored, how to reach a person.", Hi: "पहली बार की सूचना साथ है: यह मशीन है, क्या सँभाला जाता है, इंसान से बात कैसे हो।",
		Example: "- {check: notice}", fresh: fresh[notice]},
}

type success struct {
	Is list `yaml:"is,omitempty"`
}

func (r success) look(v view) finding {
	want := r.Is
	if len(want) == 0 {
		want = list{string(agent.Done)}
	}
	for i, t := range v.turns {
		if t.Outcome == agent.Failed {
			return holds(false, "message %d fails", i+1)
		}
	}
	return holds(slices.Contains(want, string(v.turn.Outcome)), "ends as %s, want %s", v.turn.Outcome, strings.Join(want, " or "))
}

type turnCount struct {
	Until  list `yaml:"until,omitempty"`
	bounds `yaml:",inline"`
}

func (r turnCount) look(v view) finding {
	if len(r.Until) == 0 {
		return r.count(float64(len(v.turns)), "messages")
	}
	at := slices.IndexFunc(v.turns, func(t agent.Turn) bool { return slices.Contains(r.Until, string(t.Outcome)) })
	if at < 0 {
		return holds(false, "never comes to %s", strings.Join(r.Until, " or "))
	}
	return r.count(float64(at+1), "messages")
}

type noRepeatedQuestion struct {
	Max int `yaml:"max,omitempty"`
}

func (r noRepeatedQuestion) look(v view) finding {
	most, run, last := max(1, r.Max), 0, ""
	for _, t := range v.turns {
		field := waitsFor(t)
		if field == "none" || field != last {
			run, last = 0, field
		}
		if run++; field != "none" && run > most {
			return holds(false, "asks for %s in %d messages in a row", field, run)
		}
	}
	return holds(true, "")
}

// waitsFor is the field a turn waits for, none for nothing.
func waitsFor(t agent.Turn) string {
	if t.Ask == nil {
		return "none"
	}
	return t.Ask.Field
}

type noLoop struct{}

func (noLoop) look(v view) finding {
	for i := 1; i < len(v.turns); i++ {
		if hindi.Normalise(v.turns[i].Reply.Text) == hindi.Normalise(v.turns[i-1].Reply.Text) {
			return holds(false, "message %d gets the reply of the one before", i+1)
		}
	}
	return holds(true, "")
}

type slotKept struct {
	Field string `yaml:"field"`
	Is    string `yaml:"is,omitempty"`
}

func (r slotKept) sound() error { return needs("field", r.Field == "") }

func (r slotKept) look(v view) finding {
	if v.state == nil {
		return unmeasured("the state of the conversation was not kept")
	}
	value, ok := endOf(*v.state, v.Library).value(r.Field)
	return holds(ok && value != "" && (r.Is == "" || value == r.Is), "the value of %s is lost or another", r.Field)
}

type askedInOrder struct {
	Fields list `yaml:"fields"`
}

func (r askedInOrder) sound() error { return needs("fields", len(r.Fields) == 0) }

func (r askedInOrder) look(v view) finding {
	at := 0
	for _, t := range v.turns {
		if at < len(r.Fields) && waitsFor(t) == r.Fields[at] {
			at++
		}
	}
	if at < len(r.Fields) {
		return holds(false, "does not ask for %s in its place", r.Fields[at])
	}
	return holds(true, "")
}

type formKept struct{}

func (formKept) look(v view) finding {
	if len(v.turns) < 2 || v.turns[len(v.turns)-2].Ask == nil {
		return unmeasured("no form was waiting before")
	}
	before, now := waitsFor(v.turns[len(v.turns)-2]), waitsFor(v.turn)
	return holds(before == now, "waits for %s, before it was %s", now, before)
}

type asks struct {
	Field string `yaml:"field"`
}

func (r asks) sound() error { return needs("field", r.Field == "") }

func (r asks) look(v view) finding {
	field := waitsFor(v.turn)
	return holds(field == r.Field, "waits for %s, want %s", field, r.Field)
}

type asksKind struct {
	oneOf `yaml:",inline"`
}

func (r asksKind) look(v view) finding {
	kind := "none"
	if v.turn.Ask != nil {
		kind = v.turn.Ask.Kind
	}
	return holds(slices.Contains(r.Is, kind), "waits for an answer of kind %s, want %s", kind, strings.Join(r.Is, " or "))
}

type choice struct {
	IDs   list `yaml:"ids"`
	anyOf `yaml:",inline"`
}

func (r choice) sound() error { return needs("ids", len(r.IDs) == 0) }

func (r choice) look(v view) finding {
	offered := func(id string) bool {
		return slices.ContainsFunc(v.turn.Reply.Choices, func(c agent.Choice) bool { return c.ID == id })
	}
	f := among(r.IDs, r.Any, offered)
	if !f.pass {
		f.why = "does not offer " + missing(r.IDs, offered)
	}
	return f
}

type choices struct {
	bounds `yaml:",inline"`
}

func (r choices) look(v view) finding { return r.count(float64(len(v.turn.Reply.Choices)), "choices") }

type handOff struct{}

func (handOff) look(v view) finding {
	switch {
	case v.turn.Outcome != agent.Handoff:
		return holds(false, "outcome %s, want handoff", v.turn.Outcome)
	case wrote(v.turn) || len(v.turn.Citations) > 0:
		return holds(false, "sends or cites something on the way")
	case v.turn.Ask != nil && (len(v.turns) < 2 || waitsFor(v.turns[len(v.turns)-2]) != v.turn.Ask.Field):
		return holds(false, "asks for %s on the way", v.turn.Ask.Field)
	}
	return holds(true, "")
}

type nextStep struct{}

func (nextStep) look(v view) finding {
	text := v.turn.Reply.Text
	called := slices.ContainsFunc(hindi.Numbers(text), func(n hindi.Number) bool { return !n.Money && len(n.Value) >= 3 && len(n.Value) <= 11 })
	return holds(v.turn.Ask != nil || len(v.turn.Reply.Choices) > 0 || strings.Contains(text, "?") || links.MatchString(text) || called, "the reply leaves no way on")
}

type subject struct {
	oneOf `yaml:",inline"`
}

func (r subject) look(v view) finding {
	if v.state == nil {
		return unmeasured("the state of the conversation was not kept")
	}
	return holds(slices.Contains(r.Is, v.state.Subject), "the subject is %q, want %s", v.state.Subject, strings.Join(r.Is, " or "))
}

type notice struct{}

func (notice) look(v view) finding { return holds(v.turn.Notice != "", "there is no notice") }

// sameAs is one of the safety checks, on a conversation.
type sameAs struct {
	Message int `yaml:"message"`
}

func (r sameAs) sound() error {
	if r.Message < 1 {
		return errors.New("needs message, from 1")
	}
	return nil
}

func (r sameAs) look(v view) finding {
	if r.Message > len(v.turns) {
		return unmeasured("there is no such message")
	}
	before := v.turns[r.Message-1]
	same := hindi.Normalise(blankNumbers(before.Reply.Text)) == hindi.Normalise(blankNumbers(v.turn.Reply.Text)) && before.Outcome == v.turn.Outcome
	return holds(same, "the reply differs from that to message %d", r.Message)
}

// blankNumbers takes codes and numbers out, so that replies on different
// applications can be the same.
func blankNumbers(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if strings.ContainsAny(hindi.Digits(w), "0123456789") {
			words[i] = "0"
		}
	}
	return strings.Join(words, " ")
}
