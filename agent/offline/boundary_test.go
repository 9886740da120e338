package offline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// The first line of the answer to a question that states a quantity.
func TestBoundary(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	tests := []struct{ service, message, want string }{
		{"new-ration-card", "family income 1,19,999 rupees, ration card?", "By this limit, yes: 1,19,999 rupees is within the limit of 1,20,000 rupees"},
		{"new-ration-card", "income 1 lakh 20 hazar, ration card banega?", "By this limit, yes: 1,20,000 rupees is exactly the limit of 1,20,000 rupees"},
		{"new-ration-card", "income 1,20,001 rupees", "By this limit, no: 1,20,001 rupees is above the limit of 1,20,000 rupees"},
		{"new-ration-card", "we earn 11,000 a month", "By this limit, no: 11,000 rupees a month makes 1,32,000 rupees a year"},
		{"new-ration-card", "हर महीने दस हज़ार रुपये कमाते हैं", "By this limit, yes: 10,000 rupees a month makes 1,20,000 rupees a year"},
		{"new-ration-card", "9 hazar mahina kamati hoon", "By this limit, yes: 9,000 rupees a month makes 1,08,000 rupees a year"},
		{"new-ration-card", "is the fee 50000 rupees?", ""},
		{"new-ration-card", "we have a 3 kW connection", "By this limit, no: 3 kW is above the limit of 2 kW"},
		{"ews-certificate", "family income 8 lakh", "By this limit, no: 8,00,000 rupees is exactly the limit of 8,00,000 rupees"},
		{"ews-certificate", "family income less than 8 lakh", "By this limit, yes: less than 8,00,000 rupees is within the limit"},
		{"ews-certificate", "family income more than 7 lakh", "This needs the exact date or sum"},
		{"ews-certificate", "we have 5 acres of farm land", "By this limit, no: 5 acres is exactly the limit of 5 acres"},
		{"old-age-pension", "meri umar 59 saal hai pension milegi?", "By this limit, no: 59 years is less than the limit of 60 years (the applicant's age)"},
		{"old-age-pension", "my father is 60 years old", "By this limit, yes: 60 years is exactly the limit of 60 years"},
		{"old-age-pension", "what about my father in law, he is 71", "By this limit, yes: 71 years is more than the limit of 60 years"},
		{"old-age-pension", "i am 58, can I get it", "By this limit, no: 58 years is less than the limit of 60 years"},
		{"old-age-pension", "the fee is 100, who is the officer", ""},
		{"old-age-pension", "we live in Delhi since 4 years", "By this limit, no: 4 years is less than the limit of 5 years (years lived in Delhi)"},
		{"marriage-registration", "beti 17 saal ki hai, shaadi register hogi?", "By this limit, no: 17 years is less than the limit of 18 years (the bride's age)"},
		{"marriage-registration", "ladka 21 saal ka hai", "By this limit, yes: 21 years is exactly the limit of 21 years (the groom's age)"},
		{"marriage-registration", "शादी को 50 दिन हो गए", "In time: 50 days is within the limit of 60 days"},
		{"marriage-registration", "shaadi ko 61 din ho gaye", "Not in this time: 61 days is above the limit of 60 days"},
		{"marriage-registration", "the wedding was 2 months ago", "This needs the exact date or sum: 2 months is close to the limit of 60 days"},
		{"birth-certificate", "baby was born 25 days ago", "Not in this time: 25 days is above the limit of 21 days"},
		{"income-certificate", "applied 25 days ago, is it late?", "Late: 25 days is above the limit of 21 days"},
		{"income-certificate", "applied 20 days ago, is it late?", "Not late yet: 20 days is within the limit of 21 days"},
		{"disability-pension", "39 percent disability hai", "By this limit, no: 39 percent is less than the limit of 40 percent"},
		{"women-in-distress-pension", "main 35 saal ki vidhwa hoon", "By this limit, yes: 35 years is more than the limit of 18 years"},
		{"income-certificate", "income certificate valid for 1 year?", ""},
		{"old-age-pension", "family income 1 lakh", "Not settled: 1,00,000 rupees is exactly the limit of 1,00,000 rupees (family income in a year), and sources disagree"},
		{"old-age-pension", "family income 99,999", "By this limit, yes: 99,999 rupees is within the limit of 1,00,000 rupees"},
		{"old-age-pension", "family income 1,00,001", "By this limit, no: 1,00,001 rupees is above the limit of 1,00,000 rupees"},
		{"birth-certificate", "born 25 days ago in March 2026", "Not in this time: 25 days"},
		{"old-age-pension", "papa 59 ke hain pension milegi?", "By this limit, no: 59 years is less than the limit of 60 years"},
		{"old-age-pension", "my mother is 62", "By this limit, yes: 62 years is more than the limit of 60 years"},
		{"old-age-pension", "form 20 ka hai kya", ""},
		{"driving-licence-permanent", "learner 179 days old, permanent?", "By this limit, yes: 179 days lies within 30 to 180 days"},
	}
	for _, tt := range tests {
		req := about(l, tt.service, corpus.English, corpus.Kinds...)
		req.Message, req.Understood.Kinds = tt.message, nil
		r := respond(t, m, req)
		first, _, _ := strings.Cut(r.Text, "\n")
		if tt.want == "" {
			for _, begin := range []string{"By this limit", "In time", "Late", "Not "} {
				if strings.HasPrefix(first, begin) {
					t.Errorf("%s, %q: %q, want no comparison", tt.service, tt.message, first)
				}
			}
			continue
		}
		if !strings.HasPrefix(first, tt.want) || len(r.Citations) == 0 || !strings.HasPrefix(r.Citations[0], tt.service+"/") {
			t.Errorf("%s, %q\n got %q, citing %v\nwant %q", tt.service, tt.message, first, r.Citations, tt.want)
		}
		clause, _ := l.Clause(r.Citations[0])
		if !strings.Contains(r.Text, clause.En) {
			t.Errorf("%s, %q: the limit's clause %s is not told", tt.service, tt.message, clause.ID)
		}
	}
}

// A rule for minors is told beside the one for adults to whoever is below 18, and
// to nobody else.
func TestBoundaryOfMinors(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	tests := []struct {
		service, message string
		tells            []string // clauses
		says             []string
	}{
		{"learner-licence", "beta 17 saal ka hai, licence banega?", []string{"eligibility", "eligibility-16"}, []string{"no: 17 years is less than the limit of 18", "yes: 17 years is more than the limit of 16"}},
		{"learner-licence", "My son is 15, can he get it?", []string{"eligibility", "eligibility-16"}, []string{"no: 15 years is less than the limit of 18", "no: 15 years is less than the limit of 16"}},
		{"learner-licence", "लड़की 16 साल की है", []string{"eligibility", "eligibility-16"}, []string{"no: 16 years is less than the limit of 18", "yes: 16 years is exactly the limit of 16"}},
		{"learner-licence", "mera beta 19 ka hai", []string{"eligibility"}, []string{"yes: 19 years is more than the limit of 18"}},
		{"disability-pension", "meri beti 10 saal ki hai, 50 percent viklang hai", []string{"eligibility-child"}, []string{"yes: 50 percent"}},
		{"domicile-certificate", "8 saal ke bachche ka banega?", []string{"eligibility-minor"}, nil},
		{"domicile-certificate", "we have lived here for 8 years", nil, []string{"yes: 8 years is more than the limit of 3 years"}},
	}
	for _, tt := range tests {
		req := about(l, tt.service, corpus.English, corpus.Kinds...)
		req.Message, req.Understood.Kinds = tt.message, nil
		r := respond(t, m, req)
		for _, id := range tt.tells {
			if !slices.Contains(r.Citations, tt.service+"/"+id) {
				t.Errorf("%s, %q does not tell %s: %v", tt.service, tt.message, id, r.Citations)
			}
		}
		for _, words := range tt.says {
			if !strings.Contains(r.Text, words) {
				t.Errorf("%s, %q does not say %q: %s", tt.service, tt.message, words, r.Text)
			}
		}
		if len(tt.tells) < 2 && strings.Contains(r.Text, "limit of 16 years") {
			t.Errorf("%s, %q is held against the limit for minors: %s", tt.service, tt.message, r.Text)
		}
	}
}

// A group's question which service is meant comes with how each one's limit is
// met.
func TestBoundaryOfGroup(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	req := about(l, "old-age-pension", corpus.HindiLatin, corpus.Eligibility)
	req.Message = "meri umar 59 saal hai pension milegi?"
	req.Understood = agent.Understanding{Intent: agent.Question, Group: "pension", Asking: true}
	r := respond(t, m, req)
	if r.Outcome != agent.Clarify || len(r.Choices) == 0 || !strings.Contains(r.Text, "59 saal kam hai, seema kam se kam 60 saal hai") {
		t.Errorf("outcome %s, %d choices: %s", r.Outcome, len(r.Choices), r.Text)
	}
}
