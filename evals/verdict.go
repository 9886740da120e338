package evals

import (
	"fmt"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Verdict is how a case came out. A case that could not be run is Error, not
// Fail.
type Verdict string

// The verdicts.
const (
	Pass  Verdict = "PASS"
	Fail  Verdict = "FAIL"
	Error Verdict = "ERROR"
)

// Result is one trial of one case.
type Result struct {
	Case  Case `json:"case"`
	Trial int  `json:"trial,omitempty"` // 1-based; 0 and 1 are the first
	// Verdict is Fail if and only if a Mark does not pass, unless it is Error.
	Verdict Verdict  `json:"verdict"`
	Faults  []string `json:"faults,omitempty"`
	// Wrong lists the wrong facts that the replies tell; nil if none was asked for.
	Wrong  []string      `json:"wrong,omitzero"`
	Marks  []Mark        `json:"marks"`
	Turns  []agent.Turn  `json:"turns"`
	States []agent.State `json:"states,omitempty"` // after each turn
	Hits   []string      `json:"hits,omitempty"`   // of a retrieval question
	Timing Timing        `json:"timing"`
}

// Timing is the part of a Result that no two runs share.
type Timing struct {
	MS float64 `json:"ms"` // the whole case
	// Messages is the time of each message, in milliseconds.
	Messages []float64 `json:"messages,omitempty"`
}

// judged fills the verdict, unless the case broke.
func (r *Result) judged(marks []Mark) {
	r.Marks = marks
	if r.Marks == nil {
		r.Marks = []Mark{}
	}
	if r.Verdict == Error {
		return
	}
	r.Wrong = wrongIn(marks)
	r.Verdict, r.Faults = Pass, nil
	for _, m := range marks {
		if m.Pass {
			continue
		}
		r.Verdict = Fail
		why := m.Why
		if why == "" {
			why = m.Check + " does not pass"
		}
		if m.Step > 0 {
			why = fmt.Sprintf("message %d: %s", m.Step, why)
		}
		r.Faults = append(r.Faults, why)
	}
}

// broke makes the case one that could not be measured.
func (r *Result) broke(why string) {
	r.Verdict, r.Faults = Error, append(r.Faults, why)
}

// CaseResult is a case over all its trials.
type CaseResult struct {
	Case Case `json:"case"`
	// Verdict is Pass when every trial passed, Error when one broke.
	Verdict Verdict `json:"verdict"`
	Trials  int     `json:"trials"`
	Passed  int     `json:"passed"`
	// First is the first trial that did not pass, else the first.
	First Result `json:"-"`
	// Wrong lists the wrong facts of the first trial that tells one; nil if none
	// was asked for.
	Wrong []string `json:"wrong,omitzero"`
	// Scores is the mean value of each check over the marks that have one.
	Scores map[string]float64 `json:"scores"`
}

// Flaky: some trials passed and some did not.
func (c CaseResult) Flaky() bool { return c.Passed > 0 && c.Passed < c.Trials }

// ByCase joins the trials of each case, in order of the results. Trials of a
// case stand side by side.
func ByCase(results []Result) []CaseResult {
	var out []CaseResult
	var marks []Mark
	for i, r := range results {
		if r.Trial <= 1 {
			out, marks = append(out, CaseResult{Case: r.Case, Verdict: Pass, First: r}), nil
		}
		c := &out[len(out)-1]
		c.Trials++
		if len(c.Wrong) == 0 && r.Wrong != nil {
			c.Wrong = r.Wrong
		}
		switch {
		case r.Verdict == Pass:
			c.Passed++
		case r.Verdict == Error && c.Verdict != Error, r.Verdict == Fail && c.Verdict == Pass:
			c.Verdict, c.First = r.Verdict, r
		}
		marks = append(marks, r.Marks...)
		if i+1 == len(results) || results[i+1].Trial <= 1 {
			c.Scores = scores(marks)
		}
	}
	return out
}

func scores(marks []Mark) map[string]float64 {
	sum, n := map[string]float64{}, map[string]int{}
	for _, m := range marks {
		if m.Unmeasured == "" {
			sum[m.Check] += m.Value
			n[m.Check]++
		}
	}
	for check := range sum {
		sum[check] /= float64(n[check])
	}
	return sum
}
