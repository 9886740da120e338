package evals

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Info heads a recorded run.
type Info struct {
	Model    string `json:"model"`
	Embedder string `json:"embedder"`
	Trials   int    `json:"trials"`
	// Partial is true when cases of the suites were left out; such a run cannot be
	// blessed and is not held against the gates.
	Partial bool `json:"partial,omitempty"`
	// PriceIn and PriceOut are what a million tokens cost; 0 for not given.
	PriceIn  float64   `json:"price_in,omitempty"`
	PriceOut float64   `json:"price_out,omitempty"`
	Suites   []Suite   `json:"suites"`
	Timing   RunTiming `json:"timing"`
}

// RunTiming is the part of an Info that no two runs share.
type RunTiming struct {
	Started string  `json:"started"` // RFC 3339
	Seconds float64 `json:"seconds"`
}

// Cost of the tokens in the currency of the prices; ok is false, with the
// reason, when it cannot be told.
func (i Info) Cost(u Use) (cost float64, reason string, ok bool) {
	if u.TokensIn+u.TokensOut == 0 {
		return 0, "", true
	}
	if i.PriceIn == 0 && i.PriceOut == 0 {
		return 0, "no price of tokens was given", false
	}
	return (float64(u.TokensIn)*i.PriceIn + float64(u.TokensOut)*i.PriceOut) / 1e6, "", true
}

// Recording is a whole run: its head and every result, suite by suite.
type Recording struct {
	Info
	Results []Result
}

// Of are the results of one suite.
func (r Recording) Of(suite string) (of []Result) {
	for _, x := range r.Results {
		if x.Case.Suite == suite {
			of = append(of, x)
		}
	}
	return of
}

type head struct {
	Run *Info `json:"run"`
}

// Write stores the run as JSON lines: the head, then one result a line.
func (r Recording) Write(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	out := json.NewEncoder(b)
	out.SetEscapeHTML(false)
	if err := out.Encode(head{&r.Info}); err != nil {
		return fmt.Errorf("record a run: %w", err)
	}
	for _, x := range r.Results {
		if err := out.Encode(x); err != nil {
			return fmt.Errorf("record a run: case %s: %w", x.Case.ID, err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("record a run: %w", err)
	}
	return nil
}

// Read reads a recorded run. Lines are decoded, and passed through each if that
// is not nil, on all cores; their order stays. Each may drop what the caller
// does not need.
func Read(r io.Reader, each func(*Result)) (Recording, error) {
	return ReadWith(r, func(Info) (func(*Result), error) { return each, nil })
}

// ReadWith is Read for who must know the head of the run to make each.
func ReadWith(r io.Reader, begin func(Info) (each func(*Result), err error)) (Recording, error) {
	lines := bufio.NewReaderSize(r, 1<<16)
	var rec Recording
	first, err := lines.ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return rec, fmt.Errorf("recorded run: %w", err)
	}
	var h head
	if err := json.Unmarshal(first, &h); err != nil || h.Run == nil {
		return rec, errors.New("recorded run: line 1 is not the head of a run; was the file written by sahayak eval run --out?")
	}
	rec.Info = *h.Run
	each, err := begin(rec.Info)
	if err != nil {
		return rec, err
	}
	d := decoding{each: each, free: make(chan struct{}, runtime.GOMAXPROCS(0)*4)}
	for n := 2; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			d.decode(n, line)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			d.wait.Wait()
			return rec, fmt.Errorf("recorded run: %w", err)
		}
	}
	d.wait.Wait()
	rec.Results = make([]Result, len(d.out))
	for i, x := range d.out {
		rec.Results[i], d.out[i] = *x, nil
	}
	return rec, d.err
}

// decoding reads lines on several cores, few at once so that they do not pile up.
type decoding struct {
	each func(*Result)
	free chan struct{}
	wait sync.WaitGroup
	out  []*Result
	mu   sync.Mutex
	err  error
}

func (d *decoding) decode(n int, line []byte) {
	into := &Result{}
	d.out = append(d.out, into)
	d.free <- struct{}{}
	d.wait.Go(func() {
		defer func() { <-d.free }()
		if err := json.Unmarshal(line, into); err != nil {
			d.mu.Lock()
			d.err = errors.Join(d.err, fmt.Errorf("recorded run: line %d: %w", n, err))
			d.mu.Unlock()
			return
		}
		if d.each != nil {
			d.each(into)
		}
	})
}

// Rescore judges a recorded result again, by today's checks and, if the suite
// still has the case, by what it expects today. The assistant is not asked; a
// case that could not be run stays so.
func Rescore(library *corpus.Library, suites []Suite) func(*Result) {
	today := map[[2]string]Case{}
	for _, s := range suites {
		for _, c := range s.Cases {
			today[[2]string{s.Name, c.ID}] = c
		}
	}
	return func(r *Result) {
		if c, ok := today[[2]string{r.Case.Suite, r.Case.ID}]; ok && sameMessages(c, r.Case) {
			r.Case = c
		}
		r.judged(Judge(Recorded{Library: library, Case: r.Case, Turns: r.Turns, States: r.States, Hits: r.Hits}))
	}
}

// sameMessages: what was asked then is what would be asked now.
func sameMessages(a, b Case) bool {
	x, y := a.steps(), b.steps()
	if len(x) != len(y) || a.Lang != b.Lang {
		return false
	}
	for i := range x {
		if x[i].Say != y[i].Say || x[i].Choice != y[i].Choice {
			return false
		}
	}
	return true
}
