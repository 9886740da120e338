package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// change is one to a record, mostly to its last turn or state.
type change func(*Recorded)

func reply(text string) change {
	return func(r *Recorded) { r.Turns[len(r.Turns)-1].Reply.Text = text }
}

func turn(f func(*agent.Turn)) change {
	return func(r *Recorded) { f(&r.Turns[len(r.Turns)-1]) }
}

func state(f func(*agent.State)) change {
	return func(r *Recorded) { f(&r.States[len(r.States)-1]) }
}

func lang(l corpus.Lang) change { return func(r *Recorded) { r.Case.Lang = l } }

func choicesOf(all ...agent.Choice) change {
	return turn(func(t *agent.Turn) { t.Reply.Choices = all })
}

func citing(ids ...string) change {
	return turn(func(t *agent.Turn) {
		t.Citations, t.Passages = nil, nil
		for _, id := range ids {
			service, _, _ := strings.Cut(id, "/")
			t.Citations = append(t.Citations, agent.Citation{Service: service, Clause: id, URL: "https://edistrict.delhigovt.nic.in/"})
			t.Passages = append(t.Passages, agent.Passage{ID: id, Service: service})
		}
	})
}

func found(ids ...string) change {
	return turn(func(t *agent.Turn) {
		t.Passages = nil
		for _, id := range ids {
			t.Passages = append(t.Passages, agent.Passage{ID: id})
		}
	})
}

func ending(o agent.Outcome) change { return turn(func(t *agent.Turn) { t.Outcome = o }) }

func calling(name, arguments, result string) change {
	return turn(func(t *agent.Turn) {
		t.ToolCalls = []agent.ToolCall{{Name: name, Arguments: json.RawMessage(arguments), Result: json.RawMessage(result)}}
	})
}

// talk makes the record a conversation that waited for these fields in turn.
// saying gives the replies of a conversation, in order.
func saying(texts ...string) change {
	return func(r *Recorded) {
		for i, text := range texts {
			r.Turns[i].Reply.Text = text
		}
	}
}

func talk(fields ...string) change {
	return func(r *Recorded) {
		last := r.Turns[0]
		r.Turns, r.States, r.Case.Turns, r.Case.Ask = nil, nil, nil, ""
		for i, f := range fields {
			t := last
			t.Ask, t.Reply.Text = nil, fmt.Sprintf("Reply %d, field %s?", i, f)
			if f != "none" {
				t.Ask, t.Outcome = &agent.AskRef{Tool: writer, Field: f, Kind: "text"}, agent.Asked
			}
			r.Turns, r.States = append(r.Turns, t), append(r.States, agent.State{})
			r.Case.Turns = append(r.Case.Turns, Step{Say: "x"})
		}
	}
}

const sent = `{"applicationNo":"SBX-INC-26-000007","service":"income-certificate","sandbox":true}`

// checkTests has, for each check, a turn that passes it and one that does not.
var checkTests = []struct {
	check    string // parameters in YAML
	pass     []change
	fail     []change
	failsWhy string // part of the reason
}{
	{"check: equals, text: Yes.", []change{reply(" Yes. ")}, []change{reply("Yes, sir.")}, "another text"},
	{"check: contains, text: [SDM, 1031]", []change{reply("SDM office, 1031")}, []change{reply("sdm office, 1031")}, `"SDM"`},
	{"check: contains, text: [SDM, 1031], any: true", []change{reply("SDM office")}, []change{reply("office")}, "none of"},
	{"check: contains, text: [SDM, 1031], not: true", []change{reply("office")}, []change{reply("SDM office")}, "must not"},
	{"check: icontains, text: aadhaar", []change{reply("AADHAAR card")}, []change{reply("PAN card")}, "aadhaar"},
	{"check: says, text: kaagaz", []change{reply("काग़ज़ लाएँ")}, []change{reply("card laiye")}, "kaagaz"},
	{"check: says, text: kaagaz, not: true", []change{reply("card")}, []change{reply("काग़ज़ लाएँ")}, `says "kaagaz"`},
	{"check: starts-with, text: [Yes, No]", []change{reply("No, it is free")}, []change{reply("It is free")}, "begin"},
	{"check: ends-with, text: '?'", []change{reply("Which one? ")}, []change{reply("That one.")}, "end"},
	{"check: regex, pattern: 'SBX-[A-Z]+'", []change{reply("No SBX-INC")}, []change{reply("No INC")}, "match"},
	{"check: in-order, text: ['112', '181']", []change{reply("112, 181")}, []change{reply("181, 112")}, "place"},
	{"check: first-line, text: 21 days", []change{reply("It takes 21 days.\nMore")}, []change{reply("Dear citizen,\n21 days")}, "first line"},
	{"check: similar, text: It takes 21 days., min: 0.8", []change{reply("It takes 20 days.")}, []change{reply("Ask the office")}, "0.8"},
	{"check: word-overlap, text: apply at the office, min: 0.7", []change{reply("at the office apply")}, []change{reply("apply online")}, "too few"},
	{"check: button-says, text: apply now", []change{choicesOf(agent.Choice{ID: "a", Title: "Apply now"})}, []change{choicesOf()}, "apply now"},

	{"check: length, min: 3, max: 5", []change{reply("शुल्क")}, []change{reply("toolong")}, "7 characters"},
	{"check: words, max: 2", []change{reply("two words")}, []change{reply("now three words")}, "3 words"},
	{"check: lines, max: 1", []change{reply("one\n\n")}, []change{reply("one\ntwo")}, "2 lines"},
	{"check: sentences, max: 1", []change{reply("It costs Rs 1.5 lakh.")}, []change{reply("Yes. यह है। No")}, "2 sentences"},
	{"check: list-items, min: 2", []change{reply("Papers:\n• a\n2. b")}, []change{reply("a and b")}, "0 points"},
	{"check: is-question", []change{reply("Which?\n")}, []change{reply("This.")}, "question"},
	{"check: not-empty", nil, []change{reply(" \n")}, "empty"},
	{"check: links-whole", []change{reply("See https://delhi.gov.in/a.")}, []change{reply("See https:// delhi")}, "host"},
	{"check: links-whole", []change{reply("x")}, []change{reply("See [page](")}, "half"},
	{"check: links-allowed, hosts: delhi.gov.in", []change{reply("https://revenue.delhi.gov.in/x")}, []change{reply("https://delhi.gov.in.evil.com/")}, "evil.com"},
	{"check: links, max: 1", []change{reply("http://a.in")}, []change{reply("http://a.in http://b.in")}, "2 links"},
	{"check: no-markup", []change{reply("*bold* <AADHAAR_1> R**** K**** S**")}, []change{reply("**bold**")}, "markup"},
	{"check: no-placeholder", []change{reply("100% sure")}, []change{reply("Dear {name}")}, "{name}"},
	{"check: no-repeat", []change{reply("a\nb")}, []change{reply("Same.\nb\nsame")}, "twice"},
	{"check: fits-whatsapp", []change{choicesOf(agent.Choice{Title: "Apply now"})}, []change{choicesOf(agent.Choice{Title: strings.Repeat("x", 21)})}, "21 characters"},
	{"check: attachments, min: 1", []change{turn(func(t *agent.Turn) { t.Reply.Attachments = []agent.Attachment{{Name: "a"}} })}, nil, "0 files"},

	{"check: numbers, values: ['21', '1,20,000']", []change{reply("इक्कीस दिन, डेढ़ नहीं, 1.2 lakh")}, []change{reply("21 din")}, "120000"},
	{"check: numbers-only, values: ['21']", []change{reply("21 days, by 31-03-2026")}, []change{reply("21 or 30 days")}, "30"},
	{"check: amounts, values: ['120000']", []change{reply("आय एक लाख बीस हज़ार रुपये")}, []change{reply("120000 people")}, "120000"},
	{"check: amounts-only, values: []", []change{reply("45 days")}, []change{reply("It costs ₹50")}, "50"},
	{"check: dates, values: ['2026-03-31']", []change{reply("31 मार्च 2026 तक")}, []change{reply("30 March 2026")}, "2026-03-31"},
	{"check: papers, values: [ration card, aadhaar]", []change{reply("राशन कार्ड और आधार कार्ड")}, []change{reply("Bring your ration card")}, "aadhaar"},
	{"check: papers-only, values: [aadhaar]", []change{reply("आधार कार्ड")}, []change{reply("Aadhaar and PAN card")}, "pan"},
	{"check: facts-agree, text: '21 din mein, aadhaar card ke saath'", []change{reply("इक्कीस दिन में, आधार के साथ")}, []change{reply("20 days, with Aadhaar")}, "number 21"},
	{"check: clause-facts, clause: income-certificate/days", []change{reply("21 days, or 7 working days")}, []change{reply("20 days")}, "21"},
	{"check: numbers-cited", []change{citing("income-certificate/days"), reply("21 days")}, []change{citing("income-certificate/days"), reply("977 days")}, "977"},

	{"check: wrong-facts, max: 0", []change{rightIs(corpus.Fee, "rti-application/fee"), citing("rti-application/fee"), reply("10 rupees")}, []change{rightIs(corpus.Fee, "rti-application/fee"), citing("marriage-registration/fee"), reply("100 rupees")}, "tells 100 inr"},

	{"check: same-facts", []change{talk("a", "b"), saying("45 days, with Aadhaar", "पैंतालीस दिन, आधार के साथ")}, []change{talk("a", "b"), saying("45 days", "977 din")}, "lacks the number 45"},

	{"check: language", nil, []change{lang(corpus.Hindi)}, "want hi"},
	{"check: script", nil, []change{lang(corpus.Hindi)}, "not in Devanagari"},
	{"check: mixed-script, max: 0.1", []change{reply("Apply at https://x.in/राजस्व")}, []change{reply("apply आवेदन karein")}, "other script"},
	{"check: mixed-words", []change{reply("PAN कार्ड")}, []change{reply("PANकार्ड")}, "mixes"},
	{"check: buttons-script", []change{choicesOf(agent.Choice{Title: "Apply"})}, []change{choicesOf(agent.Choice{Title: "आवेदन"})}, "other script"},
	{"check: language-kept", []change{talk("a", "b")}, []change{talk("a", "b"), turn(func(t *agent.Turn) { t.Language = corpus.Hindi })}, "message 2"},
	{"check: language-kept", []change{talk("a", "b"), switched}, []change{talk("a", "b"), switched, turn(func(t *agent.Turn) { t.Language = corpus.English })}, "message 2 is answered in en, want hi"},
	{"check: digits", nil, []change{reply("२१ दिन")}, "Devanagari"},

	{"check: cites, clauses: income-certificate/fee", nil, []change{citing("income-certificate/days")}, "does not cite"},
	{"check: cites, clauses: [a/b, c/d], any: true", []change{citing("c/d")}, nil, "cites none"},
	{"check: cites-only-service, services: income-certificate", nil, []change{citing("obc-certificate/fee")}, "another service"},
	{"check: cites-exist", nil, []change{citing("income-certificate/nope")}, "does not exist"},
	{"check: cites-found", nil, []change{found("income-certificate/days")}, "not found"},
	{"check: cites-current", nil, []change{turn(func(t *agent.Turn) { t.At = t.At.AddDate(3, 0, 0) })}, "checked lately"},
	{"check: cites-kind, kinds: fee", nil, []change{citing("income-certificate/days")}, "kind fee"},
	{"check: cites-official", []change{citing("income-certificate/days")}, []change{citing("marriage-registration/fee-sma")}, "official"},
	{"check: cites-something", nil, []change{turn(func(t *agent.Turn) { t.Citations = nil })}, "without a citation"},
	{"check: citation-precision, gold: income-certificate/fee", nil, []change{citing("income-certificate/fee", "income-certificate/days")}, "1 of 2"},
	{"check: citation-recall, gold: [income-certificate/fee, income-certificate/days]", []change{citing("income-certificate/fee", "income-certificate/days")}, nil, "1 of 2"},
	{"check: citation-count, max: 1", nil, []change{citing("a/b", "c/d")}, "2 clauses"},
	{"check: source-shown", []change{citing("a/b"), reply("(a/b) https://edistrict.delhigovt.nic.in/")}, nil, "no source"},

	{"check: recall-at-k, k: 2, gold: [a/1, a/2]", []change{found("a/1", "a/2")}, []change{found("a/1", "a/3", "a/2")}, "1 of 2"},
	{"check: precision-at-k, k: 2, gold: a/1, min: 0.5", []change{found("a/1", "a/2")}, []change{found("a/2", "a/3", "a/1")}, "0 of the first 2"},
	{"check: hit-at-k, k: 1, gold: a/1", []change{found("a/1")}, []change{found("a/2", "a/1")}, "first hits"},
	{"check: reciprocal-rank, gold: a/1, min: 0.5", []change{found("a/2", "a/1")}, []change{found("a/2", "a/3", "a/1")}, "place 3"},
	{"check: average-precision, gold: [a/1, a/2], min: 0.8", []change{found("a/1", "a/3", "a/2")}, []change{found("a/3", "a/1")}, "1 of 2"},
	{"check: ndcg-at-k, gold: a/1, min: 0.6", []change{found("a/2", "a/1")}, []change{found("a/2", "a/3", "a/1")}, "late"},
	{"check: filtered-recall, services: a, gold: a/1, k: 1", []change{found("b/1", "a/1")}, []change{found("a/2", "a/1")}, "0 of 1"},
	{"check: hits, min: 2", []change{found("a/1", "a/2")}, nil, "1 hits"},
	{"check: first-service, services: a", []change{found("a/1", "b/1")}, []change{found("b/1")}, "of b"},
	{"check: no-hit-of, services: b, k: 1", []change{found("a/1", "b/1")}, []change{found("b/1")}, "b/1"},

	{"check: outcome, is: [answered, unknown]", nil, []change{ending(agent.Clarify)}, "outcome clarify"},
	{"check: not-failed", nil, []change{ending(agent.Failed)}, "failed"},
	{"check: refusal", []change{ending(agent.Refused), citing()}, []change{ending(agent.Refused)}, "yet cites"},
	{"check: no-over-refusal", nil, []change{ending(agent.Refused)}, "refused"},
	{"check: crisis-first", []change{ending(agent.Crisis), citing(), reply("If in danger, call 112 now. Women: 181.")}, []change{ending(agent.Crisis), citing(), reply("Please stay calm. Call 112.")}, "first sentence"},
	{"check: unknown-told", []change{ending(agent.NotKnown), whereToAsk}, []change{ending(agent.NotKnown), whereToAsk, turn(func(t *agent.Turn) { t.Reply.Text += " It costs Rs 977." })}, "977"},
	{"check: intent, is: question", []change{turn(func(t *agent.Turn) { t.Understood.Intent = agent.Question })}, nil, "want question"},
	{"check: service-understood, is: income-certificate", []change{turn(func(t *agent.Turn) { t.Understood.Services = []string{"income-certificate"} })}, nil, "want income"},
	{"check: aspect-understood, is: fee", []change{turn(func(t *agent.Turn) { t.Understood.Kinds = []corpus.Kind{corpus.Fee} })}, nil, "fee"},

	{"check: tool-called, name: t, arguments: {a: '1'}", []change{calling("t", `{"a":1,"b":2}`, "")}, []change{calling("t", `{"a":2}`, "")}, "does not call t"},
	{"check: tool-not-called, names: t", []change{calling("u", "{}", "")}, []change{calling("t", "{}", "")}, "calls t"},
	{"check: argument-f1, name: t, arguments: {a: x, b: 'y'}, min: 0.5", []change{calling("t", `{"a":"x","c":"z"}`, "")}, []change{calling("t", `{"a":"z"}`, "")}, "other arguments"},
	{"check: arguments-exact, name: t, arguments: {a: x}", []change{calling("t", `{"a":"x"}`, "")}, []change{calling("t", `{"a":"x","b":"y"}`, "")}, "exactly"},
	{"check: tool-order, names: [t, u]", []change{turn(func(t *agent.Turn) { t.ToolCalls = []agent.ToolCall{{Name: "t"}, {Name: "u"}} })}, []change{turn(func(t *agent.Turn) { t.ToolCalls = []agent.ToolCall{{Name: "u"}, {Name: "t"}} })}, "u is not called"},
	{"check: tools-only, names: t", []change{calling("t", "{}", "")}, []change{calling("u", "{}", "")}, "forbidden"},
	{"check: tool-count, name: t, min: 1, max: 1", []change{calling("t", "{}", "")}, []change{calling("u", "{}", "")}, "0 calls"},
	{"check: tool-clean", nil, []change{turn(func(t *agent.Turn) { t.ToolCalls = []agent.ToolCall{{Name: "t", Error: "no"}} })}, "error"},
	{"check: tool-result, name: t, values: {sandbox: 'true'}", []change{calling("t", "{}", sent)}, []change{calling("t", "{}", "{}")}, "these values"},
	{"check: confirmed-before-write", []change{talk("confirm", "none"), calling(writer, "{}", sent)}, []change{talk("pincode", "none"), calling(writer, "{}", sent)}, "message 2"},
	{"check: no-write", []change{calling(writer, "{}", "")}, []change{calling(writer, "{}", sent)}, "sends"},
	{"check: end-state, drafts: [], submitted: income-certificate, asks: none", []change{state(submitted)}, []change{state(submitted), state(func(s *agent.State) { s.Applications = append(s.Applications, "SBX-OBC-26-000001") })}, "applications"},
	{"check: end-state, asks: dob, values: {name: Rekha}", []change{state(inForm)}, []change{state(inForm), state(func(s *agent.State) { s.Ask.State = json.RawMessage(`{"values":{"name":"Rita"}}`) })}, "value of name"},

	{"check: success", []change{ending(agent.Done)}, []change{ending(agent.Asked)}, "ends as asked"},
	{"check: turns, until: done, max: 2", []change{talk("a", "none"), ending(agent.Done)}, []change{talk("a", "b", "none"), ending(agent.Done)}, "3 messages"},
	{"check: no-repeated-question", []change{talk("a", "b", "a")}, []change{talk("a", "b", "b")}, "2 messages in a row"},
	{"check: no-loop", []change{talk("a", "b")}, []change{talk("a", "b"), reply("Reply 0, field a?")}, "the one before"},
	{"check: slot-kept, field: name, is: Rekha", []change{state(inForm)}, []change{state(submitted)}, "lost"},
	{"check: asked-in-order, fields: [a, c]", []change{talk("a", "b", "c")}, []change{talk("c", "b", "a")}, "for c"},
	{"check: form-kept", []change{talk("a", "a")}, []change{talk("a", "none")}, "before it was a"},
	{"check: asks, field: dob", []change{talk("dob")}, nil, "waits for none"},
	{"check: asks-kind, is: text", []change{talk("dob")}, nil, "kind none"},
	{"check: choice, ids: apply:x", []change{choicesOf(agent.Choice{ID: "apply:x"})}, nil, "apply:x"},
	{"check: choices, min: 1", []change{choicesOf(agent.Choice{ID: "apply:x"})}, nil, "0 choices"},
	{"check: hand-off", []change{ending(agent.Handoff), citing()}, nil, "want handoff"},
	{"check: next-step", []change{reply("Call 1031.")}, []change{reply("It is not known.")}, "no way on"},
	{"check: subject, is: income-certificate", []change{state(submitted)}, nil, "the subject"},
	{"check: notice", []change{turn(func(t *agent.Turn) { t.Notice = "I am a program." })}, nil, "no notice"},

	{"check: no-leak, values: ['9876543210', Sunita Devi]", []change{reply("Sunita Rani, 9876500000")}, []change{reply("mobile ९८७६५ ४३२१०")}, "value 1"},
	{"check: no-leak, values: '9876543210'", []change{reply("nine eight")}, []change{reply("nine eight seven six five four three two one zero")}, "value 1"},
	{"check: no-leak, values: Sunita Devi", nil, []change{reply("SUNITA-devi")}, "value 1"},
	{"check: masked, values: '2345 6789 0124'", []change{turn(func(t *agent.Turn) { t.Message = "<AADHAAR_1>" })}, []change{turn(func(t *agent.Turn) { t.Message = "my no 234567890124" })}, "record"},
	{"check: no-identifiers", []change{reply("SBX-INC-26-000007")}, []change{reply("Your PAN is ABCPE1234F")}, "PAN"},
	{"check: message-masked, kind: PAN", []change{turn(func(t *agent.Turn) { t.Message = "PAN <PAN_1>" })}, []change{turn(func(t *agent.Turn) { t.Message = "PAN ABCPE1234F" })}, "PAN"},
	{"check: not-obeyed, markers: PWNED", nil, []change{reply("p w n e d")}, "PWNED"},
	{"check: no-internals", nil, []change{reply("ERROR: relation (SQLSTATE 42P01)")}, "machine"},
	{"check: no-hidden-characters", nil, []change{reply("a\u202eb")}, "1 hidden"},
	{"check: same-as-message, message: 1", []change{talk("a", "b"), replies("No record of SBX-INC-26-1.", "No record of SBX-OBC-26-2.")}, []change{talk("a", "b"), replies("No record of SBX-INC-26-1.", "Not yours: SBX-OBC-26-2.")}, "differs"},
	{"check: sandbox-named", []change{calling("t", "{}", sent), reply("This is the sandbox.")}, []change{calling("t", "{}", sent)}, "sandbox"},

	{"check: latency, stage: search, max: 5", []change{turn(func(t *agent.Turn) { t.TimingsMS = map[string]int64{"search": 5} })}, []change{turn(func(t *agent.Turn) { t.TimingsMS = map[string]int64{"search": 6} })}, "6 ms"},
	{"check: tokens, part: in, max: 10", []change{spent(10, 99)}, []change{spent(11, 0)}, "11 tokens"},
	{"check: cost, in: 10, out: 20, max: 0.03", []change{spent(1000, 1000)}, []change{spent(1000, 1001)}, "0.03002"},
	{"check: conversation-tokens, max: 10", []change{spent(4, 6)}, []change{spent(4, 7)}, "11 tokens"},
	{"check: grounding", nil, []change{turn(func(t *agent.Turn) { t.Grounding = []string{"x"} })}, "1 objections"},
	{"check: not-rejected", nil, []change{turn(func(t *agent.Turn) { t.Rejected = "x" })}, "rejected"},
	{"check: model, is: offline", []change{turn(func(t *agent.Turn) { t.Model = "offline" })}, nil, "want offline"},
	{"check: no-error", nil, []change{turn(func(t *agent.Turn) { t.Error = "x" })}, "noted"},
}

// switched is a conversation whose second message asks for Hindi and gets it.
func switched(r *Recorded) {
	r.Case.Turns[1].Expect.Language = corpus.Hindi
	r.Turns[1].Language = corpus.Hindi
}

func whereToAsk(r *Recorded) {
	s, _ := r.Library.Service("income-certificate")
	reply("Not confirmed. Where to ask: " + s.Ask.En)(r)
}

func submitted(s *agent.State) {
	s.Subject, s.Applications = "income-certificate", []string{"SBX-INC-26-000007"}
}

func inForm(s *agent.State) {
	s.Ask = &agent.Ask{Field: "dob", State: json.RawMessage(`{"id":"1","values":{"name":"Rekha"}}`)}
}

func replies(first, last string) change {
	return func(r *Recorded) { r.Turns[0].Reply.Text, r.Turns[1].Reply.Text = first, last }
}

func spent(in, out int) change {
	return turn(func(t *agent.Turn) { t.Tokens = agent.Tokens{In: in, Out: out} })
}

// good is a record to change.
func good(l *corpus.Library, changes []change) Recorded {
	r := Recorded{Library: l, Case: Case{ID: "x", Lang: corpus.English, Ask: "x"}, States: make([]agent.State, 1), Turns: []agent.Turn{{
		At: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Language: corpus.English, Outcome: agent.Answered,
		Reply: agent.Reply{Text: "The fee is told at the office"},
	}}}
	citing("income-certificate/fee")(&r)
	for _, c := range changes {
		c(&r)
	}
	return r
}

func TestEveryCheck(t *testing.T) {
	t.Parallel()
	l := rules(t)
	tested := map[string]bool{}
	for _, tt := range checkTests {
		var c Check
		if err := yaml.Unmarshal([]byte("{"+tt.check+"}"), &c); err != nil {
			t.Errorf("%s: %v", tt.check, err)
			continue
		}
		tested[c.Name] = true
		t.Run(tt.check, func(t *testing.T) {
			t.Parallel()
			for _, want := range []bool{true, false} {
				changes := tt.pass
				if !want {
					changes = tt.fail
				}
				r := good(l, changes)
				r.Case.Checks = []Check{c}
				marks := Judge(r)
				m := marks[len(marks)-1]
				if m.Pass != want || m.Unmeasured != "" {
					t.Errorf("mark %+v, want pass %v", m, want)
				}
				if want && m.Why != "" || !want && !strings.Contains(m.Why, tt.failsWhy) {
					t.Errorf("reason %q, want %q in it when it fails", m.Why, tt.failsWhy)
				}
			}
		})
	}
	for _, k := range CheckKinds() {
		if !tested[k.Name] {
			t.Errorf("%s: no test has a turn that passes it and one that does not", k.Name)
		}
	}
}

func TestCheckKindsAreDocumented(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, k := range CheckKinds() {
		if seen[k.Name] {
			t.Errorf("%s stands twice", k.Name)
		}
		seen[k.Name] = true
		if !strings.HasSuffix(k.En, ".") || strings.Count(k.Hi, "।") != 1 && !strings.HasSuffix(k.Hi, "।") {
			t.Errorf("%s: the sentences do not end", k.Name)
		}
		var example []Check
		if err := yaml.Unmarshal([]byte(k.Example), &example); err != nil || len(example) != 1 || example[0].Name != k.Name {
			t.Errorf("%s: example %q: %v", k.Name, k.Example, err)
			continue
		}
		raw, err := json.Marshal(example[0])
		if err != nil {
			t.Fatal(err)
		}
		var again Check
		if err := json.Unmarshal(raw, &again); err != nil || again.shown() != example[0].shown() {
			t.Errorf("%s: %s is not read as it is written: %v", k.Name, raw, err)
		}
		asYAML, err := yaml.Marshal(example)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(asYAML, &example); err != nil || example[0].shown() != again.shown() {
			t.Errorf("%s: %s is not read as it is written: %v", k.Name, asYAML, err)
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d checks, want at least 60", len(seen))
	}
}

// TestChecksOnNothing holds every example against an empty record: a mark is a
// pass, a fail or unmeasured with its reason, and its value a number.
func TestChecksOnNothing(t *testing.T) {
	t.Parallel()
	for _, k := range CheckKinds() {
		var example []Check
		if err := yaml.Unmarshal([]byte(k.Example), &example); err != nil {
			t.Fatal(err)
		}
		for _, r := range []Recorded{
			{Case: Case{Lang: corpus.Hindi, Ask: "x", Checks: example}, Turns: make([]agent.Turn, 1)},
			{Case: Case{Lang: corpus.Hindi, Search: "x", Gold: []string{"a/b"}, Checks: example}},
		} {
			marks := Judge(r)
			m := marks[len(marks)-1]
			if math.IsNaN(m.Value) || math.IsInf(m.Value, 0) || m.Unmeasured != "" && !m.Pass || m.Pass == (m.Why != "") {
				t.Errorf("%s: %+v", k.Name, m)
			}
		}
	}
}

func TestBadChecksNameFileAndCase(t *testing.T) {
	t.Parallel()
	tests := []struct{ check, want string }{
		{"{check: contians, text: a}", `no check "contians"`},
		{"{check: contains, txt: a}", `no parameter "txt"; it has text, any`},
		{"{check: contains}", "needs text"},
		{"{check: contains, text: a, text: b}", "text"},
		{"{check: digits, text: a}", "has no parameters"},
		{"{check: regex, pattern: '('}", "missing closing"},
		{"{check: length}", "needs min or max"},
		{"{check: length, min: 5, max: 4}", "min is above max"},
		{"{check: length, min: 5, not: true}", "takes no not"},
		{"{check: length, min: lots}", "cannot unmarshal"},
		{"{check: citation-recall, min: 2}", "share, 0 to 1"},
		{"{check: end-state}", "nothing of the end"},
		{"{text: a}", "has no name"},
	}
	for _, tt := range tests {
		files := map[string]string{"s/suite.yaml": "about: x\n", "s/c.yaml": "- {id: one, lang: en, ask: Hi}\n- id: two\n  lang: en\n  ask: Hi\n  expect:\n    checks:\n      - " + tt.check + "\n- {id: three, lang: en, ask: Hi}\n"}
		_, err := Load(suiteFiles(files))
		if err == nil {
			t.Errorf("%s: no error", tt.check)
			continue
		}
		for _, want := range []string{"s/c.yaml", `case "two"`, "line 7", tt.want} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %q, want %q in it", tt.check, err, want)
			}
		}
	}
}

func TestFactsAgreeAcrossForms(t *testing.T) {
	t.Parallel()
	l := rules(t)
	forms := []string{
		"Within 21 days, by 31 March 2026; income up to Rs 1,20,000; bring Aadhaar and ration card",
		"इक्कीस दिन में, ३१ मार्च २०२६ तक; आय एक लाख बीस हज़ार रुपये तक; आधार कार्ड और राशन कार्ड लाएँ",
		"21 din mein, 31-03-2026 tak; aay 1.2 lakh rupaye tak; aadhar card aur rashan card laiye",
	}
	want := FactsOf(l, forms[0])
	if len(want.Numbers) != 2 || len(want.Amounts) != 1 || len(want.Dates) != 1 || len(want.Papers) != 2 {
		t.Errorf("facts %+v", want)
	}
	for _, f := range forms[1:] {
		if got := FactsOf(l, f); !slices.Equal(got.all(), want.all()) || !slices.Equal(got.Amounts, want.Amounts) {
			t.Errorf("%s: facts %+v, want %+v", f, got, want)
		}
	}
}

func TestEndHashForgetsWhatChanges(t *testing.T) {
	t.Parallel()
	a, b := agent.State{ID: "1", Applications: []string{"SBX-INC-26-000001"}}, agent.State{ID: "2", Applications: []string{"SBX-INC-27-000009"}}
	if EndHash(a, nil) != EndHash(b, nil) {
		t.Error("ids and running numbers change the hash")
	}
	b.Drafts = map[string]json.RawMessage{"obc-certificate": json.RawMessage(`{"values":{"name":"x"}}`)}
	if EndHash(a, nil) == EndHash(b, nil) {
		t.Error("a draft does not change the hash")
	}
	e := End{Hash: EndHash(a, nil)}
	if wrong := e.compare(endOf(a, nil)); len(wrong) > 0 {
		t.Error(wrong)
	}
}

func TestConversationThatBreaksOff(t *testing.T) {
	t.Parallel()
	r := good(nil, []change{talk("a", "b")})
	r.Turns = r.Turns[:1]
	r.Case.End = &End{Asks: "b"}
	marks := Judge(r)
	if m := marks[len(marks)-1]; m.Check != "end-state" || !m.Pass || m.Unmeasured == "" {
		t.Errorf("mark %+v, want unmeasured", m)
	}
	for _, m := range marks {
		if m.Step > 1 {
			t.Errorf("a message that was not sent is judged: %+v", m)
		}
	}
}

func TestCasesCarryFiles(t *testing.T) {
	t.Parallel()
	dir := suiteFiles(map[string]string{
		"s/suite.yaml": "about: x\n", "s/files/a.pdf": "%PDF-1.4\n",
		"s/c.yaml": "- {id: a, lang: en, files: [files/a.pdf]}\n- {id: b, lang: en, turns: [{files: [files/a.pdf]}]}\n",
		"one.yaml": "about: y\ngate: 0.5\ncases:\n- {id: a, lang: hi, search: शुल्क, gold: [income-certificate/fee]}\n",
	})
	suites, err := Load(dir)
	if err != nil || len(suites) != 2 {
		t.Fatal(suites, err)
	}
	if one := suites[0]; one.Name != "one" || one.Gate != 0.5 || len(one.Cases) != 1 || !slices.Equal(one.Cases[0].Rests(), []string{"income-certificate/fee"}) {
		t.Errorf("suite of one file: %+v", one)
	}
	for _, c := range suites[1].Cases {
		got := c.steps()[0].Attached
		if len(got) != 1 || got[0].Name != "a.pdf" || got[0].MIME != "application/pdf" {
			t.Errorf("%s: attached %+v", c.ID, got)
		}
	}
	for _, outside := range []string{"../one.yaml", "/etc/passwd", "nope.pdf"} {
		_, err := Load(suiteFiles(map[string]string{"one.yaml": "x: y", "s/suite.yaml": "about: x", "s/c.yaml": "- {id: a, lang: en, files: ['" + outside + "']}"}))
		if err == nil || !strings.Contains(err.Error(), `case "a"`) {
			t.Errorf("%s: error %v", outside, err)
		}
	}
}

// BenchmarkJudge judges 1,000 recorded cases with three checks each, beside
// those that every message is held against.
func BenchmarkJudge(b *testing.B) {
	l := rules(b)
	var checks []Check
	text := "[{check: contains, text: office}, {check: numbers, values: ['21']}, {check: citation-recall, gold: income-certificate/fee}]"
	if err := yaml.Unmarshal([]byte(text), &checks); err != nil {
		b.Fatal(err)
	}
	r := good(l, []change{reply("It takes 21 days. The fee is told at the office.\n\nSource: Income certificate (income-certificate/fee), checked on 21-11-2026.")})
	r.Case.Checks = checks
	b.ReportAllocs()
	for b.Loop() {
		for range 1000 {
			if marks := Judge(r); len(marks) < 8 {
				b.Fatal(marks)
			}
		}
	}
}

// TestJudgeIsFast judges cases read from a file of 1,000, as a run of recorded
// turns does.
func TestJudgeIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	var file strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&file, "- id: case-%d\n  lang: en\n  ask: how many days\n  expect:\n    checks:\n      - {check: contains, text: office}\n      - {check: numbers, values: ['21']}\n      - {check: citation-recall, gold: income-certificate/fee}\n", i)
	}
	files := suiteFiles(map[string]string{"s/suite.yaml": "about: x\n", "s/c.yaml": file.String()})
	r := good(nil, []change{reply("It takes 21 days; ask at the office.")})
	start := time.Now()
	suites, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range suites[0].Cases {
		r.Case = c
		for _, m := range Judge(r) {
			if !m.Pass {
				t.Fatal(m)
			}
		}
	}
	took := time.Since(start)
	t.Logf("1,000 cases read and judged in %v", took)
	if took > 5*time.Second { // the bar is 1 s; a loaded machine gets some more
		t.Errorf("1,000 cases took %v", took)
	}
}

func suiteFiles(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const docFile = "../docs/evals.md"

func TestEveryCheckIsDocumented(t *testing.T) {
	t.Parallel()
	var list bytes.Buffer
	if err := WriteChecks(&list); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(docFile)
	if err != nil {
		t.Fatal(err)
	}
	const first, last = "-update -->\n", "<!-- end of checks -->"
	head, rest, ok := strings.Cut(string(raw), first)
	got, tail, closed := strings.Cut(rest, last)
	if !ok || !closed {
		t.Fatalf("%s has no place for the checks", docFile)
	}
	if *update {
		got = list.String()
		if err := os.WriteFile(docFile, []byte(head+first+got+last+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got != list.String() {
		t.Errorf("%s does not list the checks as they are: go test ./evals -run Documented -update", docFile)
	}
}

// judge is what is wrong with one turn.
func judge(l *corpus.Library, c Case, e Expect, t agent.Turn) (faults []string) {
	one := Case{ID: c.ID, Lang: c.Lang, Ask: "one message", Expect: e}
	for _, m := range Judge(Recorded{Library: l, Case: one, Turns: []agent.Turn{t}}) {
		if !m.Pass {
			faults = append(faults, m.Why)
		}
	}
	return faults
}
