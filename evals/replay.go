package evals

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Replayed is one stored message beside what it gives today.
type Replayed struct {
	Conversation string     `json:"conversation"`
	Message      int        `json:"message"` // 1-based
	Was          agent.Turn `json:"was"`
	Now          agent.Turn `json:"now"`
	// Changes names what differs: outcome, language, citations, tools, asks,
	// figures; or words alone, which flips nothing.
	Changes []string `json:"changes,omitempty"`
	// Unmeasured says why the message could not be played again.
	Unmeasured string `json:"unmeasured,omitempty"`
}

// Flips: the answer is another, not only worded otherwise.
func (r Replayed) Flips() bool {
	return slices.ContainsFunc(r.Changes, func(c string) bool { return c != "words" })
}

// Replay plays the messages of a stored conversation, in order, against target.
// What was masked gets a stand-in: an invented answer that fits the field, a
// number from this very conversation. A message that cannot be played again is
// left out and says why. The error is that of ctx.
func Replay(ctx context.Context, target Turner, library *corpus.Library, citizen agent.Citizen, stored []agent.Turn) ([]Replayed, error) {
	if len(stored) == 0 {
		return nil, nil
	}
	citizen.Phone = ""
	if citizen.Verified {
		citizen.Phone = standIns["mobile"]
	}
	state := agent.State{ID: "replay-" + stored[0].Conversation, Citizen: citizen}
	out := make([]Replayed, 0, len(stored))
	for i, was := range stored {
		r := Replayed{Conversation: was.Conversation, Message: i + 1, Was: was}
		text, why := unmasked(was.Message, state, library)
		if why != "" {
			r.Unmeasured = why
			out = append(out, r)
			continue
		}
		turn, next, err := target.Turn(ctx, state, agent.Message{ID: fmt.Sprintf("replay-%d", i), Text: text})
		if err != nil {
			return out, fmt.Errorf("replay of message %d: %w", i+1, err)
		}
		state, r.Now = next, turn
		r.Changes = changes(was, turn)
		out = append(out, r)
	}
	return out, nil
}

var (
	wholeField = regexp.MustCompile(`^<([a-z][a-zA-Z0-9_:-]*)>$`)
	token      = regexp.MustCompile(`<([A-Z]+)_([0-9]+)>`)
)

// unmasked is a message as it can be sent again, or why it cannot.
func unmasked(message string, state agent.State, library *corpus.Library) (text, why string) {
	if m := wholeField.FindStringSubmatch(message); m != nil {
		if state.Ask == nil || state.Ask.Field != m[1] {
			return "", "an answer that is not kept, to a question that is not asked today"
		}
		text := standIn(*state.Ask, library)
		if text == "" {
			return "", "an answer that is not kept, and none can be invented"
		}
		return text, ""
	}
	if strings.TrimSpace(message) == "" {
		return "", "the message was a file, which is not kept"
	}
	return token.ReplaceAllStringFunc(message, func(t string) string {
		m := token.FindStringSubmatch(t)
		switch m[1] {
		case "APPLICATION":
			if n, err := strconv.Atoi(m[2]); err == nil && n >= 1 && n <= len(state.Applications) {
				return state.Applications[n-1]
			}
			return "SBX-INC-26-999999"
		case "CERTIFICATE":
			return standIns["certificate"]
		case "MOBILE":
			return standIns["mobile"]
		}
		return t
	}), ""
}

// standIns are invented answers by type of field.
var standIns = map[string]string{
	"name": "Asha Verma", "text": "not applicable", "address": "House 12, Street 4, Laxmi Nagar", "mobile": "9900000001",
	"pincode": "110092", "email": "asha@example.org", "certificate": "SBXC-INC-26-000001", "yesno": "yes",
}

// standIn is an invented answer that fits the field waited for; "" if none does.
func standIn(ask agent.Ask, library *corpus.Library) string {
	s, ok := library.Service(ask.Service)
	if !ok || s.Form == nil {
		return ""
	}
	for _, f := range s.Form.Fields {
		if f.ID != ask.Field {
			continue
		}
		switch f.Type {
		case "date":
			if f.Max != "" && f.Max != "today" {
				return f.Max
			}
			if f.Min != "" && f.Min != "today" {
				return f.Min
			}
			return "14-08-1985"
		case "amount", "number":
			if f.Min != "" {
				return f.Min
			}
			if f.Max != "" {
				return f.Max
			}
			return "12"
		case "choice":
			if len(f.Choices) > 0 {
				return f.Choices[0].En
			}
		}
		return standIns[f.Type]
	}
	return ""
}

// changes names what differs between two turns on the same message. Replies of
// tools hold what differs anyway, names and numbers, and are told apart by what
// they ask for; answers from rules also by their figures and words.
func changes(was, now agent.Turn) (out []string) {
	add := func(what string, differs bool) {
		if differs {
			out = append(out, what)
		}
	}
	add("outcome", was.Outcome != now.Outcome)
	add("language", was.Language != now.Language)
	add("citations", !sameSet(cited(was), cited(now)))
	add("tools", !slices.Equal(called(was), called(now)))
	add("asks", asked(was) != asked(now))
	if len(was.Citations) > 0 && len(now.Citations) > 0 {
		add("figures", !sameSet(figures(was), figures(now)))
		add("words", was.Reply.Text != now.Reply.Text)
	}
	return out
}

func cited(t agent.Turn) (ids []string) {
	for _, c := range t.Citations {
		ids = append(ids, c.Clause)
	}
	return ids
}

func called(t agent.Turn) (names []string) {
	for _, c := range t.ToolCalls {
		names = append(names, c.Name)
	}
	return names
}

func asked(t agent.Turn) string {
	if t.Ask == nil {
		return ""
	}
	return t.Ask.Field
}

// figures are the numbers of a reply, its source lines left out: they tell the
// day of checking, which moves without the rule.
func figures(t agent.Turn) (values []string) {
	text, _, _ := strings.Cut(t.Reply.Text, "\n\n"+sourceLine(t))
	for _, n := range hindi.Numbers(text) {
		values = append(values, n.Value)
	}
	return values
}

// sourceLine is how the first source line of a reply begins, as far as can be
// seen from its last paragraph.
func sourceLine(t agent.Turn) string {
	i := strings.LastIndex(t.Reply.Text, "\n\n")
	if i < 0 || !strings.Contains(t.Reply.Text[i:], "http") {
		return "\x00" // none
	}
	return t.Reply.Text[i+2:]
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// ReplayCount sums up replayed messages.
type ReplayCount struct {
	Messages   int `json:"messages"` // played again
	Flips      int `json:"flips"`
	Words      int `json:"words"` // worded otherwise only
	Unmeasured int `json:"unmeasured"`
}

// CountReplayed counts.
func CountReplayed(all []Replayed) (c ReplayCount) {
	for _, r := range all {
		switch {
		case r.Unmeasured != "":
			c.Unmeasured++
			continue
		case r.Flips():
			c.Flips++
		case len(r.Changes) > 0:
			c.Words++
		}
		c.Messages++
	}
	return c
}

// WriteReplayed shows the messages whose answer is another today. Words of a
// reply are shown only where both come from rules: others may hold what a
// citizen said.
func WriteReplayed(w io.Writer, all []Replayed, words bool) error {
	p := printer{w: w}
	for _, r := range all {
		if !r.Flips() && (!words || len(r.Changes) == 0) {
			continue
		}
		p.line("%s message %d: %s", r.Conversation, r.Message, strings.Join(r.Changes, ", "))
		p.line("  asked  %s", oneLine(clip(r.Was.Message, 200)))
		p.line("  was    %s", brief(r.Was, r.Now))
		p.line("  now    %s", brief(r.Now, r.Was))
	}
	return p.err
}

func brief(t, other agent.Turn) string {
	text := string(t.Outcome)
	if ids := cited(t); len(ids) > 0 {
		text += ", cites " + strings.Join(ids, ", ")
	}
	if names := called(t); len(names) > 0 {
		text += ", calls " + strings.Join(names, ", ")
	}
	if t.Ask != nil {
		text += ", waits for " + t.Ask.Field
	}
	if len(t.Citations) > 0 && len(other.Citations) > 0 {
		text += ": " + oneLine(clip(t.Reply.Text, 300))
	}
	return text
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
