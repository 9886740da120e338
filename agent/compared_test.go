package agent

import (
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// A number of the message stands beside a limit in its unit, and nowhere else.
func TestOwnNumbersStandBesideLimits(t *testing.T) {
	t.Parallel()
	clauses := []corpus.Clause{
		{ID: "s/income", Service: "s", Kind: corpus.Eligibility, Text: corpus.Text{En: "Family income up to 1,20,000 rupees a year."}, Facts: []corpus.Fact{{Type: "inr", Max: "120000", Of: "family-income"}}},
		{ID: "s/fee", Service: "s", Kind: corpus.Fee, Text: corpus.Text{En: "The fee is 20 rupees."}, Facts: []corpus.Fact{{Type: "inr", Value: "20"}}},
	}
	tests := []struct {
		name, message, reply string
		fault                string // "" for none
	}{
		{"the citizen's sum", "we earn 1.5 lakh", "1,50,000 rupees is above the limit of 1,20,000 rupees.", ""},
		{"the year's sum of a month's", "we earn 9,000 a month", "9,000 rupees a month makes 1,08,000 rupees a year, within 1,20,000 rupees.", ""},
		{"a number of nobody", "we earn 1.5 lakh", "2,50,000 rupees is above the limit of 1,20,000 rupees.", "250000"},
		{"a fee that the citizen names", "is the fee 500 rupees?", "The fee is 500 rupees.", "500"},
		{"beside a value that is no limit", "is the fee 500 rupees?", "The fee is 500 rupees, not 20 rupees.", "500"},
		{"another unit beside the limit", "does it take 45 days?", "It takes 45 days, with income up to 1,20,000 rupees.", "45"},
		{"on a line of its own", "we earn 1.5 lakh", "The limit is 1,20,000 rupees.\nYou get 1,50,000 rupees.", "150000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			resp := Response{Text: tt.reply, Citations: []string{"s/income", "s/fee"}, Outcome: Answered}
			got := strings.Join(ground(resp, Request{Message: tt.message, Clauses: clauses}, &corpus.Library{}), "; ")
			if tt.fault == "" && got != "" || !strings.Contains(got, tt.fault) {
				t.Errorf("faults %q, want %q in them", got, tt.fault)
			}
		})
	}
}
