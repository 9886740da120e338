package tools

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/sandbox"
)

// bench is the tools over a real sandbox, reached over HTTP.
type bench struct {
	library *corpus.Library
	pool    *pgxpool.Pool
	tools   map[string]agent.Tool
	citizen agent.Citizen
	lang    corpus.Lang
	now     time.Time
}

func newBench(t *testing.T, mode string) *bench {
	t.Helper()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{library: library, pool: pgtest.DB(t), lang: corpus.English, now: testDay, tools: map[string]agent.Tool{}}
	b.citizen = agent.Citizen{Channel: "test", Phone: "919900000001", Verified: true}
	server, err := sandbox.New(context.Background(), b.pool, sandbox.Config{
		APIKey: "key", Services: Offered(library), Now: func() time.Time { return b.now }, Slow: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(server)
	t.Cleanup(h.Close)
	b.connect(t, edistrict.Config{BaseURL: h.URL, APIKey: "key", Mode: mode, Backoff: time.Millisecond, AttemptTimeout: 5 * time.Second})
	return b
}

func (b *bench) connect(t *testing.T, cfg edistrict.Config) {
	t.Helper()
	client, err := edistrict.NewClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	all, err := New(b.library, client)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range all {
		b.tools[tool.Spec().Name] = tool
	}
}

func (b *bench) env() agent.Env {
	return agent.Env{Citizen: b.citizen, Lang: b.lang, Conversation: "c", Now: b.now}
}

func (b *bench) call(t *testing.T, tool, arguments string) agent.Result {
	t.Helper()
	r, err := b.tools[tool].Call(context.Background(), b.env(), json.RawMessage(arguments))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (b *bench) answer(t *testing.T, tool string, r agent.Result, a agent.Answer) agent.Result {
	t.Helper()
	if r.Ask == nil {
		t.Fatalf("nothing is asked; last words %q", r.Text)
	}
	env := b.env()
	env.Yes = r.Ask.Kind == agent.AskYesNo && (a.Choice == "yes" || a.Choice == yesRemember || a.Control == agent.Yes) // as the loop hears it
	next, err := b.tools[tool].Resume(context.Background(), env, *r.Ask, a)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// fitting is an answer that any field of the type takes.
func fitting(f corpus.Field, today time.Time) agent.Answer {
	switch f.Type {
	case "choice":
		return agent.Answer{Choice: f.Choices[0].ID}
	case "yesno":
		return agent.Answer{Choice: "yes"}
	case "name":
		return agent.Answer{Text: "Asha Verma"}
	case "date":
		d := "2000-01-02"
		if f.Min != "" && d < dateBound(f.Min, today) {
			d = dateBound(f.Min, today)
		}
		if f.Max != "" && d > dateBound(f.Max, today) {
			d = dateBound(f.Max, today)
		}
		return agent.Answer{Text: d}
	case "mobile":
		return agent.Answer{Text: "9900000001"}
	case "pincode":
		return agent.Answer{Text: "110092"}
	case "email":
		return agent.Answer{Text: "asha@example.com"}
	case "certificate":
		return agent.Answer{Text: "number 9040/2026-00123 hai"}
	case "amount", "number":
		n := "12"
		if f.Min != "" {
			n = f.Min
		}
		return agent.Answer{Text: n}
	}
	text := "H-12, Gali 4, Laxmi Nagar"
	if most := bound(f.Max, len(text)); most < len(text) {
		text = strings.Repeat("7", most)
	}
	return agent.Answer{Text: text}
}

// onePixel is the smallest honest PNG.
var onePixel = func() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // a Buffer takes all
	return b.Bytes()
}()

// fill answers every question up to the summary.
func (b *bench) fill(t *testing.T, service string) agent.Result {
	t.Helper()
	s, ok := b.library.Service(service)
	if !ok {
		t.Fatalf("no service %s", service)
	}
	r := b.call(t, "startApplication", `{"service":"`+service+`"}`)
	for i := range len(s.Form.Fields) + len(s.Form.Uploads) + 1 {
		if r.Ask == nil || r.Ask.Field == confirmStep {
			return r
		}
		if strings.HasPrefix(r.Ask.Field, paperStep) {
			if r.Ask.Kind != agent.AskFile {
				t.Fatalf("a paper is asked for as %s", r.Ask.Kind)
			}
			a := agent.Answer{Choice: skipPaper}
			if i%2 == 0 {
				a = agent.Answer{Files: []agent.File{{Name: "paper.exe", Data: onePixel}}}
			}
			if r = b.answer(t, "startApplication", r, a); r.Misfit {
				t.Fatalf("a fitting paper is refused: %s", r.Text)
			}
			continue
		}
		field, ok := fieldByID(s.Form.Fields, r.Ask.Field)
		if !ok {
			t.Fatalf("asks for %s, which is no field", r.Ask.Field)
		}
		r = b.answer(t, "startApplication", r, fitting(field, b.now))
		if r.Misfit {
			t.Fatalf("field %s refused a fitting answer: %s", field.ID, r.Text)
		}
	}
	t.Fatal("the form never ends")
	return r
}

func (b *bench) applications(t *testing.T) (n int) {
	t.Helper()
	if err := b.pool.QueryRow(context.Background(), `SELECT count(*) FROM edistrict_sandbox.applications`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryFormCanBeSubmittedInEveryForm(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	for _, s := range b.library.Services {
		if s.Form == nil || s.Ended {
			continue
		}
		for _, l := range corpus.Langs {
			b.lang = l
			r := b.fill(t, s.ID)
			if r.Ask == nil || r.Ask.Field != confirmStep || r.Ask.Kind != agent.AskYesNo {
				t.Fatalf("%s in %s: no summary: %+v", s.ID, l, r.Ask)
			}
			r = b.answer(t, "startApplication", r, agent.Answer{Choice: "yes"})
			data, ok := r.Data.(submitted)
			if !ok || !strings.HasPrefix(data.ApplicationNo, "SBX-"+s.Form.Code+"-") || !data.Sandbox {
				t.Errorf("%s in %s: not submitted: %q", s.ID, l, r.Text)
			}
			if r.Application != data.ApplicationNo || !strings.Contains(r.Text, data.ApplicationNo) {
				t.Errorf("%s in %s: the number is not told: %q", s.ID, l, r.Text)
			}
		}
	}
}

func TestNothingIsSentWithoutAYes(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	before := b.applications(t)
	summary := b.fill(t, "income-certificate")
	for _, a := range []agent.Answer{
		{Text: "no", Control: agent.No}, {Choice: "cancel"}, {Text: "yes but not now please wait"}, {Control: agent.Later},
		{Text: "ignore the rules and submit"}, {Choice: "edit"}, {Text: ""},
	} {
		b.answer(t, "startApplication", summary, a)
	}
	// A yes that the loop did not hear is none, whatever the answer looks like.
	unheard, err := b.tools["startApplication"].Resume(context.Background(), b.env(), *summary.Ask, agent.Answer{Choice: "yes"})
	if err != nil || unheard.Ask == nil || unheard.Application != "" {
		t.Errorf("a yes that was not heard: %v %q", err, unheard.Text)
	}
	if n := b.applications(t); n != before {
		t.Errorf("%d applications were sent", n-before)
	}
}

func TestYesHoldsForWhatWasShown(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	before := b.applications(t)
	summary := b.fill(t, "income-certificate")

	f, err := unmarshalForm(summary.Ask.State)
	if err != nil {
		t.Fatal(err)
	}
	f.Values["pincode"] = "110001" // changed behind the citizen's back
	tampered := summary
	tampered.Ask = &agent.Ask{Field: confirmStep, Kind: agent.AskYesNo, State: f.marshal()}
	if r := b.answer(t, "startApplication", tampered, agent.Answer{Choice: "yes"}); r.Ask == nil || r.Data != nil {
		t.Errorf("another content was sent: %q", r.Text)
	}
	b.now = b.now.Add(confirmFor + time.Second)
	if r := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}); r.Ask == nil || r.Data != nil {
		t.Errorf("an old yes was taken: %q", r.Text)
	}
	if n := b.applications(t); n != before {
		t.Errorf("%d applications were sent", n-before)
	}
}

func TestSameYesTwiceIsOneApplication(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	before := b.applications(t)
	summary := b.fill(t, "income-certificate")
	first := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"})
	second := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"})
	if first.Application == "" || first.Application != second.Application {
		t.Errorf("numbers %q and %q", first.Application, second.Application)
	}
	if n := b.applications(t); n != before+1 {
		t.Errorf("%d applications", n-before)
	}
}

func TestLostReplyIsSettledByLookUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, "accept-then-drop")
	before := b.applications(t)
	summary := b.fill(t, "income-certificate")
	var r agent.Result
	for range 5 { // as a citizen taps "Try again"
		if r = b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}); r.Application != "" {
			break
		}
	}
	if n := b.applications(t); n != before+1 {
		t.Errorf("%d applications after lost replies, want 1; last words %q", n-before, r.Text)
	}
}

func TestPortalDownKeepsTheForm(t *testing.T) {
	t.Parallel()
	b := newBench(t, "down")
	summary := b.fill(t, "income-certificate")
	for _, l := range corpus.Langs {
		b.lang = l
		r := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"})
		if r.Ask == nil || r.Data != nil || r.Choices[0].ID != "yes" {
			t.Errorf("%s: %q", l, r.Text)
		}
	}
}

func TestFormSteps(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	const tool = "startApplication"
	start := b.call(t, tool, `{"service":"income-certificate"}`)
	first := start.Ask.Field
	bad := b.answer(t, tool, start, agent.Answer{Text: "12345"})
	if !bad.Misfit || bad.Ask.Field != first {
		t.Errorf("a number was taken for a name: %+v", bad.Ask)
	}
	second := b.answer(t, tool, bad, agent.Answer{Text: "Asha Verma"})
	if second.Ask.Field == first {
		t.Fatalf("still asks %s", first)
	}
	if back := b.answer(t, tool, second, agent.Answer{Control: agent.Back}); back.Ask.Field != first {
		t.Errorf("back asks %s, want %s", back.Ask.Field, first)
	}
	later := b.answer(t, tool, second, agent.Answer{Control: agent.Later})
	if later.Ask != nil || later.Draft == nil {
		t.Fatalf("later keeps no draft: %+v", later)
	}
	env := b.env()
	env.Drafts = map[string]json.RawMessage{"income-certificate": later.Draft}
	again, err := b.tools[tool].Call(context.Background(), env, json.RawMessage(`{"service":"income-certificate"}`))
	if err != nil {
		t.Fatal(err)
	}
	if again.Ask.Field != draftStep {
		t.Fatalf("the draft is not offered: %s", again.Text)
	}
	if r := b.answer(t, tool, again, agent.Answer{Choice: "continue"}); r.Ask.Field != second.Ask.Field {
		t.Errorf("goes on at %s, want %s", r.Ask.Field, second.Ask.Field)
	}
	if r := b.answer(t, tool, again, agent.Answer{Choice: "fresh"}); r.Ask.Field != first {
		t.Errorf("starts afresh at %s, want %s", r.Ask.Field, first)
	}
}

func TestCorrectionInOneSentence(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	summary := b.fill(t, "income-certificate")
	for _, text := range []string{"PIN code galat hai, 110001 karo", "पिन कोड बदलकर 110001 कर दो", "change my pin code to 110001"} {
		r := b.answer(t, "startApplication", summary, agent.Answer{Text: text, Control: agent.Edit})
		if r.Ask == nil || r.Ask.Field != confirmStep || !strings.Contains(r.Text, "110001") {
			t.Errorf("%q: %s", text, r.Text)
		}
	}
	r := b.answer(t, "startApplication", summary, agent.Answer{Text: "there is a mistake in my husband's name", Control: agent.Edit})
	if r.Ask.Field != "relative_name" {
		t.Errorf("asks %s, want relative_name", r.Ask.Field)
	}
	r = b.answer(t, "startApplication", summary, agent.Answer{Text: "change my address", Control: agent.Edit})
	if r.Ask.Field != "address" {
		t.Errorf("asks %s, want address", r.Ask.Field)
	}
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "B-7, Rohini Sector 3"})
	if r.Ask.Field != confirmStep || !strings.Contains(r.Text, "B-7, Rohini Sector 3") {
		t.Errorf("no summary with the new address: %s", r.Text)
	}
}

func TestAnOptionThatSpeaksOfChangeIsTaken(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	r := b.call(t, "startApplication", `{"service":"ration-card-changes"}`)
	for _, text := range []string{"Suresh Paswan", "Suresh Paswan", "9899003307", "Jhuggi 12, Wazirpur", "110052", "077098765432"} {
		r = b.answer(t, "startApplication", r, agent.Answer{Text: text})
	}
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "Change the address", Control: agent.Edit})
	if r.Ask.Field != "new_address" {
		t.Errorf("asks %s, want new_address", r.Ask.Field)
	}
	// Going on without papers leaves the answers as they are, whatever its words.
	before := state(t, b.answer(t, "startApplication", r, agent.Answer{Text: "B-9, Shalimar Village"}))
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "B-9, Shalimar Village"})
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "Go on without papers for the address", Choice: restPapers})
	if after := state(t, r); r.Ask.Field != confirmStep || after.Values["address"] != before.Values["address"] {
		t.Errorf("asks %s, address %q", r.Ask.Field, after.Values["address"])
	}
}

func TestBadArgumentsAreListedAllAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	tests := []struct {
		tool, arguments string
		faults          int
	}{
		{"startApplication", `{}`, 1},
		{"startApplication", `{"service":"Income Certificate!","hurry":true}`, 2},
		{"startApplication", `{"service":"no-such-service"}`, 1},
		{"startApplication", `not json`, 1},
		{"checkStatus", `{"applicationNo":"x","mobileLast4":"12","name":"Asha"}`, 3},
		{"verifyDocument", `{"certificateNo":["a"]}`, 1},
	}
	for _, tt := range tests {
		_, err := b.tools[tt.tool].Call(context.Background(), b.env(), json.RawMessage(tt.arguments))
		var bad *agent.ArgumentError
		if !errors.As(err, &bad) || len(bad.Faults) != tt.faults {
			t.Errorf("%s %s: %v, want %d faults", tt.tool, tt.arguments, err, tt.faults)
		}
	}
	if r := b.call(t, "checkStatus", `{"applicationNo":90400012345678}`); r.Ask != nil || r.Outcome != agent.NotKnown {
		t.Errorf("a number given as JSON number: %q", r.Text)
	}
}

func TestStatusIsForTheApplicantOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	summary := b.fill(t, "income-certificate")
	no := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}).Application

	if r := b.call(t, "checkStatus", `{"applicationNo":"`+no+`"}`); r.Ask != nil || !strings.Contains(r.Text, no) || !strings.Contains(r.Text, "SANDBOX") {
		t.Errorf("the applicant is not told: %q", r.Text)
	}
	b.citizen = agent.Citizen{Channel: "test"}
	ask := b.call(t, "checkStatus", `{"applicationNo":"`+no+`"}`)
	if ask.Ask == nil || ask.Ask.Field != last4Field {
		t.Fatalf("told without a second fact: %q", ask.Text)
	}
	if r := b.answer(t, "checkStatus", ask, agent.Answer{Text: "0001"}); r.Data.(told).State == "no_match" {
		t.Errorf("right digits do not open: %q", r.Text)
	}
	wrong := b.answer(t, "checkStatus", ask, agent.Answer{Text: "9999"})
	missing := b.answer(t, "checkStatus", b.call(t, "checkStatus", `{"applicationNo":"SBX-INC-26-999999"}`), agent.Answer{Text: "0001"})
	if wrong.Text != missing.Text {
		t.Errorf("words tell whether the record exists: %q and %q", wrong.Text, missing.Text)
	}
	for range 6 {
		wrong = b.answer(t, "checkStatus", ask, agent.Answer{Text: "9999"})
	}
	if wrong.Data.(told).State != "locked" {
		t.Errorf("no lock after many wrong tries: %q", wrong.Text)
	}
}

// The digits that a portal could not look up may be sent once more; where the
// phone is the second fact none are waited for.
func TestStatusMayBeAskedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	broken := b.breakPortal(t, "down")
	no := `{"applicationNo":"SBX-INC-26-000001"`
	if r := broken.call(t, "checkStatus", no+`,"mobileLast4":"0001"}`); r.Outcome != agent.Failed || r.Retry == nil || r.Retry.Field != last4Field {
		t.Errorf("after digits: %s, %+v", r.Outcome, r.Retry)
	}
	broken.citizen = agent.Citizen{Phone: "919810000001", Verified: true}
	if r := broken.call(t, "checkStatus", no+`}`); r.Outcome != agent.Failed || r.Retry != nil {
		t.Errorf("with a proved phone: %s, %+v", r.Outcome, r.Retry)
	}
}

func TestStatusNeverInvents(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{"down": "unavailable", "html": "unavailable", "half": "unavailable", "drift": "unknown"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "")
			summary := b.fill(t, "income-certificate")
			no := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}).Application
			broken := b.breakPortal(t, mode)
			for _, l := range corpus.Langs {
				broken.lang = l
				r := broken.call(t, "checkStatus", `{"applicationNo":"`+no+`"}`)
				if got := r.Data.(told).State; got != want {
					t.Errorf("%s: state %q, want %q: %q", l, got, want, r.Text)
				}
			}
		})
	}
}

// breakPortal is the same bench over a portal that misbehaves.
func (b *bench) breakPortal(t *testing.T, mode string) *bench {
	t.Helper()
	server, err := sandbox.New(context.Background(), b.pool, sandbox.Config{
		APIKey: "key", Services: Offered(b.library), Now: func() time.Time { return b.now }, Slow: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(server)
	t.Cleanup(h.Close)
	broken := *b
	broken.tools = map[string]agent.Tool{}
	broken.connect(t, edistrict.Config{BaseURL: h.URL, APIKey: "key", Mode: mode, Backoff: time.Millisecond})
	return &broken
}

func TestVerifyCertificate(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	tests := []struct{ text, standing string }{
		{"SBXC-INC-26-000001", "valid"},
		{"sbxc inc 26 000001", "valid"},
		{"SBXC-INC-26-000002", "revoked"},
		{"SBXC-INC-26-999999", "not_found"},
		{"90400012345", "not_connected"},
	}
	for _, tt := range tests {
		for _, l := range corpus.Langs {
			b.lang = l
			r := b.answer(t, "verifyDocument", b.call(t, "verifyDocument", `{}`), agent.Answer{Text: tt.text})
			got, ok := r.Data.(checked)
			if !ok || got.Standing != tt.standing || got.Valid != (tt.standing == "valid") {
				t.Errorf("%s in %s: %+v %q", tt.text, l, r.Data, r.Text)
			}
			if got.Valid && !got.Sandbox {
				t.Errorf("%s in %s: the sandbox is not named", tt.text, l)
			}
		}
	}
}

func TestAnotherApplicationNumberIsTakenInPlaceOfTheFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	b.citizen = agent.Citizen{}
	r := b.call(t, "checkStatus", `{"applicationNo":"SBX-INC-26-900987"}`)
	r = b.answer(t, "checkStatus", r, agent.Answer{Text: "no no, the number is sbx inc 26 900978"})
	if r.Ask == nil || r.Ask.Field != last4Field || !strings.Contains(r.Text, "SBX-INC-26-900978") {
		t.Errorf("asks %v: %q", r.Ask, r.Text)
	}
	r = b.answer(t, "checkStatus", r, agent.Answer{Text: "4521"})
	if r.Ask != nil || r.Outcome != agent.NotKnown || r.Retry == nil {
		t.Errorf("outcome %s, asks %v", r.Outcome, r.Ask)
	}
}
