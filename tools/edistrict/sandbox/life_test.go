package sandbox

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func actions(a answer) []string {
	var out []string
	steps, _ := a.at("application", "steps").([]any)
	for _, s := range steps {
		m, _ := s.(map[string]any)
		action, _ := m["action"].(string)
		out = append(out, action)
	}
	return out
}

func TestApplicationBecomesCertificate(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	if no != "SBX-INC-26-000001" {
		t.Fatalf("number %s", no)
	}
	f.fix(no, approve)

	fresh := f.status(no, last4)
	if got := fresh.at("application", "state"); got != "submitted" {
		t.Errorf("state %v, want submitted", got)
	}
	if got := fresh.at("application", "applicantNameMasked"); got != "A*** V****" {
		t.Errorf("masked name %v", got)
	}
	// 21 working days after Monday 16 November, with Guru Nanak Jayanti on the 24th.
	if got := fresh.at("application", "dueAt"); got != "2026-12-16T23:59:59+05:30" {
		t.Errorf("due %v", got)
	}

	f.advanceDays(14)
	if got := f.status(no, last4).at("application", "state"); got != "under_processing" {
		t.Errorf("after two weeks: %v", got)
	}
	f.advanceDays(17)
	issued := f.status(no, last4)
	if got := issued.at("application", "state"); got != "certificate_issued" {
		t.Fatalf("after the days: %s", issued.text)
	}
	want := []string{"submitted", "forward", "forward", "forward", "approve", "issue"}
	if diff := cmp.Diff(want, actions(issued)); diff != "" {
		t.Error(diff)
	}
	cert, _ := issued.at("application", "certificateNo").(string)
	if cert != "SBXC-INC-26-000001" {
		t.Fatalf("certificate %q", cert)
	}
	if again := f.status(no, last4).at("application", "certificateNo"); again != cert {
		t.Errorf("second look gave certificate %v", again)
	}
	check := f.send("GET", "/v1/certificates/"+cert+"/verify", nil)
	if check.at("certificate", "valid") != true || check.at("certificate", "nameMasked") != "A*** V****" {
		t.Errorf("verify: %s", check.text)
	}

	// Back in the real time the office has not yet done any of it.
	f.send("POST", "/_control/clock", map[string]any{"reset": true})
	if got := f.status(no, last4).at("application", "state"); got != "submitted" {
		t.Errorf("after reset: %v", got)
	}
	if got := f.send("GET", "/v1/certificates/"+cert+"/verify", nil); got.status != 404 {
		t.Errorf("certificate of the future: %d", got.status)
	}
}

func TestQuery(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	answered, silent := f.apply("key-answered", draft()), f.apply("key-silent-1", draft())
	f.fix(answered, query)
	f.fix(silent, query)
	early := f.send("POST", "/v1/applications/"+answered+"/answer-query", map[string]any{"text": "x"}, "Idempotency-Key", "key-answer-0")
	if early.status != 409 || early.at("error") != "invalid_state" {
		t.Errorf("answer before the query: %d %s", early.status, early.text)
	}
	f.advanceDays(14)
	open := f.status(answered, last4)
	if open.at("application", "state") != "query_raised" || open.at("application", "query", "text", "hi") == "" {
		t.Fatalf("query: %s", open.text)
	}
	if got := open.at("application", "query", "answerBy"); got != "2026-12-11" {
		t.Errorf("answer by %v", got)
	}
	got := f.send("POST", "/v1/applications/"+answered+"/answer-query", map[string]any{"text": "नया कागज़"}, "Idempotency-Key", "key-answer-1")
	if got.at("application", "state") != "query_answered" {
		t.Errorf("answer: %s", got.text)
	}
	f.advanceDays(30)
	if got := f.status(answered, last4).at("application", "state"); got != "certificate_issued" {
		t.Errorf("answered query ends as %v", got)
	}
	end := f.status(silent, last4)
	if end.at("application", "state") != "rejected" || end.at("application", "rejection", "hi") != noAnswer.Hi {
		t.Errorf("silent query: %s", end.text)
	}
}

func TestFee(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	body := draft()
	body["serviceId"], body["answers"] = "marriage-registration", map[string]any{}
	no := f.apply("key-marriage", body)
	f.advanceDays(40)
	waiting := f.status(no, last4)
	if waiting.at("application", "state") != "payment_pending" || waiting.at("application", "dueAt") != nil {
		t.Fatalf("before paying: %s", waiting.text)
	}
	paid := f.send("POST", "/v1/applications/"+no+"/pay", nil, "Idempotency-Key", "key-pay-0001")
	if paid.at("application", "state") != "submitted" || paid.at("application", "dueAt") == nil {
		t.Errorf("after paying: %s", paid.text)
	}
	if twice := f.send("POST", "/v1/applications/"+no+"/pay", nil, "Idempotency-Key", "key-pay-0002"); twice.status != 409 {
		t.Errorf("paying twice: %d", twice.status)
	}
}

func TestNoDaysNoDueDate(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	body := draft()
	body["serviceId"], body["answers"] = "obc-certificate", map[string]any{}
	no := f.apply("key-obc-00001", body)
	f.fix(no, stuck)
	f.advanceDays(200)
	got := f.status(no, last4)
	if got.at("application", "dueAt") != nil || got.at("application", "overdue") != false {
		t.Errorf("no days known: %s", got.text)
	}
}

func TestOverdueAndWithdraw(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-stuck-01", draft())
	f.fix(no, stuck)
	f.advanceDays(60)
	if got := f.status(no, last4); got.at("application", "overdue") != true || got.at("application", "state") != "under_processing" {
		t.Errorf("stuck: %s", got.text)
	}
	got := f.send("POST", "/v1/applications/"+no+"/withdraw", nil, "Idempotency-Key", "key-withdraw")
	if got.at("application", "state") != "withdrawn" {
		t.Fatalf("withdraw: %s", got.text)
	}
	f.advanceDays(60)
	after := f.status(no, last4)
	if after.at("application", "state") != "withdrawn" || after.at("application", "overdue") != false {
		t.Errorf("later: %s", after.text)
	}
	f.send("POST", "/_control/clock", map[string]any{"reset": true})
	if got := f.status(no, last4).at("application", "state"); got != "withdrawn" {
		t.Errorf("the citizen's step was undone by the clock: %v", got)
	}
}

func TestEveryProcessTellsTheSame(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-twin-001", draft())
	other, err := New(t.Context(), f.pool, f.s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	f.advanceDays(12)
	first := f.status(no, last4)
	server := httptest.NewServer(other)
	defer server.Close()
	f.url = server.URL
	if diff := cmp.Diff(first.body, f.status(no, last4).body); diff != "" {
		t.Error(diff)
	}
}
