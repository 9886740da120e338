package evals

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
)

var (
	// counter ends an application number: the part that counts up.
	counter = regexp.MustCompile(`[0-9]+$`)
	uuids   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
)

// settler replaces what differs from run to run by what does not: numbers of
// applications, which the sandbox counts up in the order in which cases happen
// to run, and random ids. The first number that a conversation received ends in
// 900001, the second in 900002; ids are counted.
type settler struct {
	ids map[string]string
}

func (s *settler) settle(turn *agent.Turn, state *agent.State) {
	if s.ids == nil {
		s.ids = map[string]string{}
	}
	var pairs []string
	for i, no := range state.Applications {
		if last := counter.FindString(no); last != "" {
			pairs = append(pairs, no, fmt.Sprintf("%s%0*d", strings.TrimSuffix(no, last), len(last), 900001+i))
		}
	}
	numbers := strings.NewReplacer(pairs...)
	fix := func(raw string) string { return uuids.ReplaceAllStringFunc(numbers.Replace(raw), s.id) }
	through(turn, fix)
	through(state, fix)
}

func (s *settler) id(found string) string {
	if _, ok := s.ids[found]; !ok {
		s.ids[found] = fmt.Sprintf("00000000-0000-7000-8000-%012d", len(s.ids)+1)
	}
	return s.ids[found]
}

// through rewrites every text in a value of plain data.
func through[T any](v *T, fix func(string) string) {
	raw, err := json.Marshal(v)
	if err != nil {
		return // recording it will say so
	}
	fixed := fix(string(raw))
	var out T
	if fixed != string(raw) && json.Unmarshal([]byte(fixed), &out) == nil {
		*v = out
	}
}

// Timeless is a result without what no two runs share: what was measured with a
// clock. Two runs of one program on one day are equal in the rest, for the
// assistant's own clock stands.
func (r Result) Timeless() Result {
	r.Timing = Timing{}
	r.Turns = slices.Clone(r.Turns)
	for i := range r.Turns {
		r.Turns[i].TimingsMS = nil
	}
	r.Marks = slices.DeleteFunc(slices.Clone(r.Marks), func(m Mark) bool { return timed(m.Check) })
	return r
}

// timed: the check measures time.
func timed(check string) bool { return strings.Contains(check, "latency") }
