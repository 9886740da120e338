package sandbox

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	for _, tt := range []struct {
		name   string
		no     string
		factor map[string]any
		want   int
	}{
		{"last four digits", no, map[string]any{"mobileLast4": "0001"}, 200},
		{"date of birth", no, map[string]any{"dob": "1990-04-12"}, 200},
		{"one right is enough", no, map[string]any{"mobileLast4": "9999", "dob": "1990-04-12"}, 200},
		{"proved mobile", no, map[string]any{"verifiedMobile": "919900000001"}, 200},
		{"another's mobile", no, map[string]any{"verifiedMobile": "919900000002"}, 404},
		{"wrong digits", no, map[string]any{"mobileLast4": "0002"}, 404},
		{"no such number", "SBX-INC-26-000777", map[string]any{"mobileLast4": "0001"}, 404},
		{"as people type it", "sbx inc 26 000001", map[string]any{"mobileLast4": "0001"}, 200},
		{"no factor", no, map[string]any{}, 422},
		{"three digits", no, map[string]any{"mobileLast4": "001"}, 422},
		{"a certificate's number", "SBXC-INC-26-000001", map[string]any{"mobileLast4": "0001"}, 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := f.status(tt.no, tt.factor); got.status != tt.want {
				t.Errorf("status %d, want %d: %s", got.status, tt.want, got.text)
			}
		})
	}
}

func TestNobodyLearnsWhichNumbersExist(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	wrong := map[string]any{"mobileLast4": "9999"}
	for try := range 7 {
		there, nowhere := f.status(no, wrong), f.status("SBX-INC-26-000999", wrong)
		ignoreID := cmpopts.IgnoreMapEntries(func(k string, _ any) bool { return k == "requestId" })
		if diff := cmp.Diff(there.body, nowhere.body, ignoreID); diff != "" {
			t.Errorf("try %d tells them apart: %s", try+1, diff)
		}
		want := 404
		if try >= maxWrong {
			want = 403
		}
		if there.status != want || nowhere.status != want {
			t.Errorf("try %d: %d and %d, want %d", try+1, there.status, nowhere.status, want)
		}
	}
	locked := f.status(no, last4)
	if locked.status != 403 || locked.at("error") != "second_factor_locked" || locked.header.Get("Retry-After") != "900" {
		t.Errorf("right fact while locked: %d %s", locked.status, locked.text)
	}
	if got := f.status(no, map[string]any{"verifiedMobile": "9900000001"}); got.status != 200 {
		t.Errorf("the owner, proved by the channel, is locked out: %d", got.status)
	}
	// The lock minds the real time, not the sandbox's.
	f.advance("1h")
	if got := f.status(no, last4); got.status != 403 {
		t.Errorf("the virtual clock opened the lock: %d", got.status)
	}
	f.unix.Add(int64(lockFor/time.Second) + 1)
	if got := f.status(no, last4); got.status != 200 {
		t.Errorf("after the lock: %d", got.status)
	}
}

func TestRightFactForgetsWrongOnes(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	for i := range 3 {
		for range maxWrong - 1 {
			f.status(no, map[string]any{"mobileLast4": "9999"})
		}
		if got := f.status(no, last4); got.status != 200 {
			t.Fatalf("round %d: %d", i, got.status)
		}
	}
}

func TestForeignNumberGetsTheWayToTheRealPortal(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	for _, no := range []string{"90500000123456", "EDIST/2026/1", "SBX-INC-26-1", "नमस्ते"} {
		got := f.status(no, last4)
		if got.status != 404 || got.at("error") != "record_not_found" || got.at("hint", "hi") != portalHint.Hi {
			t.Errorf("%s: %d %s", no, got.status, got.text)
		}
	}
	if n := f.count("guards"); n != 0 {
		t.Errorf("%d guards for numbers nobody gave out", n)
	}
}

func TestAudit(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	no := f.apply("key-00000001", draft())
	f.status(no, last4)
	f.status(no, map[string]any{"dob": "2000-01-01"})
	rows, err := f.pool.Query(t.Context(), `SELECT client, result, number_hash::text FROM edistrict_sandbox.audit ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var client, result, hash string
		if err := rows.Scan(&client, &result, &hash); err != nil {
			t.Fatal(err)
		}
		if len(hash) != 2+64 {
			t.Errorf("hash %s", hash)
		}
		got = append(got, fmt.Sprintf("%s %s", client, result))
	}
	if diff := cmp.Diff([]string{"sahayak shown", "sahayak refused"}, got); diff != "" {
		t.Error(diff)
	}
}
