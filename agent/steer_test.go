package agent_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/offline"
)

// said is one message within a form and what must come of it.
type said struct {
	text    string
	ask     string // the field asked after it; "" for none
	outcome agent.Outcome
	has     []string // in the reply
	hasNot  []string
}

// TestWhatIsSaidWithinAForm goes through real tools and the offline model: from where
// in the form of the income certificate it begins, and what is said there.
func TestWhatIsSaidWithinAForm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.assistant(h.library, func(off *offline.Model) agent.Model { return off })
	of := victims[0]
	for _, c := range []struct {
		name, from string
		talk       []said
		drafts     int
	}{
		{name: "cancel and a question", from: "dob", talk: []said{
			{text: "cancel kar do, aur batao kya kaagaz lagenge", outcome: agent.Answered, has: []string{"cancel kar diya", "kaagaz:"}},
		}},
		{name: "cancel and a question in English", from: "relative_name", talk: []said{
			{text: "Cancel, and tell me the papers", outcome: agent.Answered, has: []string{"is cancelled", "Papers for"}},
		}},
		{name: "cancel and a question in Hindi, without a comma", from: "relative_name", talk: []said{
			{text: "रद्द कर दो और बताओ कौन से कागज़ लगेंगे", outcome: agent.Answered, has: []string{"रद्द कर दिया", "कागज़ात:"}},
		}},
		{name: "cancel without any sign", from: "pincode", talk: []said{
			{text: "cancel kar do kaagaz kya lagenge", outcome: agent.Answered, has: []string{"cancel kar diya", "kaagaz:"}},
		}},
		{name: "a question, then cancel", from: "pincode", talk: []said{
			{text: "kaagaz kya lagenge batao, cancel kar do", outcome: agent.Answered, has: []string{"cancel kar diya", "kaagaz:"}},
		}},
		{name: "later and a question", from: "dob", drafts: 1, talk: []said{
			{text: "later, but first tell me the fee", outcome: agent.NotKnown, has: []string{"Kept for later", "fee"}},
		}},
		{name: "back and a question", from: "dob", talk: []said{
			{text: "back, and which papers are needed?", ask: "relative_name", outcome: agent.Answered, has: []string{"Papers for", "father or husband"}},
		}},
		{name: "a reason is no question", from: "dob", talk: []said{
			{text: "cancel kar do, abhi fees nahi hai mere paas", outcome: agent.Done, has: []string{"cancel kar diya"}, hasNot: []string{"Source"}},
		}},
		{name: "what would be if", from: "dob", talk: []said{
			{text: "cancel kar du to fees wapas milegi kya", ask: "dob", outcome: agent.Answered, hasNot: []string{"cancel kar diya"}},
		}},
		{name: "status where a name is asked", from: "relative_name", talk: []said{
			{text: "what happened to my application EDS20251234567?", ask: "relative_name", outcome: agent.NotKnown, has: []string{"Track your application", "father or husband"}},
			{text: "mera application 90500000123456 ka status", ask: "relative_name", outcome: agent.NotKnown, has: []string{"pita ya pati"}},
		}},
		{name: "status where a number is asked", from: "pincode", talk: []said{
			{text: "mere application 90500000123456 ka status kya hai", ask: "pincode", outcome: agent.NotKnown, has: []string{"PIN"}},
		}},
		{name: "status with a second fact, then the form", from: "address", talk: []said{
			{text: "status of " + of.application, ask: "mobileLast4", outcome: agent.Asked, has: []string{"is kept where it was", "last 4 digits"}},
			{text: of.mobile[6:], ask: "address", outcome: agent.Done, has: []string{of.application, "Now back to your application"}, hasNot: []string{"is kept"}},
			{text: "H-12, Gali 4, Laxmi Nagar", ask: "pincode", outcome: agent.Asked},
		}},
		{name: "status with a second fact, given up", from: "address", talk: []said{
			{text: "मेरे आवेदन " + of.application + " का क्या हुआ?", ask: "mobileLast4", outcome: agent.Asked, has: []string{"वहीं रखा है"}},
			{text: "रहने दो", ask: "address", outcome: agent.Done, has: []string{"लौटते हैं"}},
		}},
		{name: "another form while a second fact is asked", from: "address", drafts: 1, talk: []said{
			{text: "status of " + of.application, ask: "mobileLast4", outcome: agent.Asked},
			{text: "I want to apply for a new ration card", ask: "applicant_name", outcome: agent.Asked},
		}},
		{name: "another form", from: "address", drafts: 1, talk: []said{
			{text: "I want to apply for a birth certificate now", ask: "local_body", outcome: agent.Asked, has: []string{"kept for 30 days"}},
		}},
		{name: "what it is for, and what one lacks", from: "mobile", talk: []said{
			{text: "kyu chahiye aapko ye", ask: "mobile", outcome: agent.Asked, has: []string{"likhna hota hai", "aakhri 4 ank", "zaroori hai", "kis mobile number"}},
			{text: "why do you need my father's name", ask: "mobile", outcome: agent.Asked, has: []string{"Father's or husband's name is part of", "Which mobile number"}},
			{text: "ye zaroori hai kya", ask: "mobile", outcome: agent.Asked, has: []string{"jama nahin ho sakta"}},
			{text: "iske bina chalega?", ask: "mobile", outcome: agent.Asked, has: []string{"jama nahin ho sakta"}},
			{text: "I don't have a mobile", ask: "mobile", outcome: agent.Asked, has: []string{"jama nahin ho sakta", "baad mein"}},
			{text: "mere paas mobile nahi hai", ask: "mobile", outcome: agent.Asked, has: []string{"jama nahin ho sakta"}},
		}},
		{name: "nothing is nobody's name", from: "relative_name", talk: []said{
			{text: "skip", ask: "relative_name", outcome: agent.Asked, has: []string{"zaroori hai"}},
			{text: "nahi pata", ask: "relative_name", outcome: agent.Asked, has: []string{"zaroori hai"}},
			{text: "क्यों माँग रहे हैं", ask: "relative_name", outcome: agent.Asked, has: []string{"लिखना होता है"}},
			{text: "Ram Verma", ask: "dob", outcome: agent.Asked},
		}},
		{name: "a question where the number is asked for", from: "relative_name", drafts: 1, talk: []said{
			{text: "meri file kiske table pe hai?", ask: "applicationNo", outcome: agent.Asked},
			{text: "एसएमएस से भी पता चल जाता है क्या", ask: "applicationNo", outcome: agent.Answered, has: []string{"आवेदन संख्या क्या है"}},
			{text: "इसकी कोई फ़ीस तो नहीं", ask: "applicationNo", outcome: agent.Answered, has: []string{"पुष्टि नहीं", "आवेदन संख्या क्या है"}},
		}},
		{name: "a question with a figure that is no answer", from: "mobile", talk: []said{
			{text: "ghar me 2 log kamate hain to dono ki income judegi kya", ask: "mobile", outcome: agent.Answered},
			{text: "9876543210", ask: "address", outcome: agent.Asked},
		}},
		{name: "a word alone that asks, where a name is asked for", from: "relative_name", talk: []said{
			{text: "aur kaagaz", ask: "relative_name", outcome: agent.Answered, has: []string{"pita ya pati"}},
			{text: "kisko bolu", ask: "relative_name", outcome: agent.Asked, has: []string{"naam jaisa nahin"}},
			{text: "meri saas ko vidhwa pension milti thi, 3 mahine se nahi aayi", ask: "relative_name", outcome: agent.Answered},
			{text: "Rashi Devi", ask: "dob", outcome: agent.Asked},
		}},
		{name: "a short question where an option is asked for", from: "occupation", talk: []said{
			{text: "गवाह कितने", ask: "occupation", outcome: agent.Answered},
		}},
		{name: "a doubt where a name is asked for", from: "relative_name", talk: []said{
			{text: "wo 17 ki hai, uske liye ban jayega na", ask: "relative_name", outcome: agent.Answered, has: []string{"pita ya pati"}},
			{text: "वो 17 की है, उनका बन जाएगा ना", ask: "relative_name", outcome: agent.Answered},
			{text: "Banne Khan", ask: "dob", outcome: agent.Asked},
		}},
		{name: "whose table, in the middle of a form", from: "relative_name", talk: []said{
			{text: "meri file kiske table pe hai?", ask: "applicationNo", outcome: agent.Asked, has: []string{"wahin rakha hai"}},
			{text: "pata nahi", ask: "applicationNo", outcome: agent.Asked},
			{text: "chhod do", ask: "relative_name", outcome: agent.Done, has: []string{"lautte hain"}},
		}},
	} {
		state := walk(t, a, agent.State{ID: c.name}, c.from)
		for _, s := range c.talk {
			var got agent.Turn
			got, state = turn(t, a, state, agent.Message{Text: s.text})
			ask := ""
			if got.Ask != nil {
				ask = got.Ask.Field
			}
			if ask != s.ask || got.Outcome != s.outcome {
				t.Errorf("%s: %q asks %q with outcome %s, want %q with %s: %s", c.name, s.text, ask, got.Outcome, s.ask, s.outcome, got.Reply.Text)
			}
			for _, want := range s.has {
				if !strings.Contains(got.Reply.Text, want) {
					t.Errorf("%s: the reply to %q lacks %q: %s", c.name, s.text, want, got.Reply.Text)
				}
			}
			for _, not := range s.hasNot {
				if strings.Contains(got.Reply.Text, not) {
					t.Errorf("%s: the reply to %q has %q: %s", c.name, s.text, not, got.Reply.Text)
				}
			}
		}
		if len(state.Drafts) != c.drafts {
			t.Errorf("%s: %d drafts are kept, want %d", c.name, len(state.Drafts), c.drafts)
		}
	}
}

// TestOnesOwnApplicationIsAskedAfter: of what stands in the register, of one who has an
// application; what things mean and who does them are questions.
func TestOnesOwnApplicationIsAskedAfter(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	has := agent.State{Applications: []string{victims[0].application}}
	for text, want := range map[string]agent.Intent{
		"application disposed?": agent.CheckState, "kiske table pe hai": agent.CheckState, "किसकी टेबल पर है": agent.CheckState, "file kahan atki hai": agent.CheckState,
		"is it stuck": agent.CheckState, "kitne din aur lagenge meri application ko": agent.CheckState, "mera certificate ban gaya kya": agent.CheckState, "approve hua?": agent.CheckState,
		"मेरा प्रमाण पत्र बन गया क्या": agent.CheckState,
		"who approves it": agent.Question, "disposed ka matlab kya hota hai": agent.Question, "who approves the income certificate": agent.Question,
	} {
		if got := a.Understand(text, has); got.Intent != want {
			t.Errorf("%q is understood as %q, want %q", text, got.Intent, want)
		}
	}
	for text, want := range map[string]agent.Intent{"mera certificate ban gaya kya": agent.CheckState, "is it stuck": agent.Question} {
		if got := a.Understand(text, agent.State{}); got.Intent != want {
			t.Errorf("%q of one without an application is understood as %q, want %q", text, got.Intent, want)
		}
	}
}

// TestAYesWithAChangeSubmitsNothing at the summary: the change comes first, and the next
// summary is another one to say yes to.
func TestAYesWithAChangeSubmitsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.assistant(h.library, func(off *offline.Model) agent.Model { return off })
	before := walk(t, a, agent.State{ID: "summary"}, "confirm")
	shown := func(s agent.State) string {
		var f struct {
			Shown string `json:"shown"`
		}
		if err := json.Unmarshal(s.Ask.State, &f); err != nil {
			t.Fatal(err)
		}
		return f.Shown
	}
	for text, ask := range map[string]string{
		"yes but change the pin code to 110091": "confirm", "haan sab sahi hai bas mobile 9876543211 kar do": "confirm", "haan par mobile badalna hai": "mobile",
		"हाँ पर पता बदलना है": "address", "yes, but my name is spelt wrong": "applicant_name", "theek hai par ek cheez galat hai": "edit", "yes but dont submit yet": "confirm",
		"theek hai?": "confirm", "sab sahi hai kya": "confirm", "is it correct": "confirm",
	} {
		got, state := turn(t, a, before, agent.Message{Text: text})
		if got.Ask == nil || got.Ask.Field != ask || len(state.Applications) > 0 {
			t.Errorf("%q asks %v, want %s: %s", text, got.Ask, ask, got.Reply.Text)
			continue
		}
		changed := strings.ContainsAny(text, "0123456789")
		if ask == "confirm" && (shown(state) != shown(before)) != changed {
			t.Errorf("%q leaves the hash of the summary %s, before %s", text, shown(state), shown(before))
		}
	}
	if n := h.count(`SELECT count(*) FROM edistrict_sandbox.applications WHERE no NOT LIKE 'SBX-INC-26-5%'`); n > 0 {
		t.Errorf("%d applications were made without a yes", n)
	}
	for _, text := range []string{"haan sab sahi hai", "हाँ सब ठीक है भेज दो", "looks good", "yes everything is correct go ahead"} {
		fresh := walk(t, a, agent.State{ID: text}, "confirm")
		if got, state := turn(t, a, fresh, agent.Message{Text: text}); len(state.Applications) != 1 {
			t.Errorf("%q is no yes: %s %v", text, got.Reply.Text, got.Error)
		}
	}
}
