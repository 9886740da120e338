package agent

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Most words of a message that ends or puts off a form in one of its parts.
const endWords = 12

// parts of a message, each of which may say a thing by itself; joints also part it
// where a word joins two of them.
var (
	parts  = regexp.MustCompile(`[,;.!।\n–—]+`)
	joints = regexp.MustCompile(`(?i)[\s,;.!।–—]+(?:(?:aur|and|but|par|lekin|magar|phir|fir|then|pehle|pahle|first|और|पर|लेकिन|मगर|फिर|पहले)(?:\s+|$))+|[,;.!।\n–—]+`)
)

// lastOf is the last part of a message, with ok false if it is the only one.
func lastOf(parting *regexp.Regexp, text string) (last string, ok bool) {
	said := slices.DeleteFunc(parting.Split(text, -1), func(part string) bool { return strings.TrimSpace(part) == "" })
	if len(said) < 2 {
		return text, false
	}
	return said[len(said)-1], true
}

// endTag is cancel or later where a part of a message says so as a whole: "actually
// cancel this, I don't need it any more"; also without the comma, where an order to
// cancel comes first: "cancel kar do abhi nahi karna". What holds a figure or asks
// something is an answer or a question.
func (w *words) endTag(text string) string {
	if len(strings.Fields(text)) > endWords || strings.Contains(text, "?") || digitsIn(text) > 0 {
		return ""
	}
	for _, part := range parts.Split(text, -1) {
		if tag := w.wholeTag(part); tag == string(Cancel) || tag == string(Later) {
			return tag
		}
	}
	if tag, rest := w.ordered(text); tag == string(Cancel) && !conditional(rest) {
		return tag
	}
	return ""
}

// ordered is the order at the head of a message that stops or puts off a form, and
// what follows it: "cancel kar do abhi nahi karna".
func (w *words) ordered(text string) (tag, rest string) {
	said := strings.Fields(text)
	if slices.ContainsFunc(hindi.Tokens(text), func(word string) bool { return forbids[word] }) {
		return "", text // "cancel mat karo"
	}
	for n := len(said) - 1; n >= 2; n-- {
		if !orders[hindi.Normalise(said[n-1])] {
			continue
		}
		if tag := w.wholeTag(strings.Join(said[:n], " ")); tag == string(Cancel) || tag == string(Later) {
			return tag, strings.Join(said[n:], " ")
		}
	}
	if n := len(said); n >= 2 && orders[hindi.Normalise(said[n-1])] {
		return w.wholeTag(text), ""
	}
	return "", text
}

// orders are words with which an order ends ("cancel kar do"; "cancel karna nahi hai"
// gives none), forbids those that turn it round.
var (
	orders  = wordSet("do karo kardo dijiye kijiye dena it this that karunga karungi karenge bharunga bharungi दो करो कीजिए दीजिए देना करूँगा करूँगी करेंगे भरूँगा भरूँगी")
	forbids = wordSet("mat matt not dont मत")
	ifSo    = wordSet("to toh तो")
)

// conditional reports whether what follows an order makes a case of it: "cancel kar
// doon to fees wapas milegi".
func conditional(rest string) bool {
	tokens := hindi.Tokens(rest)
	return len(tokens) > 0 && ifSo[tokens[0]]
}

// steering parts a message into the word that steers a form, which makes up one of
// its parts or is the order it begins with, and what else it says: "cancel, and tell
// me the papers". tag is "" if it has none or nothing else.
func (w *words) steering(text string) (tag, rest string) {
	begin := 0
	for _, at := range append(joints.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		switch tag := w.wholeTag(text[begin:at[0]]); Control(tag) {
		case Cancel, Later, Back, Skip:
			rest := strings.TrimRight(joints.ReplaceAllString(text[:begin], " "), " ") + " " + text[at[1]:]
			return tag, strings.TrimSpace(rest)
		}
		begin = at[1]
	}
	if tag, rest = w.ordered(text); tag == "" || conditional(rest) {
		return "", ""
	}
	return tag, rest
}

// steers obeys a word that steers the form and answers the question beside it, in one
// reply: "cancel kar do, aur batao kya kaagaz lagenge". It reports whether the message
// was of that kind.
func (t *turning) steers(ctx context.Context, u Understanding) bool {
	if t.state.Ask == nil || t.choice != "" || len(t.message.Files) > 0 {
		return false
	}
	tag, rest := t.words.steering(t.text)
	if tag == "" || rest == "" {
		return false
	}
	said, masked := t.text, mask.Mask(rest, t.state.Applications...)
	asked := t.Understand(masked.Text, State{Subject: t.state.Subject, Applications: t.state.Applications})
	asked.Text = withoutPreamble(masked.Text)
	if asked.Control != NoControl || !asked.Asking || len(asked.Kinds)+len(asked.Services)+len(asked.Topics) == 0 && asked.Intent != CheckState {
		return false
	}
	u.Control = Control(tag)
	t.text = strings.TrimSpace(strings.TrimSuffix(said, rest))
	t.resume(ctx, u)
	if t.turn.Outcome == Failed {
		return true
	}
	obeyed := t.turn.Reply
	t.turn.Reply = Reply{Choices: []Choice{}, Attachments: obeyed.Attachments}
	t.text, t.masked, t.retold = rest, masked, ""
	t.answer(ctx, t.carry(asked))
	t.turn.Understood.Control = u.Control
	if t.state.Ask != nil {
		t.returnToAsk()
		return true
	}
	t.turn.Reply.Text = obeyed.Text + "\n\n" + t.turn.Reply.Text
	t.offer(obeyed.Choices...)
	return true
}
