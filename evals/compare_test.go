package evals

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	result := func(id string, v Verdict, words float64) Result {
		return Result{Case: Case{ID: id, Suite: "s"}, Verdict: v, Marks: []Mark{
			{Check: "words", Value: words, Pass: v == Pass}, {Check: "latency", Value: words * 7}, {Check: "none", Unmeasured: "no reply", Pass: true}}}
	}
	old := Recording{Results: []Result{result("a", Pass, 1), result("b", Pass, 1), result("c", Fail, 0), result("gone", Pass, 1), result("d", Error, 0)}}
	now := Recording{Results: []Result{result("a", Pass, 1), result("b", Fail, 0.5), result("c", Pass, 1), result("new", Pass, 1), result("d", Pass, 1)}}
	c := Compare(old, now)
	got := c.Suites[0]
	if len(got.Metrics) != 1 || got.Metrics[0].Check != "words" || got.Metrics[0].N != 3 {
		t.Errorf("metrics %+v", got.Metrics)
	}
	near(t, "change", got.Metrics[0].Mean, 0.5/3, 1e-12)
	got.Metrics = nil
	want := SuiteComparison{Suite: "s", Paired: 3, NewlyFailing: []string{"b"}, Fixed: []string{"c"}, Added: []string{"new"}, Missing: []string{"gone"}, Broken: []string{"d"}, P: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comparison (-want +got):\n%s", diff)
	}
	if worse, incomplete := c.Worse(); !worse || !incomplete {
		t.Error("it is not seen as worse and incomplete")
	}
	var first, second bytes.Buffer
	if err := c.Write(&first); err != nil {
		t.Fatal(err)
	}
	if err := Compare(old, now).Write(&second); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() || !strings.Contains(first.String(), "newly failing        1: b") {
		t.Errorf("not repeatable, or unclear:\n%s", first.String())
	}
	if worse, incomplete := Compare(old, Recording{Results: slices.Clone(old.Results)}).Worse(); worse || incomplete {
		t.Error("a run is worse than itself")
	}
}
