package retrieval

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestSearchUsesItsIndexes reads the plan: a search that falls back to reading
// every row still answers, so nothing else would tell.
func TestSearchUsesItsIndexes(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	tests := []struct {
		name  string
		query Query
		want  []string
	}{
		{"plain", Query{Text: "income certificate fee आय प्रमाण पत्र"},
			[]string{"passages_services_graph", "passages_services_terms_idx", "passages_services_stems_idx", "passages_services_service_kind_idx", "passages_services_pkey"}},
		{"one service", Query{Text: "income certificate fee", Service: "income-certificate"},
			[]string{"passages_services_service_kind_idx"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			plan := explain(t, s, test.query)
			for _, index := range test.want {
				if !strings.Contains(plan, index) {
					t.Errorf("plan does not use %s:\n%s", index, plan)
				}
			}
			if strings.Contains(plan, "Seq Scan on") {
				t.Errorf("plan reads every row:\n%s", plan)
			}
		})
	}
}

// explain returns the plan of a search under its own settings.
func explain(t *testing.T, s *Store, q Query) string {
	t.Helper()
	sql, args, _, err := s.statement(t.Context(), s.fill(q))
	if err != nil {
		t.Fatal(err)
	}
	var plan []string
	err = pgx.BeginFunc(t.Context(), s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), settingsSQL); err != nil {
			return err
		}
		rows, err := tx.Query(t.Context(), "EXPLAIN (COSTS OFF) "+sql, args...)
		if err != nil {
			return err
		}
		plan, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "\n")
}
