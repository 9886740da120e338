package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// sharedHead is "income aur caste certificate": two names that share their last
// words.
var sharedHead = regexp.MustCompile(`(?i)([\p{L}\p{M}]+)\s+(aur|and|और|व|&)\s+([\p{L}\p{M}]+)\s+(certificates?|praman\s+patra|प्रमाण[\s-]*पत्र|सर्टिफिकेट|pension|पेंशन)`)

// distribute gives each of two names the words they share, so that both are
// found: "income certificate aur caste certificate".
func distribute(text string) string {
	return sharedHead.ReplaceAllStringFunc(text, func(s string) string {
		m := sharedHead.FindStringSubmatch(s)
		if strings.EqualFold(m[1], m[4]) || strings.EqualFold(m[1], "patra") || m[1] == "पत्र" {
			return s
		}
		return m[1] + " " + m[4] + " " + m[2] + " " + m[3] + " " + m[4]
	})
}

// wish and details: who wants a certificate and gives name, PIN code or mobile
// in the same breath means to apply, not to be told about it.
var (
	wish    = regexp.MustCompile(`(?i)\b(?:need|want|chahiye|chaiye|chahie)\b|चाहिए|चाहिये`)
	details = regexp.MustCompile(`(?i)<MOBILE_\d+>|\b110\d{3}\b|\b(?:my name is|mera naam|naam|name)\s+[\p{L}]{3,}|(?:मेरा नाम|नाम)\s+[\p{L}\p{M}]{3,}`)
)

func givesDetails(text string) bool {
	return wish.MatchString(text) && details.MatchString(hindi.Digits(text))
}

// groupChoice in a queue stands for the services of a group, one of which the
// citizen has yet to choose.
const groupChoice = "group:"

// againChoice in a queue is the same application once more, for another person.
const againChoice = "again:"

// Who asks for several people: for themselves and somebody else, or for two of them.
var (
	together = regexp.MustCompile(`(?i)\b(?:dono|donon|both|two of us|alag alag)\b|दोनों|अलग[- ]अलग`)
	andMine  = regexp.MustCompile(`(?i)\b(?:me|myself|mere|mera|meri|mujhe|apne|apna|apni|khud)\s+(?:liye\s+|ke liye\s+)?(?:aur|and|&)\s+(?:my|mere|mera|meri|apne|apni|apna)\b|(?:मेरे|मेरा|मेरी|मुझे|अपने|अपना|अपनी)\s+(?:लिए\s+)?और\s+(?:मेरे|मेरा|मेरी|अपने|अपनी|अपना)`)
	ofMine   = regexp.MustCompile(`(?i)\b(?:me|my|mere|mera|meri|mujhe|apne|apna|apni|hum|ham|hamara|hamare)\b|मेरे|मेरा|मेरी|मुझे|अपने|अपना|अपनी|हम|हमारा|हमारे`)
)

// forSeveral reports whether a message wants one service for several people, each of
// whom applies: "mere aur meri biwi dono ke liye income certificate".
func (a *Assistant) forSeveral(u Understanding, text string) bool {
	if len(u.Services) != 1 || u.FollowUp || !a.appliedFor(u.Services[0]) || a.sharedForm(u.Services[0]) {
		return false
	}
	relative := slices.ContainsFunc(u.Topics, func(c string) bool { return kin[c] })
	return andMine.MatchString(text) || relative && together.MatchString(text) && ofMine.MatchString(text)
}

// sharedForm reports whether one application is for several people: its form asks for
// the members of the household, or for the bride.
func (a *Assistant) sharedForm(id string) bool {
	s, _ := a.library.Service(id)
	return slices.ContainsFunc(s.Form.Fields, func(f corpus.Field) bool {
		return strings.HasPrefix(f.ID, "member") || strings.HasPrefix(f.ID, "bride")
	})
}

// enqueue remembers the other applications of "income aur caste certificate
// dono banwana hai"; they are offered one after the other.
func (t *turning) enqueue(u Understanding) {
	if u.Intent != Apply || u.FollowUp {
		return
	}
	if u.Group == "" { // in a long message groups are not heard; what is wanted comes first
		first, _, _ := strings.Cut(t.masked.Text, ",")
		if m := t.library.Match(distribute(first)); len(m.Groups) > 0 {
			u.Group = m.Groups[0]
		}
	}
	var all []string
	for _, id := range u.Services {
		if t.appliedFor(id) {
			all = append(all, ApplyChoice(id))
		}
	}
	if u.Group != "" && len(all) > 0 && len(t.grouped(u.Group, u.Services)) > 0 {
		all = append(all, groupChoice+u.Group)
	}
	switch {
	case len(all) > 1:
		t.state.Queue = all[1:]
	case t.choice == "" && t.forSeveral(u, t.text):
		t.state.Queue = []string{againChoice + u.Services[0]}
	}
}

func (a *Assistant) appliedFor(id string) bool {
	s, ok := a.library.Service(id)
	return ok && s.Form != nil && !s.Ended
}

// grouped are the services of a group that can be applied for; none if one of
// the named services is of the group.
func (a *Assistant) grouped(group string, named []string) (services []string) {
	for _, g := range a.library.Groups {
		if g.ID != group {
			continue
		}
		for _, id := range g.Services {
			if slices.Contains(named, id) {
				return nil
			}
			if a.appliedFor(id) {
				services = append(services, id)
			}
		}
	}
	return services
}

// queueAfter tells of the queue when an application begins, and offers its next
// one when an application is over.
func (t *turning) queueAfter(r Result) {
	t.state.Queue = slices.DeleteFunc(slices.Clone(t.state.Queue), func(c string) bool {
		return r.Service != "" && (c == ApplyChoice(r.Service) || slices.Contains(t.grouped(strings.TrimPrefix(c, groupChoice), nil), r.Service))
	})
	if len(t.state.Queue) == 0 {
		return
	}
	if r.Ask != nil && t.choice == againChoice+r.Service && t.state.Queue[0] == t.choice {
		if t.state.Queue = t.state.Queue[1:]; len(t.state.Queue) == 0 {
			return
		}
	}
	next := t.state.Queue[0]
	again := strings.HasPrefix(next, againChoice)
	switch {
	case r.Ask != nil && t.state.Ask == r.Ask && t.turn.Understood.Intent == Apply:
		phrase := "queue_then"
		if again {
			phrase = "queue_each"
		}
		t.turn.Reply.Text = t.phrases.Say(t.lang, phrase, Map{"Service": t.queuedName(next)}) + "\n\n" + t.turn.Reply.Text
	case r.Ask == nil && r.Service != "":
		phrase := "queue_next"
		switch {
		case strings.HasPrefix(next, groupChoice):
			phrase = "queue_which"
		case again:
			phrase = "queue_again"
		}
		t.turn.Reply.Text += "\n\n" + t.phrases.Say(t.lang, phrase, Map{"Service": t.queuedName(next)})
		t.turn.Reply.Choices = append(t.queuedChoices(next), t.turn.Reply.Choices...)
	}
}

func (t *turning) queuedName(choice string) string {
	if group, ok := strings.CutPrefix(choice, groupChoice); ok {
		for _, g := range t.library.Groups {
			if g.ID == group {
				return g.Name.In(t.lang)
			}
		}
	}
	return t.serviceName(strings.TrimPrefix(strings.TrimPrefix(choice, applyChoice), againChoice))
}

func (t *turning) serviceName(id string) string {
	if s, ok := t.library.Service(id); ok {
		return s.Name.In(t.lang)
	}
	return id
}

func (t *turning) queuedChoices(choice string) (choices []Choice) {
	group, ok := strings.CutPrefix(choice, groupChoice)
	if !ok {
		return []Choice{{ID: choice, Title: t.queuedName(choice)}}
	}
	for _, id := range t.grouped(group, nil) {
		choices = append(choices, Choice{ID: ApplyChoice(id), Title: t.serviceName(id)})
	}
	return choices
}

// firstOf begins another order than the one told.
var firstOf = regexp.MustCompile(`(?i)\b(?:pehle|pahle|first)\b|पहले`)

// queuedFirst is the application in the queue that "pehle income wala karte hain" puts
// before the one under way: a word of its name that the other's lacks.
func (t *turning) queuedFirst() string {
	if t.state.Ask == nil || t.state.Ask.Service == "" || len(strings.Fields(t.text)) > sameOfWords || strings.Contains(t.text, "?") || !firstOf.MatchString(t.text) {
		return ""
	}
	for _, next := range t.state.Queue {
		id, ok := strings.CutPrefix(next, applyChoice)
		if !ok {
			continue
		}
		if slices.ContainsFunc(hindi.Tokens(t.text), func(w string) bool { return t.goesBy(id, w) && !t.goesBy(t.state.Ask.Service, w) }) {
			return next
		}
	}
	return ""
}

// nextInQueue is the choice that a plain yes takes after an application was
// over; "" if nothing was offered.
func (t *turning) nextInQueue() string {
	if t.state.Ask != nil || len(t.state.Queue) == 0 || t.words.wholeTag(t.text) != string(Yes) {
		return ""
	}
	if next := t.state.Queue[0]; slices.ContainsFunc(t.state.Choices, func(c Choice) bool { return c.ID == next }) {
		return next
	}
	return ""
}
