package evals

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// atLimits is the file of questions at limits.
type atLimits struct {
	Suite `yaml:",inline"`
	Asks  []struct {
		Of         []string `yaml:"of"`
		Style      string   `yaml:"style"`
		threeForms `yaml:",inline"`
	} `yaml:"asks"`
}

// sides are the words that begin a reply on either side of a limit, by style.
var sides = map[string][2]threeForms{ // kept, not kept
	"eligible": {
		{"by this limit, yes", "इस सीमा के हिसाब से हाँ", "is seema ke hisaab se haan"},
		{"by this limit, no", "इस सीमा के हिसाब से नहीं", "is seema ke hisaab se nahin"},
	},
	"deadline": {
		{"in time", "समय के अंदर", "samay ke andar"},
		{"not in this time", "इस समय में नहीं", "is samay mein nahin"},
	},
	"office": {
		{"not late yet", "अभी देर नहीं हुई", "abhi der nahin hui"},
		{"late", "देर हो चुकी है", "der ho chuki hai"},
	},
}

// aLimit is one bound that a service states, with the clauses that state it.
type aLimit struct {
	service *corpus.Service
	fact    corpus.Fact
	bound   int64
	upper   bool
	clauses []string
	beside  bool // another clause limits the same, so other words may stand in the reply too
}

// boundaryCases asks one below, at and one above each limit of the packs, in
// three forms.
func boundaryCases(file string, library *corpus.Library) (Suite, []Case, error) {
	var f atLimits
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	for _, s := range library.Services {
		for _, l := range limitsOf(s) {
			for _, a := range f.Asks {
				if !slices.Contains(a.Of, l.fact.Of) {
					continue
				}
				for _, n := range []int64{l.bound - 1, l.bound, l.bound + 1} {
					for _, lang := range corpus.Langs {
						if n > 0 {
							cases = append(cases, l.ask(a.threeForms, a.Style, n, lang))
						}
					}
				}
			}
		}
	}
	return f.Suite, cases, nil
}

// limitsOf are the bounds that decide: of clauses that are sure enough to be
// told, hold for everybody, and speak of who may have it or by when. Of a
// deadline the first counts; what holds beyond it is no bound of its own.
func limitsOf(s *corpus.Service) (all []aLimit) {
	for _, c := range s.Clauses {
		told := c.Certainty == "" || c.Certainty == corpus.Stated || c.Certainty == corpus.Uncertain
		kind := c.Kind == corpus.Eligibility || c.Kind == corpus.Deadline || c.Kind == corpus.Days
		if !told || !kind || c.When != "" && !strings.HasPrefix(c.When, "minor") && !strings.HasPrefix(c.When, "transport") {
			continue
		}
		for _, fact := range c.Facts {
			for _, upper := range []bool{false, true} {
				value := fact.Min
				if upper {
					value = fact.Max
				}
				bound, err := strconv.ParseInt(value, 10, 64)
				if err != nil || (c.Kind == corpus.Deadline || c.Kind == corpus.Days) && (!upper || fact.Min != "" || limitsTwice(c, fact.Of)) {
					continue
				}
				same := slices.IndexFunc(all, func(l aLimit) bool {
					return l.fact.Of == fact.Of && l.bound == bound && l.upper == upper && l.fact.Type == fact.Type
				})
				if same >= 0 {
					all[same].clauses = append(all[same].clauses, s.FullID(c.ID))
					continue
				}
				all = append(all, aLimit{service: s, fact: fact, bound: bound, upper: upper, clauses: []string{s.FullID(c.ID)}})
			}
		}
	}
	for i := range all {
		all[i].beside = slices.ContainsFunc(all, func(o aLimit) bool {
			money := o.fact.Type == "inr" && all[i].fact.Type == "inr"
			return (o.fact.Of == all[i].fact.Of || money) && (o.bound != all[i].bound || o.upper != all[i].upper)
		})
	}
	return all
}

// limitsTwice reports whether a clause tells a range of something in two facts.
func limitsTwice(c corpus.Clause, of string) bool {
	n := 0
	for _, f := range c.Facts {
		if f.Of == of {
			n++
		}
	}
	return n > 1
}

// kept reports whether n keeps the bound.
func (l aLimit) kept(n int64) bool {
	switch {
	case n == l.bound:
		return !l.fact.Strict
	case l.upper:
		return n < l.bound
	}
	return n > l.bound
}

func (l aLimit) ask(a threeForms, style string, n int64, lang corpus.Lang) Case {
	name := l.service.Name.In(lang)
	place := map[int64]string{-1: "below", 0: "at", 1: "above"}[n-l.bound]
	side := "min"
	if l.upper {
		side = "max"
	}
	text := strings.NewReplacer("{n}", indian(n), "{u}", unitOf(l.fact.Type, n, lang), "{s}", name).Replace(a.in(lang))
	c := Case{
		ID:   fmt.Sprintf("%s-%s-%s-%d-%s-%s", l.service.ID, l.fact.Of, side, l.bound, place, strings.ToLower(string(lang))),
		Lang: lang, Service: l.service.ID, Kind: corpus.Eligibility, Tags: []string{"boundary", place, style}, Ask: text,
		Expect: Expect{
			Outcome:   []string{"answered"},
			CitesAny:  l.clauses,
			CitesOnly: []string{l.service.ID},
			Numbers:   []string{strconv.FormatInt(l.bound, 10)},
		},
	}
	yes, no := sides[style][0].in(lang), sides[style][1].in(lang)
	if !l.kept(n) {
		yes, no = no, yes
	}
	begins := Check{Name: "first-line", rule: &firstLine{words: words{list{yes}}}}
	if l.beside && !l.kept(n) || !l.beside {
		c.Expect.Checks = append(c.Expect.Checks, begins)
	}
	if !l.beside && style == "eligible" { // clauses speak of being in time and late in other ways too
		c.Expect.SaysNot = []string{no}
	}
	return c
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
