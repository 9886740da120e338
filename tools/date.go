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
	return within(f, d, today)
}

// within holds a date against the field's bounds.
func within(f corpus.Field, d string, today time.Time) (string, *misfit) {
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

// parseWordedDate reads a month in words with a day and a year around it, both
// in digits or in words of any form.
func parseWordedDate(text string, today time.Time) (string, bool) {
	month, numbers := wordedParts(text)
	if month == 0 || len(numbers) < 2 {
		return "", false
	}
	return calendar(numbers[0], month, numbers[1], today)
}

// wordedYear is the year of a date with its month in words, as written.
func wordedYear(text string) (string, bool) {
	month, numbers := wordedParts(text)
	if month == 0 || len(numbers) < 2 {
		return "", false
	}
	return numbers[1], true
}

// wordedParts finds the month and the numbers around it, in order.
func wordedParts(text string) (month time.Month, numbers []string) {
	var rest []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,-/.\n\t'’", r) }) {
		lower := strings.ToLower(word)
		m, ok := months[lower]
		if !ok && len(lower) > 2 && word != "में" && lower != "mein" { // which sound like May
			m, ok = months[hindi.Key(hindi.Normalise(word))]
		}
		switch {
		case ok && month == 0:
			month = m
			if last := len(rest) - 1; last >= 0 && digitWords[hindi.Key(rest[last])] != "" {
				rest[last] = digitWords[hindi.Key(rest[last])] // "ek January"
			}
			rest = append(rest, "din") // "baees March" counts like "baees din"
		case wordedDate.MatchString(lower):
			rest = append(rest, wordedDate.FindStringSubmatch(lower)[1], ",")
		default:
			rest = append(rest, word)
		}
	}
	for _, n := range hindi.Numbers(strings.Join(rest, " ")) {
		numbers = append(numbers, n.Value)
	}
	if len(numbers) > 1 && len(numbers[0]) == 4 && len(numbers[1]) <= 2 { // "1979 mein 20 March ko"
		numbers[0], numbers[1] = numbers[1], numbers[0]
	}
	// nineteen ninety, bees sau pachis
	if len(numbers) > 2 && (numbers[1] == "19" || numbers[1] == "20") && len(numbers[2]) <= 2 {
		numbers[1] += fmt.Sprintf("%02s", numbers[2])
	}
	if len(numbers) > 1 && len(numbers[1]) == 1 {
		numbers[1] = "0" + numbers[1] // the year 05
	}
	return month, numbers
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
