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
	case question && len(u.Services) > 0 && named < 0 && votes >= majority && slices.Contains(t.library.Family(u.Services[0]), leader):
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
		return len(u.Services) > 0 && hits[0].Service == u.Services[0] &&
			(words > longestWish || !about(corpus.How, corpus.About, corpus.Eligibility))
	case VerifyDoc:
		return words > longestCheck && votes >= majority && !about(corpus.Verify)
	case CheckState:
		return votes >= majority && !about(corpus.Status, corpus.Days)
	}
	return false
}

// toldApart reports whether the nearest clause is of the group and has no namesake
// in its other services: a fee that all of them know tells none apart, the fee for
// adding a loan does.
func (t *turning) toldApart(group, nearest string) bool {
	service, local, _ := strings.Cut(nearest, "/")
	for _, g := range t.library.Groups {
		if g.ID != group || !slices.Contains(g.Services, service) {
			continue
		}
		return !slices.ContainsFunc(g.Services, func(other string) bool {
			_, namesake := t.library.Clause(other + "/" + local)
			return other != service && namesake
		})
	}
	return false
}

// generalGroup are the packs on what all services share: payment, login, tracking.
const generalGroup = "portal"

// presume is the service that a message without a name is about: the one its
// topics suggest if retrieval agrees, else the one the nearest clauses agree on,
// else a pack that answers such questions for all services; "" if none.
func (t *turning) presume(u Understanding) string {
	hits := t.found.hits[:min(len(t.found.hits), jury)]
	votes := map[string]int{}
	for _, h := range hits {
		votes[h.Service]++
	}
	switch {
	case len(hits) == 0:
		return ""
	case votes[u.Topical] > 0:
		return u.Topical
	case votes[hits[0].Service] >= agreed && len(strings.Fields(t.text)) > shortFollowUpWords:
		return hits[0].Service
	case len(u.Topics) == 0 && len(u.Kinds) > 0: // "fees kitni hai": of what?
		return t.general(u, hits[0])
	case len(u.Topics) == 0 && t.found.similarity < near:
		return ""
	case votes[hits[0].Service] >= majority, len(hits) > 1 && hits[0].Service == hits[1].Service:
		return hits[0].Service
	}
	return t.general(u, hits[0])
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
