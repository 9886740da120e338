package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Prepare makes the database ready for the keys: it proves that they open it
// (ErrWrongKey if not) and seals what is still in clear or under an older key.
// It returns how many rows it sealed. Call it once before the first use; any
// number of machines may do so at once.
func (s *Store) Prepare(ctx context.Context) (sealed int, err error) {
	if _, err := s.citizenSecret(ctx); err != nil {
		return 0, err
	}
	for _, batch := range []func(context.Context, pgx.Tx) (int, error){s.sealConversations, s.sealTurns} {
		for {
			var n int
			err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
				n, err = batch(ctx, tx)
				return err
			})
			if err != nil {
				return sealed, fmt.Errorf("seal the records: %w", err)
			}
			if n == 0 {
				break
			}
			sealed += n
		}
	}
	return sealed, nil
}

// sealBatch is how many rows are sealed in one transaction.
const sealBatch = 200

type plainConversation struct {
	id             string
	citizen, state []byte
}

func (s *Store) sealConversations(ctx context.Context, tx pgx.Tx) (int, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, sealed_citizen, citizen, sealed_state, state FROM conversations
		WHERE sealed_key <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED`, int64(s.keys.primary), sealBatch)
	if err != nil {
		return 0, err
	}
	batch, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c plainConversation, err error) {
		var sealedCitizen, sealedState []byte
		if err = row.Scan(&c.id, &sealedCitizen, &c.citizen, &sealedState, &c.state); err != nil {
			return c, err
		}
		if c.citizen, err = s.keys.either(partCitizen, c.id, sealedCitizen, c.citizen); err != nil {
			return c, err
		}
		c.state, err = s.keys.either(partState, c.id, sealedState, c.state)
		return c, err
	})
	if err != nil {
		return 0, err
	}
	for _, c := range batch {
		citizen, err := s.keys.seal(partCitizen, c.id, c.citizen)
		if err != nil {
			return 0, err
		}
		state, err := s.keys.seal(partState, c.id, c.state)
		if err != nil {
			return 0, err
		}
		read, err := readState(c.id, c.citizen, c.state)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(ctx, `
			UPDATE conversations SET citizen = NULL, state = NULL, sealed_citizen = $2, sealed_state = $3, sealed_key = $4, keeps_until = $5, remind_at = $6
			WHERE id = $1`, c.id, citizen, state, int64(s.keys.primary), keepsUntil(read, time.Now()), orNull(read.RemindAt())); err != nil {
			return 0, err
		}
	}
	return len(batch), nil
}

func (s *Store) sealTurns(ctx context.Context, tx pgx.Tx) (int, error) {
	type row struct {
		id, conversation string
		turn             agent.Turn
	}
	rows, err := tx.Query(ctx, `
		SELECT id, conversation, turn, sealed FROM turns WHERE sealed_key <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED`, int64(s.keys.primary), sealBatch)
	if err != nil {
		return 0, err
	}
	batch, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (out row, err error) {
		var raw, sealed []byte
		if err = r.Scan(&out.id, &out.conversation, &raw, &sealed); err == nil {
			out.turn, err = s.keys.readTurn(out.conversation, raw, sealed)
		}
		return out, err
	})
	if err != nil {
		return 0, err
	}
	for _, r := range batch {
		open, sealed, err := s.keys.sealTurn(r.conversation, r.turn)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(ctx, `UPDATE turns SET turn = $2, sealed = $3, sealed_key = $4 WHERE id = $1`,
			r.id, open, sealed, int64(s.keys.primary)); err != nil {
			return 0, err
		}
	}
	return len(batch), nil
}

// The parts of a conversation that are sealed apart.
const (
	partCitizen = "citizen"
	partState   = "state"
	partTurn    = "turn"
	partSecret  = "secret"
)

// confidential is what of a turn is sealed: a reply repeats what the citizen
// confirmed, a call what a tool was given.
type confidential struct {
	Reply     agent.Reply      `json:"reply"`
	ToolCalls []agent.ToolCall `json:"tool_calls"`
}

// sealTurn parts a turn into what may be read in the database and what is
// sealed.
func (k *Keys) sealTurn(conversation string, turn agent.Turn) (open, sealed []byte, err error) {
	secret, err := storable(confidential{turn.Reply, turn.ToolCalls})
	if err != nil {
		return nil, nil, fmt.Errorf("the turn: %w", err)
	}
	if sealed, err = k.seal(partTurn, conversation+" "+cleanText(turn.ID), secret); err != nil {
		return nil, nil, err
	}
	turn.Reply, turn.ToolCalls = agent.Reply{}, nil
	if open, err = storable(turn); err != nil {
		return nil, nil, fmt.Errorf("the turn: %w", err)
	}
	return open, sealed, nil
}

// readTurn puts a turn together again.
func (k *Keys) readTurn(conversation string, open, sealed []byte) (turn agent.Turn, err error) {
	if err := json.Unmarshal(open, &turn); err != nil {
		return turn, fmt.Errorf("read a turn: %w", err)
	}
	if sealed == nil {
		return turn, nil
	}
	plain, err := k.open(partTurn, conversation+" "+turn.ID, sealed)
	if err != nil {
		return turn, err
	}
	var c confidential
	if err := json.Unmarshal(plain, &c); err != nil {
		return turn, fmt.Errorf("read a turn: %w", err)
	}
	turn.Reply, turn.ToolCalls = c.Reply, c.ToolCalls
	return turn, nil
}

// scanTurn reads the columns conversation, turn and sealed.
func (s *Store) scanTurn(row pgx.Row) (agent.Turn, error) {
	var conversation string
	var open, sealed []byte
	switch err := row.Scan(&conversation, &open, &sealed); {
	case errors.Is(err, pgx.ErrNoRows):
		return agent.Turn{}, ErrNotFound
	case err != nil:
		return agent.Turn{}, fmt.Errorf("read a turn: %w", err)
	}
	return s.keys.readTurn(conversation, open, sealed)
}
