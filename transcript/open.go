package transcript

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Open finds or begins a conversation and returns its id: the one named, if
// conversation is not empty; else the current one of a verified citizen on the
// channel; else a new one.
//
// A conversation that belongs to a verified citizen opens for no one else, and
// none opens on another channel: both are ErrNotFound. One that belongs to
// nobody yet opens for whoever knows its id, and becomes the citizen's own, and
// current one, when opened by a verified citizen. A phone that the channel has
// not verified identifies nobody.
func (s *Store) Open(ctx context.Context, channel string, citizen agent.Citizen, conversation string) (id string, err error) {
	key, err := s.citizenKey(ctx, channel, citizen)
	if err != nil {
		return "", err
	}
	who, err := storable(citizen)
	if err != nil {
		return "", err
	}
	if conversation != "" {
		return conversation, s.reopen(ctx, channel, key, who, conversation)
	}
	if id, err = s.current(ctx, channel, key, who); errors.Is(err, pgx.ErrNoRows) {
		id, err = s.begin(ctx, channel, key, who)
	}
	if err != nil {
		return "", fmt.Errorf("open a conversation: %w", err)
	}
	return id, nil
}

// current is the citizen's current conversation, in which it notes what the
// channel says of the citizen now; pgx.ErrNoRows if there is none.
func (s *Store) current(ctx context.Context, channel string, key, who []byte) (id string, err error) {
	if key == nil {
		return "", pgx.ErrNoRows
	}
	if err := s.pool.QueryRow(ctx, `
		SELECT id FROM conversations WHERE channel = $1 AND citizen_key = $2 AND current`, channel, key).Scan(&id); err != nil {
		return "", err
	}
	sealed, err := s.keys.seal(partCitizen, id, who)
	if err != nil {
		return "", err
	}
	_, err = s.pool.Exec(ctx, `UPDATE conversations SET citizen = NULL, sealed_citizen = $2 WHERE id = $1`, id, sealed)
	return id, err
}

// begin makes a new conversation. Of several first messages at once only one
// begins it, and the others join.
func (s *Store) begin(ctx context.Context, channel string, key, who []byte) (string, error) {
	fresh, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	id := fresh.String()
	citizen, err := s.keys.seal(partCitizen, id, who)
	if err != nil {
		return "", err
	}
	state, err := s.keys.seal(partState, id, []byte("{}"))
	if err != nil {
		return "", err
	}
	// With a null key nothing conflicts, and the row is always new.
	tag, err := s.pool.Exec(ctx, `
		INSERT INTO conversations (id, channel, citizen_key, sealed_citizen, sealed_state, sealed_key) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (channel, citizen_key) WHERE current AND citizen_key IS NOT NULL DO NOTHING`,
		id, channel, key, citizen, state, int64(s.keys.primary))
	if err != nil {
		return "", err
	}
	if tag.RowsAffected() == 0 {
		return s.current(ctx, channel, key, who)
	}
	return id, nil
}

func (s *Store) reopen(ctx context.Context, channel string, key, who []byte, id string) error {
	if messageKey(id) != id {
		return fmt.Errorf("open a conversation: %w", ErrNotFound) // Postgres would refuse to look for it
	}
	var err error
	// Another visit of the same citizen may become the current one between our
	// two updates; the index refuses the second, and looking again helps.
	for range 5 {
		err = s.adopt(ctx, channel, key, who, id)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != uniqueViolation {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("open a conversation: %w", err)
	}
	return nil
}

// uniqueViolation is Postgres's code for a row that an index refuses.
const uniqueViolation = "23505"

// adopt notes who speaks in a conversation that is theirs or nobody's, and
// makes nobody's the verified citizen's current one.
func (s *Store) adopt(ctx context.Context, channel string, key, who []byte, id string) error {
	citizen, err := s.keys.seal(partCitizen, id, who)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var owned bool
		err := tx.QueryRow(ctx, `
			SELECT citizen_key IS NOT NULL FROM conversations
			WHERE id = $1 AND channel = $2 AND (citizen_key IS NULL OR citizen_key = $3)
			FOR UPDATE`, id, channel, key).Scan(&owned)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		if !owned && key != nil {
			if _, err := tx.Exec(ctx, `
				UPDATE conversations SET current = false
				WHERE channel = $1 AND citizen_key = $2 AND current`, channel, key); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `
			UPDATE conversations SET citizen = NULL, sealed_citizen = $2, citizen_key = coalesce(citizen_key, $3) WHERE id = $1`, id, citizen, key)
		return err
	})
}
