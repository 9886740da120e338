package transcript

import (
	"context"
	"fmt"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
)

// keepFor is how long a form that nobody goes on with is kept.
const keepFor = agent.DraftFor

// keepsUntil is when the first draft or pending question of a state is to be
// forgotten; nil if it holds neither. What does not tell its time counts from
// now.
func keepsUntil(st agent.State, now time.Time) *time.Time {
	var first *time.Time
	until := func(begun time.Time) {
		if begun.IsZero() {
			begun = now
		}
		if end := begun.Add(keepFor); first == nil || end.Before(*first) {
			first = &end
		}
	}
	for service := range st.Drafts {
		until(st.DraftTimes[service])
	}
	for _, ask := range []*agent.Ask{st.Ask, st.Waiting, st.Retry} {
		if ask != nil {
			until(ask.At)
		}
	}
	return first
}

// forget drops what is over at now from a state. For what does not tell when it
// began, the month begins now.
func forget(st agent.State, now time.Time) agent.State {
	over := func(begun time.Time) bool { return !begun.IsZero() && !now.Before(begun.Add(keepFor)) }
	for service := range st.Drafts {
		switch at := st.DraftTimes[service]; {
		case over(at):
			delete(st.Drafts, service)
			delete(st.DraftTimes, service)
		case at.IsZero():
			if st.DraftTimes == nil {
				st.DraftTimes = map[string]time.Time{}
			}
			st.DraftTimes[service] = now
		}
	}
	for _, ask := range []**agent.Ask{&st.Ask, &st.Waiting, &st.Retry} {
		switch {
		case *ask == nil:
		case over((*ask).At):
			*ask = nil
		case (*ask).At.IsZero():
			(*ask).At = now
		}
	}
	return st
}

// Due is how many conversations hold a draft or a pending question that Forget
// would drop at now.
func (s *Store) Due(ctx context.Context, now time.Time) (int, error) {
	var n int
	if err := s.pool.QueryRow(ctx, `SELECT count(*) FROM conversations WHERE keeps_until <= $1`, now).Scan(&n); err != nil {
		return 0, fmt.Errorf("count what is to be forgotten: %w", err)
	}
	return n, nil
}

// Forget drops drafts and pending questions that are 30 days old at now, and
// returns from how many conversations. One that someone works on is left for
// the next time.
func (s *Store) Forget(ctx context.Context, now time.Time) (int, error) {
	n, err := s.each(ctx, now, `SELECT id FROM conversations WHERE keeps_until <= $1`, func(l *lease) (bool, error) {
		return true, l.put(ctx, forget(l.state, now), now)
	})
	if err != nil {
		return n, fmt.Errorf("forget old drafts: %w", err)
	}
	return n, nil
}
