package agent

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// turning is one turn on its way: the message goes in at run, the record is
// complete after finish. Each step either ends the turn or passes it on.
type turning struct {
	*Assistant
	state   State
	message Message
	started time.Time // by the configured clock
	begun   time.Time // by the machine's: what is measured
	turn    Turn

	written string      // cleaned, with the citizen's values
	text    string      // written, as it is read: see read
	choice  string      // id of the tapped or typed choice
	masked  mask.Masked // what model, log and transcript may see
	lang    corpus.Lang
	found   found
	carried bool // the aspect asked is that of the message before, though this one says more
	calls   int  // of tools, that the model made
	// retold is what a model may later be told of the reply, if not all: the words
	// of a tool hold names and addresses that no mask knows.
	retold string
}

// run takes the message through the house: language, masking, understanding,
// guard, pending question, answer.
func (t *turning) run(ctx context.Context) {
	t.written, _ = hindi.Clean(t.message.Text)
	t.written = strings.TrimSpace(t.written)
	t.text = t.written
	t.choice = t.pick()
	t.state.dropOldDrafts(t.started)
	t.masked = mask.Mask(t.text, t.state.Applications...)
	t.turn.Message = t.masked.Text
	t.read()
	t.chooseLanguage()
	if t.unreadable() {
		return
	}
	u := t.understand()
	t.turn.Understood = u
	retry := t.state.Retry
	t.state.Retry = nil
	switch {
	case u.Intent == Danger:
		t.say(Crisis, "crisis", nil)
	case t.switchLanguage():
	case u.Intent == Injection:
		t.say(Refused, "injection", nil)
		t.offer(t.menu()...)
	case u.Intent == Human:
		t.say(Handoff, "handoff", nil)
	case u.Intent == Self:
		t.say(Answered, "self", nil)
		t.returnToAsk()
	case u.Intent == Greeting:
		t.greet()
	case t.retries(u, retry):
		t.state.Ask = retry
		t.resume(ctx, u)
	case t.steers(ctx, u):
	case t.state.Ask != nil && !t.interrupts(u):
		t.resume(ctx, u)
	case u.Intent == Thanks || u.Intent == Noted:
		t.say(Answered, string(u.Intent), nil)
		t.returnToAsk()
	case u.Control != NoControl && u.Control != Edit && len(u.Services) == 0 && t.choice == "":
		t.say(Clarify, "not_waiting", nil)
		t.offer(t.menu()...)
	default:
		t.answer(ctx, u)
		t.returnToAsk()
	}
}

// chooseLanguage settles the form to answer in: an explicit choice wins, then
// what the message shows, then the conversation's, then what the words of a
// tapped button were in.
func (t *turning) chooseLanguage() {
	start := time.Now()
	lang, script := t.config.Detect(t.text)
	t.turn.TimingsMS["language"] = time.Since(start).Milliseconds()
	t.lang = t.state.Language
	if slices.Contains(corpus.Langs, lang) && t.choice == "" && !t.answersInWords() && !t.saysTooLittle(lang) {
		t.lang = lang
		t.state.Language = lang
	}
	if t.state.Chosen != "" {
		t.lang = t.state.Chosen
	}
	if t.lang == "" {
		t.lang = corpus.English
		if script == "Deva" {
			t.lang = corpus.Hindi
		} else if t.words.plainly(t.text, "hindi-word") {
			t.lang = corpus.HindiLatin
		}
	}
	t.turn.Language = t.lang
}

// saysTooLittle reports whether what looks like Hindi in Latin letters in an English
// conversation does so by its names alone, which begin with capitals: "Ram Nagar", "sorry,
// it's Vikram Pratap Singh".
func (t *turning) saysTooLittle(lang corpus.Lang) bool {
	if lang != corpus.HindiLatin || t.state.Language != corpus.English {
		return false
	}
	words := strings.Fields(t.text)
	plain := slices.DeleteFunc(slices.Clone(words), func(w string) bool { r, _ := utf8.DecodeRuneInString(w); return unicode.IsUpper(r) })
	if len(plain) == 0 {
		return len(words) <= fewWords
	}
	left, _ := t.config.Detect(strings.Join(plain, " "))
	return len(plain) < len(words) && left != corpus.HindiLatin
}

// answersInWords reports whether the message is the value of a form's field,
// such as a name, an address or "1 lakh 80 thousand": its letters do not show
// the citizen's language.
func (t *turning) answersInWords() bool {
	if t.state.Ask == nil || t.state.Language == "" || t.asksPlainly() || t.words.plainly(t.text, "status") {
		return false
	}
	words := len(strings.Fields(t.text))
	switch t.state.Ask.Kind {
	case AskText, AskNumber, AskDate:
		return words <= 8
	case AskYesNo: // "did you mean ...?": another name instead
		return t.state.Ask.Personal && t.fieldType() != "" && words <= 8 && t.words.wholeTag(t.text) == ""
	case AskChoice: // "Khatauni" and "Lal Dora" are what they are in any language
		_, script := t.config.Detect(t.text)
		return words <= 4 && (script == "Deva") == (t.state.Language == corpus.Hindi)
	}
	return false
}

// unreadable ends the turn for what holds no words: nothing, too much, only
// signs, or a script Sahayak does not read.
func (t *turning) unreadable() bool {
	letters := utf8.RuneCountInString(t.text)
	_, script := t.config.Detect(t.text)
	waiting := t.state.Ask != nil
	switch {
	case letters == 0 && len(t.message.Files) > 0:
		if waiting {
			return false
		}
		t.say(Clarify, "bad_file", nil)
	case letters == 0 && t.choice == "":
		t.say(Clarify, "empty", nil)
	case letters > t.config.MaxLetters:
		masked := []rune(t.masked.Text) // tokens may be shorter than what they hide
		t.turn.Message = string(masked[:min(len(masked), t.config.MaxLetters)]) + " …"
		t.say(Refused, "too_long", Map{"Letters": letters, "Limit": t.config.MaxLetters})
	case waiting || t.choice != "":
		return false
	case script != "" && script != "Deva" && script != "Latn":
		t.say(Refused, "other_script", nil)
	case !strings.ContainsFunc(t.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		t.say(Clarify, "no_letters", nil)
		t.offer(t.menu()...)
	default:
		return false
	}
	return true
}

// understand reads the tapped choice, or else the words.
func (t *turning) understand() Understanding {
	if u, ok := t.chosen(t.choice); ok {
		return u
	}
	u := t.Understand(t.masked.Text, t.state)
	if t.choice != "" && t.words.wholeTag(t.text) == "" && (u.Control == Cancel || u.Control == Later) {
		u.Control = NoControl // "Later, from another State" is an option
	}
	if u = t.carry(u); t.masked.Text != t.turn.Message {
		u.Text = withoutPreamble(t.masked.Text)
	}
	return u
}

// switchLanguage obeys "in Hindi please" and ends the turn when that was all.
func (t *turning) switchLanguage() bool {
	want := t.speakIn(t.text)
	if want == "" && t.state.Ask == nil {
		want = alone[t.words.wholeTag(t.text)]
	}
	if want == "" {
		return false
	}
	if want == corpus.Hindi {
		want = t.hindiAsWritten()
	}
	t.state.Chosen, t.lang = want, want
	t.turn.Language = want
	if len(strings.Fields(t.text)) > t.mostOrdered() {
		return false // the same message also asks something
	}
	t.say(Answered, "language_set", nil)
	t.returnToAsk()
	return true
}

// hindiAsWritten is the script in which Hindi is asked for: the one named, else the
// one of the order itself, if that is in Hindi.
func (t *turning) hindiAsWritten() corpus.Lang {
	all, _ := t.speak.Find(t.text)
	lang, _ := t.config.Detect(t.text)
	switch named := cues(all); {
	case named.has("devanagari"):
		return corpus.Hindi
	case named.has("latin"), lang == corpus.HindiLatin:
		return corpus.HindiLatin
	}
	return corpus.Hindi
}

// mostOrdered is the most words of an order to change the language and nothing else;
// one that names the script takes more.
func (t *turning) mostOrdered() int {
	all, _ := t.speak.Find(t.text)
	if named := cues(all); named.has("latin") || named.has("devanagari") {
		return 6
	}
	return 4
}

// greet opens the menu; the very first greeting is in both languages.
func (t *turning) greet() {
	text := t.phrases.Say(t.lang, "greeting", nil)
	if !t.state.Greeted {
		other := corpus.Hindi
		if t.lang != corpus.English {
			other = corpus.English
		}
		text += "\n\n" + t.phrases.Say(other, "greeting", nil)
	}
	t.turn.Outcome = Menu
	t.turn.Reply.Text = text
	t.offer(t.menu()...)
	t.returnToAsk()
}

// say ends the turn with a phrase in the citizen's form.
func (t *turning) say(o Outcome, id string, data any) {
	t.turn.Outcome = o
	t.turn.Reply.Text = t.phrases.Say(t.lang, id, data)
}

// fail ends the turn plainly and keeps the cause for staff.
func (t *turning) fail(err error) {
	t.config.Log.Error("turn failed", "turn", t.turn.ID, "err", err)
	t.turn.Error = err.Error()
	t.say(Failed, "failed", nil)
}

// maskAgain masks words that are not the citizen's own message, with the
// conversation's application numbers under the tokens they have in it.
func (t *turning) maskAgain(text string) string {
	return mask.Mask(text, t.state.Applications...).Text
}

// finish completes the record and what the conversation remembers.
func (t *turning) finish() {
	if !t.state.Greeted {
		t.state.Greeted = true
		t.turn.Notice = t.phrases.Say(t.lang, "notice", nil)
	}
	if t.state.Ask != nil {
		t.turn.Ask = &AskRef{Tool: t.state.Ask.Tool, Field: t.state.Ask.Field, Kind: string(t.state.Ask.Kind)}
	}
	switch t.turn.Outcome {
	case Clarify, Refused:
		t.state.Misses++
	default:
		t.state.Misses = 0
	}
	t.state.Choices = t.turn.Reply.Choices
	t.state.Applying = t.turn.Understood.Intent == Apply && t.turn.Outcome == Clarify
	reply := t.turn.Reply.Text
	if t.retold != "" {
		reply = t.retold
	}
	t.state.remember(Exchange{Message: t.turn.Message, Reply: t.maskAgain(reply)})
	t.turn.TimingsMS["total"] = time.Since(t.begun).Milliseconds()
	t.config.Log.Info("turn", slog.String("turn", t.turn.ID), slog.String("lang", string(t.lang)),
		slog.String("outcome", string(t.turn.Outcome)), slog.Int64("ms", t.turn.TimingsMS["total"]))
}
