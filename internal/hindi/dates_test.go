package hindi

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{"by 31-03-2026 or 2026-04-01", []string{"2026-04-01", "2026-03-31"}},
		{"1st of April 2026, April 2, 2026", []string{"2026-04-01", "2026-04-02"}},
		{"15 अगस्त को", []string{"08-15"}},
		{"5 agast 2025 tak", []string{"2025-08-05"}},
		{"३१/०३/२०२६", []string{"2026-03-31"}},
		{"paanch March 1990 ko", []string{"1990-03-05"}},
		{"पाँच मार्च 1990 को", []string{"1990-03-05"}},
		{"on the fifth of March", []string{"03-05"}},
		{"इकतीस मार्च तक", []string{"03-31"}},
		{"31-02-2026, 40/40/2026, 21 days, 5 maheene", nil},
		{"A woman above 18 may apply", nil},
		{"centres in 29 zones", nil},
		{"by 18 May", []string{"05-18"}},
	}
	for _, tt := range tests {
		if got, rest := Dates(tt.text); !cmp.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v; left %q", tt.text, got, tt.want, rest)
		}
	}
}

func TestYearMonths(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"since March 2026": {"2026-03"},
		"मार्च २०२६ से, जून 2027 तक": {"2026-03", "2027-06"},
		"agast 2025 se":                 {"2025-08"},
		"on 5 March 2026":               nil,
		"the scheme of 2026, form 2025": nil,
	} {
		_, rest := Dates(text)
		if diff := cmp.Diff(want, YearMonths(rest)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
