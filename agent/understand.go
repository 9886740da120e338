package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Shapes of the numbers that citizens are given. A bare run of eight to sixteen
// digits may be an application number of the portal.
var (
	applicationNo = regexp.MustCompile(`(?i)\bSBX-[A-Z]{3,4}-\d{2}-\d{6}\b`)
	certificateNo = regexp.MustCompile(`(?i)\bSBXC-[A-Z]{3,4}-\d{2}-\d{6}\b`)
	portalNo      = regexp.MustCompile(`\b\d{8,16}\b`)
	spacedShape   = regexp.MustCompile(`(?i)\b(SBXC?)[\s\-–_/]*([A-Z]{3,4})[\s\-–_/]*(\d{2})[\s\-–_/]*(\d{6})\b`)
)

// numbersIn finds application and certificate numbers, also when typed with
// spaces, other dashes or Devanagari digits.
func numbersIn(text string) (application, certificate string) {
	text = spacedShape.ReplaceAllString(hindi.Digits(text), "$1-$2-$3-$4")
	certificate = strings.ToUpper(certificateNo.FindString(text))
	application = strings.ToUpper(applicationNo.FindString(text))
	if application == "" && certificate == "" {
		application = portalNo.FindString(text)
	}
	return application, certificate
}

// Understand tells what a message wants, from the library's names and the cue
// words alone. Subject is the service spoken of before, "" if none: a message
// that asks an aspect without naming a service is taken to mean it.
func (a *Assistant) Understand(text, subject string) Understanding {
	m := a.library.Match(text)
	cue := a.words.cues(text)
	whole := a.words.wholeTag(text)
	u := Understanding{Kinds: m.Kinds, Topics: m.Topics, Control: control(whole)}
	for _, s := range m.Services {
		u.Services = append(u.Services, s.ID)
	}
	if len(m.Groups) > 0 {
		u.Group = m.Groups[0]
	}
	u.ApplicationNo, u.CertificateNo = numbersIn(text)
	u.Asking = cue.has("question") || strings.Contains(text, "?")
	if cue.has("change") && u.Control == NoControl {
		u.Control = Edit
	}
	u.Intent = intent(u, cue, whole, m)
	if len(u.Services) == 0 && u.Group == "" && subject != "" && (u.Intent == Question || u.Intent == Apply) && (len(u.Kinds) > 0 || u.Intent == Apply || shortFollowUp(text)) {
		u.Services, u.FollowUp = []string{subject}, true
	}
	return u
}

// shortFollowUp reports whether a message is so short that it can only go on
// about the same subject ("aur affidavit?").
func shortFollowUp(text string) bool { return len(strings.Fields(text)) <= 5 }

func control(whole string) Control {
	switch c := Control(whole); c {
	case Yes, No, Cancel, Back, Later, Skip:
		return c
	}
	return NoControl
}

// intent weighs the cues: danger before all, then what the whole message is,
// then numbers, then verbs, then anything with a subject is a question.
func intent(u Understanding, cue cues, whole string, m corpus.Match) Intent {
	named := len(u.Services) > 0 || u.Group != ""
	switch {
	case cue.has("danger"):
		return Danger
	case cue.has("injection"):
		return Injection
	case whole == "greeting" && !named:
		return Greeting
	case whole == "thanks":
		return Thanks
	case cue.has("human"):
		return Human
	case u.CertificateNo != "":
		return VerifyDoc
	case u.ApplicationNo != "" && (cue.has("status") || len(u.Kinds) == 0):
		return CheckState
	case cue.has("how"):
		return questionOr(OffTopic, named, m, cue)
	case cue.has("verify") && !cue.has("apply") && onlyKinds(u, corpus.Verify):
		return VerifyDoc
	case cue.has("status") && onlyKinds(u, corpus.Status, corpus.Days) && (cue.has("own") || !named):
		return CheckState
	case cue.has("apply") && (!u.Asking || len(u.Kinds) == 0) && onlyKinds(u, corpus.How):
		return Apply
	}
	return questionOr(OffTopic, named, m, cue)
}

// questionOr returns Question when the message speaks of anything the library
// knows, and the other intent when it plainly does not.
func questionOr(other Intent, named bool, m corpus.Match, cue cues) Intent {
	switch {
	case named:
		return Question
	case cue.has("offtopic"), cue.has("outside"):
		return other
	case len(m.Concepts) > 0:
		return Question
	}
	return NoIntent
}

// onlyKinds reports whether no aspect is asked beyond the given ones.
func onlyKinds(u Understanding, kinds ...corpus.Kind) bool {
	for _, k := range u.Kinds {
		if !slices.Contains(kinds, k) {
			return false
		}
	}
	return true
}
