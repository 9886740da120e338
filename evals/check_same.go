package evals

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// sameFactsCheck compares the replies of a conversation with each other.
var sameFactsCheck = CheckKind{Name: "same-facts", En: "The last two replies have the same outcome, cite the same clauses and state the same figures, dates and papers, whichever forms they are in. A figure in digits may stand in words in the other; a paper counts that the clauses name in both forms.", Hi: "आख़िरी दोनों जवाबों का नतीजा और बताए गए नियम एक ही हैं, और उनमें आँकड़े, तारीख़ें और काग़ज़ भी एक ही हैं, लिखावट चाहे जो हो। अंकों में लिखी संख्या दूसरे जवाब में शब्दों में हो सकती है; काग़ज़ वही गिने जाते हैं जिनका नाम नियम दोनों लिखावटों में लेता है।", Whole: true,
	Example: "- {check: same-facts}", fresh: fresh[sameFacts]}

type sameFacts struct{}

func (sameFacts) look(v view) finding {
	if len(v.turns) < 2 {
		return unmeasured("there is only one reply")
	}
	a, b := v.turns[len(v.turns)-2], v.turns[len(v.turns)-1]
	if a.Outcome != b.Outcome {
		return holds(false, "has the outcome %s, the reply before %s", b.Outcome, a.Outcome)
	}
	sa, sb := toldIn(v.Library, a), toldIn(v.Library, b)
	for _, what := range []struct {
		name      string
		before    []string // what the last reply must have too
		last      []string
		beforeHas []string // what the reply before has in any writing
		lastHas   []string
	}{
		{"clause", citedBy(a), citedBy(b), citedBy(a), citedBy(b)},
		{"number", sa.figures, sb.figures, sa.Numbers, sb.Numbers},
		{"date", sa.Dates, sb.Dates, sa.Dates, sb.Dates},
		{"paper", sa.named(sb), sb.named(sa), sa.Papers, sb.Papers},
	} {
		if one := onlyIn(what.before, what.lastHas); one != "" {
			return holds(false, "lacks the %s %s of the reply before", what.name, one)
		}
		if one := onlyIn(what.last, what.beforeHas); one != "" {
			return holds(false, "has the %s %s, which the reply before lacks", what.name, one)
		}
	}
	return holds(true, "")
}

// toldFacts is what a reply states.
type toldFacts struct {
	Facts
	// figures are the numbers written in digits. Those in words alone are as often
	// turns of phrase as facts: a third party, दूसरा पता, an ID, tick one.
	figures []string
	// clausePapers are the papers named by the clauses it cites, in its form.
	clausePapers []string
}

func toldIn(l *corpus.Library, t agent.Turn) toldFacts {
	s := toldFacts{Facts: FactsOf(l, t.Reply.Text)}
	_, rest := hindi.Dates(body(t.Reply.Text))
	for _, n := range hindi.Numbers(rest) {
		if strings.ContainsAny(rest[n.Start:n.End], "0123456789०१२३४५६७८९") {
			s.figures = append(s.figures, n.Value)
		}
	}
	if l == nil {
		return s
	}
	var told, names strings.Builder
	for _, c := range t.Citations {
		if clause, ok := l.Clause(c.Clause); ok {
			told.WriteString(clause.In(t.Language) + "\n" + clause.Detail.In(t.Language) + "\n" + clause.Ask.In(t.Language) + "\n")
		}
		if s, ok := l.Service(c.Service); ok {
			names.WriteString(s.Name.En + "\n" + s.Name.Hi + "\n")
		}
	}
	s.clausePapers = FactsOf(l, told.String()).Papers
	own := FactsOf(l, names.String()).Papers // what a service is about is no fact of the reply
	s.Papers = slices.DeleteFunc(s.Papers, func(p string) bool { return slices.Contains(own, p) })
	return s
}

// named are the papers of the reply that count as facts beside the other: those
// that the other's clauses name in its form as well, so that it could have named
// them, and those that its own clauses do not name.
func (s toldFacts) named(other toldFacts) (papers []string) {
	for _, p := range s.Papers {
		if slices.Contains(other.clausePapers, p) || !slices.Contains(s.clausePapers, p) {
			papers = append(papers, p)
		}
	}
	return papers
}

func citedBy(t agent.Turn) (ids []string) {
	for _, c := range t.Citations {
		ids = append(ids, c.Clause)
	}
	return ids
}

// onlyIn names what stands in a alone.
func onlyIn(a, b []string) string {
	var alone []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			alone = append(alone, x)
		}
	}
	return strings.Join(alone, ", ")
}
