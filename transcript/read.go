package transcript

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// Turns are all turns of a conversation, oldest first; none if there is no such
// conversation.
func (s *Store) Turns(ctx context.Context, conversation string) ([]agent.Turn, error) {
	rows, err := s.pool.Query(ctx, `SELECT conversation, turn, sealed FROM turns WHERE conversation = $1 ORDER BY seq`, cleanText(conversation))
	if err != nil {
		return nil, fmt.Errorf("read the turns: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (agent.Turn, error) { return s.scanTurn(row) })
}

// Turn is the turn of that id, or ErrNotFound.
func (s *Store) Turn(ctx context.Context, id string) (agent.Turn, error) {
	return s.scanTurn(s.pool.QueryRow(ctx, `SELECT conversation, turn, sealed FROM turns WHERE id = $1`, cleanText(id)))
}

// State is what a conversation remembers now, or ErrNotFound.
func (s *Store) State(ctx context.Context, conversation string) (agent.State, error) {
	var r stored
	err := s.pool.QueryRow(ctx, `SELECT `+storedColumns+` FROM conversations WHERE id = $1`, cleanText(conversation)).Scan(r.columns()...)
	if errors.Is(err, pgx.ErrNoRows) {
		return agent.State{}, ErrNotFound
	}
	if err != nil {
		return agent.State{}, fmt.Errorf("read the conversation: %w", err)
	}
	return s.keys.readStored(conversation, r)
}

// Filter says which conversations to list. Zero fields do not restrict.
type Filter struct {
	Channel  string
	Language corpus.Lang   // of the last turn
	Service  string        // some turn was about it
	Outcome  agent.Outcome // some turn ended so
	Since    time.Time     // updated at or after
	// After continues behind the last conversation of the page before.
	After Cursor
	Limit int // default 50, at most 500
}

// Cursor is a place in the list of conversations.
type Cursor struct {
	Updated time.Time
	ID      string
}

// Conversation is one line of a list; it holds nothing personal.
type Conversation struct {
	ID       string
	Channel  string
	Language corpus.Lang // empty before the first turn
	Turns    int
	Verified bool          // belongs to a verified citizen
	Outcome  agent.Outcome // of the last turn, empty if none
	Service  string        // of the last turn, empty if none
	Created  time.Time
	Updated  time.Time
}

// Cursor is the conversation's place, for the next page's Filter.After.
func (c Conversation) Cursor() Cursor { return Cursor{Updated: c.Updated, ID: c.ID} }

// Conversations are those that fit, last updated first. A conversation that is
// updated while pages are turned moves to the front, and so is never shown
// twice further back.
func (s *Store) Conversations(ctx context.Context, f Filter) ([]Conversation, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 50
	}
	limit = min(limit, 500)
	rows, err := s.pool.Query(ctx, `
		SELECT c.id, c.channel, c.language, c.turns, c.citizen_key IS NOT NULL,
		       coalesce(t.outcome, ''), coalesce(t.service, ''), c.created_at, c.updated_at
		FROM conversations c
		LEFT JOIN turns t ON t.conversation = c.id AND t.seq = c.turns
		WHERE ($1 = '' OR c.channel = $1)
		  AND ($2 = '' OR c.language = $2)
		  AND ($3 = '' OR EXISTS (SELECT FROM turns x WHERE x.conversation = c.id AND x.service = $3))
		  AND ($4 = '' OR EXISTS (SELECT FROM turns x WHERE x.conversation = c.id AND x.outcome = $4))
		  AND c.updated_at >= coalesce($5, '-infinity'::timestamptz)
		  AND ($7 = '' OR (c.updated_at, c.id) < ($6, $7))
		ORDER BY c.updated_at DESC, c.id DESC
		LIMIT $8`,
		cleanText(f.Channel), cleanText(string(f.Language)), cleanText(f.Service), cleanText(string(f.Outcome)),
		orNull(f.Since), orNull(f.After.Updated), cleanText(f.After.ID), limit)
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Conversation])
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	return list, nil
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
