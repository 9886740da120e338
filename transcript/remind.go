package transcript

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Remind stores a reminder in every conversation that is due one at now, and
// returns in how many. Make is given what the conversation remembers, its citizen
// included, and returns the reminder, with its ID, and the new state; ok is false
// if there is nothing to remind of, and then only the state is stored. Each of also runs in
// the transaction that stores the reminder.
//
// Any number of machines may do so at once: each leases the conversation, looks
// again whether a reminder is due, and stores it under an id made of the due
// time, of which there is one. A conversation that someone works on is left for
// the next time.
func (s *Store) Remind(ctx context.Context, now time.Time,
	make func(state agent.State, now time.Time) (turn agent.Turn, next agent.State, ok bool),
	also ...func(context.Context, pgx.Tx, agent.Citizen, agent.Turn) error,
) (int, error) {
	n, err := s.each(ctx, now, `SELECT id FROM conversations WHERE remind_at <= $1`, func(l *lease) (bool, error) {
		due := l.state.RemindAt()
		if due.IsZero() || due.After(now) { // another machine was quicker, or the column only guessed
			return false, l.put(ctx, l.state, now)
		}
		turn, next, ok := make(l.state, now)
		id := "reminder " + due.UTC().Format(time.RFC3339Nano)
		switch _, err := s.handled(ctx, l.conversation, id); {
		case err == nil:
			ok = false // told, but not remembered
		case !errors.Is(err, ErrNotFound):
			return false, err
		}
		if !ok {
			return false, l.put(ctx, next, now)
		}
		turn.Conversation = l.conversation
		return true, l.commit(ctx, id, turn, next, bound(l.state.Citizen, also))
	})
	if err != nil {
		return n, fmt.Errorf("remind: %w", err)
	}
	return n, nil
}

// bound are the funcs as commit takes them.
func bound(to agent.Citizen, also []func(context.Context, pgx.Tx, agent.Citizen, agent.Turn) error) (out []func(context.Context, pgx.Tx, agent.Turn) error) {
	for _, f := range also {
		out = append(out, func(ctx context.Context, tx pgx.Tx, turn agent.Turn) error { return f(ctx, tx, to, turn) })
	}
	return out
}
