package agent_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// pensions is the conversation after "which pension do you mean?".
func pensions() agent.State {
	return agent.State{ID: "c", Aspect: corpus.Papers, Choices: []agent.Choice{
		{ID: agent.ServiceChoice("old-age-pension"), Title: "Old age pension"},
		{ID: agent.ServiceChoice("women-in-distress-pension"), Title: "Widow pension"},
		{ID: agent.ServiceChoice("disability-pension"), Title: "Disability pension"},
	}}
}

func TestAChoiceIsTakenByItsPlace(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for say, want := range map[string]string{
		"2": "women-in-distress-pension", "the second one": "women-in-distress-pension", "dusra wala": "women-in-distress-pension", "option 1": "old-age-pension",
		"तीसरी वाली": "disability-pension", "last one please": "disability-pension", "2 number wali": "women-in-distress-pension", "pehli wali": "old-age-pension",
		"the fourth one": "", "second marriage": "",
	} {
		got, _ := turn(t, a, pensions(), agent.Message{Text: say})
		if took := len(got.Understood.Services) > 0 && !got.Understood.Presumed && got.Understood.Services[0] == want; took != (want != "") {
			t.Errorf("%q: understood %v, want %q", say, got.Understood, want)
		}
	}
	steps := agent.State{ID: "c", Subject: "old-age-pension", Choices: []agent.Choice{
		{ID: agent.ApplyChoice("old-age-pension"), Title: "Apply now"}, {ID: agent.KindChoice(corpus.Papers, "old-age-pension"), Title: "Papers needed"},
	}}
	for _, say := range []string{"the first one", "how do I apply for it"} {
		if got, _ := turn(t, a, steps, agent.Message{Text: say}); got.Ask != nil {
			t.Errorf("%q began an application", say)
		}
	}
}

// TestTheNextOfTwoApplicationsIsBegunInManyWords: after the first is stopped.
func TestTheNextOfTwoApplicationsIsBegunInManyWords(t *testing.T) {
	t.Parallel()
	next := agent.ApplyChoice("domicile-certificate")
	state := agent.State{ID: "c", Subject: "income-certificate", Queue: []string{next}, Choices: []agent.Choice{{ID: next, Title: "निवास (अधिवास) प्रमाण पत्र"}}}
	a := assistant(t, nil, oneStep{})
	for say, begins := range map[string]bool{
		"haan karo": true, "yes start that": true, "हाँ, निवास वाला शुरू करो": true, "yes": true, "no": false, "hmm": false, "rehne do": false,
	} {
		got, _ := turn(t, a, state, agent.Message{Text: say})
		if began := slices.Contains(got.Understood.Services, "domicile-certificate") && got.Understood.Intent == agent.Apply; began != begins {
			t.Errorf("%q: began %v, want %v", say, began, begins)
		}
	}
}

func TestSmallTalkIsNoQuestionAndNoAnswer(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, colour(time.Now()))
	_, form := turn(t, a, agent.State{}, agent.Message{Text: "income certificate apply karna hai"})
	for _, c := range []struct {
		say  string
		want agent.Intent
	}{
		{"hmm", agent.Noted}, {"hmm ok", agent.Noted}, {"अच्छा", agent.Noted}, {"ok thnx", agent.Thanks}, {"chalo theek hai bye", agent.Thanks},
		{"are you even a real person", agent.Self}, {"tum insan ho ya robot", agent.Self}, {"तुम इंसान हो या मशीन", agent.Self}, {"is this a bot", agent.Self},
		{"who are you", agent.Self}, {"am I talking to a real human", agent.Self},
		{"who am I talking to, a bot?", agent.Self}, {"कोई आदमी है वहाँ बात करने के लिए", agent.Human},
		{"then let me talk to one", agent.Human}, {"aap kisi insaan se baat karao", agent.Human},
	} {
		if got, _ := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: c.say}); got.Understood.Intent != c.want || got.Reply.Text == "" {
			t.Errorf("%q: %s, want %s", c.say, got.Understood.Intent, c.want)
		}
		if c.want == agent.Human {
			continue
		}
		got, state := turn(t, a, form, agent.Message{Text: c.say})
		if got.Outcome != agent.Answered || state.Ask == nil {
			t.Errorf("%q in a form: %s, waits for %v", c.say, got.Outcome, state.Ask)
		}
	}
	for _, say := range []string{"are you a person with disability eligible", "is this a machine readable certificate", "kya koi aadmi hai jo ghar aaye"} {
		if got, _ := turn(t, a, agent.State{ID: "c", Subject: "disability-pension"}, agent.Message{Text: say}); got.Understood.Intent == agent.Self {
			t.Errorf("%q asks who answers", say)
		}
	}
}

// TestTheSecondApplicationIsPutFirst: of two that are done one after the other.
func TestTheSecondApplicationIsPutFirst(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	_, state := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "mujhe learner licence aur income certificate dono ke liye apply karna h"})
	for say, first := range map[string]bool{"pehle income wala karte hain": true, "do the income one first": true, "Pehle Ram": false, "is income needed first?": false} {
		got, next := turn(t, a, state, agent.Message{Text: say})
		if began := strings.Contains(got.Reply.Text, "begun income-certificate"); began != first || began && next.Drafts["learner-licence"] == nil {
			t.Errorf("%q: put first %v, want %v; drafts %v", say, began, first, next.Drafts)
		}
	}
}

// "Haan shuru karo" under an answer begins the application offered there; a bare yes
// does not, for nothing was asked.
func TestAnOfferedApplicationIsBegun(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	offered := agent.State{ID: "c", Subject: "income-certificate", Choices: []agent.Choice{
		{ID: agent.ApplyChoice("income-certificate"), Title: "Apply now"}, {ID: agent.KindChoice(corpus.Fee, "income-certificate"), Title: "Fee"},
	}}
	for say, want := range map[string]bool{"haan shuru karo": true, "हाँ शुरू करो": true, "yes start it": true, "haan": false} {
		if got, _ := turn(t, a, offered, agent.Message{Text: say}); (got.Ask != nil) != want {
			t.Errorf("%q: an application begun is %v, want %v: %s", say, got.Ask != nil, want, got.Reply.Text)
		}
	}
}
