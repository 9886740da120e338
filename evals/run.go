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

// Options of a run; zero fields take the defaults.
type Options struct {
	// Parallel is how many cases run at once. Default: the number of cores.
	Parallel int
	// Trials is how often each case runs. Default 1.
	Trials int
	// Filter keeps the cases whose id, service, form or tags contain it.
	Filter string
	// Only, if not nil, keeps the cases of these ids.
	Only map[string]bool
	// Search finds clauses for a question to the search alone, best first. Without
	// it such cases are errors.
	Search func(context.Context, Case) ([]string, error)
	// Progress hears after every trial. Calls come from several goroutines.
	Progress func()
}

// Select are the cases of a suite that the options keep.
func (o Options) Select(suite Suite) []Case {
	var cases []Case
	for _, c := range suite.Cases {
		if c.matches(o.Filter) && (o.Only == nil || o.Only[c.ID]) {
			cases = append(cases, c)
		}
	}
	return cases
}

// Run measures the cases of a suite, in order of the suite, the trials of a case
// side by side. The error is that of ctx.
func Run(ctx context.Context, target Turner, library *corpus.Library, suite Suite, o Options) ([]Result, error) {
	if o.Parallel <= 0 {
		o.Parallel = runtime.GOMAXPROCS(0)
	}
	trials := max(o.Trials, 1)
	cases := o.Select(suite)
	results := make([]Result, len(cases)*trials)
	var g errgroup.Group
	g.SetLimit(o.Parallel)
	for i := range results {
		g.Go(func() error {
			if ctx.Err() == nil {
				results[i] = measure(ctx, target, library, cases[i/trials], i%trials+1, o.Search)
			}
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
func measure(ctx context.Context, target Turner, library *corpus.Library, c Case, trial int, search func(context.Context, Case) ([]string, error)) Result {
	start := time.Now()
	r := Result{Case: c, Trial: trial, Verdict: Pass, Turns: []agent.Turn{}}
	ctx, spoilt := withRunning(ctx, Running{Suite: c.Suite, Case: c.ID, Trial: trial})
	state := agent.State{
		ID:      fmt.Sprintf("eval-%s-%s-%d", c.Suite, c.ID, trial),
		Citizen: agent.Citizen{Channel: "eval", Phone: c.Phone, Verified: c.Phone != ""},
	}
	if c.Search != "" {
		r.find(ctx, search)
	}
	var same settler
	var live []agent.Turn // with the numbers as they are, for messages that quote them
	for i, s := range c.steps() {
		sent := time.Now()
		msg := agent.Message{ID: fmt.Sprintf("%s-%d", c.ID, i), Text: remember(s.Say, live), Choice: s.Choice, Files: s.Attached, At: start}
		turn, next, err := target.Turn(context.WithValue(ctx, outageKey{}, s.Portal), state, msg)
		if err == nil {
			err = spoilt()
		}
		if err != nil {
			r.broke(fmt.Sprintf("message %d: %v", i+1, err))
			break
		}
		state, live = next, append(live, turn)
		turn.ID = fmt.Sprintf("%s-%d", state.ID, i+1) // instead of a random one
		same.settle(&turn, &next)
		r.Turns, r.States = append(r.Turns, turn), append(r.States, next)
		r.Timing.Messages = append(r.Timing.Messages, ms(time.Since(sent)))
	}
	r.judged(Judge(Recorded{Library: library, Case: c, Turns: r.Turns, States: r.States, Hits: r.Hits}))
	r.Timing.MS = ms(time.Since(start))
	return r
}

// find asks the search alone.
func (r *Result) find(ctx context.Context, search func(context.Context, Case) ([]string, error)) {
	if search == nil {
		r.broke("a question to the search, and this run has no search")
		return
	}
	sent := time.Now()
	hits, err := search(ctx, r.Case)
	if err != nil {
		r.broke("search: " + err.Error())
		return
	}
	r.Hits = hits
	r.Timing.Messages = append(r.Timing.Messages, ms(time.Since(sent)))
}

// ms is a duration in milliseconds, to the microsecond.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

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
