package transcript

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
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
	fresh, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("open a conversation: %w", err)
	}
	// With a null key nothing conflicts, and the row is always new.
	err = s.pool.QueryRow(ctx, `
		INSERT INTO conversations (id, channel, citizen_key, citizen, state) VALUES ($1, $2, $3, $4, '{}')
		ON CONFLICT (channel, citizen_key) WHERE current AND citizen_key IS NOT NULL
		DO UPDATE SET citizen = excluded.citizen
		RETURNING id`, fresh.String(), channel, key, who).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("open a conversation: %w", err)
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
			UPDATE conversations SET citizen = $2, citizen_key = coalesce(citizen_key, $3) WHERE id = $1`, id, who, key)
		return err
	})
}

// citizenKey is HMAC-SHA256(secret of this database, channel|phone), nil for a
// citizen who is not verified. A plain hash would be no secret: there are few
// enough phone numbers to try them all.
func (s *Store) citizenKey(ctx context.Context, channel string, citizen agent.Citizen) ([]byte, error) {
	if !citizen.Verified || citizen.Phone == "" {
		return nil, nil
	}
	secret, err := s.citizenSecret(ctx)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(channel + "|" + citizen.Phone))
	return mac.Sum(nil), nil
}

// citizenSecret reads the database's secret, or makes it if this is the first
// use; of several who make it at once, the first is believed by all.
func (s *Store) citizenSecret(ctx context.Context) ([]byte, error) {
	s.secretMu.Lock()
	defer s.secretMu.Unlock()
	if s.secret != nil {
		return s.secret, nil
	}
	fresh := make([]byte, sha256.Size)
	rand.Read(fresh) // never fails, by its documentation
	if _, err := s.pool.Exec(ctx, `
		INSERT INTO secrets (name, value) VALUES ('citizen-key', $1) ON CONFLICT (name) DO NOTHING`, fresh); err != nil {
		return nil, fmt.Errorf("make the secret for citizens: %w", err)
	}
	var secret []byte
	if err := s.pool.QueryRow(ctx, `SELECT value FROM secrets WHERE name = 'citizen-key'`).Scan(&secret); err != nil {
		return nil, fmt.Errorf("read the secret for citizens: %w", err)
	}
	s.secret = secret
	return secret, nil
}
