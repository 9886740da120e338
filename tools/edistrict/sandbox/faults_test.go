package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestModes(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	for _, tt := range []struct {
		mode   string
		status int
		text   string // must be in the answer
	}{
		{"clean", 200, `"state":"submitted"`},
		{"slow", 504, "gateway_timeout"},
		{"down", 503, "service_unavailable"},
		{"rate-limit", 429, "rate_limit_exceeded"},
		{"html", 200, "<!doctype html>"},
		{"drift", 200, `"stage_9"`},
		{"legacy", 200, `"data":"{`},
	} {
		t.Run(tt.mode, func(t *testing.T) {
			got := f.status(no, last4, "X-Sandbox-Mode", tt.mode)
			if got.status != tt.status || !strings.Contains(got.text, tt.text) {
				t.Errorf("%d %s", got.status, got.text)
			}
			if got.header.Get("X-Sandbox") != "true" {
				t.Error("no X-Sandbox")
			}
		})
	}
	for _, mode := range []string{"half", "accept-then-drop"} {
		if got, err := f.try("GET", "/v1/services", nil, "X-Sandbox-Mode", mode); err == nil {
			t.Errorf("%s gave a whole answer: %d %s", mode, got.status, got.text)
		}
	}
}

func TestAcceptThenDropHasAccepted(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	if _, err := f.try("POST", "/v1/applications", draft(), "Idempotency-Key", "key-00000001", "X-Sandbox-Mode", "accept-then-drop"); err == nil {
		t.Fatal("an answer came")
	}
	got := f.send("POST", "/v1/applications/lookup", map[string]any{"idempotencyKey": "key-00000001"})
	if got.at("application", "state") != "draft" {
		t.Errorf("look-up: %d %s", got.status, got.text)
	}
}

func TestLegacyTracking(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	got := f.status(no, last4, "X-Sandbox-Mode", "legacy")
	if got.at("status") != "true" {
		t.Errorf("status is %T %v, want a string", got.at("status"), got.at("status"))
	}
	var data map[string]any
	inner, _ := got.at("data").(string)
	if err := json.Unmarshal([]byte(inner), &data); err != nil {
		t.Fatalf("data: %v in %s", err, got.text)
	}
	want := map[string]any{
		"initiated_data": map[string]any{
			"appl_ref_no": no, "status": "submitted", "applicant_name": "A*** V****", "service_id": "income-certificate",
			"service_name": "Income certificate", "overdue": "false",
			"submission_date": "16-11-2026 11:00:00", "due_date": "16-12-2026 23:59:59",
		},
		"execution_data": []any{[]any{map[string]any{"task_info": map[string]any{
			"task_name": "submitted", "action_taken": "submitted", "remarks": "", "executed_time": "16-11-2026 11:00:00",
			"user_detail": map[string]any{"designation": "Counter"},
		}}}},
	}
	if diff := cmp.Diff(want, data); diff != "" {
		t.Error(diff)
	}
	refused := f.status(no, map[string]any{"dob": "2001-01-01"}, "X-Sandbox-Mode", "legacy")
	if refused.status != 200 || refused.at("status") != false || refused.at("error") != nil {
		t.Errorf("refusal: %d %s", refused.status, refused.text)
	}
}

func TestStoredFaults(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	set := func(body map[string]any) answer {
		t.Helper()
		got := f.send("POST", "/_control/faults", body)
		if got.status != 200 {
			t.Fatalf("faults: %d %s", got.status, got.text)
		}
		return got
	}
	set(map[string]any{"mode": "down", "count": 2})
	var seen []int
	for range 3 {
		seen = append(seen, f.send("GET", "/v1/services", nil).status)
	}
	if diff := cmp.Diff([]int{503, 503, 200}, seen); diff != "" {
		t.Errorf("count: %s", diff)
	}
	set(map[string]any{"mode": "down"})
	set(map[string]any{"mode": "clean", "route": "listServices"})
	got := set(map[string]any{"mode": "rate-limit", "route": "getService", "count": 5})
	want := []any{
		map[string]any{"mode": "down"},
		map[string]any{"mode": "rate-limit", "route": "getService", "count": float64(5)},
		map[string]any{"mode": "clean", "route": "listServices"},
	}
	if diff := cmp.Diff(want, got.at("faults")); diff != "" {
		t.Error(diff)
	}
	seen = nil
	for _, path := range []string{"/v1/services", "/v1/services/obc-certificate", "/v1/certificates/SBXC-INC-26-000001/verify", "/healthz"} {
		seen = append(seen, f.send("GET", path, nil).status)
	}
	if diff := cmp.Diff([]int{200, 429, 503, 200}, seen); diff != "" {
		t.Errorf("routes: %s", diff)
	}
	if got := set(map[string]any{"mode": "clean"}); len(got.at("faults").([]any)) != 0 {
		t.Errorf("after clean: %s", got.text)
	}
}

func TestFlakyIsThreeInTen(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	seen := map[int]int{}
	for range 200 {
		seen[f.send("GET", "/v1/services/none", nil, "X-Sandbox-Mode", "flaky").status]++
	}
	bad := seen[502] + seen[503]
	if bad < 35 || bad > 85 || seen[502] == 0 || seen[503] == 0 || seen[404]+bad != 200 {
		t.Errorf("of 200: %v", seen)
	}
}
