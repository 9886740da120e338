package sandbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// write is a step that must happen once, however often it is asked for.
type write struct {
	operation string
	key       string
	request   any // all that the caller sent, for telling two requests apart
	do        func(tx pgx.Tx, now time.Time) (record, error)
}

// once does the step and keeps its answer under the key, both or neither. The
// same step again gets the kept answer. Two at the same moment meet at the
// primary key: the second waits for the first and then finds its answer.
func (s *Server) once(ctx context.Context, w write) (wire.ApplicationReply, error) {
	request, err := json.Marshal(w.request) // map keys come out sorted
	if err != nil {
		return wire.ApplicationReply{}, fmt.Errorf("%s: fingerprint: %w", w.operation, err)
	}
	fingerprint := sha256.Sum256(request)
	var answer wire.ApplicationReply
	err = s.inTx(ctx, func(tx pgx.Tx, now time.Time) error {
		tag, err := tx.Exec(ctx, `INSERT INTO edistrict_sandbox.writes (client, operation, key, fingerprint, at)
			VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			s.cfg.ClientID, w.operation, w.key, fingerprint[:], now)
		if err != nil {
			return fmt.Errorf("%s: claim key: %w", w.operation, err)
		}
		if tag.RowsAffected() == 0 {
			answer, err = s.kept(ctx, tx, w, fingerprint[:])
			return err
		}
		r, err := w.do(tx, now)
		if err != nil {
			return err
		}
		answer = s.reply(r, now)
		_, err = tx.Exec(ctx, `UPDATE edistrict_sandbox.writes SET application_no = $4, answer = $5
			WHERE client = $1 AND operation = $2 AND key = $3`,
			s.cfg.ClientID, w.operation, w.key, r.No, answer)
		if err != nil {
			return fmt.Errorf("%s: keep answer: %w", w.operation, err)
		}
		return nil
	})
	return answer, err
}

// kept is the first answer to the step.
func (s *Server) kept(ctx context.Context, tx pgx.Tx, w write, fingerprint []byte) (wire.ApplicationReply, error) {
	var first []byte
	var answer wire.ApplicationReply
	err := tx.QueryRow(ctx, `SELECT fingerprint, answer FROM edistrict_sandbox.writes
		WHERE client = $1 AND operation = $2 AND key = $3`,
		s.cfg.ClientID, w.operation, w.key).Scan(&first, &answer)
	if err != nil {
		return answer, fmt.Errorf("%s: read kept answer: %w", w.operation, err)
	}
	if !bytes.Equal(first, fingerprint) {
		return wire.ApplicationReply{}, keyReused
	}
	return answer, nil
}

func (s *Server) reply(r record, now time.Time) wire.ApplicationReply {
	return wire.ApplicationReply{Sandbox: true, Source: sourceName, AsOf: now, Application: s.summary(r, now)}
}
