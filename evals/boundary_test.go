package evals

import (
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Every limit that a clause states and that is told has a question in the suite,
// and is one that the assistant holds messages against, or has a reason why not. A
// question or a reason that fits no limit is a leftover.
func TestEveryLimitIsAsked(t *testing.T) {
	t.Parallel()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var f atLimits
	if err := decode(generatedFS, "generated/boundary.yaml", &f); err != nil {
		t.Fatal(err)
	}
	measured, err := offline.Measured()
	if err != nil {
		t.Fatal(err)
	}
	asks, reasons := make([]bool, len(f.Asks)), make([]bool, len(f.LeftOut))
	for _, c := range library.Clauses() {
		for _, f := range c.Facts {
			_, least := boundOf(f, false)
			_, most := boundOf(f, true)
			if least != (f.Min != "") || most != (f.Max != "") {
				t.Errorf("%s limits %s by what is no whole number: the questions at it would be left out", c.ID, f.Of)
			}
		}
	}
	for _, s := range library.Services {
		for _, l := range limitsOf(s) {
			ask := slices.IndexFunc(f.Asks, func(a limitAsk) bool { return a.about(l) })
			out := slices.IndexFunc(f.LeftOut, func(o leftOut) bool { return o.about(l) })
			switch {
			case out >= 0:
				reasons[out] = true
			case ask >= 0:
				if asks[ask] = true; !measured[l.fact.Of] {
					t.Errorf("%s/%s limits %s, which measures.yaml does not know", s.ID, l.clauses[0].ID, l.fact.Of)
				}
			default:
				t.Errorf("%s/%s limits %s to %d: add a question to boundary.yaml, or a reason to its left_out", s.ID, l.clauses[0].ID, l.fact.Of, l.bound)
			}
		}
	}
	for i, used := range asks {
		if !used {
			t.Errorf("boundary.yaml asks about %v, which no clause limits", f.Asks[i].Of)
		}
	}
	for i, used := range reasons {
		if !used || f.LeftOut[i].Why == "" {
			t.Errorf("boundary.yaml leaves out %v without need, or without a reason", f.LeftOut[i].Of)
		}
	}
}

// What a case expects follows from the facts of all clauses that limit the same.
func TestBoundaryExpects(t *testing.T) {
	t.Parallel()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	_, cases, err := boundaryCases("generated/boundary.yaml", library)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ id, begins, cites string }{ // cites: one of the clauses that may be cited
		{"old-age-pension-family-income-max-100000-at-en", "Not settled:", "old-age-pension/eligibility"},
		{"old-age-pension-applicant-age-max-69-above-hi", "यह लागू होता है:", "old-age-pension/benefit"}, // 70, and more for it
		{"construction-worker-registration-applicant-age-max-60-at-en", "By this limit, no:", "construction-worker-registration/eligibility"},
		{"construction-worker-registration-applicant-age-min-18-at-en", "By this limit, yes:", "construction-worker-registration/eligibility"},
		{"birth-certificate-registration-after-birth-max-21-at-en", "In time:", "birth-certificate/deadline"},
		{"birth-certificate-registration-after-birth-max-30-below-en", "Not in this time:", "birth-certificate/late-21-30"},
		{"birth-certificate-registration-after-birth-max-30-above-en", "Not in this time:", "birth-certificate/late-30-year"},
		{"birth-certificate-registration-after-birth-max-1-below-en", "Not in this time:", "birth-certificate/late-30-year"}, // 11 months
		{"birth-certificate-registration-after-birth-max-1-above-en", "Not in this time:", "birth-certificate/late-after-year"},
		{"birth-certificate-name-after-registration-max-12-above-hi-latn", "Baad wali seema ke andar:", "birth-certificate/change-name"},
		{"birth-certificate-name-after-registration-max-15-above-en", "Not in this time:", "birth-certificate/change-name"},
		{"birth-certificate-issue-time-min-4-below-en", "Not late yet:", "birth-certificate/days"},
		{"disability-id-udid-white-card-max-40-at-en", "This applies:", "disability-id-udid/about-colours"}, // the yellow one
		{"rc-duplicate-hypothecation-noc-life-max-6-above-en", "This does not apply:", "rc-duplicate-hypothecation/noc-age"},
		{"domicile-certificate-compensation-max-200-above-en", "Not possible:", "domicile-certificate/appeal-delay"},
	}
	for _, tt := range tests {
		i := slices.IndexFunc(cases, func(c Case) bool { return c.ID == tt.id })
		if i < 0 {
			t.Errorf("no case %s", tt.id)
			continue
		}
		expect := cases[i].Expect
		begins := slices.ContainsFunc(expect.Checks, func(c Check) bool {
			r, ok := c.rule.(*startsWith)
			return ok && slices.Equal(r.Text, list{tt.begins})
		})
		if !begins || !slices.Contains(expect.CitesAny, tt.cites) {
			t.Errorf("%s (%s) expects %v of %v, want %q of %s", tt.id, cases[i].Ask, expect.Checks, expect.CitesAny, tt.begins, tt.cites)
		}
	}
}
