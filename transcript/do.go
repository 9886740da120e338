package transcript

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Do handles one message of a conversation: it waits for the conversation to be
// free, runs fn with what it remembers, and stores the turn and the new state
// together. A message that was handled before, known by its id, gives the
// stored turn and fn is not run; an empty id is never known.
//
// While fn runs the conversation is no one else's, and no transaction is open.
// fn's context ends if the lease is lost all the same; then, or if the lease
// is lost without fn noticing, nothing is stored and the error is ErrStale.
// Messages handed to one Store are taken in the order they came. If fn fails,
// nothing is stored, the conversation is free again, and its error is returned.
// Once fn has succeeded its turn is stored even if ctx has ended.
//
// Each of also, if any, runs in the transaction that stores the turn, for what
// must stand or fall with it.
//
// Empty fields ID, Conversation and At of the turn are filled in. Of a stored
// turn, the contents of attachments are not kept. Other errors are ErrNotFound,
// ErrBusy, and the database's.
func (s *Store) Do(ctx context.Context, conversation, messageID string,
	fn func(ctx context.Context, state agent.State) (agent.Turn, agent.State, error),
	also ...func(context.Context, pgx.Tx, agent.Turn) error,
) (agent.Turn, error) {
	turn, err := s.do(ctx, conversation, messageID, fn, also)
	if err != nil {
		return agent.Turn{}, fmt.Errorf("take a turn: %w", err)
	}
	return turn, nil
}

func (s *Store) do(ctx context.Context, conversation, messageID string,
	fn func(context.Context, agent.State) (agent.Turn, agent.State, error),
	also []func(context.Context, pgx.Tx, agent.Turn) error,
) (agent.Turn, error) {
	if messageKey(conversation) != conversation {
		return agent.Turn{}, ErrNotFound // Postgres would refuse to look for it
	}
	fresh, err := uuid.NewV7()
	if err != nil {
		return agent.Turn{}, err
	}
	message := fresh.String()
	if messageID != "" {
		message = messageKey(messageID)
	}
	leave, err := s.lines.enter(ctx, conversation)
	if err != nil {
		return agent.Turn{}, err
	}
	defer leave()

	// Before the lease, so that a repeated message need not wait for another
	// machine; and again under it, because that machine may be at this message.
	if turn, err := s.handled(ctx, conversation, message); !errors.Is(err, ErrNotFound) {
		return turn, err
	}
	l, err := s.take(ctx, conversation)
	if err != nil {
		return agent.Turn{}, err
	}
	committed := false
	defer func() {
		if !committed {
			// If it fails, the lease runs out by itself.
			_ = l.free(ctx)
		}
	}()
	if turn, err := s.handled(ctx, conversation, message); !errors.Is(err, ErrNotFound) {
		return turn, err
	}
	var turn agent.Turn
	var state agent.State
	err = l.keep(ctx, func(ctx context.Context) (err error) {
		turn, state, err = fn(ctx, l.state)
		return err
	})
	if err != nil {
		return agent.Turn{}, err
	}
	turn.Conversation = conversation
	if turn.ID == "" {
		turn.ID = fresh.String()
	}
	if turn.At.IsZero() {
		turn.At = time.Now()
	}
	if err := l.commit(ctx, message, turn, state, also); err != nil {
		return agent.Turn{}, err
	}
	committed = true // which freed the conversation too
	return turn, nil
}

// commit stores the turn and the state and frees the conversation, all or
// nothing, if the lease is still ours. Like free it moves the fence on, lest a
// beat still on its way renew what was given back.
func (l *lease) commit(ctx context.Context, message string, turn agent.Turn, state agent.State, also []func(context.Context, pgx.Tx, agent.Turn) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.store.record)
	defer cancel()
	sealedState, err := l.sealState(state)
	if err != nil {
		return err
	}
	open, sealed, err := l.store.keys.sealTurn(l.conversation, turn)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, l.store.pool, func(tx pgx.Tx) error {
		var seq int
		err := tx.QueryRow(ctx, `
			UPDATE conversations
			SET state = NULL, sealed_state = $3, keeps_until = $5, remind_at = $6, language = $4, turns = turns + 1, updated_at = clock_timestamp(),
			    fence = fence + 1, leased_until = '-infinity'
			WHERE id = $1 AND fence = $2
			RETURNING turns`, l.conversation, l.fence, sealedState,
			cleanText(string(turn.Language)), keepsUntil(state, turn.At), orNull(state.RemindAt())).Scan(&seq)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrStale
		}
		if err != nil {
			return fmt.Errorf("store the state: %w", err)
		}
		if _, err := tx.Exec(ctx, `
			INSERT INTO turns (id, conversation, seq, message_id, at, turn, language, outcome, service, sealed, sealed_key)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			cleanText(turn.ID), l.conversation, seq, message, turn.At, open,
			cleanText(string(turn.Language)), cleanText(string(turn.Outcome)), cleanText(serviceOf(turn, state)),
			sealed, int64(l.store.keys.primary)); err != nil {
			return fmt.Errorf("store the turn: %w", err)
		}
		for _, f := range also {
			if err := f(ctx, tx, turn); err != nil {
				return err
			}
		}
		return nil
	})
}

// serviceOf is what a turn was about: what its answer cites, else what the
// message named, else, for a tool at work or put aside, the conversation's subject.
func serviceOf(turn agent.Turn, state agent.State) string {
	switch {
	case len(turn.Citations) > 0:
		return turn.Citations[0].Service
	case len(turn.Understood.Services) > 0:
		return turn.Understood.Services[0]
	case turn.Outcome == agent.Asked, turn.Outcome == agent.Done, turn.Outcome == agent.Reminder:
		return state.Subject
	}
	return ""
}

// handled is the stored turn of a message, or ErrNotFound.
func (s *Store) handled(ctx context.Context, conversation, message string) (agent.Turn, error) {
	return s.scanTurn(s.pool.QueryRow(ctx, `
		SELECT conversation, turn, sealed FROM turns WHERE conversation = $1 AND message_id = $2`, conversation, message))
}
