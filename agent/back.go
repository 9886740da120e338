package agent

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// What a message must have in common with the service spoken of before, and by how much
// more than with the subject, to go back to it where no word says so. Of 61 follow-ups after
// a change of subject, in the conversations read while mending, 17 were about the first one
// and 38 about the second; these margins find 11 of the 17, and take none of the 38 for it.
const (
	heardBack    = 0.33
	leadUncalled = 0.12
)

// turnTo makes a service the subject.
func (t *turning) turnTo(service string) {
	if service != t.state.Subject && !(t.shared(service) && t.shared(t.state.Subject)) {
		t.state.Earlier = t.state.Subject
	}
	t.state.Subject = service
}

// refer notes the pack on what all services share that the answer names as one spoken of:
// "10 rupees a day under the Act of 2011", then "does it come by itself".
func (t *turning) refer() {
	if t.state.Earlier != "" || len(t.turn.Citations) == 0 {
		return
	}
	c, _ := t.library.Clause(t.turn.Citations[0].Clause)
	for _, m := range t.library.Match(c.In(corpus.English)).Services {
		if m.ID != t.state.Subject && t.shared(m.ID) {
			t.state.Earlier = m.ID
		}
	}
}

// checking makes the checking of certificates the subject where somebody wants to know
// whether one is genuine: what it costs and what it means if nothing is found is asked of
// that next, not of the certificate.
func (t *turning) checking(u Understanding) {
	check := t.answersFor([]corpus.Kind{corpus.Verify})
	if check != "" && slices.Contains(u.Kinds, corpus.Verify) && len(t.turn.Citations) > 0 && t.words.cues(t.text).has("verify") {
		t.turnTo(check)
	}
}

// calledBack reports whether a word of the message stands in the name of the service
// spoken of before, and not in that of the subject: "how long does the card take", after
// a question about a pension.
func (t *turning) calledBack() bool {
	return !t.shared(t.state.Earlier) && slices.ContainsFunc(hindi.Tokens(t.text), func(w string) bool {
		return utf8.RuneCountInString(w) >= nameLetters && t.goesBy(t.state.Earlier, w) && !t.goesBy(t.state.Subject, w)
	})
}

// nameLetters is the fewest letters of a word that tells something: "and" stands in names too.
const nameLetters = 4

// backTo goes back to what was spoken of before: "ok, back to the bike".
var backTo = regexp.MustCompile(`(?i)\bback to\b|\b(?:wapas|vapas|vaapas)\s+(?:us|wahi|pehle|\S+\s+(?:pe|par|wale))|वापस\s+(?:उस|वही|\S+\s+(?:पर|पे|वाले))`)

// shared reports whether a pack is on what all services share.
func (a *Assistant) shared(service string) bool {
	s, ok := a.library.Service(service)
	return ok && s.Group == generalGroup
}

// goBack makes the service spoken of before the subject again, if the message is nearer to
// its questions: "which SDM?", then "what proof do they want". Unless the subject is a matter
// that all share, or a word of the message calls back, it must be so much nearer that little
// is left for the subject.
func (t *turning) goBack(ctx context.Context, u *Understanding) error {
	open := len(u.Services) == 0 && u.Group == "" || u.FollowUp
	if t.state.Earlier == "" || !open || t.choice != "" || t.state.Ask != nil || u.Intent != Question && u.Intent != NoIntent {
		return nil
	}
	ordered := backTo.MatchString(t.text)
	called := ordered || t.shared(t.state.Subject) || t.calledBack()
	if !called && len(u.Topics) == 0 && len(strings.Fields(t.text)) <= depends {
		return nil // "and the papers?"
	}
	var near [2]float64
	for i, service := range []string{t.state.Subject, t.state.Earlier} {
		hits, err := t.within(ctx, service)
		if err != nil {
			return err
		}
		near[i] = alikest(hits, func(string) bool { return true })
	}
	ahead := near[1] - near[0]
	if !ordered && !t.calledBack() && near[0] >= heardWell {
		return nil // what all share answers it as well
	}
	switch {
	case ordered && near[1] >= heard, called && ahead >= leadNamed, near[0] < heardWell && near[1] >= heardBack && ahead >= leadUncalled:
	default:
		return nil
	}
	t.state.Subject, t.state.Earlier = t.state.Earlier, t.state.Subject
	u.Services, u.FollowUp = []string{t.state.Subject}, true
	return nil
}
