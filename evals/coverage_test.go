package evals

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
)

func TestCoverage(t *testing.T) {
	t.Parallel()
	library := rules(t)
	find := func(all []Cover, what string) Cover {
		t.Helper()
		for _, c := range all {
			if c.What == what {
				return c
			}
		}
		t.Fatalf("no %s in %+v", what, all)
		return Cover{}
	}
	tools := []string{"startApplication", "checkStatus"}
	cases := []Case{{ID: "a", Service: "income-certificate", Ask: "x", Expect: Expect{Cites: []string{"income-certificate/fee"}, Outcome: []string{"answered"}}},
		{ID: "b", Service: "income-certificate", Turns: []Step{{Say: "apply", Expect: Expect{Tool: "startApplication", Asks: "applicant_name"}}}}}
	expected := Coverage(library, tools, Expected(cases), false)
	for what, touched := range map[string]int{"clauses": 1, "services": 1, "tools": 1, "form fields": 1, "outcomes": 1} {
		if c := find(expected, what); c.Touched != touched || c.Touched+len(c.Untouched) != c.Total {
			t.Errorf("%s: %d touched, %d not, of %d; want %d touched", what, c.Touched, len(c.Untouched), c.Total, touched)
		}
	}
	results := []Result{{Case: Case{ID: "a"}, Turns: []agent.Turn{{
		Outcome: agent.Asked, Citations: []agent.Citation{{Clause: "obc-certificate/fee"}}, Ask: &agent.AskRef{Tool: "startApplication", Field: "dob"},
		Understood: agent.Understanding{Control: agent.Back},
	}}, States: []agent.State{{Ask: &agent.Ask{Service: "obc-certificate"}}}}}
	happened := Coverage(library, tools, Happened(results), true)
	if c := find(happened, "form fields"); slices.Contains(c.Untouched, "obc-certificate dob") || c.Touched != 1 {
		t.Errorf("fields touched: %d", c.Touched)
	}
	if c := find(happened, "controls"); slices.Contains(c.Untouched, "back") || c.Touched != 1 {
		t.Errorf("controls %+v", c)
	}
	if c := find(happened, "tools"); !slices.Equal(c.Untouched, []string{"checkStatus"}) {
		t.Errorf("tools %+v", c)
	}
	var b bytes.Buffer
	if err := WriteCoverage(&b, happened, true); err != nil || !strings.Contains(b.String(), "income-certificate/fee") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
