package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// agreed is how many of the jury must be of one service to speak against what
// the message's words alone seemed to want.
const agreed = 4

// reconsider mends what words alone understood by what retrieval found, which
// weighs whole questions: of two services named, or of a name that several share,
// the one that the question is about; a question that a word made look like
// something else.
func (t *turning) reconsider(u *Understanding) {
	hits := t.found.hits[:min(len(t.found.hits), jury)]
	if len(hits) == 0 || u.FollowUp || t.choice != "" {
		return
	}
	leader, votes, heard := hits[0].Service, 0, false
	for _, h := range hits {
		if h.Service == leader {
			votes++
		}
		heard = heard || slices.Contains(u.Services, h.Service)
	}
	if u.Asking && t.otherwise(u, hits, votes) || u.CertificateNo == "" && t.inTrouble() && !wishesTo(t.text) &&
		(u.Intent == VerifyDoc || u.Intent == Apply && len(strings.Fields(t.text)) > longestWish) {
		u.Intent = Question
	}
	question := u.Intent == Question || u.Intent == NoIntent
	named := slices.Index(u.Services, leader)
	switch {
	case question && named > 0:
		u.Services = append([]string{leader}, slices.Delete(slices.Clone(u.Services), named, named+1)...)
	case question && len(u.Services) > 0 && named < 0 && votes >= majority && t.ofFamily(u.Services[0], hits, votes):
		u.Services = append([]string{leader}, u.Services[1:]...)
	case votes < agreed || named == 0:
	case question && len(u.Services) > 0 && !heard:
		u.Services = append([]string{leader}, u.Services...)
	case question && u.Group != "" && t.library.SaysMore(t.text) && (votes == jury && len(hindi.Numbers(t.text)) > 0 || t.toldApart(u.Group, hits[0].ID) || t.calledByName(u, leader)):
		u.Services, u.Group = []string{leader}, ""
	case u.Intent == Apply && len(u.Services) == 0 && u.Group == "" && len(u.Topics) > 0:
		u.Services = []string{leader}
	case u.Intent == OffTopic && len(u.Topics) > 1:
		u.Intent, u.Services = Question, []string{leader}
	}
}

// longestWish is the most words in which somebody asks for an application by asking
// whether they may: "can I apply for an income certificate?"
const longestWish = 8

// longestCheck is the most words in which somebody asks for a check by asking
// whether a certificate is genuine.
const longestCheck = 12

// otherwise reports whether a message worded as a question is one, though a word
// of it made it look like an order to a tool: it is long, or nearest to rules on
// other things than what the tool does.
func (t *turning) otherwise(u *Understanding, hits []Hit, votes int) bool {
	if u.ApplicationNo+u.CertificateNo != "" {
		return false
	}
	words := len(strings.Fields(t.text))
	nearest, _ := t.library.Clause(hits[0].ID)
	about := func(kinds ...corpus.Kind) bool { return slices.Contains(kinds, nearest.Kind) }
	switch u.Intent {
	case Apply:
		return !asksUs.MatchString(t.text) && !wishesTo(t.text) && len(u.Services) > 0 && hits[0].Service == u.Services[0] &&
			(words > longestWish || !about(corpus.How, corpus.About, corpus.Eligibility))
	case VerifyDoc:
		return words > longestCheck && votes >= majority && !about(corpus.Verify)
	case CheckState: // "where is my application" is plain, whatever lies near
		return words > shortFollowUpWords && votes >= majority && !about(corpus.Status, corpus.Days) && !t.words.plainly(t.text, "stands")
	}
	return false
}

// asksLast reports whether a message that tells of a wish ends in a question of its own:
// "my brother wants a new card but his meter is of 3 kW, will he get it?"
func (t *turning) asksLast() bool {
	last, ok := lastOf(parts, t.text)
	return ok && (t.words.plainly(last, "question") || depending.MatchString(last)) && !t.words.cues(last).has("apply") && !helps.MatchString(last) && !asksUs.MatchString(t.text)
}

// helps asks for help with a wish.
var helps = regexp.MustCompile(`(?i)\b(?:help|madad|karoge|karenge|kar do|kar doge|bhar do|please|can you)\b|मदद|करोगे|करेंगे|कर दो|भर दो`)

// lacking are words of one who tells what does not work, who orders no check.
var lacking = regexp.MustCompile(`(?i)\b(?:nahi|nahin|nhi|not|cannot|can't|isn't|doesn't|won't|without|bina)\b|(?:^|\s)(?:नहीं|नही|बिना)(?:\s|$)`)

// orNot asks, and lacks nothing: "असली है या नहीं". Nor does who begins with a no.
var orNot = regexp.MustCompile(`(?i)^\s*(?:nahi|nahin|nhi|no|नहीं|नही)(?:[\s,.!]|$)|\b(?:or not|ya nahi|ya nahin|ya nhi)\b|(?:^|\s)या\s+(?:नहीं|नही)(?:\s|[?।]|$)`)

// inTrouble reports whether a message tells of something that is missing or does
// not work.
func (t *turning) inTrouble() bool {
	return len(strings.Fields(t.text)) > shortQuestion && lacking.MatchString(orNot.ReplaceAllString(t.text, " "))
}

// ofFamily reports whether a message that names one service of a family means
// the nearest other one: not by one rule alone that both have, for a birth
// certificate does not expire and neither does the order for a late one.
// Nor if the one named is named by what is its own: a new ration card.
func (t *turning) ofFamily(named string, hits []Hit, votes int) bool {
	leader := hits[0].Service
	own := func(m corpus.ServiceMatch) bool { return m.ID == named && m.Own }
	return slices.Contains(t.library.Family(named), leader) &&
		(votes >= agreed || hits[1].Service == leader || !t.namesake(named, hits[0].ID)) &&
		!slices.ContainsFunc(t.library.Match(t.text).Services, own)
}

// namesake reports whether a service has a clause of the same local id, which
// says the same of it.
func (a *Assistant) namesake(service, clause string) bool {
	_, local, _ := strings.Cut(clause, "/")
	_, ok := a.library.Clause(service + "/" + local)
	return ok
}

// calledByName reports whether the message has a word of a service's name that no
// other service of the group has in its own: the transfer of the RC of a scooter.
func (a *Assistant) calledByName(u *Understanding, service string) bool {
	for _, g := range a.library.Groups {
		if g.ID != u.Group || !slices.Contains(g.Services, service) {
			continue
		}
		return slices.ContainsFunc(a.nameTopics[service], func(c string) bool {
			return slices.Contains(u.Topics, c) && !slices.ContainsFunc(g.Services, func(other string) bool {
				return other != service && slices.Contains(a.nameTopics[other], c)
			})
		})
	}
	return false
}

// toldApart reports whether the nearest clause is of the group and has no namesake
// in its other services: a fee that all of them know tells none apart, the fee for
// adding a loan does.
func (t *turning) toldApart(group, nearest string) bool {
	service, _, _ := strings.Cut(nearest, "/")
	for _, g := range t.library.Groups {
		if g.ID != group || !slices.Contains(g.Services, service) {
			continue
		}
		return !slices.ContainsFunc(g.Services, func(other string) bool {
			return other != service && t.namesake(other, nearest)
		})
	}
	return false
}
