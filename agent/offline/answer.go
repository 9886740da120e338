package offline

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// answer tells what the clauses say of the service and aspects asked.
func (m *Model) answer(req agent.Request) agent.Response {
	u := req.Understood
	if len(u.Services) == 0 && u.Group != "" {
		return m.whichOfGroup(req)
	}
	service := m.subject(req)
	if service == nil {
		return m.unclear(req)
	}
	var r agent.Response
	if kinds := m.plainly(req, service); len(kinds) > 0 {
		m.whole(&r, req, service, kinds)
		return r
	}
	if len(u.Kinds) == 0 {
		return m.nearest(req, service)
	}
	near := nearestIn(req, service)
	kinds := u.Kinds[:min(len(u.Kinds), kindsTold)]
	if m.carriedOn(req, service, kinds, near) || asksInGeneral(service, kinds, near) {
		m.general(&r, req, service, kinds, near)
		return r
	}
	// The nearest clause is the answer; what is said of the aspects in general
	// comes after it.
	nearest := near[0]
	near = primaryFirst(near, kinds)
	m.addWhole(&r, req, near[0])
	for _, k := range kinds {
		lines := linesOf(k)
		if nearest.ID != near[0].ID { // who asks for something else beside it needs no more of the aspect than its rule
			lines = 1
		}
		m.tell(&r, req, service, k, lines)
	}
	for _, c := range near {
		m.add(&r, req, c)
	}
	return r
}

// carriedOn reports whether the aspect stood in an earlier message and this one
// picks out no rule of it: "and for my mother?" asks for the fee again, "and for
// photocopies?" for that of these.
func (m *Model) carriedOn(req agent.Request, s *corpus.Service, kinds []corpus.Kind, near []corpus.Clause) bool {
	if len(req.History) == 0 || len(m.library.Match(req.Message).Kinds) > 0 || slices.ContainsFunc(hindi.Tokens(req.Message), func(w string) bool { return asksHow[w] }) {
		return false
	}
	return len(near) == 0 || !slices.Contains(kinds, near[0].Kind) || !m.speaksOf(req, s, near[0])
}

// asksHow are the words that ask for the way to do something.
var asksHow = map[string]bool{"how": true, "kaise": true, "kese": true, "कैसे": true}

// speaksOf reports whether a word of the message, beside names and words that ask,
// is one of the clause or of the questions that it answers, by sound.
func (m *Model) speaksOf(req agent.Request, s *corpus.Service, c corpus.Clause) bool {
	texts := []string{c.In(corpus.English), c.In(corpus.Hindi)}
	for _, q := range s.Questions {
		if s.FullID(q.ID) == c.ID {
			texts = append(texts, q.All()...)
		}
	}
	words := map[string]bool{}
	for _, w := range hindi.Tokens(strings.Join(texts, "\n")) {
		words[hindi.Key(w)] = true
	}
	_, _, left := m.remainder(req, req.Message, s)
	return slices.ContainsFunc(left, func(w string) bool { return words[hindi.Key(w)] })
}

// asksInGeneral reports whether an aspect is asked about as a whole: the nearest
// clause leads it, or is one of several papers.
func asksInGeneral(s *corpus.Service, kinds []corpus.Kind, near []corpus.Clause) bool {
	switch {
	case len(near) == 0:
		return true
	case len(kinds) != 1:
		return false
	case kinds[0] == corpus.Papers:
		return near[0].Kind != corpus.Papers || near[0].Lead || isPaper(s, near[0]) || len(near) > 1 && near[1].Kind == corpus.Papers
	}
	return near[0].Kind == kinds[0] && near[0].Lead
}

// general answers what is asked of an aspect as a whole: the complete list, with
// the paper or the rule that the words come nearest to in full.
func (m *Model) general(r *agent.Response, req agent.Request, s *corpus.Service, kinds []corpus.Kind, near []corpus.Clause) {
	for _, k := range kinds {
		m.tell(r, req, s, k, linesOf(k))
	}
	if len(near) > 1 && (near[0].Kind == corpus.How || near[0].Kind == corpus.About || near[0].Kind == corpus.Office || near[0].Kind == corpus.Change) {
		m.add(r, req, near[1]) // words for these stand in most questions
	}
	if !slices.Contains(kinds, corpus.Papers) || len(near) == 0 {
		return
	}
	if detail := near[0].Detail.In(req.Language); detail != "" && !(len(near) > 1 && isPaper(s, near[1])) {
		// One paper is asked about, not the list.
		r.Text += "\n" + near[0].In(req.Language) + ". " + detail
	}
	for _, c := range near[:min(len(near), 2)] {
		if !isPaper(s, c) {
			m.add(r, req, c)
		}
	}
}

// primaryFirst puts the leading clause of an aspect asked before the others if the
// nearest is of no aspect asked, where the words for the aspect are unmistakable.
func primaryFirst(near []corpus.Clause, kinds []corpus.Kind) []corpus.Clause {
	if slices.Contains(kinds, near[0].Kind) || near[0].Kind == corpus.Benefit { // "paisa" is paid, and received
		return near
	}
	at := slices.IndexFunc(near, func(c corpus.Clause) bool {
		return c.Lead && slices.Contains(kinds, c.Kind) && slices.Contains(plainAspects, c.Kind)
	})
	if at < 0 {
		return near
	}
	return append([]corpus.Clause{near[at]}, slices.Delete(slices.Clone(near), at, at+1)...)
}

// plainAspects are asked for in words of their own: how much, how long, until when.
var plainAspects = []corpus.Kind{corpus.Fee, corpus.Days, corpus.Validity, corpus.Deadline}

// kindsTold is how many aspects one answer speaks of.
const kindsTold = 2

// nearestTold is how many of the clauses nearest to the words are told: one of
// them nearly always answers.
const nearestTold = 4

// nearestIn gives the service's clauses nearest to the words. Papers, which
// mention everything, are left out unless they are asked for or nearest of all.
func nearestIn(req agent.Request, s *corpus.Service) (nearest []corpus.Clause) {
	papers := slices.Contains(req.Understood.Kinds, corpus.Papers)
	for i, c := range req.Clauses {
		if c.Service == s.ID && len(nearest) < nearestTold && (papers || i <= 1 || !isPaper(s, c)) {
			nearest = append(nearest, c)
		}
	}
	return nearest
}

// subject is the service the answer is about, nil if it is open.
func (m *Model) subject(req agent.Request) *corpus.Service {
	if len(req.Understood.Services) == 0 {
		return nil
	}
	s, _ := m.library.Service(req.Understood.Services[0])
	return s
}

// unclear asks which service is meant, or says that the message is out of scope.
func (m *Model) unclear(req agent.Request) agent.Response {
	if req.Understood.Intent != agent.Question {
		return m.say(req, agent.Refused, "refused", nil)
	}
	r := m.say(req, agent.Clarify, "which_service_for", nil)
	for _, id := range m.likely(req) {
		s, _ := m.library.Service(id)
		r.Choices = append(r.Choices, agent.Choice{ID: agent.ServiceChoice(id), Title: s.Name.In(req.Language)})
	}
	return r
}

// choicesShown is what fits a list message.
const choicesShown = 10

// likely lists services to choose from, those of the nearest clauses first.
func (m *Model) likely(req agent.Request) []string {
	var ids []string
	for _, c := range req.Clauses {
		if !slices.Contains(ids, c.Service) {
			ids = append(ids, c.Service)
		}
	}
	for _, s := range m.library.Services {
		if !slices.Contains(ids, s.ID) && s.Form != nil {
			ids = append(ids, s.ID)
		}
	}
	return ids[:min(len(ids), choicesShown)]
}

// nearest answers a message that asks no known aspect: a bare name gets what
// the service is and what can be asked; anything longer the nearest clauses.
func (m *Model) nearest(req agent.Request, s *corpus.Service) agent.Response {
	var r agent.Response
	_, _, left := m.remainder(req, req.Message, s)
	told := slices.ContainsFunc(req.Clauses, func(c corpus.Clause) bool { return c.Service == s.ID && c.Kind == corpus.About })
	if !req.Understood.Asking && !req.Understood.FollowUp && len(left) == 0 && told {
		m.tell(&r, req, s, corpus.About, linesOf(corpus.About))
		r.Text += "\n\n" + m.phrases.Say(req.Language, "what_about", agent.Map{"Service": s.Name.In(req.Language)})
		return r
	}
	near := nearestIn(req, s)
	if len(near) == 0 {
		return m.notFound(req, s)
	}
	m.addWhole(&r, req, near[0])
	for _, c := range near[1:] {
		m.add(&r, req, c)
	}
	return r
}

func isPaper(s *corpus.Service, c corpus.Clause) bool {
	_, ok := s.Paper(strings.TrimPrefix(c.ID, s.ID+"/"))
	return ok
}

// tell adds everything an answer about one aspect needs: all papers with one clause
// on them; else so many lines, the leading clause, then the others as they come,
// nearest to the question first.
func (m *Model) tell(r *agent.Response, req agent.Request, s *corpus.Service, k corpus.Kind, lines int) {
	var papers, clauses []corpus.Clause
	for _, c := range req.Clauses {
		switch {
		case c.Service != s.ID || c.Kind != k:
		case isPaper(s, c):
			papers = append(papers, c)
		default:
			clauses = append(clauses, c)
		}
	}
	slices.SortStableFunc(clauses, func(a, b corpus.Clause) int { return rank(a) - rank(b) })
	if len(papers) > 0 {
		m.listPapers(r, req, s, papers)
		lines = 1
	}
	for _, c := range clauses[:min(len(clauses), lines)] {
		m.add(r, req, c)
	}
	if len(papers)+len(clauses) == 0 {
		missing := m.notFound(req, s)
		r.Text = strings.TrimSpace(r.Text + "\n\n" + missing.Text)
		if r.Outcome == "" {
			r.Outcome = missing.Outcome
		}
	}
}

func rank(c corpus.Clause) int {
	if c.Lead {
		return 0
	}
	return 1
}

// linesOf is how many clauses of an aspect an answer holds beside the nearest
// rules: enough to act on, few enough to read on a phone.
func linesOf(k corpus.Kind) int {
	if k == corpus.Eligibility || k == corpus.How {
		return 3
	}
	return 2
}

// listPapers adds the papers in the pack's order, one a line.
func (m *Model) listPapers(r *agent.Response, req agent.Request, s *corpus.Service, found []corpus.Clause) {
	r.Text = strings.TrimSpace(r.Text + "\n\n" + m.phrases.Say(req.Language, "papers_heading", agent.Map{"Service": s.Name.In(req.Language)}))
	if r.Outcome == "" {
		r.Outcome = agent.Answered
	}
	for _, p := range s.Papers {
		id := s.FullID(p.ID)
		if slices.ContainsFunc(found, func(c corpus.Clause) bool { return c.ID == id }) {
			r.Text += "\n• " + p.Line().In(req.Language)
			if !slices.Contains(r.Citations, id) {
				r.Citations = append(r.Citations, id)
			}
		}
	}
}

// addWhole tells a clause with what is said of it in detail: what a paper must look
// like, and how to get it.
func (m *Model) addWhole(r *agent.Response, req agent.Request, c corpus.Clause) {
	m.add(r, req, c)
	if detail := c.Detail.In(req.Language); detail != "" {
		r.Text += "\n" + detail
	}
}

// add tells one clause, with where to ask when it is not settled. The name of a
// paper, which is all there is of its rule, is told as one.
func (m *Model) add(r *agent.Response, req agent.Request, c corpus.Clause) {
	if slices.Contains(r.Citations, c.ID) {
		return
	}
	text := c.In(req.Language)
	if s, ok := m.library.Service(c.Service); ok && isPaper(s, c) {
		text = m.phrases.Say(req.Language, "one_paper", agent.Map{"Paper": text})
	}
	r.Text = strings.TrimSpace(r.Text + "\n" + text)
	r.Citations = append(r.Citations, c.ID)
	if ask := c.Ask.In(req.Language); ask != "" {
		if line := m.phrases.Say(req.Language, "ask_where", agent.Map{"Ask": ask}); !strings.Contains(r.Text, line) {
			r.Text += "\n" + line
		}
	}
	if r.Outcome == "" {
		r.Outcome = agent.Answered
		if c.Certainty == corpus.Unknown {
			r.Outcome = agent.NotKnown
		}
	}
}

func (m *Model) notFound(req agent.Request, s *corpus.Service) agent.Response {
	return m.say(req, agent.NotKnown, "not_found", agent.Map{"Service": s.Name.In(req.Language), "Ask": s.Ask.In(req.Language)})
}
