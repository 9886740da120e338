package sandbox

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// After maxWrong wrong second facts a number is locked for lockFor, in real
// time.
const (
	maxWrong = 5
	lockFor  = 15 * time.Minute
)

// GetStatus tells how an application stands, to somebody who knows its number
// and a second fact.
//
// A number that does not exist goes the same way as one that does, with an
// empty record to compare with: same statements, same lock, same answer. So
// neither words nor time tell which numbers exist.
func (s *Server) GetStatus(ctx context.Context, q GetStatusRequestObject) (GetStatusResponseObject, error) {
	n, ok := edistrict.ParseNumber(q.Body.ApplicationNo)
	if !ok || n.Certificate {
		return nil, foreignNo
	}
	no := n.String()
	reply := GetStatus200JSONResponse{Sandbox: true, Source: sourceName}
	var refused error
	err := s.inTx(ctx, func(tx pgx.Tx, now time.Time) error {
		result, r, err := s.admit(ctx, tx, no, q.Body.SecondFactor)
		if err != nil {
			return err
		}
		if err := s.audit(ctx, tx, no, result); err != nil {
			return err
		}
		// A refusal is kept, not undone: the count of wrong tries is part of it.
		switch result {
		case "locked":
			refused = &problem{status: 403, code: "second_factor_locked", text: "Too many wrong tries; locked for a while",
				retryAfter: int(lockFor / time.Second)}
			return nil
		case "refused":
			refused = notFound
			return nil
		}
		certificateNo, err := s.certificateOf(ctx, tx, r, now)
		reply.AsOf, reply.Application = now, s.statusView(r, now, certificateNo)
		return err
	})
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return nil, refused
	}
	return reply, nil
}

// admit decides whether the asker may see the application: "shown", "refused"
// or "locked".
func (s *Server) admit(ctx context.Context, tx pgx.Tx, no string, f wire.SecondFactor) (string, record, error) {
	var failures int
	var lockedUntil *time.Time
	// The no-op update takes the row's lock, so that tries at the same moment are
	// counted one after the other.
	err := tx.QueryRow(ctx, `INSERT INTO edistrict_sandbox.guards AS g (number_hash) VALUES ($1)
		ON CONFLICT (number_hash) DO UPDATE SET failures = g.failures RETURNING failures, locked_until`,
		s.hash(no)).Scan(&failures, &lockedUntil)
	if err != nil {
		return "", record{}, fmt.Errorf("read guard: %w", err)
	}
	r, exists, err := load(ctx, tx, no, false)
	if err != nil {
		return "", record{}, err
	}
	guess := f.MobileLast4 != "" || f.Dob != ""
	proved := matches(tenDigits(f.VerifiedMobile), r.Mobile) && exists
	right := (matches(f.MobileLast4, lastFour(r.Mobile)) || matches(f.Dob, r.DOB)) && exists
	now := s.cfg.Now()
	switch {
	case proved:
		return "shown", r, nil
	case guess && lockedUntil != nil && now.Before(*lockedUntil):
		return "locked", record{}, nil
	case !guess:
		return "refused", record{}, nil
	case right:
		return "shown", r, s.guard(ctx, tx, no, 0, nil)
	}
	failures++
	if failures < maxWrong {
		return "refused", record{}, s.guard(ctx, tx, no, failures, nil)
	}
	until := now.Add(lockFor)
	return "refused", record{}, s.guard(ctx, tx, no, 0, &until)
}

// matches compares a second fact in constant time; nothing matches nothing.
func matches(given, stored string) bool { return same(given, stored) && given != "" && stored != "" }

func lastFour(mobile string) string { return mobile[max(0, len(mobile)-4):] }

func (s *Server) guard(ctx context.Context, tx pgx.Tx, no string, failures int, until *time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE edistrict_sandbox.guards SET failures = $2, locked_until = $3 WHERE number_hash = $1`,
		s.hash(no), failures, until)
	if err != nil {
		return fmt.Errorf("write guard: %w", err)
	}
	return nil
}

func (s *Server) audit(ctx context.Context, tx pgx.Tx, no, result string) error {
	_, err := tx.Exec(ctx, `INSERT INTO edistrict_sandbox.audit (at, client, number_hash, result) VALUES ($1, $2, $3, $4)`,
		s.cfg.Now(), s.cfg.ClientID, s.hash(no), result)
	if err != nil {
		return fmt.Errorf("write audit: %w", err)
	}
	return nil
}

// hash stands for a number where the number itself has no business.
func (s *Server) hash(no string) []byte {
	h := hmac.New(sha256.New, s.hashKey)
	_, _ = h.Write([]byte(no))
	return h.Sum(nil)
}
