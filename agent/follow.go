package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// goingOn are words of one who goes on with a form put aside.
var goingOn = regexp.MustCompile(`(?i)\b(?:continue|resume|complete|finish|go on with|carry on|where (?:i|we) left|wahi(?:n)? se|aage|poora|pura|jaari|adhoora|adhura|bacha hua)\b|आगे|वहीं से|पूरा|जारी|अधूरा|बचा हुआ`)

// leftOff says where they stopped, and asks nothing.
var leftOff = regexp.MustCompile(`(?i)\bwhere (?:i|we) (?:left|stopped|were)\b`)

// aForm is what they call it.
var aForm = regexp.MustCompile(`(?i)\b(?:form|application|aavedan|avedan)\b|फ़ॉर्म|फॉर्म|फार्म|आवेदन`)

// draftMeant is the service of the draft that the citizen wants to go on with: "I want
// to continue my learner licence form", or the only one there is.
func (t *turning) draftMeant(u Understanding) string {
	if t.state.Ask != nil || len(t.state.Drafts) == 0 || u.Asking && !leftOff.MatchString(t.text) || !goingOn.MatchString(t.text) || u.Intent != Question && u.Intent != Apply && u.Intent != NoIntent {
		return ""
	}
	for _, id := range u.Services {
		if _, ok := t.state.Drafts[id]; ok && (!u.FollowUp || aForm.MatchString(t.text)) {
			return id
		}
	}
	if len(t.state.Drafts) == 1 && (len(u.Services) == 0 || u.FollowUp) && aForm.MatchString(t.text) {
		for id := range t.state.Drafts {
			return id
		}
	}
	return ""
}

// leadingOn is what comes before the words that matter: "ok and for the ...".
var leadingOn = regexp.MustCompile(`(?i)^[^\p{L}]*(?:(?:ok(?:ay)?|accha|achha|acha|and|aur|what about|how about|for|the|phir|to)\s+)+|^\s*(?:(?:और|अच्छा|फिर|तो)\s+)+`)

// oneOf is "the permanent one", "bijli wala", "bijli ka bhi", of the kind of thing
// spoken of.
var oneOf = regexp.MustCompile(`(?i)([\p{L}\p{M}]+)\s+(?:wal[aie]|one|वाल[ाेी]|k[aie] bhi|k[aie] kya|(?:का|की|के)\s+(?:भी|क्या))(?:\s|[?।.,]|$)`)

// goesBy reports whether a word stands in the name of a service, by sound.
func (a *Assistant) goesBy(service, word string) bool {
	s, ok := a.library.Service(service)
	return ok && slices.ContainsFunc(hindi.Tokens(s.Name.En+" "+s.Name.Hi+" "+s.Name.In(corpus.HindiLatin)), func(w string) bool { return hindi.Key(w) == hindi.Key(word) })
}

// asNamed are a word as it is said and, of a Hindi adjective, as names have it: "pakke wale
// ki fees" is of the pakka licence.
func asNamed(word string) []string {
	for _, end := range [][2]string{{"e", "a"}, {"े", "ा"}} {
		if stem, ok := strings.CutSuffix(word, end[0]); ok {
			return []string{word, stem + end[1]}
		}
	}
	return []string{word}
}

// siblingNamed is the service that "bijli wale mein" names beside the subject's own
// kind of thing: of a new water connection, the electricity connection.
func (t *turning) siblingNamed(u *Understanding) string {
	m := oneOf.FindStringSubmatch(t.text)
	if m == nil || !u.FollowUp && len(u.Services) > 0 || u.Group != "" {
		return ""
	}
	s, ok := t.library.Service(t.state.Subject)
	if !ok {
		return ""
	}
	for _, name := range []string{s.Name.En, s.Name.Hi, s.Name.In(corpus.HindiLatin)} {
		words := hindi.Tokens(name)
		for i := len(words) - 1; i >= max(0, len(words)-2); i-- { // "praman patra" is the head of two words
			for _, which := range asNamed(hindi.Normalise(m[1])) {
				found := t.library.Match(which + " " + strings.Join(words[i:], " ")).Services
				if len(found) == 1 && found[0].ID != s.ID && t.goesBy(found[0].ID, which) {
					return found[0].ID
				}
			}
		}
	}
	return ""
}

// stickToGroup keeps to the group of which the citizen was asked to choose one: "and
// what papers" asks of these, not of all services.
func (t *turning) stickToGroup(u *Understanding) {
	if u.Intent != Question && u.Intent != NoIntent || len(u.Services) > 0 || u.Group != "" || t.state.Subject != "" || t.state.Ask != nil || !t.offersServices() {
		return
	}
	if len(u.Kinds) == 0 && !onward.MatchString(t.text) {
		return
	}
	for _, g := range t.library.Groups {
		if g.Default == "" && !slices.ContainsFunc(t.state.Choices, func(c Choice) bool {
			return !slices.Contains(g.Services, strings.TrimPrefix(c.ID, serviceChoice))
		}) {
			u.Intent, u.Group = Question, g.ID
			return
		}
	}
}

// pointsOut reports whether a message points back to a subject that is none of the
// group it names: "isse pension bhi milegi kya", of the disability card.
func (t *turning) pointsOut(group string) bool {
	return backward.MatchString(t.text) && !slices.ContainsFunc(t.library.Groups, func(g corpus.Group) bool {
		return g.ID == group && slices.Contains(g.Services, t.state.Subject)
	})
}

// possession is of a paper that one has or lacks, not a question about it: "bpl card h
// mere paas".
var possession = regexp.MustCompile(`(?i)\b(?:i|we)\s+(?:already\s+|do\s+not\s+|don'?t\s+)?(?:have|hold|got)\b|\b(?:mere|hamare|unke|uske)\s+pa?as\b|(?:मेरे|हमारे|उनके|उसके)\s+पास|\b(?:nahi|nahin|nhi|na)\s+(?:hai|h|ho|hua)\s+to\W*$|(?:नहीं|नही|ना|न)\s+(?:है|हो|हुआ)\s+तो\s*[?।]*$|^\W*(?:and\s+|but\s+)?(?:what\s+)?if\s+(?:i|we)\s+(?:do not|don'?t)\s+have\b`)

func (t *turning) possesses() bool {
	return len(strings.Fields(t.text)) <= onwardWords && possession.MatchString(t.text)
}

// relativeDoes asks what one of the family has to do or may do about it.
var relativeDoes = regexp.MustCompile(`(?i)^[^\p{L}]*(?:and\s+|but\s+)?(?:does|do|can|will|should|must)\s+(?:my|our|his|her|the)\s+(?:\w+\s+)?(?:son|daughter|mother|father|wife|husband|brothers?|sisters?|child|children|parents|family)\b`)

// eitherOr asks which of two: "in instalments or at once".
var eitherOr = regexp.MustCompile(`(?i)\S\s+(?:ya|or|या)\s+\S`)

// onFrom asks for the next step: "so what next".
var onFrom = regexp.MustCompile(`(?i)\b(?:what next|next step|then what|now what|what now|what to do (?:now|next|then)|phir kya|fir kya|ab kya|aage kya)\b|आगे क्या|फिर क्या|अब क्या`)

// nextAspect is what comes after what was asked: an appeal after the days, else the way
// to apply.
func (t *turning) nextAspect() corpus.Kind {
	switch t.state.Aspect {
	case corpus.Days, corpus.Status, corpus.Appeal:
		return corpus.Appeal
	}
	return corpus.How
}

// which asks what the thing is that answers a need: "which pension is there for her".
var which = regexp.MustCompile(`(?i)\b(?:which|what kind of|kaun\s?s[aei]|kons[aei])\s+(?:pension|scheme|yojana|card|licence|license)\b|कौन[\s-]?स[ाेी]\s+(?:पेंशन|योजना|कार्ड|लाइसेंस)`)
