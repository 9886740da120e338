package sandbox

import (
	_ "embed"
	"strings"
	"time"
)

// ist is India's zone; the sandbox thinks and speaks in it.
var ist = time.FixedZone("IST", 5*60*60+30*60)

//go:embed holidays.txt
var holidayList string

// holidays has a day as YYYY-MM-DD, or as --MM-DD if it comes every year.
var holidays = readHolidays(holidayList)

func readHolidays(list string) map[string]bool {
	days := map[string]bool{}
	for line := range strings.Lines(list) {
		if day, _, _ := strings.Cut(strings.TrimSpace(line), " "); day != "" && day != "#" {
			days[day] = true
		}
	}
	return days
}

// working reports whether the office works on the day of t, in India.
func working(t time.Time) bool {
	t = t.In(ist)
	switch t.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return !holidays[t.Format("2006-01-02")] && !holidays[t.Format("--01-02")]
}

// workday is the start of the n-th working day after the day of t; n is at
// least 1. Days before it are counted with a negative n.
func workday(t time.Time, n int) time.Time {
	y, m, d := t.In(ist).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, ist)
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		day = day.AddDate(0, 0, step)
		if working(day) {
			n--
		}
	}
	return day
}

// endOf is the last second of the day.
func endOf(day time.Time) time.Time { return day.AddDate(0, 0, 1).Add(-time.Second) }
