package agent_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// TestAMisspeltMessageIsReadAsItWasMeant: the record and a real model have it as it
// was written.
func TestAMisspeltMessageIsReadAsItWasMeant(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	for _, tt := range []struct {
		text, read, service string
		kind                corpus.Kind
	}{
		{"incmoe certifiacte ki fees", "income certificate ki fees", "income-certificate", corpus.Fee},
		{"tradelicence kitnedinme banta hai", "trade licence kitne din me banta hai", "trade-licence-general", corpus.Days},
		{"मूल निवास प्रमाणपत्रकितने दिनमें बनेगा", "मूल निवास प्रमाण पत्र कितने दिन में बनेगा", "domicile-certificate", corpus.Days},
		{"domicile certificate ki fees", "", "domicile-certificate", corpus.Fee},
	} {
		got, _ := turn(t, a, agent.State{}, agent.Message{Text: tt.text})
		u := got.Understood
		if got.Message != tt.text || u.Text != tt.read || !slices.Equal(u.Services, []string{tt.service}) || !slices.Contains(u.Kinds, tt.kind) {
			t.Errorf("%q: message %q, understood %+v", tt.text, got.Message, u)
		}
	}

	m := agenttest.Script(agent.Response{Text: "?", Outcome: agent.Clarify})
	turn(t, assistant(t, m), agent.State{}, agent.Message{Text: "incmoe certifiacte ki fees, mobile 9876543210"})
	req := m.Requests()[0]
	if req.Message != "incmoe certifiacte ki fees, mobile <MOBILE_1>" || req.Read() != "income certificate ki fees, mobile <MOBILE_1>" {
		t.Errorf("the model got %q, read as %q", req.Message, req.Read())
	}
}

// TestTheCitizensFigureIsHeldAgainstALimitHoweverItIsWritten: the figure in the reply
// is the one that was read.
func TestTheCitizensFigureIsHeldAgainstALimitHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	got, _ := turn(t, assistant(t, nil), agent.State{}, agent.Message{Text: "old age pension ke liye umar sathsaal hai to milegi kya"})
	if got.Outcome == agent.Failed || got.Error != "" {
		t.Errorf("%s: %s", got.Outcome, got.Error)
	}
}

// TestWhatIsAnsweredIsAsWritten: a name is nobody's to mend; a question in its place
// is read as it was meant.
func TestWhatIsAnsweredIsAsWritten(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	asked := func(kind agent.AskKind) agent.State {
		return agent.State{Ask: &agent.Ask{Tool: "startApplication", Service: "income-certificate", Field: "f", Kind: kind, Personal: true}}
	}
	for _, answer := range []struct {
		text string
		kind agent.AskKind
	}{{"Certifiacte Kumari", agent.AskText}, {"haan kaagaz", agent.AskYesNo}, {"jo likha hai wahi sahi certifiacte wala", agent.AskChoice}} {
		got, _ := turn(t, a, asked(answer.kind), agent.Message{Text: answer.text})
		if got.Reply.Text != "done" || got.Understood.Text != "" || strings.Contains(got.Message, "ertifi") {
			t.Errorf("%q: %q, message %q, read as %q", answer.text, got.Reply.Text, got.Message, got.Understood.Text)
		}
	}
	got, _ := turn(t, a, asked(agent.AskText), agent.Message{Text: "tradelicence ki fees kitnihai?"})
	if got.Understood.Text != "trade licence ki fees kitni hai?" || !slices.Equal(got.Understood.Services, []string{"trade-licence-general"}) || !strings.Contains(got.Reply.Text, "once again") {
		t.Errorf("%+v: %s", got.Understood, got.Reply.Text)
	}
}

func TestDangerIsHeardAsItIsWritten(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	for _, text := range []string{"mera pati mujhe maarta hai bachao", "mera pati muhe maar raha hai", "ab jenea nahi chahta", "husband isbeating me"} {
		if got, _ := turn(t, a, agent.State{}, agent.Message{Text: text}); got.Outcome != agent.Crisis || !strings.Contains(got.Reply.Text, "112") {
			t.Errorf("%q: %s", text, got.Outcome)
		}
	}
}

// TestGreetingsAndHesitationsAreNotAsked: nor are those of whom something is asked
// left out, nor words that tell something.
func TestGreetingsAndHesitationsAreNotAsked(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	for text, read := range map[string]string{
		"Good evening madam, is the domicile certificate free":     "is the domicile certificate free",
		"pranam didi ji rti ki fees kitni hai":                     "rti ki fees kitni hai",
		"नमस्कार सर, लर्नर लाइसेंस की फ़ीस कितनी है":               "लर्नर लाइसेंस की फ़ीस कितनी है",
		"namaste, bhai ka ration card banwana hai":                 "bhai ka ration card banwana hai",
		"uncle is old, what is the pension":                        "",
		"hello sir":                                                "",
		"umm what is uh the fee for a trade licence":               "what is the fee for a trade licence",
		"ews certificate matlab kitne din me haan to ban jata hai": "ews certificate kitne din me ban jata hai",
		"शादी मतलब निकाह, वो क्या है कि उसका रजिस्ट्रेशन कहाँ होता है": "शादी निकाह, उसका रजिस्ट्रेशन कहाँ होता है",
		"do you know the fee for an income certificate": "",
		"rejected ka matlab kya hota hai status me":     "",
		"accha": "",
	} {
		if got, _ := turn(t, a, agent.State{}, agent.Message{Text: text}); got.Understood.Text != read {
			t.Errorf("%q was read as %q, want %q", text, got.Understood.Text, read)
		}
	}
	for _, text := range []string{"namaste ji", "प्रणाम", "Good morning sir", "respected madam"} {
		if got, _ := turn(t, a, agent.State{}, agent.Message{Text: text}); got.Outcome != agent.Menu {
			t.Errorf("%q: %s", text, got.Outcome)
		}
	}
}
