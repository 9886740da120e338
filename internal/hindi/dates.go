package hindi

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// monthNames are the months in the three forms, by number less one.
var monthNames = [12]string{
	"january jan जनवरी janvari janwari", "february feb फरवरी farvari farwari", "march mar मार्च", "april apr अप्रैल aprail",
	"may मई mai", "june jun जून joon", "july jul जुलाई julai", "august aug अगस्त agast", "september sep sept सितंबर sitambar",
	"october oct अक्टूबर अक्तूबर aktubar", "november nov नवंबर navambar", "december dec दिसंबर disambar",
}

// months by normal form and by phonetic key.
var months = func() map[string]int {
	all := map[string]int{}
	for i, names := range monthNames {
		for _, n := range strings.Fields(names) {
			n = Normalise(n)
			all[n] = i + 1
			if len([]rune(n)) > 3 { // the keys of short names are those of other words
				all[Key(n)] = i + 1
			}
		}
	}
	return all
}()

var (
	isoDate     = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	indianDate  = regexp.MustCompile(`\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b`)
	dayFirst    = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?([\p{L}\p{M}]+)\.?(?:,?[ \t]+(\d{4})\b)?`)
	monthFirst  = regexp.MustCompile(`([\p{L}\p{M}]+)\.?[ \t]+(\d{1,2})(?:st|nd|rd|th)?\b(?:,[ \t]*(\d{4})\b)?`)
	afterDay    = regexp.MustCompile(`^[ \t]+(?:of[ \t]+)?([\p{L}\p{M}]+)\.?(?:,?[ \t]+(\d{4})\b)?`)
	monthOfYear = regexp.MustCompile(`([\p{L}\p{M}]+)\.?,?[ \t]+(\d{4})\b`)
	blankedDate = "\n"
)

// Dates finds the dates of a text, as YYYY-MM-DD, or MM-DD without a year, and
// returns the text without them, its digits made Latin. They are written
// day-month-year as in India, year-month-day or with the month in words of the
// three forms; the day may be in words too ("paanch March"). Days that no month
// has are no dates.
func Dates(text string) (dates []string, rest string) {
	rest = Digits(text)
	joined, alone := digits(rest)
	for _, form := range []struct {
		pattern          *regexp.Regexp
		year, month, day int  // groups
		may              bool // the pattern may match: looking for it takes a hundred times longer
	}{{isoDate, 1, 2, 3, joined}, {indianDate, 3, 2, 1, joined}, {dayFirst, 3, 2, 1, alone}, {monthFirst, 3, 1, 2, alone}} {
		if !form.may {
			continue
		}
		rest = form.pattern.ReplaceAllStringFunc(rest, func(whole string) string {
			g := form.pattern.FindStringSubmatch(whole)
			date, ok := dateOf(g[form.year], g[form.month], g[form.day])
			if !ok {
				return whole
			}
			dates = append(dates, date)
			return blankedDate
		})
	}
	spelt, rest := speltDates(rest)
	return append(dates, spelt...), rest
}

// digits reports whether a text has Latin digits joined by a sign as those of a date
// are, and whether it has any.
func digits(text string) (joined, any bool) {
	digit := func(i int) bool { return i >= 0 && i < len(text) && isDigit(rune(text[i])) }
	for i := range len(text) {
		switch text[i] {
		case '-', '/', '.':
			joined = joined || digit(i-1) && digit(i+1)
		default:
			any = any || digit(i)
		}
	}
	return joined, any
}

// speltDates finds days in words before a month.
func speltDates(text string) (dates []string, rest string) {
	var b strings.Builder
	done := 0
	for _, n := range Numbers(text) {
		g := afterDay.FindStringSubmatchIndex(text[n.End:])
		if n.Start < done || g == nil {
			continue
		}
		year := ""
		if g[4] >= 0 {
			year = text[n.End+g[4] : n.End+g[5]]
		}
		date, ok := dateOf(year, text[n.End+g[2]:n.End+g[3]], n.Value)
		if !ok {
			continue
		}
		dates = append(dates, date)
		b.WriteString(text[done:n.Start] + blankedDate)
		done = n.End + g[1]
	}
	return dates, b.String() + text[done:]
}

// YearMonths finds the months that stand with their year, as YYYY-MM, in what
// [Dates] leaves of a text: "since March 2026".
func YearMonths(text string) (found []string) {
	if _, any := digits(text); !any {
		return nil
	}
	for _, g := range monthOfYear.FindAllStringSubmatch(text, -1) {
		if m := month(g[1]); m != 0 {
			found = append(found, fmt.Sprintf("%s-%02d", g[2], m))
		}
	}
	return found
}

// month is the number of a month's name, 0 for any other word. "May" in small
// letters is the verb: who is above 18 may apply.
func month(name string) int {
	if name == "may" {
		return 0
	}
	name = Normalise(name)
	if m := months[name]; m != 0 || len([]rune(name)) <= 3 || strings.HasPrefix(name, "z") { // no month begins so: 29 zones
		return m
	}
	return months[Key(name)]
}

func dateOf(year, monthName, day string) (string, bool) {
	m, err := strconv.Atoi(monthName)
	if err != nil {
		m = month(monthName)
	}
	d, err := strconv.Atoi(day)
	if err != nil || m < 1 || m > 12 || d < 1 {
		return "", false
	}
	y := 2024 // a leap year, for dates without one
	if year != "" {
		if y, err = strconv.Atoi(year); err != nil {
			return "", false
		}
		if y < 100 {
			y += 2000
		}
	}
	if time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return "", false
	}
	if year == "" {
		return fmt.Sprintf("%02d-%02d", m, d), true
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d), true
}
