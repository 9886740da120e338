package agent

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// A message that names no service is about the one spoken of unless another is so much
// more likely, by its likeness to questions that either is known to answer: less the
// longer it is and the more things it names, for then it says for itself what it is
// about. Fitted to what is said in conversations (of 235 such messages of nine words and
// more 222 are about the subject, of which 15 are lost) and to 1,192 single questions asked
// after one on another matter: of these and the others that name no service, 218, 16 are
// kept to it.
const (
	fewWords   = 3
	shortWords = 8
	longWords  = 12
	manyWords  = 16
	lead       = 0.30 // of another service's likeness over the subject's
	leadLong   = 0.25 // ... for more than longWords
	leadMany   = 0.15 // ... for more than manyWords
	leadBack   = 0.10 // ... more, where words point back
	leadTopic  = 0.10 // ... less, for each concept beside the first
	leadFar    = 0.40 // far ahead, whatever else the message is
	leadForm   = 0.20 // in the middle of the subject's form
	// leadNamed is that of the subject over a service or group that is named.
	leadNamed = 0.05
	// heard is the least likeness to a question of the subject's; a message of which no
	// word is known and that does not point back needs more, most if it asks nothing.
	heard     = 0.20
	heardWell = 0.45
	// leadAsked is for short questions of which no word is known.
	leadAsked = 0.50
)

// itself stands for what was spoken of, in a message that speaks of nothing else: "I
// drove it yesterday", "it was at home".
var itself = regexp.MustCompile(`(?i)\b(?:it|that|them)\b`)

// inside points to what was spoken of as that in which something else plays a part.
var inside = regexp.MustCompile(`(?i)\b(?:in|with|for) (?:it|this|that)\b|\b(?:along|together) with\b|\bke\s+saa?th\b|के\s+साथ|\b(?:is|us)(?:me|mein|se|pe|par)\b|(?:^|\s)(?:इस|उस)(?:में|मे|से|पर|पे)(?:\s|[?।]|$)`)

// contrast sets one's own case against what was told.
var contrast = regexp.MustCompile(`(?i)^[^\p{L}\d]*(?:but|par|lekin|magar|पर|लेकिन|मगर)\s`)

// newMatter begins something else.
var newMatter = regexp.MustCompile(`(?i)\b(?:by the way|btw|another (?:thing|question|matter)|leave (?:it|that)|waise|wese|ek aur baat|doosri baat|dusri baat|chhodo)\b|वैसे|एक और बात|दूसरी बात|छोड़ो|छोड़िए`)

// hearSubject notes how much the message resembles the questions that the subject of
// the conversation answers, and those of others, where it does not settle what it is
// about.
func (t *turning) hearSubject(ctx context.Context, u Understanding, hits []Hit) error {
	if t.state.Subject == "" || u.FollowUp || t.choice != "" || u.Intent != Question && u.Intent != NoIntent {
		return nil
	}
	own, err := t.within(ctx, t.state.Subject)
	if err != nil {
		return err
	}
	is := func(service string) bool { return service == t.state.Subject }
	t.found.own, t.found.other = alikest(own, is), alikest(hits, func(service string) bool { return !is(service) })
	return nil
}

// alikest is the most that a message has in common with a question that a rule of
// these services is known to answer.
func alikest(hits []Hit, of func(service string) bool) (most float64) {
	for _, h := range hits {
		if of(h.Service) {
			most = max(most, h.Alike)
		}
	}
	return most
}

// staysOn reports whether a message that names nothing is about the subject of the
// conversation.
func (t *turning) staysOn(u Understanding) bool {
	own, ahead := t.found.own, t.found.other-t.found.own
	words, unknown := len(strings.Fields(t.text)), len(u.Topics)+len(u.Kinds) == 0
	asks := t.asksPlainly() || depending.MatchString(t.text)
	ask := t.state.Ask
	switch {
	case t.state.Subject == "" || newMatter.MatchString(t.text):
		return false
	case backward.MatchString(t.text), unknown && words <= pointingWords && itself.MatchString(t.text):
		return true
	case ask != nil && ask.Service == t.state.Subject && len(u.Topics) == 0 && t.words.plainly(t.text, "question"): // in the middle of its form
		return true
	case unknown && asks && words <= shortWords && own >= heard && ahead < leadAsked:
		return true // it is answered as well as can be, not sent away
	case unknown && !t.pointsBack() && (own < alike || !asks && own < heardWell):
		return false
	case ask != nil && words <= longWords: // the form waits for the rest
		return own >= heard || ahead < leadFar
	}
	return own >= heard && ahead < t.leadNeeded(u, words)
}

// pointsBack reports whether the message goes on, points at something or tells how it is
// with somebody.
func (t *turning) pointsBack() bool {
	return pointing.MatchString(t.text) || onward.MatchString(t.text) || situation.MatchString(t.text)
}

// leadNeeded is how far another service must be ahead of the subject to be meant by a
// message that names neither.
func (t *turning) leadNeeded(u Understanding, words int) float64 {
	needed, back := lead, t.pointsBack()
	switch {
	case words <= shortWords && (back || t.found.own >= heardWell), words <= longWords && t.givesOwnFigure():
		return leadFar
	case words > manyWords:
		needed = leadMany
	case words > longWords:
		needed = leadLong
	}
	if back {
		needed += leadBack
	}
	if t.state.Ask != nil {
		needed += leadForm
	}
	return needed - leadTopic*float64(max(0, len(u.Topics)-1))
}

// givesOwnFigure reports whether the message tells a figure of one's own case, which is
// held against the limits of the subject.
func (t *turning) givesOwnFigure() bool {
	return situation.MatchString(t.text) && len(hindi.Numbers(t.text)) > 0 && len(t.kindsWithLimits(t.state.Subject)) > 0
}

// holds tells of a paper that one has or lacks, making asks how it is got.
var (
	holds  = regexp.MustCompile(`(?i)\b(?:have|has|hold|no|gave|given|got)\b|\b(?:mere|hamare|unke|uske)\s+pa?as\b|\b(?:nahi|nahin|nhi|na)\s+(?:hai|h|he|hain|bana|banwaya|mila)\b|\b(?:mil|de)\s+(?:gaya|gayi|diya|di)\b|(?:मेरे|हमारे|उनके|उसके)\s+पास|(?:नहीं|नही)\s+(?:है|हैं|बना|बनवाया|मिला)`)
	making = regexp.MustCompile(`(?i)\bhow\b|\bkaise\b|\b(?:get|make|made|apply)\b|\bban(?:wan|waun|ega|egi|ta|ti|ana|ane|aye|wa)\w*|कैसे|बन(?:वा|ेग|त|ाना|ाने|ाए|ाये)`)
)

// isPaperOf reports whether what a service issues is among the papers of another, as far as
// a message with these topics names it: the bank's NOC, of a loan on a car.
func (a *Assistant) isPaperOf(service, of string, topics []string) bool {
	s, ok := a.library.Service(of)
	named := slices.DeleteFunc(slices.Clone(topics), func(c string) bool { return !slices.Contains(a.nameTopics[service], c) })
	return ok && slices.ContainsFunc(s.Papers, func(p corpus.Paper) bool {
		m := a.library.Match(p.Name.En)
		return slices.ContainsFunc(m.Services, func(m corpus.ServiceMatch) bool { return m.ID == service }) ||
			len(named) > 0 && !slices.ContainsFunc(named, func(c string) bool { return !slices.Contains(m.Topics, c) })
	})
}

// namedBefore reports whether the question that ends a message names nothing, only what
// was said before it does: "the house tax the owner pays. who pays the fee then".
func (t *turning) namedBefore() bool {
	last, ok := lastOf(sentences, t.text)
	m := t.library.Match(last)
	return ok && len(m.Services)+len(m.Groups) == 0 && t.words.plainly(last, "question")
}

// sentences part a message where one ends.
var sentences = regexp.MustCompile(`[.।!?](?:\s|$)`)

// staysDespite reports whether a message is about the subject though it names another
// service or group: that is only a part of what is asked ("does the income certificate
// come in it too", of DigiLocker; "and for a wedding?", of a worker's benefits), or one's
// own case ("the owner pays the house tax", of a shop's licence).
func (t *turning) staysDespite(u Understanding) bool {
	subject, ahead := t.state.Subject, t.found.own-t.found.other
	if !t.asksPlainly() && (t.givesOwnFigure() || contrast.MatchString(t.text) && len(hindi.Numbers(t.text)) > 0 && len(t.kindsWithLimits(subject)) > 0) {
		ahead += leadFar
	}
	switch {
	case subject == "" || t.found.own < heard || newMatter.MatchString(t.text) || slices.Contains(u.Services, subject):
		return false
	case len(u.Services) > 0 && ahead >= lead && t.namedBefore():
		return true
	case len(u.Services) > 0 && ahead >= -lead && holds.MatchString(t.text) && !making.MatchString(t.text) && t.isPaperOf(u.Services[0], subject, u.Topics):
		return true
	case len(u.Services) == 0:
		return u.Group != "" && (ahead >= leadNamed || inside.MatchString(t.text) && ahead >= -leadMany)
	case inside.MatchString(t.text), len(u.Kinds) == 0 && !t.asksPlainly() && u.Intent == Question, len(strings.Fields(t.text)) <= fewWords && also.MatchString(t.text):
		return ahead >= 0
	}
	return t.state.Ask != nil && ahead >= leadNamed && slices.Contains(t.library.Family(subject), u.Services[0])
}
