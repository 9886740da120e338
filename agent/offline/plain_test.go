package offline_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// asked is a request as the search would bring it: all clauses of the service in
// an order that chance decides.
func asked(l *corpus.Library, service, message string, seed uint64) agent.Request {
	req := about(l, service, corpus.English, corpus.Kinds...)
	req.Message, req.Understood.Kinds = message, l.Match(message).Kinds
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(req.Clauses), func(i, j int) {
		req.Clauses[i], req.Clauses[j] = req.Clauses[j], req.Clauses[i]
	})
	return req
}

// A question for no more than an aspect gets the same clauses, in the same order,
// in whatever form it is put and however the search ranks them.
func TestPlainQuestionsHaveOneAnswer(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	for _, s := range l.Services {
		for _, questions := range [][3]string{
			{"What is the fee for %?", "% की फ़ीस कितनी है?", "% ki fees kitni hai"},
			{"Which documents are required for %?", "% के लिए कौन-कौन से कागज़ चाहिए?", "% ke liye kya kya kagaz lagenge"},
			{"How many days does % take?", "% में कितने दिन लगते हैं?", "% me kitne din lagte h"},
			{"What is %?", "% क्या है?", "% kya hai"},
		} {
			var want agent.Response
			for i, lang := range corpus.Langs {
				message := strings.ReplaceAll(questions[i], "%", s.Name.In(lang))
				got := respond(t, m, asked(l, s.ID, message, uint64(i)))
				if i == 0 {
					want = got
				} else if d := cmp.Diff(want.Citations, got.Citations); d != "" || got.Outcome != want.Outcome {
					t.Errorf("%q is answered %s, in English %s:\n%s", message, got.Outcome, want.Outcome, d)
				}
			}
		}
	}
}

func TestPlainly(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	tests := []struct {
		name, service, message string
		first                  string // the clause that is found nearest
		want                   string // the clause told first
	}{
		{"the aspect as a whole", "rc-transfer-of-ownership", "rc transfer ki fees", "office", "fee"},
		{"the aspect of what was spoken of", "ration-card-changes", "और उसमें कितने दिन लगेंगे", "days-transfer", "days"},
		{"more than the aspect", "rc-transfer-of-ownership", "rc transfer ki fees agar der ho gayi", "fee-late", "fee-late"},
		{"a part by its name", "rc-transfer-of-ownership", "RC transfer me form 30 kya hota h", "form-30", "form-30"},
		{"an aspect only in sound", "digilocker-use", "डिजीलॉकर से ट्रैक होता है क्या", "status", "status"},
		{"a part that the aspect's names speak of", "new-ration-card", "can a tenant apply for a ration card?", "eligibility-tenant", "eligibility-tenant"},
		{"a side of an aspect", "learner-licence", "learner licence ki fees refund", "fee-retest", "fee-retest"},
		{"several rules under one aspect", "land-status-ror-noc", "land NOC refused, appeal?", "appeal-refusal", "appeal-refusal"},
	}
	for _, tt := range tests {
		req := asked(l, tt.service, tt.message, 1)
		at := slices.IndexFunc(req.Clauses, func(c corpus.Clause) bool { return c.ID == tt.service+"/"+tt.first })
		if at < 0 {
			t.Errorf("%s: %s has no clause %s", tt.name, tt.service, tt.first)
			continue
		}
		req.Clauses[0], req.Clauses[at] = req.Clauses[at], req.Clauses[0]
		if r := respond(t, m, req); len(r.Citations) == 0 || r.Citations[0] != tt.service+"/"+tt.want {
			t.Errorf("%s, %q: tells %v, want %s first", tt.name, tt.message, r.Citations, tt.want)
		}
	}
}

// What goes on about an aspect and picks out a rule of it is told that rule first;
// what only goes on about it is told the aspect.
func TestWhatGoesOnAboutAnAspect(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	for _, tt := range []struct {
		message, first, want string
		kind                 corpus.Kind
	}{
		{"and for photocopies?", "fee-copies", "fee-copies", corpus.Fee},
		{"what about my mother?", "fee-copies", "fee", corpus.Fee},
		{"उसमें कितने दिन लगेंगे?", "days-life", "days", corpus.Days},
	} {
		req := asked(l, "rti-application", tt.message, 1)
		at := slices.IndexFunc(req.Clauses, func(c corpus.Clause) bool { return c.ID == "rti-application/"+tt.first })
		req.Clauses[0], req.Clauses[at] = req.Clauses[at], req.Clauses[0]
		req.Understood.Kinds = []corpus.Kind{tt.kind}
		req.History = []agent.Exchange{{}}
		if r := respond(t, m, req); len(r.Citations) == 0 || r.Citations[0] != "rti-application/"+tt.want {
			t.Errorf("%q: tells %v, want %s first", tt.message, r.Citations, tt.want)
		}
	}
}

// Who asks for no more than a limit is told that, and nothing that was found near.
func TestOnlyTheLimit(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	for _, tt := range []struct {
		service, message string
		alone            bool
	}{
		{"new-ration-card", "income 1 lakh 20 hazar, ration card banega?", true},
		{"new-ration-card", "हमारी सालाना आमदनी 1,20,000 रुपये है, राशन कार्ड मिल सकता है क्या?", true},
		{"old-age-pension", "My income is 90,000 rupees a year, do I get the old age pension?", true},
		{"new-ration-card", "income 1 lakh 20 hazar, kya bijli ka bill lagega ration card me?", false},
	} {
		r := respond(t, m, asked(l, tt.service, tt.message, 3))
		one := len(r.Citations) > 0 && !slices.ContainsFunc(r.Citations, func(id string) bool {
			c, _ := l.Clause(id)
			return c.Kind != corpus.Eligibility
		})
		if one != tt.alone {
			t.Errorf("%q cites %v; only the limit: %v, want %v", tt.message, r.Citations, one, tt.alone)
		}
	}
}
