package sandbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// step is something the applicant does with an application that exists.
type step struct {
	operation, no, key string
	request            any
	from               []edistrict.State // states it is possible in
	column             string            // where its time is kept
	refusal            string            // why not in any other state
	also               func(tx pgx.Tx, r record) error
}

// take does a step once.
func (s *Server) take(ctx context.Context, t step) (wire.ApplicationReply, error) {
	n, ok := edistrict.ParseNumber(t.no)
	if !ok {
		return wire.ApplicationReply{}, foreignNo
	}
	no := n.String()
	return s.once(ctx, write{
		operation: t.operation, key: t.key, request: []any{no, t.request},
		do: func(tx pgx.Tx, now time.Time) (record, error) {
			r, ok, err := load(ctx, tx, no, true)
			if err != nil {
				return r, err
			}
			if !ok {
				return r, notFound
			}
			if !slices.Contains(t.from, standingOf(r, now).state()) {
				return r, wrongState(t.refusal)
			}
			if t.also != nil {
				if err := t.also(tx, r); err != nil {
					return r, err
				}
			}
			at := r.seenAt(now)
			// The column's name is one of the four constants below.
			if _, err := tx.Exec(ctx, `UPDATE edistrict_sandbox.applications SET `+t.column+` = $2 WHERE no = $1`, no, at); err != nil {
				return r, fmt.Errorf("%s: %w", t.operation, err)
			}
			r, _, err = load(ctx, tx, no, false)
			return r, err
		},
	})
}

// SubmitApplication hands a draft in, if every required answer is there.
func (s *Server) SubmitApplication(ctx context.Context, q SubmitApplicationRequestObject) (SubmitApplicationResponseObject, error) {
	answer, err := s.take(ctx, step{
		operation: "submit", no: q.No, key: q.Params.IdempotencyKey,
		from: []edistrict.State{edistrict.Draft}, column: "submitted_at", refusal: "Only a draft can be submitted",
		also: func(tx pgx.Tx, r record) error {
			var answers map[string]string
			if err := tx.QueryRow(ctx, `SELECT answers FROM edistrict_sandbox.applications WHERE no = $1`, r.No).Scan(&answers); err != nil {
				return fmt.Errorf("read answers: %w", err)
			}
			service, ok := s.service(r.ServiceID)
			if !ok {
				return wrongState("The service takes no applications now")
			}
			if faults := missingAnswers(service.Fields, answers); len(faults) > 0 {
				return invalid(faults...)
			}
			return nil
		},
	})
	if err != nil {
		return nil, err
	}
	return SubmitApplication200JSONResponse(answer), nil
}

// PayApplication notes that the fee is paid.
func (s *Server) PayApplication(ctx context.Context, q PayApplicationRequestObject) (PayApplicationResponseObject, error) {
	answer, err := s.take(ctx, step{
		operation: "pay", no: q.No, key: q.Params.IdempotencyKey,
		from: []edistrict.State{edistrict.PaymentPending}, column: "paid_at", refusal: "No payment is due",
	})
	if err != nil {
		return nil, err
	}
	return PayApplication200JSONResponse(answer), nil
}

// AnswerQuery notes that the office's query is answered.
func (s *Server) AnswerQuery(ctx context.Context, q AnswerQueryRequestObject) (AnswerQueryResponseObject, error) {
	answer, err := s.take(ctx, step{
		operation: "answer-query", no: q.No, key: q.Params.IdempotencyKey, request: q.Body,
		from: []edistrict.State{edistrict.QueryRaised}, column: "answered_at", refusal: "No query is open",
	})
	if err != nil {
		return nil, err
	}
	return AnswerQuery200JSONResponse(answer), nil
}

// WithdrawApplication takes an application back before it is decided.
func (s *Server) WithdrawApplication(ctx context.Context, q WithdrawApplicationRequestObject) (WithdrawApplicationResponseObject, error) {
	answer, err := s.take(ctx, step{
		operation: "withdraw", no: q.No, key: q.Params.IdempotencyKey,
		from: []edistrict.State{
			edistrict.Draft, edistrict.PaymentPending, edistrict.Submitted,
			edistrict.UnderProcessing, edistrict.QueryRaised, edistrict.QueryAnswered,
		},
		column: "withdrawn_at", refusal: "It is decided already",
	})
	if err != nil {
		return nil, err
	}
	return WithdrawApplication200JSONResponse(answer), nil
}
