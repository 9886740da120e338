package agent

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// interrupts reports whether the message turns away from the pending question:
// it is worded as a question about a service, or taps another choice.
func (t *turning) interrupts(u Understanding) bool {
	if _, ours := t.chosen(t.choice); ours {
		return true
	}
	if t.choice != "" || len(t.message.Files) > 0 || u.Control != NoControl && u.Control != Edit {
		return false
	}
	if t.beside(u) {
		return true
	}
	asking := u.Asking
	if t.state.Ask.Kind == AskText { // by sound, a name or an address may ask
		asking = t.asksPlainly()
	}
	switch u.Intent {
	case Thanks, Noted:
		return true
	case OffTopic:
		words := len(strings.Fields(t.text)) // a complaint at length is an answer, whatever it names
		return words > 2 && words <= 8 && (t.asksPlainly() || t.words.plainly(t.text, "request"))
	case VerifyDoc, CheckState:
		// A number or date typed where one is asked for is the answer.
		if t.state.Ask.Kind == AskDate && !strings.ContainsFunc(t.text, unicode.IsLetter) {
			return false
		}
		if t.state.Ask.Kind == AskNumber || t.state.Ask.Kind == AskText {
			return t.asksOfRecord(u)
		}
		return u.Asking || u.ApplicationNo != "" || u.CertificateNo != ""
	case Apply:
		return len(u.Services) > 0 && !u.FollowUp || u.Group != ""
	case Question:
		about := len(u.Kinds) > 0 || len(u.Services) > 0 && !u.FollowUp || u.Group != ""
		return asking && (about || t.questionsChoice(u) || t.noName(u)) || t.asksInPassing() || t.asksBriefly() || t.otherMatter(u)
	case NoIntent:
		return t.asksInPassing()
	}
	return false
}

// beside reports whether a message asks something where a look-up waits for a number that
// it does not hold: "can I see it by SMS too".
func (t *turning) beside(u Understanding) bool {
	if t.state.Ask.Service != "" || u.Intent != Question && u.Intent != NoIntent || len(strings.Fields(t.text)) <= 2 || digitsIn(t.text) > 0 {
		return false
	}
	return t.asksPlainly() || len(u.Kinds) > 0 || len(u.Services) > 0 && !u.FollowUp || depending.MatchString(t.text)
}

// briefly asks for what every service has by its word alone: "aur kaagaz", "fees kitni".
var briefly = regexp.MustCompile(`(?i)^[^\p{L}]*(?:(?:aur|and|to|phir|what about|the|और|तो)\s+)*` +
	`(?:kaa?ga[zj](?:aat)?|documents?|papers|docs|fees?|kitn[aei]\s+(?:din|time|fees|paise|paisa)|last date|कागज़?(?:ात)?|काग़ज़(?:ात)?|दस्तावेज़?|फीस|फ़ीस|कितन[ाेी]\s+(?:दिन|टाइम|फीस|फ़ीस|पैसे|पैसा))` +
	`(?:\s+(?:kya|kitni|kitne|lagenge|lagegi|lagega|hai|h|chahiye|क्या|कितनी|कितने|लगेंगे|लगेगी|लगेगा|है|चाहिए))*[^\p{L}\p{M}\d]*$`)

// asksBriefly reports whether a message is such a question where words of that kind answer
// nothing.
func (t *turning) asksBriefly() bool {
	kind := t.fieldType()
	return kind != "" && kind != "text" && kind != "address" && briefly.MatchString(t.text)
}

// otherMatter reports whether a sentence where a name is asked for speaks of another
// service: "my mother-in-law used to get the widow pension, it has not come for 3 months".
func (t *turning) otherMatter(u Understanding) bool {
	return t.fieldType() == "name" && len(strings.Fields(t.text)) > longName && len(u.Services) > 0 && !u.FollowUp && u.Services[0] != t.state.Ask.Service
}

// asksOfRecord reports whether a message where a form asks for words or a number is
// about an application or a certificate that there is already: "what happened to my
// application 90500...?". A number alone is the answer; so is a complaint at length.
func (t *turning) asksOfRecord(u Understanding) bool {
	if t.state.Ask.Service == "" {
		return false // the number that a look-up waits for
	}
	told := slices.ContainsFunc([]string{"status", "stands", "verify"}, func(tag string) bool { return t.words.plainly(t.text, tag) })
	numbered := u.ApplicationNo != "" || u.CertificateNo != ""
	switch t.fieldType() {
	case "text":
		return numbered && told && t.asksPlainly() && len(strings.Fields(t.text)) <= longWords
	case "certificate":
		return told && t.asksPlainly()
	}
	return numbered && (told || t.asksPlainly()) || told && t.asksPlainly()
}

// noName reports whether a question where a name is asked for speaks of something
// else than one's own people: "kitne kilowatt likhwau, kaise pata chalega".
func (t *turning) noName(u Understanding) bool {
	return t.fieldType() == "name" && len(strings.Fields(t.text)) > passing &&
		slices.ContainsFunc(u.Topics, func(c string) bool { return !kin[c] })
}

// fieldType is the type of the form's field that is asked for; "" if none is.
func (t *turning) fieldType() string {
	s, ok := t.library.Service(t.state.Ask.Service)
	if !ok || s.Form == nil {
		return ""
	}
	at := slices.IndexFunc(s.Form.Fields, func(f corpus.Field) bool { return f.ID == t.state.Ask.Field })
	if at < 0 {
		return ""
	}
	return s.Form.Fields[at].Type
}

// filling are the verbs of one who asks what to put into the form, or does not
// know it.
var filling = regexp.MustCompile(`(?i)\b(?:likh|bhar|daal|dal|write|fill|enter|type|put|pata|patha|malum|maloom|yaad|know|idea|sure|remember)|लिख|भर|डाल|पता|याद|मालूम`)

// findOut asks how one learns it: "kaun si company hai, kaise pata chalega".
var findOut = regexp.MustCompile(`(?i)\b(?:kaise|kese)\s+pata\s+(?:chal|kar|lag)|\bhow\s+(?:do|can|will)\s+(?:i|we)\s+(?:know|find)|कैसे\s+पता\s+(?:चल|कर|लग)`)

// howMuch asks for a number; other verbs may stand in an answer ("kiraye ka hai,
// chalega kya").
var howMuch = regexp.MustCompile(`(?i)\b(?:how much|how many|kitn[aei])\b|कितन[ाेी]`)

// worded is a question by its first or last word: "can the basement get one", "ghar mein
// scooty hai to banega na".
var worded = regexp.MustCompile(`(?i)^(?:\W*(?:and|but|ok|wait)\W+)*(?:can|could|does|do|did|is|are|will|would|should|must)\s|\s(?:na|kya|naa)\W*$|\s(?:न|ना|क्या)\s*[?।]?$`)

// asksInPassing reports whether a message asks about the service of the form
// though it names nothing: "isme mahine ka kitna milega". What is asked for freely,
// such as the text of a complaint, may itself be a question.
func (t *turning) asksInPassing() bool {
	kind := t.fieldType()
	if kind == "" || kind == "text" || len(strings.Fields(t.text)) < passing {
		return false
	}
	if filling.MatchString(t.text) && !(kind == "choice" && findOut.MatchString(t.text)) {
		return false
	}
	if kind == "address" && t.asksPlainly() && worded.MatchString(t.text) && digitsIn(t.text) == 0 {
		return true
	}
	if kind == "name" || kind == "address" { // neither is worded as a question
		marked := strings.Contains(t.text, "?")
		asks := t.asksPlainly() && len(strings.Fields(t.text)) > longName || worded.MatchString(t.text) && depending.MatchString(t.text)
		if marked || kind == "name" && asks {
			return true
		}
	}
	// An answer, whatever stands beside it.
	figures := digitsIn(t.text) >= max(1, fewestDigits[kind])
	if slices.Contains([]string{"choice", "yesno", "date", "mobile", "pincode", "email", "number", "amount"}, kind) { // nor are these, beside an option or a figure
		return !figures && (t.asksPlainly() || eitherOr.MatchString(t.text) && len(strings.Fields(t.text)) > passing || depending.MatchString(t.text) || worded.MatchString(t.text))
	}
	return t.asksPlainly() && !figures && (backward.MatchString(t.text) || howMuch.MatchString(t.text))
}

// fewestDigits are those of an answer: "2 AC hain to kitne kilowatt lena chahiye" is no mobile
// number, "the contractor refuses the 90 days paper, what now" no date.
var fewestDigits = map[string]int{"mobile": 6, "pincode": 5, "date": 3}

func digitsIn(text string) (n int) {
	for _, r := range text {
		if unicode.IsDigit(r) { // of either script
			n++
		}
	}
	return n
}

// passing is the fewest words in which a question that names nothing interrupts
// a form.
const passing = 4

// longName is the most words of a name with what people write around it.
const longName = 7

// asksPlainly reports whether the message is a question by its mark or by a word
// that is one letter for letter.
func (t *turning) asksPlainly() bool {
	return strings.Contains(t.text, "?") || t.words.plainly(t.text, "question")
}

// questionsChoice reports whether a message asks about one of the choices instead
// of taking it: "does a tenant need the owner's permission?", "gawah kitne"
func (t *turning) questionsChoice(u Understanding) bool {
	words := len(strings.Fields(t.text))
	return t.state.Ask.Kind != AskText && len(u.Topics) > 0 && (words > 2 && strings.Contains(t.text, "?") || words > 1 && t.state.Ask.Kind == AskChoice && t.words.plainly(t.text, "question"))
}

// retries reports whether the message answers once more what the last reply found
// no match for: "galat number de diya tha, 8877 hai".
func (t *turning) retries(u Understanding, retry *Ask) bool {
	if retry == nil || t.state.Ask != nil || t.choice != "" || len(strings.Fields(t.text)) > retryWords {
		return false
	}
	other := u.Group != "" || len(u.Services) > 0 && !u.FollowUp || slices.ContainsFunc(u.Kinds, func(k corpus.Kind) bool { return k != corpus.Change })
	return !other && !t.asksPlainly() && digitsIn(t.text) > 0
}

// retryWords is the most words around a figure that is given once more.
const retryWords = 10

// resume gives the message to the tool that waits for it.
func (t *turning) resume(ctx context.Context, u Understanding) {
	ask := *t.state.Ask
	t.turn.Understood.Text = "" // a value is recorded as it is written, or not at all
	tool, ok := t.tools[ask.Tool]
	if !ok || (!ask.Expires.IsZero() && t.started.After(ask.Expires)) {
		t.state.Ask = nil
		t.say(Clarify, "expired", nil)
		t.offer(t.menu()...)
		return
	}
	if ask.Personal && u.Control == NoControl && t.choice == "" && t.written != "" {
		t.turn.Message = "<" + ask.Field + ">"
	}
	answer := Answer{Text: t.written, Choice: t.choice, Files: t.message.Files, Control: u.Control}
	result, err := t.resumeTool(ctx, tool, ask, answer)
	if err != nil {
		t.fail(err)
		return
	}
	if result.Data != nil {
		record := ToolCall{Name: ask.Tool, Arguments: json.RawMessage("{}")}
		if record.Result, err = json.Marshal(result.Data); err != nil {
			t.fail(err)
			return
		}
		t.turn.ToolCalls = append(t.turn.ToolCalls, record)
	}
	t.take(tool, result)
	if ask.Service == "" && result.Ask == nil {
		t.returnToAsk() // a look-up's own question interrupted a form
	}
}

// returnToAsk asks the pending question again after an interruption, under the
// answer.
func (t *turning) returnToAsk() {
	if t.state.Ask == nil || t.turn.Outcome == Asked {
		return
	}
	tool, ok := t.tools[t.state.Ask.Tool]
	if !ok {
		return
	}
	again := tool.Repeat(t.env(), *t.state.Ask)
	t.retold = t.turn.Reply.Text
	t.turn.Reply.Text += "\n\n" + t.phrases.Say(t.lang, "resume", nil) + "\n" + again.Text
	t.turn.Reply.Choices = again.Choices
	if t.turn.Reply.Choices == nil {
		t.turn.Reply.Choices = []Choice{}
	}
}

func (t *turning) env() Env {
	return Env{
		Citizen: t.state.Citizen, Lang: t.lang, Conversation: t.state.ID, Now: t.started,
		Drafts: t.state.Drafts, Applications: t.state.Applications, Message: t.written, Known: t.state.Known,
	}
}

// take makes a tool's result the reply and remembers what it leaves behind.
func (t *turning) take(tool Tool, r Result) {
	kept := t.makeWay(tool, r)
	if r.Retry != nil {
		r.Retry.Tool, r.Retry.At = tool.Spec().Name, t.started
		t.state.Retry = r.Retry
	}
	if r.Ask != nil {
		r.Ask.Tool = tool.Spec().Name
		r.Ask.At = t.started
	}
	if r.Service != "" {
		t.state.Subject = r.Service
		if r.Draft != nil {
			t.state.keepDraft(r.Service, r.Draft, t.started)
		}
		if r.DropDraft {
			t.state.dropDraft(r.Service)
		}
	}
	if r.Remember != nil {
		t.state.Known = r.Remember
	}
	if r.Personal {
		t.turn.Message = "<details>"
	}
	if r.Application != "" {
		t.state.Applications = append(append([]string{}, t.state.Applications...), r.Application)
	}
	t.retold = "<" + tool.Spec().Name + ">"
	t.turn.Outcome = r.Outcome
	if r.Ask != nil {
		t.turn.Outcome = Asked
	}
	if t.turn.Reply.Text != "" {
		t.turn.Reply.Text += "\n\n"
	}
	t.turn.Reply.Text += kept + r.Text
	t.turn.Reply.Attachments = append(t.turn.Reply.Attachments, r.Attachments...)
	if len(r.Choices) > 0 {
		t.turn.Reply.Choices = r.Choices
	}
	t.queueAfter(r)
}

func with[V any](m map[string]V, key string, v V) map[string]V {
	out := maps.Clone(m)
	if out == nil {
		out = map[string]V{}
	}
	out[key] = v
	return out
}

func without[V any](m map[string]V, key string) map[string]V {
	out := maps.Clone(m)
	delete(out, key)
	return out
}
