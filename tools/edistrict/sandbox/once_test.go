package sandbox

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func (f *fixture) count(table string) (n int) {
	f.t.Helper()
	if err := f.pool.QueryRow(context.WithoutCancel(f.t.Context()), `SELECT count(*) FROM edistrict_sandbox.`+table).Scan(&n); err != nil {
		f.t.Fatal(err)
	}
	return n
}

func TestSameKeySameAnswer(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	first := f.send("POST", "/v1/applications", draft(), "Idempotency-Key", "key-00000001")
	f.advanceDays(3)
	again := f.send("POST", "/v1/applications", draft(), "Idempotency-Key", "key-00000001")
	if diff := cmp.Diff(first.body, again.body); diff != "" {
		t.Errorf("second answer differs: %s", diff)
	}
	changed := draft()
	changed["answers"] = map[string]any{"annual_income": "1", "pincode": "110059"}
	if got := f.send("POST", "/v1/applications", changed, "Idempotency-Key", "key-00000001"); got.status != 409 || got.at("error") != "idempotency_key_reused" {
		t.Errorf("same key, other body: %d %s", got.status, got.text)
	}
	if got := f.send("POST", "/v1/applications", draft(), "Idempotency-Key", "key-00000002"); got.status != 201 {
		t.Errorf("a second application is allowed, got %d", got.status)
	}
	if n := f.count("applications"); n != 2 {
		t.Errorf("%d applications, want 2", n)
	}
}

func TestRefusedStepKeepsNoKey(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	body := draft()
	body["answers"] = map[string]any{"annual_income": "180000"}
	created := f.send("POST", "/v1/applications", body, "Idempotency-Key", "key-00000001")
	no, _ := created.at("application", "applicationNo").(string)
	got := f.send("POST", "/v1/applications/"+no+"/submit", nil, "Idempotency-Key", "key-00000001")
	if got.status != 422 {
		t.Fatalf("submit without the PIN code: %d", got.status)
	}
	want := []any{map[string]any{"field": "answers.pincode", "code": "required"}}
	if diff := cmp.Diff(want, got.at("fields")); diff != "" {
		t.Error(diff)
	}
	if n := f.count("writes"); n != 1 {
		t.Errorf("%d writes kept, want 1", n)
	}
}

func TestFiftyAtOnceIsOne(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	var wg sync.WaitGroup
	numbers := make([]string, 50)
	for i := range numbers {
		wg.Go(func() {
			a, err := f.try("POST", "/v1/applications", draft(), "Idempotency-Key", "key-at-once-1")
			if err != nil {
				t.Error(err)
				return
			}
			numbers[i], _ = a.at("application", "applicationNo").(string)
			s, err := f.try("POST", "/v1/applications/"+numbers[i]+"/submit", nil, "Idempotency-Key", "key-at-once-1")
			if err != nil || s.at("application", "state") != "submitted" {
				t.Errorf("submit: %v %s", err, s.text)
			}
		})
	}
	wg.Wait()
	for _, no := range numbers {
		if no != "SBX-INC-26-000001" {
			t.Errorf("number %q", no)
		}
	}
	if n := f.count("applications"); n != 1 {
		t.Errorf("%d applications, want 1", n)
	}
}

func TestManyKeysGetOwnNumbers(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			a, err := f.try("POST", "/v1/applications", draft(), "Idempotency-Key", fmt.Sprintf("key-own-%04d", i))
			if err != nil || a.status != 201 {
				t.Errorf("create: %v %s", err, a.text)
			}
		})
	}
	wg.Wait()
	var last, rows int
	err := f.pool.QueryRow(t.Context(), `SELECT last, (SELECT count(*) FROM edistrict_sandbox.applications)
		FROM edistrict_sandbox.counters`).Scan(&last, &rows)
	if err != nil || last != 20 || rows != 20 {
		t.Errorf("last number %d, rows %d, err %v", last, rows, err)
	}
}

func TestLookupByKey(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	got := f.send("POST", "/v1/applications/lookup", map[string]any{"idempotencyKey": "key-00000001"})
	if got.at("application", "applicationNo") != no || got.at("application", "state") != "submitted" {
		t.Errorf("lookup: %s", got.text)
	}
	if got := f.send("POST", "/v1/applications/lookup", map[string]any{"idempotencyKey": "key-never-used"}); got.status != 404 {
		t.Errorf("unused key: %d", got.status)
	}
}

func TestStartersMayRace(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	if _, err := f.pool.Exec(t.Context(), `DROP SCHEMA edistrict_sandbox CASCADE`); err != nil {
		t.Fatal(err)
	}
	cfg := f.s.cfg
	cfg.Empty = false
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if _, err := New(t.Context(), f.pool, cfg); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := f.count("applications"); n != len(tales) {
		t.Errorf("%d seeded applications, want %d", n, len(tales))
	}
}
