package tools

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// months by phonetic key, so that every spelling in every form is met.
var months = monthKeys(map[time.Month]string{
	time.January: "january jan जनवरी janvari janwari", time.February: "february feb फरवरी फ़रवरी farvari farwari",
	time.March: "march mar मार्च", time.April: "april apr अप्रैल aprail", time.May: "may मई mai",
	time.June: "june jun जून joon", time.July: "july jul जुलाई julai", time.August: "august aug अगस्त agast",
	time.September: "september sep sept सितंबर सितम्बर sitambar", time.October: "october oct अक्टूबर अक्तूबर aktubar",
	time.November: "november nov नवंबर नवम्बर navambar", time.December: "december dec दिसंबर दिसम्बर disambar",
})

func monthKeys(names map[time.Month]string) map[string]time.Month {
	keys := map[string]time.Month{}
	for m, all := range names {
		for _, n := range strings.Fields(all) {
			keys[n] = m
			keys[hindi.Key(hindi.Normalise(n))] = m
		}
	}
	return keys
}

var (
	numericDate = regexp.MustCompile(`(?:^|\D)(\d{1,4})\s*[-/.,\s]\s*(\d{1,2})\s*[-/.,\s]\s*(\d{1,4})(?:\D|$)`)
	packedDate  = regexp.MustCompile(`(?:^|\D)(\d{2})(\d{2})(\d{4})(?:\D|$)`)
	wordedDate  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?$`)
)

// readDate reads day-month-year as Indians write it, with any separator, digits
// of either script, or the month in words; also year-month-day. A two-digit
// year is the latest that is not in the future.
func readDate(f corpus.Field, text string, today time.Time) (string, *misfit) {
	d, ok := parseDate(hindi.Digits(text), today)
	if !ok {
		return "", &misfit{phrase: "bad_date"}
	}
	least, most := dateBound(f.Min, today), dateBound(f.Max, today)
	switch {
	case least != "" && d < least:
		return "", &misfit{phrase: "date_too_early", data: agent.Map{"Least": shownDate(least)}}
	case most != "" && d > most:
		return "", &misfit{phrase: "date_too_late", data: agent.Map{"Most": shownDate(most)}}
	}
	return d, nil
}

func dateBound(written string, today time.Time) string {
	if written == "today" {
		return today.Format(time.DateOnly)
	}
	return written
}

func parseDate(text string, today time.Time) (string, bool) {
	for _, shape := range []*regexp.Regexp{numericDate, packedDate} {
		if m := shape.FindStringSubmatch(text); m != nil {
			a, b, c := m[1], m[2], m[3]
			if len(a) == 4 {
				a, c = c, a
			}
			month, _ := strconv.Atoi(b)
			return calendar(a, time.Month(month), c, today)
		}
	}
	return parseWordedDate(text, today)
}

func parseWordedDate(text string, today time.Time) (string, bool) {
	var day, year string
	var month time.Month
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,-/.\n\t", r) }) {
		lower := strings.ToLower(word)
		if m, ok := months[lower]; ok && month == 0 {
			month = m
			continue
		}
		if m, ok := months[hindi.Key(hindi.Normalise(word))]; ok && month == 0 && len(lower) > 2 {
			month = m
			continue
		}
		if m := wordedDate.FindStringSubmatch(lower); m != nil && day == "" {
			day = m[1]
			continue
		}
		if n, err := strconv.Atoi(lower); err == nil && n >= 0 && day != "" && year == "" {
			year = lower
		}
	}
	if day == "" || month == 0 || year == "" {
		return "", false
	}
	return calendar(day, month, year, today)
}

// calendar refuses days that no calendar has.
func calendar(day string, month time.Month, year string, today time.Time) (string, bool) {
	d, err1 := strconv.Atoi(day)
	y, err2 := strconv.Atoi(year)
	if err1 != nil || err2 != nil || len(year) != 2 && len(year) != 4 {
		return "", false
	}
	if len(year) == 2 {
		y += 2000
		if time.Date(y, month, d, 0, 0, 0, 0, time.UTC).After(today) {
			y -= 100
		}
	}
	t := time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != month || y < 1850 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// shownDate writes a date the way Indians do, 15-08-1990.
func shownDate(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return fmt.Sprintf("%02d-%02d-%04d", t.Day(), t.Month(), t.Year())
}
