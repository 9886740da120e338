package evals

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// sliced is a suite over every form, service and kind, and a run in which most
// cases pass.
func sliced() (Suite, []Result) {
	s := Suite{Name: "s", Gate: 0.5, MaxGap: 0.5}
	var results []Result
	for _, l := range corpus.Langs {
		for _, service := range []string{"income-certificate", "ration-card", "obc-certificate"} {
			for i := range 7 {
				c := Case{ID: fmt.Sprintf("%s-%s-%d", service, l, i), Lang: l, Service: service, Kind: corpus.Kinds[i%3], Suite: "s", Ask: "x"}
				r := Result{Case: c, Verdict: Pass, Marks: []Mark{{Check: "words", Value: 1, Pass: true}}}
				if i == 6 {
					r.judged([]Mark{{Check: "words", Why: "does not say x"}})
				}
				s.Cases, results = append(s.Cases, c), append(results, r)
			}
		}
	}
	return s, results
}

// A regression of any size, in whatever slice, stops: the wrong answers that it
// mends elsewhere do not make up for it.
func TestASeededRegressionInAnySliceStops(t *testing.T) {
	t.Parallel()
	suite, blessed := sliced()
	baseline, err := Bless("s", "offline", "lexical", blessed)
	if err != nil {
		t.Fatal(err)
	}
	if d := baseline.Against(suite, "offline", "lexical", blessed); len(d.Regressed)+len(d.Fixed)+len(d.New)+len(d.Missing) > 0 {
		t.Fatalf("a run differs from itself: %+v", d)
	}
	chance := rand.New(rand.NewPCG(6, 6))
	for _, slice := range SlicesOf(ByCase(blessed), Full) {
		results := slices.Clone(blessed)
		var right []int
		for i, r := range results {
			switch {
			case Full(r.Case) == slice.Slice && r.Verdict == Pass:
				right = append(right, i)
			case Full(r.Case) != slice.Slice:
				results[i].judged([]Mark{{Check: "words", Value: 1, Pass: true}}) // all else gets better
			}
		}
		if len(right) == 0 {
			continue
		}
		chance.Shuffle(len(right), func(i, j int) { right[i], right[j] = right[j], right[i] })
		flipped := right[:1+chance.IntN(len(right))]
		for _, i := range flipped {
			results[i].judged([]Mark{{Check: "words", Why: "does not say x"}})
		}
		summary := Summarise(suite, results)
		summary.Hold(baseline.Against(suite, "offline", "lexical", results))
		if !summary.Regressed() || len(summary.Diff.Regressed) != len(flipped) {
			t.Errorf("%+v: %d answers turned wrong, and the run goes through: %+v", slice.Slice, len(flipped), summary.Diff)
		}
	}
}

// The same for the suites and baselines of this repository, one answer at a
// time: in each form, service, kind, and service and kind of a form.
func TestOneWrongAnswerInAnySliceOfTheBlessedSuitesStops(t *testing.T) {
	t.Parallel()
	suites := builtIn(t)
	blessed, err := EmbeddedBaselines()
	if err != nil {
		t.Fatal(err)
	}
	dimensions := []func(Case) Slice{
		func(c Case) Slice { return Slice{Lang: c.Lang} },
		func(c Case) Slice { return Slice{Service: c.Service} },
		func(c Case) Slice { return Slice{Kind: c.Kind} },
		ByService, ByKind,
	}
	chance := rand.New(rand.NewPCG(6, 7))
	for _, suite := range suites {
		t.Run(suite.Name, func(t *testing.T) {
			baseline, ok, err := LoadBaseline(blessed, suite.Name)
			if err != nil || !ok {
				t.Fatalf("no baseline (%v): make bless ARGS=%s", err, suite.Name)
			}
			results := make([]Result, len(suite.Cases))
			for i, c := range suite.Cases {
				results[i] = Result{Case: c, Verdict: Fail}
				if was, known := baseline.Cases[c.ID]; known && was.pass() {
					results[i].Verdict = Pass
				}
			}
			if d := baseline.Against(suite, baseline.Model, baseline.Embedder, results); len(d.Regressed)+len(d.Fixed)+len(d.Missing) > 0 {
				t.Fatalf("the suite differs from its baseline: make bless ARGS=%s: %+v", suite.Name, d)
			}
			for _, of := range dimensions {
				right := map[Slice][]Result{}
				for _, r := range results {
					if r.Verdict == Pass {
						right[of(r.Case)] = append(right[of(r.Case)], r)
					}
				}
				for slice, part := range right {
					wrong := &part[chance.IntN(len(part))]
					wrong.Verdict = Fail
					summary := Summary{Suite: suite.Name}
					summary.Hold(baseline.Against(suite, baseline.Model, baseline.Embedder, part))
					if !summary.Regressed() || !slices.Equal(summary.Diff.Regressed, []string{wrong.Case.ID}) {
						t.Errorf("%+v: %s turned wrong, and the run goes through: %+v", slice, wrong.Case.ID, summary.Diff)
					}
				}
			}
		})
	}
}

func TestAgainst(t *testing.T) {
	t.Parallel()
	result := func(id string, v Verdict) Result { return Result{Case: Case{ID: id, Suite: "s"}, Verdict: v} }
	baseline := Baseline{Suite: "s", Model: "offline", Embedder: "lexical", Cases: map[string]Blessed{
		"same": {}, "worse": {}, "better": {"words"}, "gone": {}, "broken": {}, "left out": {"language", "words"},
		"tells": {}, "told": {"WRONG"}, "told and fails": {"WRONG", "words"}, "fails": {"words"},
	}}
	suite := Suite{Name: "s", Cases: []Case{{ID: "same"}, {ID: "worse"}, {ID: "better"}, {ID: "broken"}, {ID: "left out"}, {ID: "fresh"}, {ID: "tells"}, {ID: "told"}, {ID: "told and fails"}, {ID: "fails"}}}
	wrong := func(id string, v Verdict) Result {
		r := result(id, v)
		r.Wrong = []string{"tells 150 inr of x/fee"}
		return r
	}
	results := []Result{
		result("same", Pass), result("worse", Fail), result("better", Pass), result("broken", Error), result("fresh", Fail),
		wrong("tells", Pass), wrong("told", Pass), result("told and fails", Pass), wrong("fails", Fail),
	}
	want := Diff{Comparable: true, Regressed: []string{"worse", "tells", "fails"}, Fixed: []string{"better", "told and fails"}, New: []string{"fresh"}, Missing: []string{"gone"}}
	if diff := cmp.Diff(want, baseline.Against(suite, "offline", "lexical", results)); diff != "" {
		t.Errorf("difference to the baseline (-want +got):\n%s", diff)
	}
	other := Summary{Suite: "s"}
	other.Hold(baseline.Against(suite, "some-model", "lexical", results))
	if other.Regressed() || len(other.Gate) != 1 {
		t.Errorf("another model is held to the baseline, or a missing case is not: %+v", other)
	}
	if _, err := Bless("s", "offline", "lexical", results); err == nil {
		t.Error("a broken run is blessed")
	}
}

func TestBaselineIsReadAsWritten(t *testing.T) {
	t.Parallel()
	_, results := sliced()
	b, err := Bless("s", "offline", "lexical", results)
	if err != nil {
		t.Fatal(err)
	}
	file, err := b.File()
	if err != nil {
		t.Fatal(err)
	}
	got, ok, err := LoadBaseline(fstest.MapFS{"s.json": {Data: file}}, "s")
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if diff := cmp.Diff(b, got); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if _, ok, err := LoadBaseline(fstest.MapFS{}, "s"); ok || err != nil {
		t.Errorf("no baseline: %v, %v", ok, err)
	}
	if _, _, err := LoadBaseline(fstest.MapFS{"t.json": {Data: file}}, "t"); err == nil {
		t.Error("the baseline of another suite is taken")
	}
}

func TestLowerBoundGates(t *testing.T) {
	t.Parallel()
	suite, results := sliced() // 18 of 21 in each form, 6 of 7 in each service of a form
	suite.Lower = 0.66
	if gate := Summarise(suite, results).Gate; len(gate) != 3 { // Wilson for 18 of 21 is 0.654
		t.Errorf("gate %q, want a reason for each form", gate)
	}
	suite.Lower, suite.LowerService = 0.65, 0.49
	if gate := Summarise(suite, results).Gate; len(gate) != 9 { // for 6 of 7 it is 0.487
		t.Errorf("gate %q, want a reason for each service in each form", gate)
	}
	suite.LowerService = 0.48
	if gate := Summarise(suite, results).Gate; len(gate) != 0 {
		t.Errorf("gate %q, want none", gate)
	}
}

// moody answers right in its first trials only.
type moody struct{}

func (moody) Turn(ctx context.Context, s agent.State, m agent.Message) (agent.Turn, agent.State, error) {
	r, _ := RunningIn(ctx)
	text := "right"
	if m.Text == "moody" && r.Trial > 3 {
		text = "wrong"
	}
	return agent.Turn{Language: corpus.English, Outcome: agent.Done, Reply: agent.Reply{Text: text}}, s, nil
}

func TestTrials(t *testing.T) {
	t.Parallel()
	library, _ := talking(t)
	says := Expect{Says: []string{"right"}}
	suite := Suite{Name: "s", Gate: 0.1, Cases: []Case{{ID: "steady", Lang: corpus.English, Ask: "x", Expect: says}, {ID: "moody", Lang: corpus.English, Ask: "moody", Expect: says}}}
	results, err := Run(t.Context(), moody{}, library, suite, Options{Trials: 5})
	if err != nil {
		t.Fatal(err)
	}
	s := Summarise(suite, results)
	if s.All != (Score{Pass: 1, Fail: 1}) || !slices.Equal(s.Flaky, []string{"moody"}) {
		t.Errorf("score %+v, flaky %v", s.All, s.Flaky)
	}
	for k, want := range []float64{(1 + 3.0/5) / 2, (1 + 3.0/10) / 2, (1 + 1.0/10) / 2, 0.5, 0.5} {
		near(t, fmt.Sprintf("pass^%d", k+1), s.PassAll[k], want, 1e-12)
	}
}
