package agent

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// A message without a name is taken to mean the service of the nearest clause
// if the second is of it too, or so many of the jury of nearest clauses.
const (
	jury     = 5
	majority = 3
	// near is the cosine to the nearest clause below which a message without a
	// known topic is about nothing we know.
	near = 0.42
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
	if u.Asking && t.otherwise(u, hits, votes) {
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
	case question && u.Group != "" && t.toldApart(u.Group, hits[0].ID):
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
		return len(u.Services) > 0 && (hits[0].Service == u.Services[0] || slices.Contains(t.library.Family(u.Services[0]), hits[0].Service)) &&
			(words > longestWish || !about(corpus.How, corpus.About, corpus.Eligibility))
	case VerifyDoc:
		return words > longestCheck && votes >= majority && !about(corpus.Verify)
	case CheckState:
		return votes >= majority && !about(corpus.Status, corpus.Days)
	}
	return false
}

// ofFamily reports whether a message that names one service of a family means
// the nearest other one: not by one rule alone that both have, for a birth
// certificate does not expire and neither does the order for a late one.
func (a *Assistant) ofFamily(named string, hits []Hit, votes int) bool {
	leader := hits[0].Service
	return slices.Contains(a.library.Family(named), leader) &&
		(votes >= agreed || hits[1].Service == leader || !a.namesake(named, hits[0].ID))
}

// namesake reports whether a service has a clause of the same local id, which
// says the same of it.
func (a *Assistant) namesake(service, clause string) bool {
	_, local, _ := strings.Cut(clause, "/")
	_, ok := a.library.Clause(service + "/" + local)
	return ok
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

// generalGroup are the packs on what all services share: payment, login, tracking.
const generalGroup = "portal"

// poll is how the nearest clauses vote for services.
type poll struct {
	votes         map[string]int
	nearest, most string // service of the nearest clause, and of most of them
}

func newPoll(hits []Hit) poll {
	p := poll{votes: map[string]int{}}
	for _, h := range hits[:min(len(hits), jury)] {
		p.votes[h.Service]++
	}
	for _, h := range hits[:min(len(hits), jury)] {
		if p.nearest == "" {
			p.nearest = h.Service
		}
		if p.votes[h.Service] > p.votes[p.most] {
			p.most = h.Service
		}
	}
	return p
}

// presume is the service that a message without a name is about: that of the
// conversation if retrieval finds it there, else the one its topics suggest if
// retrieval agrees, else the one the nearest clauses agree on, else a pack that
// answers such questions for all services; "" if none.
func (t *turning) presume(u Understanding) string {
	hits, p := t.found.hits, newPoll(t.found.hits)
	words := len(strings.Fields(t.text))
	switch {
	case len(hits) == 0:
		return ""
	case t.staysOn(u, p, words):
		return t.state.Subject
	case p.votes[u.Topical] > 0 && !t.outvoted(u.Topical, p, words):
		return u.Topical
	case p.votes[p.most] >= agreed && words > shortFollowUpWords:
		return p.most
	case len(u.Topics) == 0 && len(u.Kinds) > 0: // "fees kitni hai": of what?
		return t.general(u, hits[0])
	case len(u.Topics) == 0 && t.found.similarity < near:
		return ""
	case t.state.Subject != "" && words <= fewWords: // "medical?"
		return t.state.Subject
	case p.votes[p.most] >= majority, len(hits) > 1 && p.most == hits[1].Service:
		return p.most
	}
	return t.general(u, hits[0])
}

// outvoted reports whether another service than the one that the topics suggest
// is meant: nearly all of the jury say so in a message of some length, or another
// of its family is nearest and has more votes.
func (a *Assistant) outvoted(topical string, p poll, words int) bool {
	return words > shortFollowUpWords && p.votes[p.most] >= agreed && p.most != topical ||
		p.most == p.nearest && p.votes[p.most] > p.votes[topical] && slices.Contains(a.library.Family(topical), p.most)
}

const (
	// stays is the most words in which somebody goes on about the subject of the
	// conversation without pointing at it.
	stays = 12
	// fewWords say too little for another subject.
	fewWords = 3
)

// staysOn reports whether a message that names nothing is found to be about the
// subject of the conversation: it is nearest to it, or no other service has more
// of the nearest clauses.
func (t *turning) staysOn(u Understanding, p poll, words int) bool {
	subject := t.state.Subject
	switch {
	case subject == "" || words > stays:
		return false
	case backward.MatchString(t.text):
		return true
	case u.Topical != "" && u.Topical != subject:
		return false
	}
	return p.nearest == subject || p.votes[subject] > 1 && p.votes[subject] == p.votes[p.most]
}

// general is the pack that answers what concerns all services: that of the nearest
// clause if the question is long enough to be plain, else whichever answers for the
// aspect.
func (t *turning) general(u Understanding, nearest Hit) string {
	if s, ok := t.library.Service(nearest.Service); ok && s.Group == generalGroup && len(strings.Fields(t.text)) > shortQuestion {
		return s.ID
	}
	return t.answersFor(u.Kinds)
}

// answersFor is the pack that answers one of the aspects for all services.
func (a *Assistant) answersFor(kinds []corpus.Kind) string {
	for _, s := range a.library.Services {
		if slices.ContainsFunc(kinds, func(k corpus.Kind) bool { return slices.Contains(s.AnswersFor, k) }) {
			return s.ID
		}
	}
	return ""
}
