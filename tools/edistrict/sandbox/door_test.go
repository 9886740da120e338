package sandbox

import (
	"bytes"
	"log/slog"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

func TestEveryAnswerSaysSandbox(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	for _, tt := range []struct {
		name, method, path string
		body               any
		headers            []string
		status             int
		code               string
	}{
		{name: "services", method: "GET", path: "/v1/services", status: 200},
		{name: "service", method: "GET", path: "/v1/services/obc-certificate", status: 200},
		{name: "health needs no key", method: "GET", path: "/healthz", headers: []string{"X-API-Key", ""}, status: 200},
		{name: "no such service", method: "GET", path: "/v1/services/none", status: 404, code: "record_not_found"},
		{name: "no such address", method: "GET", path: "/v2/services", status: 404, code: "url_not_found"},
		{name: "wrong method", method: "DELETE", path: "/v1/services", status: 405, code: "method_not_allowed"},
		{name: "no key", method: "GET", path: "/v1/services", headers: []string{"X-API-Key", ""}, status: 401, code: "invalid_authentication"},
		{name: "wrong key", method: "GET", path: "/v1/services", headers: []string{"X-API-Key", testKey + "x"}, status: 401, code: "invalid_authentication"},
		{name: "API key is no control key", method: "POST", path: "/_control/clock", body: map[string]any{"reset": true},
			headers: []string{"X-Control-Key", testKey}, status: 401, code: "invalid_authentication"},
		{name: "no idempotency key", method: "POST", path: "/v1/applications", body: draft(), status: 400, code: "missing_parameter"},
		{name: "odd idempotency key", method: "POST", path: "/v1/applications", body: draft(), headers: []string{"Idempotency-Key", "a b c d e f"}, status: 400, code: "invalid_parameter"},
		{name: "broken JSON", method: "POST", path: "/v1/status", body: `{"applicationNo":`, status: 400, code: "invalid_parameter"},
		{name: "not JSON", method: "POST", path: "/v1/status", body: "x", headers: []string{"Content-Type", "text/plain"}, status: 415, code: "unsupported_type"},
		{name: "empty body", method: "POST", path: "/v1/status", status: 400, code: "invalid_parameter"},
		{name: "huge body", method: "POST", path: "/v1/status", body: `{"applicationNo":"` + strings.Repeat("9", maxBody) + `"}`, status: 413, code: "file_too_large"},
		{name: "unknown mode", method: "GET", path: "/v1/services", headers: []string{"X-Sandbox-Mode", "sideways"}, status: 400, code: "invalid_parameter"},
		{name: "step on nothing", method: "POST", path: "/v1/applications/SBX-INC-26-000009/submit", headers: []string{"Idempotency-Key", "key-00000001"}, status: 404, code: "record_not_found"},
		{name: "clock backwards", method: "POST", path: "/_control/clock", body: map[string]any{"advance": "-1h"}, status: 422, code: "validation_failed"},
		{name: "clock too far", method: "POST", path: "/_control/clock", body: map[string]any{"advance": "90000h"}, status: 422, code: "validation_failed"},
		{name: "clock both", method: "POST", path: "/_control/clock", body: map[string]any{"advance": "1h", "reset": true}, status: 422, code: "validation_failed"},
		{name: "fault for no route", method: "POST", path: "/_control/faults", body: map[string]any{"mode": "down", "route": "getMoon"}, status: 422, code: "validation_failed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := f.send(tt.method, tt.path, tt.body, tt.headers...)
			if got.status != tt.status {
				t.Errorf("status %d, want %d: %s", got.status, tt.status, got.text)
			}
			if code, _ := got.at("error").(string); code != tt.code {
				t.Errorf("code %q, want %q", code, tt.code)
			}
			if got.header.Get("X-Sandbox") != "true" || got.at("sandbox") != true {
				t.Errorf("does not say sandbox: %v %s", got.header, got.text)
			}
			if got.header.Get("Access-Control-Allow-Origin") != "" {
				t.Error("open to web pages")
			}
		})
	}
}

func TestFieldsAreNamedAndValuesAreNot(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	body := map[string]any{
		"serviceId": "income-certificate", "language": "hi",
		"applicant": map[string]any{"name": "Secretname", "mobile": "1234512345", "dob": "31-12-1990"},
		"answers":   map[string]any{"annual_income": "180000"},
	}
	got := f.send("POST", "/v1/applications", body, "Idempotency-Key", "key-00000001")
	want := []any{
		map[string]any{"field": "applicant.dob", "code": "invalid"},
		map[string]any{"field": "applicant.mobile", "code": "invalid"},
	}
	if diff := cmp.Diff(want, got.at("fields")); got.status != 422 || diff != "" {
		t.Errorf("%d %s", got.status, diff)
	}
	body["applicant"] = map[string]any{"name": "Secretname\x00", "mobile": "9900000001", "dob": "1990-02-31"}
	body["answers"] = map[string]any{
		"annual_income": "one lakh", "pincode": "11005", "house": "tent", "since": "2020-13-01",
		"favourite_colour": "blue", "9876543210": "x", "x\x00": "y",
	}
	got = f.send("POST", "/v1/applications", body, "Idempotency-Key", "key-00000001")
	want = []any{
		map[string]any{"field": "answers.*", "code": "unknown"},
		map[string]any{"field": "answers.annual_income", "code": "invalid"},
		map[string]any{"field": "answers.favourite_colour", "code": "unknown"},
		map[string]any{"field": "answers.house", "code": "not_a_choice"},
		map[string]any{"field": "answers.pincode", "code": "invalid"},
		map[string]any{"field": "answers.since", "code": "invalid"},
		map[string]any{"field": "answers.*", "code": "unknown"},
		map[string]any{"field": "applicant.name", "code": "invalid"},
		map[string]any{"field": "applicant.dob", "code": "invalid"},
	}
	if diff := cmp.Diff(want, got.at("fields")); got.status != 422 || diff != "" {
		t.Errorf("%d %s", got.status, diff)
	}
	for _, value := range []string{"Secretname", "lakh", "11005", "tent", "9876543210", "blue"} {
		if strings.Contains(got.text, value) {
			t.Errorf("answer repeats %q", value)
		}
	}
}

func (f *fixture) upload(no, paper string, file []byte) answer {
	f.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("paper", paper)
	part, _ := w.CreateFormFile("file", "x.bin")
	_, _ = part.Write(file)
	_ = w.Close()
	return f.send("POST", "/v1/applications/"+no+"/documents", b.String(), "Content-Type", w.FormDataContentType())
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 500)...)
	full := append([]byte("%PDF-1.4\n"), make([]byte, edistrict.MaxDocumentBytes-9)...)
	created := f.send("POST", "/v1/applications", draft(), "Idempotency-Key", "key-00000001")
	no, _ := created.at("application", "applicationNo").(string)
	for _, tt := range []struct {
		name, no, paper string
		file            []byte
		status          int
		code            string
	}{
		{"png", no, "photo", png, 201, ""},
		{"exactly 100 KB", no, "address-proof", full, 201, ""},
		{"one byte more", no, "address-proof", append(full, 0), 413, "file_too_large"},
		{"far more", no, "address-proof", make([]byte, 2*maxBody), 413, "file_too_large"},
		{"a program", no, "photo", []byte("MZ\x90\x00 this is no picture"), 415, "unsupported_type"},
		{"a picture of another kind", no, "photo", []byte("GIF89a............"), 415, "unsupported_type"},
		{"nothing", no, "photo", nil, 422, "validation_failed"},
		{"no name of the paper", no, "", png, 422, "validation_failed"},
		{"no application", "SBX-INC-26-000999", "photo", png, 404, "record_not_found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := f.upload(tt.no, tt.paper, tt.file)
			if code, _ := got.at("error").(string); got.status != tt.status || code != tt.code {
				t.Errorf("%d %s, want %d %s", got.status, got.text, tt.status, tt.code)
			}
		})
	}
	first, again := f.upload(no, "photo", png), f.upload(no, "photo", png)
	if diff := cmp.Diff(first.body, again.body); diff != "" {
		t.Errorf("second upload: %s", diff)
	}
	if n := f.count("documents"); n != 2 {
		t.Errorf("%d documents kept, want 2", n)
	}
	f.send("POST", "/v1/applications/"+no+"/submit", nil, "Idempotency-Key", "key-00000001")
	if got := f.upload(no, "photo", png); got.status != 409 {
		t.Errorf("upload after submit: %d", got.status)
	}
}

func TestLogHasNothingPersonal(t *testing.T) {
	t.Parallel()
	var log lockedBuffer
	f := start(t, func(c *Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	no := f.apply("key-00000001", draft())
	f.status(no, last4)
	f.status(no, map[string]any{"dob": "1999-09-09"})
	f.send("GET", "/v1/certificates/SBXC-INC-26-000001/verify", nil)
	f.send("POST", "/v1/applications", `{"applicant":"Asha Verma"`, "Idempotency-Key", "key-00000002")
	if _, err := f.pool.Exec(t.Context(), `DROP TABLE edistrict_sandbox.audit`); err != nil {
		t.Fatal(err)
	}
	if got := f.status(no, last4); got.status != 500 || got.at("error") != "internal_server_error" {
		t.Errorf("broken database: %d %s", got.status, got.text)
	}
	text := log.String()
	for _, word := range []string{"Asha", "9900000001", "0001\"", "SBX-", "SBXC-", "1990", "1999", "180000", testKey} {
		if strings.Contains(text, word) {
			t.Errorf("log holds %q", word)
		}
	}
	for _, word := range []string{"POST /v1/status", "sandbox request failed", "status=200"} {
		if !strings.Contains(text, word) {
			t.Errorf("log lacks %q:\n%s", word, text)
		}
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func TestControlIsShutWithoutAKey(t *testing.T) {
	t.Parallel()
	f := start(t, func(c *Config) { c.ControlKey = "" })
	got := f.send("POST", "/_control/clock", map[string]any{"reset": true}, "X-Control-Key", "")
	if got.status != http.StatusUnauthorized {
		t.Errorf("status %d", got.status)
	}
}

func TestConfigNamesEveryFault(t *testing.T) {
	t.Parallel()
	_, err := New(t.Context(), nil, Config{ControlKey: "k", Services: []Service{
		{ID: "a", Code: "AB", Days: ptr(0)}, {ID: "a", Code: "ab", FeeINR: ptr(-1)},
	}})
	want := "sandbox configuration: API key missing\nservice a: days 0: want at least 1, or nil\n" +
		"service id \"a\": empty or twice\nservice a: code \"ab\": want 2 to 10 capital letters or digits, used once\n" +
		"service a: fee -1: want 0 or more, or nil"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
