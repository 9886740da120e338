package evals

import (
	"slices"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// citationChecks look at the clauses an answer says it rests on.
var citationChecks = []CheckKind{
	{Name: "cites", En: "All of these clauses are cited, by full id (service/clause); any: true asks for one of them.", Hi: "ये सब नियम (service/clause) बताए गए हैं; any: true हो तो एक भी काफ़ी है।",
		Example: "- {check: cites, clauses: [income-certificate/days]}", fresh: fresh[cites]},
	{Name: "cites-only-service", En: "No clause of a service other than these is cited.", Hi: "इनके सिवा किसी और सेवा का नियम नहीं बताया गया।",
		Example: "- {check: cites-only-service, services: [income-certificate]}", fresh: fresh[citesOnlyService]},
	{Name: "cites-exist", En: "Every cited clause is one of the library.", Hi: "बताया गया हर नियम सचमुच नियमावली में है।",
		Example: "- {check: cites-exist}", fresh: fresh[citesExist]},
	{Name: "cites-found", En: "Every cited clause was found by the search of this very turn.", Hi: "बताया गया हर नियम इसी सवाल की खोज में मिला था।",
		Example: "- {check: cites-found}", fresh: fresh[citesFound]},
	{Name: "cites-current", En: "Every cited clause is in force on the day of the turn, or told as ended, and was checked at most so many days before it (default 366).", Hi: "बताया गया हर नियम उस दिन लागू था (या ख़त्म हो चुका बताया गया) और इतने दिनों के भीतर जाँचा गया था (न लिखें तो 366)।",
		Example: "- {check: cites-current, days: 180}", fresh: fresh[citesCurrent]},
	{Name: "cites-kind", En: "Some cited clause is of one of these aspects: fee, days, papers and so on.", Hi: "कोई बताया गया नियम इसी पहलू का है: fee, days, papers वगैरह।",
		Example: "- {check: cites-kind, kinds: [fee]}", fresh: fresh[citesKind]},
	{Name: "cites-official", En: "Every cited clause rests on at least one official source.", Hi: "बताया गया हर नियम किसी सरकारी स्रोत पर टिका है।",
		Example: "- {check: cites-official}", fresh: fresh[citesOfficial]},
	{Name: "cites-something", En: "An answer from found clauses cites at least one.", Hi: "नियमों से दिया गया जवाब कम से कम एक नियम बताता है।",
		Example: "- {check: cites-something}", fresh: fresh[citesSomething]},
	{Name: "citation-precision", En: "The share of cited clauses that are right ones; gold from the case, if none is given.", Hi: "बताए गए नियमों में सही नियमों का हिस्सा; सही सूची न दें तो मामले की ली जाती है।", OneWay: true,
		Example: "- {check: citation-precision, gold: [income-certificate/fee], min: 0.5}", fresh: fresh[citationPrecision]},
	{Name: "citation-recall", En: "The share of the right clauses that are cited.", Hi: "सही नियमों में से कितने बताए गए, उसका हिस्सा।", OneWay: true,
		Example: "- {check: citation-recall, gold: [income-certificate/fee, income-certificate/days]}", fresh: fresh[citationRecall]},
	{Name: "citation-count", En: "So many clauses are cited.", Hi: "इतने नियम बताए गए हैं।", OneWay: true,
		Example: "- {check: citation-count, min: 1, max: 6}", fresh: fresh[citationCount]},
	{Name: "source-shown", En: "The reply names at least one cited clause by its id and gives its page, so that the reader can look.", Hi: "जवाब में कम से कम एक नियम का नाम और पन्ना लिखा है, ताकि पढ़ने वाला देख सके।",
		Example: "- {check: source-shown}", fresh: fresh[sourceShown]},
}

func (v view) clause(id string) (corpus.Clause, bool) {
	if v.Library == nil {
		return corpus.Clause{}, false
	}
	return v.Library.Clause(id)
}

// cited are the ids of the turn's citations, each once.
func (v view) cited() (ids []string) {
	for _, c := range v.turn.Citations {
		if !slices.Contains(ids, c.Clause) {
			ids = append(ids, c.Clause)
		}
	}
	return ids
}

// each holds every citation against ok, which returns what is wrong.
func (v view) each(wrong func(agent.Citation, corpus.Clause) string) finding {
	switch {
	case v.Library == nil:
		return unmeasured("there is no library to know clauses by")
	case len(v.turn.Citations) == 0:
		return unmeasured("nothing is cited")
	}
	for _, c := range v.turn.Citations {
		clause, ok := v.clause(c.Clause)
		if !ok {
			return holds(false, "cites a clause that does not exist: %s", c.Clause)
		}
		if why := wrong(c, clause); why != "" {
			return finding{why: why}
		}
	}
	return holds(true, "")
}

type cites struct {
	Clauses list `yaml:"clauses"`
	anyOf   `yaml:",inline"`
}

func (r cites) sound() error { return needs("clauses", len(r.Clauses) == 0) }

func (r cites) look(v view) finding {
	ids := v.cited()
	in := func(id string) bool { return slices.Contains(ids, id) }
	f := among(r.Clauses, r.Any, in)
	switch {
	case !f.pass && r.Any:
		f.why = "cites none of " + strings.Join(r.Clauses, ", ")
	case !f.pass:
		f.why = "does not cite " + missing(r.Clauses, in)
	}
	return f
}

type citesOnlyService struct {
	Services list `yaml:"services"`
}

func (r citesOnlyService) sound() error { return needs("services", len(r.Services) == 0) }

func (r citesOnlyService) look(v view) finding {
	for _, c := range v.turn.Citations {
		if !slices.Contains(r.Services, c.Service) {
			return holds(false, "cites %s, another service", c.Clause)
		}
	}
	return holds(true, "")
}

type citesExist struct{}

func (citesExist) look(v view) finding {
	return v.each(func(agent.Citation, corpus.Clause) string { return "" })
}

type citesFound struct{}

func (citesFound) look(v view) finding {
	if len(v.turn.Citations) == 0 {
		return unmeasured("nothing is cited")
	}
	for _, c := range v.turn.Citations {
		if _, ok := v.clause(c.Clause); !ok && v.Library != nil {
			continue // for cites-exist to tell
		}
		if !slices.ContainsFunc(v.turn.Passages, func(p agent.Passage) bool { return p.ID == c.Clause }) {
			return holds(false, "cites a clause that was not found in this turn: %s", c.Clause)
		}
	}
	return holds(true, "")
}

type citesCurrent struct {
	Days int `yaml:"days,omitempty"`
}

func (r citesCurrent) look(v view) finding {
	days := r.Days
	if days == 0 {
		days = 366
	}
	if v.turn.At.IsZero() {
		return unmeasured("the turn has no time")
	}
	today := v.turn.At.Format(time.DateOnly)
	return v.each(func(c agent.Citation, clause corpus.Clause) string {
		checked, err := time.Parse(time.DateOnly, clause.Checked)
		switch {
		case !clause.Current(today) && clause.Certainty != corpus.Ended: // that is told as ended
			return "cites a clause that is not in force: " + c.Clause
		case err != nil || v.turn.At.Sub(checked) > time.Duration(days)*24*time.Hour:
			return "cites a clause that was not checked lately: " + c.Clause
		}
		return ""
	})
}

type citesKind struct {
	Kinds list `yaml:"kinds"`
}

func (r citesKind) sound() error { return needs("kinds", len(r.Kinds) == 0) }

func (r citesKind) look(v view) finding {
	for _, id := range v.cited() {
		if c, ok := v.clause(id); ok && slices.Contains(r.Kinds, string(c.Kind)) {
			return holds(true, "")
		}
	}
	return holds(false, "cites no clause of kind %s", strings.Join(r.Kinds, " or "))
}

type citesOfficial struct{}

func (citesOfficial) look(v view) finding {
	return v.each(func(c agent.Citation, clause corpus.Clause) string {
		if s, ok := v.Library.Service(clause.Service); ok {
			for _, id := range clause.Sources {
				if src, ok := s.Source(id); ok && src.Official {
					return ""
				}
			}
		}
		return "no official source bears " + c.Clause
	})
}

type citesSomething struct{}

func (citesSomething) look(v view) finding {
	if v.turn.Outcome != agent.Answered || len(v.turn.Passages) == 0 {
		return unmeasured("the turn is no answer from clauses")
	}
	return holds(len(v.turn.Citations) > 0, "answers without a citation")
}

// gold are the right clauses of a check, or those the case expects.
type gold struct {
	Gold list `yaml:"gold,omitempty"`
}

func (g gold) of(v view) list {
	if len(g.Gold) > 0 {
		return g.Gold
	}
	if len(v.Case.Gold) > 0 {
		return v.Case.Gold
	}
	e := v.expect()
	return e.gold()
}

// gold are the clauses that an expectation names, each once.
func (e Expect) gold() (ids list) {
	all := append(append([]string{}, e.Cites...), e.CitesAny...)
	for _, c := range e.Checks {
		if r, ok := c.rule.(naming); ok && !c.Not {
			all = append(all, r.named()...)
		}
	}
	for _, id := range all {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// naming rules name the clauses that are right.
type naming interface{ named() list }

func (r cites) named() list       { return r.Clauses }
func (g gold) named() list        { return g.Gold }
func (r clauseFacts) named() list { return list{r.Clause} }

const noGold = "neither the check nor the case names the right clauses"

// both counts the ids that stand in both lists.
func both(a, b []string) (n int) {
	for _, id := range a {
		if slices.Contains(b, id) {
			n++
		}
	}
	return n
}

type citationPrecision struct {
	gold  `yaml:",inline"`
	least `yaml:",inline"`
}

func (r citationPrecision) look(v view) finding {
	want, got := r.of(v), v.cited()
	switch {
	case len(want) == 0:
		return unmeasured(noGold)
	case len(got) == 0:
		return unmeasured("nothing is cited")
	}
	return r.share(float64(both(got, want))/float64(len(got)), "%d of %d cited clauses are right", both(got, want), len(got))
}

type citationRecall struct {
	gold  `yaml:",inline"`
	least `yaml:",inline"`
}

func (r citationRecall) look(v view) finding {
	want := r.of(v)
	if len(want) == 0 {
		return unmeasured(noGold)
	}
	n := both(want, v.cited())
	return r.share(float64(n)/float64(len(want)), "%d of %d right clauses are cited", n, len(want))
}

type citationCount struct {
	bounds `yaml:",inline"`
}

func (r citationCount) look(v view) finding { return r.count(float64(len(v.cited())), "clauses cited") }

type sourceShown struct{}

func (sourceShown) look(v view) finding {
	if len(v.turn.Citations) == 0 {
		return unmeasured("nothing is cited")
	}
	for _, c := range v.turn.Citations {
		if strings.Contains(v.turn.Reply.Text, c.Clause) && strings.Contains(v.turn.Reply.Text, c.URL) {
			return holds(true, "")
		}
	}
	return holds(false, "the reply names no source")
}
