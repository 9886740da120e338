package evals

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Turner is the assistant under measurement.
type Turner interface {
	Turn(context.Context, agent.State, agent.Message) (agent.Turn, agent.State, error)
}

// Verdict is how a case came out. A case that could not be run is Error, not
// Fail.
type Verdict string

// The verdicts.
const (
	Pass  Verdict = "PASS"
	Fail  Verdict = "FAIL"
	Error Verdict = "ERROR"
)

// Result is one case measured.
type Result struct {
	Case    Case         `json:"case"`
	Verdict Verdict      `json:"verdict"`
	Faults  []string     `json:"faults,omitempty"`
	Turns   []agent.Turn `json:"turns"`
	MS      int64        `json:"ms"`
}

// Options of a run; zero fields take the defaults.
type Options struct {
	// Parallel is how many cases run at once. Default: the number of cores.
	Parallel int
	// Filter keeps the cases whose id, service, form or tags contain it.
	Filter string
	// Progress hears after every case. Calls come from several goroutines.
	Progress func()
}

// Run measures the cases of a suite, in order of the suite. The error is that
// of ctx.
func Run(ctx context.Context, target Turner, library *corpus.Library, suite Suite, o Options) ([]Result, error) {
	if o.Parallel == 0 {
		o.Parallel = runtime.GOMAXPROCS(0)
	}
	var cases []Case
	for _, c := range suite.Cases {
		if c.matches(o.Filter) {
			cases = append(cases, c)
		}
	}
	results := make([]Result, len(cases))
	var g errgroup.Group
	g.SetLimit(o.Parallel)
	for i, c := range cases {
		g.Go(func() error {
			results[i] = measure(ctx, target, library, c)
			if o.Progress != nil {
				o.Progress()
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("suite %s: %w", suite.Name, err)
	}
	return results, nil
}

func (c Case) matches(filter string) bool {
	return filter == "" || strings.Contains(strings.Join(append([]string{c.ID, c.Service, string(c.Lang)}, c.Tags...), "\n"), filter)
}

// measure plays a case against the assistant. The conversation lives only here.
func measure(ctx context.Context, target Turner, library *corpus.Library, c Case) Result {
	start := time.Now()
	r := Result{Case: c, Verdict: Pass, Turns: []agent.Turn{}}
	state := agent.State{
		ID:      "eval-" + c.Suite + "-" + c.ID,
		Citizen: agent.Citizen{Channel: "eval", Phone: c.Phone, Verified: c.Phone != ""},
	}
	for i, s := range c.steps() {
		msg := agent.Message{ID: fmt.Sprintf("%s-%d", c.ID, i), Text: remember(s.Say, r.Turns), Choice: s.Choice, At: start}
		turn, next, err := target.Turn(ctx, state, msg)
		if err != nil {
			r.Verdict = Error
			r.Faults = append(r.Faults, fmt.Sprintf("message %d: %v", i+1, err))
			break
		}
		state = next
		r.Turns = append(r.Turns, turn)
		for _, fault := range judge(library, c, s.Expect, turn) {
			r.Verdict = Fail
			r.Faults = append(r.Faults, fmt.Sprintf("message %d: %s", i+1, fault))
		}
	}
	r.MS = time.Since(start).Milliseconds()
	return r
}

// remember replaces {applicationNo} in a message by the number that an earlier
// turn of the conversation received.
func remember(say string, turns []agent.Turn) string {
	const mark = "{applicationNo}"
	if !strings.Contains(say, mark) {
		return say
	}
	for i := len(turns) - 1; i >= 0; i-- {
		for _, c := range turns[i].ToolCalls {
			if _, after, ok := strings.Cut(string(c.Result), `"applicationNo":"`); ok {
				no, _, _ := strings.Cut(after, `"`)
				return strings.ReplaceAll(say, mark, no)
			}
		}
	}
	return say
}
