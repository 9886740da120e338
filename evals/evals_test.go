package evals

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestEmbeddedSuitesAreSound(t *testing.T) {
	t.Parallel()
	suites := builtIn(t)
	library := rules(t)
	known := taught(library)
	for _, s := range suites {
		count := map[corpus.Lang]int{}
		for _, c := range s.Cases {
			count[c.Lang]++
			if c.Service != "" && known[bare(c.Ask)] { // "what is the fee?" about nothing is everybody's
				t.Errorf("%s: %s asks what a pack already says", s.Name, c.ID)
			}
			for _, id := range c.Rests() {
				if _, ok := library.Clause(id); !ok {
					t.Errorf("%s: %s rests on clause %s, which does not exist", s.Name, c.ID, id)
				}
			}
		}
		least := 30
		if s.Gate == 1 {
			least = LeastCases // every case must pass: there is no share to be sure of
		}
		for _, l := range corpus.Langs {
			if count[l] < least {
				t.Errorf("%s: %d cases in %s, want at least %d", s.Name, count[l], l, least)
			}
		}
		if s.Gate <= 0 || s.Gate > 1 {
			t.Errorf("%s: gate %v stops nothing or everything", s.Name, s.Gate)
		}
	}
}

func TestLoadNamesFileAndCase(t *testing.T) {
	t.Parallel()
	suite := &fstest.MapFile{Data: []byte("about: x\ngate: 0.9\n")}
	tests := []struct{ name, cases, want string }{
		{"unknown key", "- {id: a, lang: en, ask: Hi, expects: {}}", "s/c.yaml"},
		{"no id", "- {lang: en, ask: Hi}", "has no id"},
		{"id twice", "- {id: a, lang: en, ask: Hi}\n- {id: a, lang: en, ask: Hi}", `case "a": the id stands twice`},
		{"bad form", "- {id: a, lang: fr, ask: Hi}", `lang "fr"`},
		{"neither question nor talk", "- {id: a, lang: en}", "needs either ask or turns"},
		{"both", "- {id: a, lang: en, ask: Hi, turns: [{say: Hi}]}", "needs either ask or turns"},
		{"unknown outage", "- {id: a, lang: en, turns: [{say: Hi}, {say: Hi, portal: slow}]}", `message 2: portal "slow" is not one of down`},
		{"outage of no message", "- {id: a, lang: en, portal: down, turns: [{say: Hi}]}", "portal belongs to ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Load(fstest.MapFS{"s/suite.yaml": suite, "s/c.yaml": {Data: []byte(tt.cases)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("a folder without suites is no error")
	}
}

// answered is a turn that every check likes, until one thing is changed.
func answered(change func(*agent.Turn)) agent.Turn {
	t := agent.Turn{
		Language: corpus.English, Outcome: agent.Answered,
		Reply:     agent.Reply{Text: "It takes 21 days and costs Rs 1,20,000.", Choices: []agent.Choice{{ID: "apply:x"}}},
		Citations: []agent.Citation{{Service: "income-certificate", Clause: "income-certificate/fee"}},
		Passages:  []agent.Passage{{ID: "income-certificate/fee"}},
		ToolCalls: []agent.ToolCall{{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"SBX-INC-26-000001"}`)}},
		Ask:       &agent.AskRef{Field: "mobileLast4"},
	}
	if change != nil {
		change(&t)
	}
	return t
}

func TestJudge(t *testing.T) {
	t.Parallel()
	library := rules(t)
	all := Expect{
		Outcome: []string{"answered"}, Cites: []string{"income-certificate/fee"}, CitesAny: []string{"income-certificate/fee", "x/y"},
		CitesOnly: []string{"income-certificate"}, Says: []string{"takes 21 days"}, SaysAny: []string{"cost", "costs"}, SaysNot: []string{"free"},
		Numbers: []string{"120000"}, Tool: "checkStatus", Arguments: map[string]string{"applicationNo": "SBX-INC-26-000001"},
		ToolNot: "startApplication", Asks: "mobileLast4", Choice: "apply:x",
	}
	tests := []struct {
		name   string
		expect Expect
		turn   agent.Turn
		want   string // part of the only fault; "" for none
	}{
		{"everything as expected", all, answered(nil), ""},
		{"outcome", Expect{Outcome: []string{"unknown"}}, answered(nil), "outcome answered, want unknown"},
		{"failed turn", Expect{}, answered(func(t *agent.Turn) { t.Outcome, t.Error = agent.Failed, "boom" }), "the turn failed: boom"},
		{"language", Expect{Language: corpus.Hindi}, answered(func(t *agent.Turn) { t.Reply.Text = "21 दिन" }), "language en, want hi"},
		{"English in Devanagari", Expect{}, answered(func(t *agent.Turn) { t.Reply.Text = "इसमें 21 दिन लगते हैं" }), "has Devanagari"},
		{"Hindi in Latin letters", Expect{Language: corpus.Hindi}, answered(func(t *agent.Turn) { t.Language = corpus.Hindi }), "not in Devanagari"},
		{"clause not cited", Expect{Cites: []string{"income-certificate/days"}}, answered(nil), "does not cite income-certificate/days"},
		{"none of them cited", Expect{CitesAny: []string{"a/b", "c/d"}}, answered(nil), "cites none of a/b, c/d"},
		{"another service cited", Expect{CitesOnly: []string{"obc-certificate"}}, answered(nil), "another service"},
		{"clause that does not exist", Expect{}, answered(func(t *agent.Turn) { t.Citations[0].Clause = "income-certificate/nope" }), "does not exist"},
		{"clause that was not found", Expect{}, answered(func(t *agent.Turn) { t.Passages[0].ID = "income-certificate/days" }), "not found in this turn"},
		{"no citation", Expect{}, answered(func(t *agent.Turn) { t.Citations = nil }), "without a citation"},
		{"words missing", Expect{Says: []string{"one month"}}, answered(nil), `does not say "one month"`},
		{"words that must not be", Expect{SaysNot: []string{"21 days"}}, answered(nil), `says "21 days"`},
		{"none of the words", Expect{SaysAny: []string{"free"}}, answered(nil), "says none of free"},
		{"number missing", Expect{Numbers: []string{"15"}}, answered(nil), "does not state the number 15"},
		{"tool not called", Expect{Tool: "verifyDocument"}, answered(nil), "does not call verifyDocument"},
		{"other arguments", Expect{Tool: "checkStatus", Arguments: map[string]string{"applicationNo": "x"}}, answered(nil), "does not call checkStatus"},
		{"forbidden tool", Expect{ToolNot: "checkStatus"}, answered(nil), "calls checkStatus"},
		{"another question", Expect{Asks: "none"}, answered(nil), "waits for mobileLast4, want none"},
		{"choice missing", Expect{Choice: "menu:"}, answered(nil), "does not offer menu:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := judge(library, Case{Lang: corpus.English}, tt.expect, tt.turn)
			if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)) {
				t.Errorf("faults %q, want one with %q", got, tt.want)
			}
		})
	}
}

func TestSaysKnowsEveryForm(t *testing.T) {
	t.Parallel()
	if !says("आपको कागज़ात चाहिए", "kaagzaat") || says("kaagaz", "aaga") {
		t.Error("spellings are not compared by sound, or parts of words count")
	}
}

// parrot answers every message with itself; "boom" breaks.
type parrot struct{}

func (parrot) Turn(_ context.Context, s agent.State, m agent.Message) (agent.Turn, agent.State, error) {
	if m.Text == "boom" {
		return agent.Turn{}, s, errors.New("boom")
	}
	turn := agent.Turn{Language: corpus.English, Outcome: agent.Done, Reply: agent.Reply{Text: m.Text}}
	if m.Text == "apply" {
		turn.ToolCalls = []agent.ToolCall{{Name: "startApplication", Result: json.RawMessage(`{"applicationNo":"SBX-INC-26-000007"}`)}}
	}
	return turn, s, nil
}

func TestRun(t *testing.T) {
	t.Parallel()
	library := rules(t)
	suite := Suite{Name: "s", Gate: 0.6, MaxGap: 0.1, Cases: []Case{
		{ID: "a", Lang: corpus.English, Ask: "right", Expect: Expect{Says: []string{"right"}}},
		{ID: "b", Lang: corpus.English, Ask: "wrong", Expect: Expect{Says: []string{"right"}}},
		{ID: "c", Lang: corpus.English, Ask: "boom"},
		{ID: "d", Lang: corpus.English, Turns: []Step{{Say: "apply"}, {Say: "status {applicationNo}", Expect: Expect{Says: []string{"SBX-INC-26-000007"}}}}},
	}}
	ticks := make(chan struct{}, 10)
	results, err := Run(context.Background(), parrot{}, library, suite, Options{Progress: func() { ticks <- struct{}{} }})
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []Verdict
	for _, r := range results {
		verdicts = append(verdicts, r.Verdict)
	}
	if diff := cmp.Diff([]Verdict{Pass, Fail, Error, Pass}, verdicts); diff != "" || len(ticks) != 4 {
		t.Errorf("%d ticks, verdicts differ (-want +got):\n%s", len(ticks), diff)
	}
	summary := Summarise(suite, results)
	if diff := cmp.Diff(Score{Pass: 2, Fail: 1, Error: 1}, summary.ByLang[corpus.English]); diff != "" {
		t.Errorf("score differs (-want +got):\n%s", diff)
	}
	if len(summary.Gate) != 1 || !strings.Contains(summary.Gate[0], "50.0 %") {
		t.Errorf("gate %q", summary.Gate)
	}
	var b bytes.Buffer
	if err := Table(&b, summary, results); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"FAIL", "ERROR", "GATE", "unmeasured: no cases", "2/4 (50.0 %)"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the table does not show %q:\n%s", want, b.String())
		}
	}
}

func TestGate(t *testing.T) {
	t.Parallel()
	result := func(l corpus.Lang, v Verdict) Result { return Result{Case: Case{Lang: l}, Verdict: v} }
	suite := Suite{Name: "s", Gate: 0.5, MaxGap: 0.2}
	tests := []struct {
		name    string
		results []Result
		reasons int
	}{
		{"all pass", []Result{result(corpus.English, Pass), result(corpus.Hindi, Pass)}, 0},
		{"one form below", []Result{result(corpus.English, Pass), result(corpus.Hindi, Fail)}, 2},
		{"gap only", []Result{result(corpus.English, Pass), result(corpus.Hindi, Pass), result(corpus.Hindi, Fail)}, 1},
		{"nothing was run", nil, 1},
	}
	for _, tt := range tests {
		if got := Summarise(suite, tt.results).Gate; len(got) != tt.reasons {
			t.Errorf("%s: %q, want %d reasons", tt.name, got, tt.reasons)
		}
	}
	for failing, reasons := range map[int]int{5: 0, 6: 1} { // 95 and 98 of 100 are three points apart, which is allowed
		var results []Result
		for i := range 100 {
			english, hindi := Pass, Pass
			if i < failing {
				english = Fail
			}
			if i < 2 {
				hindi = Fail
			}
			results = append(results, result(corpus.English, english), result(corpus.Hindi, hindi))
		}
		if got := Summarise(Suite{Name: "s", Gate: 0.5, MaxGap: 0.03}, results).Gate; len(got) != reasons {
			t.Errorf("%d and 98 of 100: %q, want %d reasons", 100-failing, got, reasons)
		}
	}
}
