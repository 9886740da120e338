package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSeed(t *testing.T) {
	t.Parallel()
	f := start(t, func(c *Config) { c.Empty = false })
	if _, err := New(t.Context(), f.pool, f.s.cfg); err != nil {
		t.Fatal(err)
	}
	rows, err := f.pool.Query(t.Context(), `SELECT no, mobile FROM edistrict_sandbox.applications`)
	if err != nil {
		t.Fatal(err)
	}
	mobiles := map[string]string{}
	for rows.Next() {
		var no, mobile string
		if err := rows.Scan(&no, &mobile); err != nil {
			t.Fatal(err)
		}
		mobiles[no] = mobile
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	seen := map[any]int{}
	for no, mobile := range mobiles {
		got := f.status(no, map[string]any{"mobileLast4": lastFour(mobile)})
		seen[got.at("application", "state")]++
		if got.at("application", "overdue") == true {
			seen["overdue"]++
		}
	}
	if len(mobiles) != len(tales) {
		t.Errorf("%d applications, want %d", len(mobiles), len(tales))
	}
	waiting := seen["submitted"] + seen["under_processing"]
	if waiting < len(tales)*2/3 {
		t.Errorf("only %d of %d in progress: %v", waiting, len(tales), seen)
	}
	for _, kind := range []any{"overdue", "query_raised", "rejected", "certificate_issued"} {
		if seen[kind] < 1 || seen[kind] > 4 {
			t.Errorf("%v: %d of %v", kind, seen[kind], seen)
		}
	}
	pair := 0
	for _, m := range mobiles {
		if m == "9900000098" {
			pair++
		}
	}
	if pair != 2 {
		t.Errorf("%d applications of the name-mismatch pair", pair)
	}
}

func TestSeededCertificates(t *testing.T) {
	t.Parallel()
	f := start(t, func(c *Config) { c.Empty = false })
	got := map[string]any{}
	for _, no := range []string{"SBXC-INC-26-000001", "SBXC-INC-26-000002", "SBXC-INC-26-000003"} {
		a := f.send("GET", "/v1/certificates/"+no+"/verify", nil)
		got[no] = []any{a.at("certificate", "standing"), a.at("certificate", "valid"), a.at("certificate", "nameMasked"), a.at("certificate", "issuedOn")}
	}
	want := map[string]any{
		"SBXC-INC-26-000001": []any{"valid", true, "A*** V****", "2026-03-10"},
		"SBXC-INC-26-000002": []any{"revoked", false, "R*** K****", "2026-03-10"},
		"SBXC-INC-26-000003": []any{"expired", false, "M**** R***", "2026-03-10"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
