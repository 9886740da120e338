package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

const (
	testKey     = "test-key"
	testControl = "test-control"
)

// monday is a working day.
var monday = time.Date(2026, 11, 16, 11, 0, 0, 0, ist)

func ptr[T any](v T) *T { return &v }

func testServices() []Service {
	return []Service{
		{ID: "income-certificate", Code: "INC", Name: Text{Hi: "आय प्रमाण पत्र", En: "Income certificate"}, Days: ptr(21),
			Fields: []Field{
				{ID: "annual_income", Type: "amount", Required: true},
				{ID: "pincode", Type: "pincode", Required: true},
				{ID: "house", Type: "choice", Choices: []string{"own", "rented"}},
				{ID: "since", Type: "date"},
			}},
		{ID: "obc-certificate", Code: "OBC", Name: Text{Hi: "ओबीसी प्रमाण पत्र", En: "OBC certificate"}, FeeINR: ptr(0)},
		{ID: "marriage-registration", Code: "MAR", Name: Text{Hi: "विवाह पंजीकरण", En: "Marriage registration"}, Days: ptr(30), FeeINR: ptr(100)},
	}
}

// fixture is a sandbox on a database of its own, reached over real HTTP.
type fixture struct {
	t    *testing.T
	pool *pgxpool.Pool
	s    *Server
	url  string
	unix atomic.Int64 // the real time, in seconds
}

func start(t *testing.T, change func(*Config)) *fixture {
	t.Helper()
	f := &fixture{t: t, pool: pgtest.DB(t)}
	f.unix.Store(monday.Unix())
	cfg := Config{
		APIKey: testKey, ControlKey: testControl, Services: testServices(), Slow: time.Millisecond, Empty: true,
		Now: func() time.Time { return time.Unix(f.unix.Load(), 0) },
	}
	if change != nil {
		change(&cfg)
	}
	s, err := New(t.Context(), f.pool, cfg)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	f.s, f.url = s, server.URL
	return f
}

// answer is a reply, read.
type answer struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// at reads a path through the body's objects.
func (a answer) at(path ...string) any {
	var v any = a.body
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

// send makes a request; headers come in pairs and an empty value removes one.
func (f *fixture) send(method, path string, body any, headers ...string) answer {
	f.t.Helper()
	a, err := f.try(method, path, body, headers...)
	if err != nil {
		f.t.Fatal(err)
	}
	return a
}

func (f *fixture) try(method, path string, body any, headers ...string) (answer, error) {
	var payload io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		payload = bytes.NewReader([]byte(b))
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			return answer{}, err
		}
		payload = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(f.t.Context(), method, f.url+path, payload)
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("X-API-Key", testKey)
	r.Header.Set("X-Control-Key", testControl)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: resp.StatusCode, header: resp.Header, text: string(raw)}
	_ = json.Unmarshal(raw, &a.body)
	return a, nil
}

func draft() map[string]any {
	return map[string]any{
		"serviceId": "income-certificate", "language": "hi-Latn",
		"applicant": map[string]any{"name": "Asha Verma", "mobile": "919900000001", "dob": "1990-04-12"},
		"answers":   map[string]any{"annual_income": "180000", "pincode": "110059"},
	}
}

// apply makes and submits an application and gives its number.
func (f *fixture) apply(key string, body map[string]any) string {
	f.t.Helper()
	created := f.send("POST", "/v1/applications", body, "Idempotency-Key", key)
	no, _ := created.at("application", "applicationNo").(string)
	if created.status != 201 || no == "" {
		f.t.Fatalf("create: %d %s", created.status, created.text)
	}
	if got := f.send("POST", "/v1/applications/"+no+"/submit", nil, "Idempotency-Key", key); got.status != 200 {
		f.t.Fatalf("submit: %d %s", got.status, got.text)
	}
	return no
}

// fix decides how an application's story goes.
func (f *fixture) fix(no string, o outcome) {
	f.t.Helper()
	if _, err := f.pool.Exec(f.t.Context(), `UPDATE edistrict_sandbox.applications SET outcome = $2 WHERE no = $1`, no, o); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) status(no string, factor map[string]any, headers ...string) answer {
	f.t.Helper()
	return f.send("POST", "/v1/status", map[string]any{"applicationNo": no, "secondFactor": factor}, headers...)
}

var last4 = map[string]any{"mobileLast4": "0001"}

func (f *fixture) advance(by string) {
	f.t.Helper()
	if got := f.send("POST", "/_control/clock", map[string]any{"advance": by}); got.status != 200 {
		f.t.Fatalf("advance: %d %s", got.status, got.text)
	}
}

// advanceDays moves the clock forward by whole days.
func (f *fixture) advanceDays(n int) { f.t.Helper(); f.advance(fmt.Sprintf("%dh", 24*n)) }
