package agent

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// figures are the numbers and dates that may be told, whatever the script,
// digits or words: each number with what it was said to count.
type figures struct {
	numbers map[string]map[measure]bool // by exact decimal
	dates   map[string]bool             // YYYY-MM-DD, MM-DD or YYYY-MM
}

func newFigures() *figures {
	return &figures{numbers: map[string]map[measure]bool{}, dates: map[string]bool{}}
}

// measure is what a number counts: rupees, or the unit after it. Empty is not
// told, which agrees with everything.
type measure string

const (
	rupees  measure = "rupees"
	days    measure = "days"
	weeks   measure = "weeks"
	months  measure = "months"
	years   measure = "years"
	hours   measure = "hours"
	minutes measure = "minutes"
	percent measure = "percent"
)

// measures by normal form of the word after the number.
var measures = func() map[string]measure {
	all := map[string]measure{"%": percent}
	for m, words := range map[measure]string{
		days:    "day days din dino dinon divas diwas karyadivas दिन दिनों दिवस दिवसों कार्यदिवस",
		weeks:   "week weeks hafta hafte hafton हफ्ता हफ्ते हफ्तों सप्ताह",
		months:  "month months mahina mahine maheene mahino mahinon maah महीना महीने महीनों माह",
		years:   "year years saal sal salon varsh साल सालों वर्ष वर्षों",
		hours:   "hour hours ghanta ghante ghanton घंटा घंटे घंटों",
		minutes: "minute minutes minat मिनट",
		percent: "percent pratishat प्रतिशत फीसदी",
	} {
		for _, w := range strings.Fields(words) {
			all[hindi.Normalise(w)] = m
		}
	}
	return all
}()

// unitWord is the word after a number, "working" and its kin left out.
var unitWord = regexp.MustCompile(`^[\s-]*(?:(?i:working|calendar|karya|kaarya|kaamkaaji)[\s-]+|(?:कार्य|कामकाजी)[\s-]+)?(%|[\p{L}\p{M}]+)`)

func measureOf(text string, n hindi.Number) measure {
	if n.Money {
		return rupees
	}
	if g := unitWord.FindStringSubmatch(text[n.End:]); g != nil {
		return measures[hindi.Normalise(strings.ToLower(g[1]))]
	}
	return ""
}

// add takes up what a text states. The numbers of a date may also be told
// alone: a scheme of 2025.
func (f *figures) add(text string) {
	dates, rest := hindi.Dates(text)
	for _, d := range append(dates, hindi.YearMonths(rest)...) {
		f.addDate(d)
	}
	parts := []string{rest}
	if len(dates) > 0 {
		parts = append(parts, hindi.Digits(text))
	}
	for _, part := range parts {
		for _, n := range hindi.Numbers(part) {
			f.addNumber(n.Value, measureOf(part, n))
		}
	}
}

// addFact takes up a typed value of a clause.
func (f *figures) addFact(fact corpus.Fact) {
	unit := factMeasures[fact.Type]
	for _, v := range []string{fact.Value, fact.Min, fact.Max} {
		if fact.Type == "date" {
			f.addDate(v)
		} else if v != "" {
			f.addNumber(v, unit)
		}
	}
}

func (f *figures) addNumber(value string, m measure) {
	if f.numbers[value] == nil {
		f.numbers[value] = map[measure]bool{}
	}
	f.numbers[value][m] = true
}

// addDate takes up a date and what it says without its year or its day.
func (f *figures) addDate(date string) {
	f.dates[date] = true
	if len(date) == len("2026-03-31") {
		f.dates[date[5:]], f.dates[date[:7]] = true, true
	}
}

// listMarks number the lines of a list: they count nothing.
var listMarks = regexp.MustCompile(`(?m)^[ \t]*\(?\d{1,2}[.)][ \t]+`)

// figures are the numbers and dates of a reply that are not borne out.
func (e *evidence) figures(reply string) []string {
	told := figuresOf(reply)
	stated := newFigures()
	for _, f := range e.facts {
		stated.addFact(f)
	}
	enough := func() bool {
		told = slices.DeleteFunc(told, stated.bear)
		return len(told) == 0
	}
	e.read(slices.Concat(e.both, e.figured), enough, stated.add)
	var faults []string
	for _, f := range told {
		if !stated.bear(f) {
			faults = append(faults, stated.fault(f))
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// figure is a date, or a number with what it counts.
type figure struct {
	date, number string // one of the two
	measure      measure
}

// figuresOf are the figures of a reply, the marks of its lists left out.
func figuresOf(reply string) (told []figure) {
	reply = listMarks.ReplaceAllString(hindi.Digits(reply), "")
	dates, rest := hindi.Dates(reply)
	for _, d := range append(dates, hindi.YearMonths(rest)...) {
		told = append(told, figure{date: d})
	}
	for _, n := range hindi.Numbers(rest) {
		told = append(told, figure{number: n.Value, measure: measureOf(rest, n)})
	}
	return told
}

// bear reports whether the figure is in the set, counting the same if either
// says what it counts.
func (f *figures) bear(told figure) bool {
	if told.date != "" {
		return f.dates[told.date]
	}
	known := f.numbers[told.number]
	return known != nil && (told.measure == "" || known[told.measure] || known[""])
}

func (f *figures) fault(told figure) string {
	switch {
	case told.date != "":
		return fmt.Sprintf("date %s stands in no cited clause", told.date)
	case f.numbers[told.number] == nil:
		return fmt.Sprintf("number %s stands in no cited clause", told.number)
	}
	return fmt.Sprintf("number %s stands in no cited clause with %s", told.number, told.measure)
}
