package evals

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// atLimits is the file of questions at limits.
type atLimits struct {
	Suite   `yaml:",inline"`
	Asks    []limitAsk `yaml:"asks"`
	LeftOut []leftOut  `yaml:"left_out"`
}

// limitAsk is the question at the limits on some measures, in three forms.
type limitAsk struct {
	Of         []string      `yaml:"of"`
	Kinds      []corpus.Kind `yaml:"kinds"` // of the clauses that state the limit; any if none is given
	Style      string        `yaml:"style"`
	Shared     bool          `yaml:"shared"` // several packs state the limit, any may be cited
	threeForms `yaml:",inline"`
}

// leftOut are limits that no question is made of.
type leftOut struct {
	Of      []string `yaml:"of"`
	Clauses []string `yaml:"clauses"` // that alone are left out; all if none is given
	Why     string   `yaml:"why"`
}

// sides are the words that begin a reply on either side of a limit, by style.
var sides = map[string][2]threeForms{ // kept, not kept
	"eligible": {
		{"By this limit, yes:", "इस सीमा के हिसाब से हाँ:", "Is seema ke hisaab se haan:"},
		{"By this limit, no:", "इस सीमा के हिसाब से नहीं:", "Is seema ke hisaab se nahin:"},
	},
	"amount": {
		{"Possible:", "हो सकता है:", "Ho sakta hai:"},
		{"Not possible:", "नहीं हो सकता:", "Nahin ho sakta:"},
	},
	"deadline": {
		{"In time:", "समय के अंदर:", "Samay ke andar:"},
		{"Not in this time:", "इस समय में नहीं:", "Is samay mein nahin:"},
	},
	"office": {
		{"Not late yet:", "अभी देर नहीं हुई:", "Abhi der nahin hui:"},
		{"Late:", "देर हो चुकी है:", "Der ho chuki hai:"},
	},
	"band": {
		{"This applies:", "यह लागू होता है:", "Yeh laagu hota hai:"},
		{"This does not apply:", "यह लागू नहीं होता:", "Yeh laagu nahin hota:"},
	},
}

// What begins a reply beyond a first deadline and within the next one, and where
// sources contradict each other.
var (
	nextDeadline = threeForms{"Within the later limit:", "बाद वाली सीमा के अंदर:", "Baad wali seema ke andar:"}
	notSettled   = threeForms{"Not settled:", "यह तय नहीं है:", "Yeh tay nahin hai:"}
)

// oneOrMore is a word for one and for more: {child|children}.
var oneOrMore = regexp.MustCompile(`\{[^{}|]*\|[^{}|]*\}`)

// boundaryCases asks one below, at and one above each limit of the packs, in
// three forms.
func boundaryCases(file string, library *corpus.Library) (Suite, []Case, error) {
	var f atLimits
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	var all []aLimit
	for _, s := range library.Services {
		all = append(all, limitsOf(s)...)
	}
	for _, l := range all {
		if slices.ContainsFunc(f.LeftOut, func(o leftOut) bool { return o.about(l) }) {
			continue
		}
		if i := slices.IndexFunc(f.Asks, func(a limitAsk) bool { return a.about(l) }); i >= 0 {
			cases = f.Asks[i].at(l, all, cases)
		}
	}
	return f.Suite, cases, nil
}

// about reports whether this is the question for a limit.
func (a limitAsk) about(l aLimit) bool {
	return slices.Contains(a.Of, l.fact.Of) && slices.ContainsFunc(l.clauses, a.reads)
}

func (a limitAsk) reads(c corpus.Clause) bool {
	return len(a.Kinds) == 0 || slices.Contains(a.Kinds, c.Kind)
}

// about reports whether a limit is left out: every clause that states it is.
func (o leftOut) about(l aLimit) bool {
	return slices.Contains(o.Of, l.fact.Of) && (len(o.Clauses) == 0 || !slices.ContainsFunc(l.clauses, func(c corpus.Clause) bool {
		return !slices.Contains(o.Clauses, l.service.FullID(c.ID))
	}))
}

// at adds the questions at a limit to those before: where one range ends and the
// next begins is one question.
func (a limitAsk) at(l aLimit, all []aLimit, cases []Case) []Case {
	for i, place := range []string{"below", "at", "above"} {
		n, unit := l.bound+int64(i)-1, l.fact.Type
		if n == 0 && strings.Contains(a.En, "{u}") { // there is no question at no year
			n, unit = l.justBelow()
		}
		for _, lang := range corpus.Langs {
			if n == 0 {
				continue
			}
			c := a.ask(l, place, n, unit, lang)
			if a.Shared {
				c.share(l, all)
			}
			same := slices.IndexFunc(cases, func(o Case) bool { return o.Service == c.Service && o.Lang == c.Lang && o.Ask == c.Ask })
			if same < 0 {
				cases = append(cases, c)
				continue
			}
			cases[same].Expect.CitesAny = append(cases[same].Expect.CitesAny, c.Expect.CitesAny...)
		}
	}
	return cases
}

// share lets a reply tell the limit from any pack that states it.
func (c *Case) share(l aLimit, all []aLimit) {
	for _, o := range all {
		if o.service != l.service && o.bound == l.bound && o.upper == l.upper && o.fact.Of == l.fact.Of {
			c.Expect.CitesOnly = append(c.Expect.CitesOnly, o.service.ID)
			c.Expect.CitesAny = append(c.Expect.CitesAny, o.ids()...)
		}
	}
}

func (a limitAsk) ask(l aLimit, place string, n int64, unit string, lang corpus.Lang) Case {
	side := "min"
	if l.upper {
		side = "max"
	}
	text := oneOrMore.ReplaceAllStringFunc(a.in(lang), func(words string) string {
		one, more, _ := strings.Cut(words[1:len(words)-1], "|")
		if n == 1 {
			return one
		}
		return more
	})
	text = strings.NewReplacer("{n}", indian(n), "{u}", unitOf(unit, n, lang), "{s}", l.service.Name.In(lang)).Replace(text)
	c := Case{
		ID:   fmt.Sprintf("%s-%s-%s-%d-%s-%s", l.service.ID, l.fact.Of, side, l.bound, place, strings.ToLower(string(lang))),
		Lang: lang, Service: l.service.ID, Kind: corpus.Eligibility, Tags: []string{"boundary", place, a.Style}, Ask: text,
		Expect: Expect{Outcome: []string{"answered"}, CitesOnly: []string{l.service.ID}, Numbers: []string{strconv.FormatInt(l.bound, 10)}},
	}
	c.Expect.CitesAny = l.ids()
	switch words := sides[a.Style]; a.Style {
	case "deadline":
		a.deadline(&c, l, n, unit)
	case "office":
		c.begins(words, !l.upper || n <= l.bound)
	case "band":
		holds := slices.ContainsFunc(a.rivals(l), func(f corpus.Fact) bool { return keeps(f, n, unit) })
		c.begins(words, holds)
	default:
		yes := keepsAll(l.clauses[0], l.fact.Of, n, unit)
		switch {
		case l.disputed && place == "at":
			c.beginsWith(notSettled)
		case l.beside: // each limit has its line
			c.line(words, yes, l.bound)
		default:
			if c.begins(words, yes); a.Style == "eligible" && !l.ofMinors {
				c.Expect.SaysNot = []string{sideOf(words, !yes).in(lang)}
			}
		}
	}
	return c
}

// deadline expects what holds so long after: in time by the first limit, or by a
// later one of the same clause, or the clauses of those who are late.
func (a limitAsk) deadline(c *Case, l aLimit, n int64, unit string) {
	of := l.fact.Of
	var first corpus.Fact
	var firstIn string
	var chain, holding []string // clauses: of a later limit, and all that hold
	for _, clause := range l.service.Clauses {
		if !sureEnough(clause) {
			continue
		}
		id, stated, later := l.service.FullID(clause.ID), false, false
		for _, f := range clause.Facts {
			if f.Of != of {
				continue
			}
			stated = true
			bound, ok := boundOf(f, true)
			if !ok || f.Min != "" {
				continue
			}
			if least, ok := boundOf(first, true); !ok || inDays(bound, countedIn(f)) < inDays(least, countedIn(first)) {
				first, firstIn = f, id
			}
			later = later || keeps(f, n, unit)
		}
		if stated && keepsAll(clause, of, n, unit) {
			holding = append(holding, id)
		}
		if stated && later && !slices.ContainsFunc(clause.Facts, func(f corpus.Fact) bool { return f.Of == of && f.Min != "" }) {
			chain = append(chain, id)
		}
	}
	switch bound, _ := boundOf(first, true); {
	case keeps(first, n, unit):
		c.Expect.CitesAny = append(holding, firstIn)
		c.begins(sides["deadline"], true)
	case len(chain) > 0:
		c.Expect.CitesAny = chain
		c.beginsWith(nextDeadline)
	default:
		if c.begins(sides["deadline"], false); len(holding) == 0 {
			holding = []string{firstIn}
		}
		c.Expect.CitesAny = holding
		if bound != l.bound {
			c.Expect.Numbers = nil
		}
	}
}

// rivals are the ranges of which one is meant, of the clauses that the question
// reads.
func (a limitAsk) rivals(l aLimit) (ranges []corpus.Fact) {
	for _, c := range l.service.Clauses {
		if !sureEnough(c) || !a.reads(c) {
			continue
		}
		for _, f := range c.Facts {
			if slices.Contains(a.Of, f.Of) {
				ranges = append(ranges, f)
			}
		}
	}
	return ranges
}

func sideOf(words [2]threeForms, yes bool) threeForms {
	if yes {
		return words[0]
	}
	return words[1]
}

// begins expects the right one of two beginnings.
func (c *Case) begins(words [2]threeForms, yes bool) { c.beginsWith(sideOf(words, yes)) }

func (c *Case) beginsWith(w threeForms) {
	c.Expect.Checks = append(c.Expect.Checks, Check{Name: "starts-with", rule: &startsWith{words: words{list{w.in(c.Lang)}}}})
}

// line expects a line with the right beginning that names the bound.
func (c *Case) line(words [2]threeForms, yes bool, bound int64) {
	pattern := fmt.Sprintf(`(?m)^%s.*(^|[^\d,])%s([^\d,]|,\D|$)`, regexp.QuoteMeta(sideOf(words, yes).in(c.Lang)), indian(bound))
	c.Expect.Checks = append(c.Expect.Checks, Check{Name: "regex", rule: &matches{Pattern: pattern, compiled: regexp.MustCompile(pattern)}})
}

// unitOf names the unit of time that a fact counts in.
func unitOf(factType string, n int64, l corpus.Lang) string {
	one := n == 1
	switch factType {
	case "years", "age":
		if l == corpus.English && one {
			return "year"
		}
		return threeForms{"years", "साल", "saal"}.in(l)
	case "months":
		if one {
			return threeForms{"month", "महीना", "mahina"}.in(l)
		}
		return threeForms{"months", "महीने", "mahine"}.in(l)
	case "working-days":
		return threeForms{"working days", "कामकाजी दिन", "working days"}.in(l)
	}
	if l == corpus.English && one {
		return "day"
	}
	return threeForms{"days", "दिन", "din"}.in(l)
}

// indian writes a number with commas as Indians do: 1,20,000.
func indian(n int64) string {
	s := strconv.FormatInt(n, 10)
	if len(s) <= 3 {
		return s
	}
	head, tail := s[:len(s)-3], s[len(s)-3:]
	for len(head) > 2 {
		head, tail = head[:len(head)-2], head[len(head)-2:]+","+tail
	}
	return head + "," + tail
}
