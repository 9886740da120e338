package tools

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// doubtful reports whether a value was read in a way that the citizen should
// say yes to: a year of two digits, a day and a month that may stand the other
// way round, an amount in words or with k, a name with other words around it.
func doubtful(f corpus.Field, text string, today time.Time) bool {
	switch f.Type {
	case "date":
		return doubtfulDate(f, hindi.Digits(text), today)
	case "amount":
		return !strings.ContainsFunc(text, unicode.IsDigit) || thousands.MatchString(hindi.Digits(text))
	case "name":
		_, rest := nameWithin(text)
		return rest
	}
	return false
}

// thousands is "20k".
var thousands = regexp.MustCompile(`(?i)\d\s*k\b`)

func doubtfulDate(f corpus.Field, text string, today time.Time) bool {
	m := numericDate.FindStringSubmatch(text)
	if m == nil {
		m = packedDate.FindStringSubmatch(text)
	}
	if m == nil { // the month in words: only a short year is in doubt
		year, ok := wordedYear(text)
		return ok && len(year) < 4
	}
	if len(m[1]) == 4 {
		return false // year first: the order is agreed all over the world
	}
	if len(m[3]) == 2 {
		return true
	}
	if m[1] == m[2] {
		return false
	}
	month, err := strconv.Atoi(m[1])
	if err != nil || month > 12 {
		return false
	}
	swapped, ok := calendar(m[2], time.Month(month), m[3], today)
	if !ok {
		return false
	}
	_, bad := within(f, swapped, today)
	return bad == nil
}

// monthNames are for reading a date back, so that the month cannot be mistaken.
var monthNames = [12]corpus.Text{
	{En: "January", Hi: "जनवरी", Latn: "January"}, {En: "February", Hi: "फ़रवरी", Latn: "February"},
	{En: "March", Hi: "मार्च", Latn: "March"}, {En: "April", Hi: "अप्रैल", Latn: "April"},
	{En: "May", Hi: "मई", Latn: "May"}, {En: "June", Hi: "जून", Latn: "June"},
	{En: "July", Hi: "जुलाई", Latn: "July"}, {En: "August", Hi: "अगस्त", Latn: "August"},
	{En: "September", Hi: "सितंबर", Latn: "September"}, {En: "October", Hi: "अक्टूबर", Latn: "October"},
	{En: "November", Hi: "नवंबर", Latn: "November"}, {En: "December", Hi: "दिसंबर", Latn: "December"},
}

// spokenDate writes 1990-03-05 as 5 March 1990.
func spokenDate(l corpus.Lang, iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return strconv.Itoa(t.Day()) + " " + monthNames[t.Month()-1].In(l) + " " + strconv.Itoa(t.Year())
}

// readBack is a value as it is said back to the citizen.
func (t *startApplication) readBack(env agent.Env, field corpus.Field, value string) string {
	if field.Type == "date" {
		return spokenDate(env.Lang, value)
	}
	return t.shown(env, field, value)
}

// settleDoubt takes the answer to "did you mean ...?". Yes takes the value; no
// asks again; another fitting value replaces it. An answer that fits only the
// question after this one says yes by going on. done is false when the answer
// is to be read as a fresh one to the field.
func (t *startApplication) settleDoubt(env agent.Env, s *corpus.Service, f form, field corpus.Field, a agent.Answer) (r agent.Result, done bool) {
	value := f.Doubts[field.ID]
	switch {
	case a.Choice == "yes" || a.Choice == "" && a.Control == agent.Yes:
		delete(f.Doubts, field.ID)
		f.Values[field.ID] = value
		return t.proceed(env, s, f, ""), true
	case a.Choice == "no" || a.Choice == "" && a.Control == agent.No:
		delete(f.Doubts, field.ID)
		return t.ask(env, s, f, t.say(env, "once_more", nil)), true
	}
	after := f
	after.Values = withValue(f.Values, field.ID, value)
	next, ok := fieldByID(s.Form.Fields, after.next(s))
	if ok && next.Optional && a.Control == agent.Skip {
		delete(f.Doubts, field.ID)
		f.Values[field.ID], f.Field = value, next.ID
		return t.fill(env, s, f, a), true
	}
	if ok && field.Type != next.Type && len(a.Files) == 0 {
		if _, bad := read(field, a, env.Now); bad != nil {
			if _, bad := read(next, a, env.Now); bad == nil {
				delete(f.Doubts, field.ID)
				f.Values[field.ID], f.Field = value, next.ID
				return t.fill(env, s, f, a), true
			}
		}
	}
	return agent.Result{}, false
}

func withValue(values map[string]string, id, value string) map[string]string {
	out := map[string]string{id: value}
	for k, v := range values {
		if k != id {
			out[k] = v
		}
	}
	return out
}
