package evals

import (
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// FuzzImport reads any text as cases; those that are taken are written, read
// back the same, and judged without a panic.
func FuzzImport(f *testing.F) {
	f.Add(jsonLines)
	f.Add(csvTable)
	for _, k := range CheckKinds() {
		f.Add(`{"id":"a","lang":"en","ask":"Hi","checks":` + strings.TrimPrefix(k.Example, "- ") + `}`)
		f.Add(`{"id":"a","lang":"en","ask":"Hi","expect":{"checks":[` + strings.TrimPrefix(k.Example, "- ") + `]}}`)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cases, err := ImportJSONL(strings.NewReader(text))
		if err != nil {
			cases, err = ImportCSV(strings.NewReader(text))
		}
		if err != nil {
			return
		}
		for _, c := range cases {
			written, err := CasesYAML([]Case{c})
			if err != nil {
				t.Fatalf("%s: %v", c.ID, err)
			}
			var again []Case
			if err := decodeText(written, &again); err != nil || len(again) != 1 {
				t.Fatalf("not read back: %v\n%s", err, written)
			}
			if twice, err := CasesYAML(again); err != nil || string(twice) != string(written) {
				t.Fatalf("read back as another case: %v\n%s\n%s", err, written, twice)
			}
			for _, m := range Judge(Recorded{Case: c, Turns: make([]agent.Turn, len(c.steps())), Hits: []string{"a/b"}}) {
				if m.Pass == (m.Why != "") {
					t.Fatalf("mark %+v", m)
				}
			}
		}
	})
}

// FuzzFacts reads the facts of any text: dates are sorted, stand once, and are
// read back as they are written.
func FuzzFacts(f *testing.F) {
	for _, s := range []string{"21 days, by 31 March 2026, ₹1.2 lakh", "इक्कीस दिन, ३१-०३-२०२६", "1 1 1/1/26 2024-02-30 jan 5", "\xff 1st of \u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		facts := FactsOf(nil, text)
		for i := 1; i < len(facts.Dates); i++ {
			if facts.Dates[i-1] >= facts.Dates[i] {
				t.Fatalf("dates %v of %q are not sorted or stand twice", facts.Dates, text)
			}
		}
		for _, d := range facts.Dates {
			if len(d) == len("2026-03-31") {
				if again, _ := hindi.Dates(d); len(again) != 1 || again[0] != d {
					t.Fatalf("%q: the date %s is read as %v", text, d, again)
				}
			}
		}
	})
}
