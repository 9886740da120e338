package evals

import (
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestSameFacts(t *testing.T) {
	t.Parallel()
	l, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	english := func(text string, ids ...string) agent.Turn { return replied(corpus.English, text, ids...) }
	hindi := func(text string, ids ...string) agent.Turn { return replied(corpus.Hindi, text, ids...) }
	unknown := hindi("पुष्टि नहीं")
	unknown.Outcome = agent.NotKnown
	ids := "old-age-pension/aadhaar"
	tests := []struct {
		name  string
		a, b  agent.Turn
		wrong string // empty: the facts are the same
	}{
		{"a figure in words", english("It takes 45 days"), hindi("पैंतालीस दिन लगते हैं"), ""},
		{"a turn of phrase", english("A third-party page says 50 rupees for the second copy"), hindi("एक निजी वेबसाइट दूसरी प्रति के 50 रुपये बताती है"), ""},
		{"another figure", english("It takes 45 days"), hindi("40 दिन लगते हैं"), "lacks the number 45"},
		{"one figure more", english("It costs 50 rupees"), hindi("50 रुपये लगते हैं, डाक से 80"), "has the number 80"},
		{"another date", english("By 31 March 2026"), hindi("30 मार्च 2026 तक"), "lacks the date 2026-03-31"},
		{"another clause", english("a", "new-ration-card/fee"), hindi("a", "new-ration-card/days"), "lacks the clause new-ration-card/fee"},
		{"another outcome", english("Free"), unknown, "has the outcome unknown"},
		{"a paper left out that its clause names", english("Bring your Aadhaar", ids), hindi("कागज़ लाएँ", ids), "lacks the paper"},
		{"a paper that no clause names", english("Bring it", ids), hindi("पासपोर्ट लाएँ", ids), "has the paper passport"},
	}
	for _, tt := range tests {
		got := sameFacts{}.look(view{Recorded: Recorded{Library: l}, turns: []agent.Turn{tt.a, tt.b}})
		if got.pass != (tt.wrong == "") || !strings.Contains(got.why, tt.wrong) {
			t.Errorf("%s: pass %v, %q; want %q", tt.name, got.pass, got.why, tt.wrong)
		}
	}
}

// The figures and dates of every rule are the same in its two languages.
func TestSameFactsOfEveryClause(t *testing.T) {
	t.Parallel()
	l, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range l.Clauses() {
		a, b := replied(corpus.English, c.In(corpus.English), c.ID), replied(corpus.Hindi, c.In(corpus.Hindi), c.ID)
		if got := (sameFacts{}).look(view{turns: []agent.Turn{a, b}}); !got.pass {
			t.Errorf("%s says different things in its two languages: %s", c.ID, got.why)
		}
	}
}

func replied(lang corpus.Lang, text string, ids ...string) agent.Turn {
	turn := agent.Turn{Language: lang, Outcome: agent.Answered, Reply: agent.Reply{Text: text}}
	for _, id := range ids {
		service, _, _ := strings.Cut(id, "/")
		turn.Citations = append(turn.Citations, agent.Citation{Service: service, Clause: id})
	}
	return turn
}
