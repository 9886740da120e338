package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent/mask"
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
// spaces, other dashes or Devanagari digits. In a masked text they are tokens,
// which tools get the value of.
func numbersIn(text string) (application, certificate string) {
	certificate = mask.First(text, mask.Certificate)
	application = mask.First(text, mask.Application, mask.Number)
	if application != "" || certificate != "" {
		return application, certificate
	}
	text = spacedShape.ReplaceAllString(hindi.Digits(text), "$1-$2-$3-$4")
	certificate = strings.ToUpper(certificateNo.FindString(text))
	application = strings.ToUpper(applicationNo.FindString(text))
	if application == "" && certificate == "" {
		application = portalNo.FindString(text)
	}
	return application, certificate
}

// Understand tells what a masked message wants, from the library's names and the
// cue words alone. A message that asks an aspect without naming a service is taken
// to mean the subject of the conversation.
func (a *Assistant) Understand(text string, state State) Understanding {
	application, certificate := numbersIn(text)
	text = testTrack.ReplaceAllString(fastTrack.ReplaceAllString(withoutThen(mask.Strip(text)), "urgent"), "test")
	m := a.library.Match(distribute(text))
	cue := a.words.cues(text)
	whole := a.words.wholeTag(text)
	if whole == string(Yes) && strings.Contains(text, "?") {
		whole = "" // "theek hai?" asks
	}
	switch waits := state.Ask != nil; {
	case whole == "" && waits:
		whole = a.words.endTag(text)
		if whole == "" && skipsPart.MatchString(text) && len(strings.Fields(text)) <= shortWords {
			whole = string(Skip)
		}
		if whole == "" && leaves(text) && !a.words.plainly(text, "question") {
			whole = string(Later)
		}
	case waits:
	case whole == "why" || whole == lack:
		whole = "" // of what?
	}
	if state.Subject == "" || len(strings.Fields(text)) > shortWords {
		m.Kinds = a.asked(text, m.Kinds)
	}
	u := Understanding{Kinds: telling(m.Kinds), Topics: m.Topics, Control: control(whole)}
	for _, s := range m.Services {
		u.Services = append(u.Services, s.ID)
	}
	if len(m.Groups) > 0 {
		u.Group = m.Groups[0]
	}
	u.ApplicationNo, u.CertificateNo = application, certificate
	u.Asking = cue.has("question") || strings.Contains(text, "?")
	if cue.has("change") && u.Control == NoControl {
		u.Control = Edit
	}
	if len(u.Kinds) == 0 && cue.has("how") && !cue.has("amount") && len(u.Services) > 0 {
		u.Kinds = []corpus.Kind{corpus.How}
	}
	short := len(strings.Fields(text)) <= shortQuestion
	u.Intent = a.intent(u, cue, whole, short, len(state.Applications) > 0)
	if u.Intent == Question && !u.Asking && (len(u.Services)+len(u.Group) > 0 && givesDetails(text) || len(u.Kinds) == 0 && a.forSeveral(u, text)) {
		u.Intent = Apply
	}
	if (u.Intent == Question || u.Intent == CheckState) && u.ApplicationNo == "" && len(u.Services)+len(u.Group) > 0 && !(u.Asking && len(u.Kinds) > 0) && wishesTo(text) {
		u.Intent = Apply
	}
	if state.Subject == "" && u.Intent == Question && !u.Asking && len(u.Services)+len(u.Group)+len(u.Topics) == 0 && onlyKinds(u, corpus.Appeal) && wishesTo(text) {
		if complaint := a.answersFor(u.Kinds); complaint != "" { // "garbage was not taken for 12 days, I want to lodge a complaint"
			u.Intent, u.Services = Apply, []string{complaint}
		}
	}
	if len(u.Services) == 0 && u.Group == "" && (u.Intent == Question || u.Intent == Apply) {
		a.assume(&u, text, state.Subject)
	}
	return u
}

// fastTrack is haste, and tracks nothing.
var fastTrack = regexp.MustCompile(`(?i)\bfast[\s-]?track(?:ed|ing)?\b`)

// testTrack is where the driving test is taken.
var testTrack = regexp.MustCompile(`(?i)\b(?:on|at|the|driving|test|automated|which|any)\s+(?:the\s+|test\s+)?tracks?\b|\btracks?\s+(?:pe|par|p|wale|wala)\b`)

// assume fills in the service that a message leaves out when the conversation
// has a subject, and notes the one its topics suggest. What remains open is
// settled by what retrieval finds.
func (a *Assistant) assume(u *Understanding, text, subject string) {
	u.Topical = a.topical(u.Topics)
	other := u.Topical != "" && u.Topical != subject && len(strings.Fields(text)) > shortWords && !backward.MatchString(text)
	says := len(strings.Fields(text)) > shortWords // what it is about, maybe: retrieval knows
	if subject != "" && !other && (len(u.Kinds) > 0 && !says || u.Intent == Apply || shortFollowUp(text)) {
		u.Services, u.FollowUp = []string{subject}, true
	}
}

// kin are the concepts of one's own people: what is asked for a child is not the
// child's name.
var kin = map[string]bool{
	"child": true, "brother": true, "sister": true, "son": true, "daughter": true, "father": true, "mother": true, "parents": true, "husband": true, "wife": true, "family": true,
}

// topical is the service whose name is best made up of the topics ("the last
// date to register a birth"): at least half of it. "" if none is, or two are
// alike. Packs on general matters have names too common for this.
func (a *Assistant) topical(topics []string) string {
	best, share, alike := "", 0.0, false
	for _, s := range a.library.Services {
		named, all, matter := 0, a.nameTopics[s.ID], false
		for _, c := range all {
			if slices.Contains(topics, c) {
				named++
				matter = matter || !kin[c]
			}
		}
		if 2*named < len(all) || !matter || len(s.AnswersFor) > 0 {
			continue
		}
		switch got := float64(named) / float64(len(all)); {
		case got > share:
			best, share, alike = s.ID, got, false
		case got == share:
			alike = true
		}
	}
	if alike {
		return ""
	}
	return best
}

// commonTopic is in how many names of services a concept must stand to tell
// nothing: certificate, application, new.
const commonTopic = 4

// nameTopics are the telling concepts in each service's name.
func nameTopics(l *corpus.Library) map[string][]string {
	in := map[string]int{}
	names := map[string][]string{}
	for _, s := range l.Services {
		names[s.ID] = l.Match(s.Name.En).Topics
		for _, c := range names[s.ID] {
			in[c]++
		}
	}
	for id, all := range names {
		names[id] = slices.DeleteFunc(all, func(c string) bool { return in[c] >= commonTopic })
	}
	return names
}

// telling leaves out aspects that only come along: "how to correct" is about
// the correction, "where to download" about the download.
func telling(kinds []corpus.Kind) []corpus.Kind {
	stronger := slices.ContainsFunc(kinds, func(k corpus.Kind) bool {
		return k == corpus.Change || k == corpus.Verify || k == corpus.Status || k == corpus.Appeal
	})
	if !stronger {
		return kinds
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k corpus.Kind) bool { return k == corpus.How || k == corpus.Office })
}

// shortQuestion is the most words in which "is this certificate genuine?" is
// asked; longer questions are about how checking is done.
const shortQuestion = 7

// shortFollowUpWords is the most words of a message that says too little to stand
// by itself.
const shortFollowUpWords = 5

// shortFollowUp reports whether a message is so short that it can only go on
// about the same subject ("aur affidavit?").
// A figure of the citizen's own goes on about it as well ("income 90 hazar hai saal ki").
func shortFollowUp(text string) bool {
	words := len(strings.Fields(text))
	return words <= shortFollowUpWords || words <= 8 && len(hindi.Numbers(text)) > 0
}

// lack is the tag of words that say there is no answer.
const lack = "lack"

func control(whole string) Control {
	switch c := Control(whole); c {
	case Yes, No, Cancel, Back, Later, Skip, Why:
		return c
	case lack:
		return Skip
	}
	return NoControl
}

// intent weighs the cues: danger before all, then what the whole message is,
// then numbers, then verbs, then anything with a subject is a question. Short is a
// message of few words; applied says that the citizen has an application of
// which to ask.
func (a *Assistant) intent(u Understanding, cue cues, whole string, short, applied bool) Intent {
	named := len(u.Services) > 0 || u.Group != ""
	strong, weak := cue.has("apply"), cue.has("apply-word")
	own := cue.has("own") || applied
	switch {
	case cue.has("danger"):
		return Danger
	case cue.has("injection"):
		return Injection
	case whole == "greeting" && !named:
		return Greeting
	case whole == "thanks":
		return Thanks
	case whole == "noted" && u.ApplicationNo == "" && u.CertificateNo == "":
		return Noted
	case cue.has("self") && !named:
		return Self
	case cue.has("human"):
		return Human
	case u.CertificateNo != "":
		return VerifyDoc
	case u.ApplicationNo != "" && (cue.has("status") || len(u.Kinds) == 0):
		return CheckState
	case cue.has("how") && !(strong && !u.Asking):
		return questionOr(OffTopic, named, u, cue)
	case cue.has("verify") && !strong && onlyKinds(u, corpus.Verify) && (!u.Asking || short) && a.ofAll(u.Services):
		return VerifyDoc
	case cue.apart("status", "apply") && onlyKinds(u, corpus.Status, corpus.Days) && (own || a.ofAll(u.Services)),
		cue.apart("mine", "apply") && onlyKinds(u, corpus.Status, corpus.Days) && own:
		return CheckState
	case cue.has("stands") && short && onlyKinds(u, corpus.Status, corpus.Days, corpus.Office) && (own || !named && len(u.Kinds)+len(u.Topics) == 0):
		return CheckState
	case strong && (!u.Asking || onlyKinds(u, corpus.How)), weak && !u.Asking && onlyKinds(u, corpus.How):
		return Apply
	}
	return questionOr(OffTopic, named, u, cue)
}

// ofAll reports whether no particular service is named: none, or only those
// that answer for all.
func (a *Assistant) ofAll(services []string) bool {
	for _, id := range services {
		if s, ok := a.library.Service(id); ok && len(s.AnswersFor) == 0 {
			return false
		}
	}
	return true
}

// questionOr returns Question when the message speaks of anything the library
// knows, and the other intent when it plainly does not.
func questionOr(other Intent, named bool, u Understanding, cue cues) Intent {
	switch {
	case named:
		return Question
	case cue.has("offtopic"), cue.has("outside"):
		return other
	case len(u.Topics)+len(u.Kinds) > 0:
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
