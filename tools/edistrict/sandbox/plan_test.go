package sandbox

import (
	"slices"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

func TestWorkday(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-20", 1, "2026-11-23"},  // Friday to Monday
		{"2026-11-21", 1, "2026-11-23"},  // Saturday to Monday
		{"2026-11-23", 1, "2026-11-25"},  // over Guru Nanak Jayanti
		{"2026-12-24", 1, "2026-12-28"},  // over Christmas and the weekend
		{"2027-01-25", 1, "2027-01-27"},  // Republic Day comes every year
		{"2026-11-25", -1, "2026-11-23"}, // backwards
		{"2026-11-02", 15, "2026-11-23"},
	} {
		from, err := time.ParseInLocation(time.DateOnly, tt.from, ist)
		if err != nil {
			t.Fatal(err)
		}
		if got := workday(from.Add(18*time.Hour), tt.n).Format(time.DateOnly); got != tt.want {
			t.Errorf("%s %+d: %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

// Whatever the number and the days, a story runs forward, keeps to the states
// it may have, and is decided by the due day unless it is meant not to be.
func TestStories(t *testing.T) {
	t.Parallel()
	at := monday
	outcomes := map[edistrict.State]int{}
	for seq := 1; seq <= 3000; seq++ {
		r := record{
			No: edistrict.Number{Code: "INC", Year: 26, Seq: seq}.String(), CreatedAt: at,
			SubmittedAt: ptr(at.Add(time.Minute)), Days: ptr(1 + seq%60), Name: "Asha Verma",
		}
		s := tell(r)
		if !slices.IsSortedFunc(s.events, func(a, b event) int { return a.at.Compare(b.at) }) {
			t.Fatalf("%s (%d days): steps out of order: %v", r.No, *r.Days, s.events)
		}
		last := s.events[len(s.events)-1]
		outcomes[last.state]++
		if last.state == edistrict.CertificateIssued && last.at.After(s.due) {
			outcomes["late"]++
		}
		for _, e := range s.events {
			if e.letter == "" || !slices.Contains(edistrict.States, e.state) {
				t.Fatalf("%s: step without a state: %+v", r.No, e)
			}
		}
	}
	issued, late := outcomes[edistrict.CertificateIssued], outcomes["late"]
	rejected, inQueue := outcomes[edistrict.Rejected], outcomes[edistrict.UnderProcessing]
	// Rejected are also the queries nobody answers.
	if issued < 2100 || issued > 2500 || late < 120 || late > 320 || rejected < 400 || rejected > 700 || inQueue < 90 || inQueue > 220 {
		t.Errorf("issued %d, of them late %d, rejected %d, stuck %d", issued, late, rejected, inQueue)
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Asha Verma": "A*** V****", "आशा": "आ**", "": "", "  R  K ": "R K",
	} {
		if got := mask(name); got != want {
			t.Errorf("mask(%q) = %q, want %q", name, got, want)
		}
	}
}
