package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// CreateApplication makes a draft. A second one for the same person and service
// is allowed: see openapi.yaml.
func (s *Server) CreateApplication(ctx context.Context, q CreateApplicationRequestObject) (CreateApplicationResponseObject, error) {
	service, ok := s.service(q.Body.ServiceID)
	if !ok {
		return nil, invalid(wire.FieldProblem{Field: "serviceId", Code: "not_a_choice"})
	}
	faults := checkAnswers(service.Fields, q.Body.Answers)
	a := q.Body.Applicant
	if strings.TrimSpace(a.Name) == "" || !storable(a.Name) {
		faults = append(faults, wire.FieldProblem{Field: "applicant.name", Code: "invalid"})
	}
	if a.Dob != "" && !isDate(a.Dob) {
		faults = append(faults, wire.FieldProblem{Field: "applicant.dob", Code: "invalid"})
	}
	if len(faults) > 0 {
		return nil, invalid(faults...)
	}
	answer, err := s.once(ctx, write{
		operation: "create", key: q.Params.IdempotencyKey, request: q.Body,
		do: func(tx pgx.Tx, now time.Time) (record, error) {
			r := record{
				ServiceID: service.ID, Code: service.Code, Name: strings.Join(strings.Fields(a.Name), " "),
				Mobile: tenDigits(a.Mobile), DOB: a.Dob, Days: service.Days, CreatedAt: now,
			}
			if service.FeeINR != nil {
				r.FeeINR = *service.FeeINR
			}
			return r, insert(ctx, tx, &r, string(q.Body.Language), q.Body.Answers)
		},
	})
	if err != nil {
		return nil, err
	}
	return CreateApplication201JSONResponse(answer), nil
}

// insert gives the record the next number of its service and year, and stores
// it.
func insert(ctx context.Context, tx pgx.Tx, r *record, language string, answers map[string]string) error {
	no, err := nextNumber(ctx, tx, false, r.Code, r.CreatedAt)
	if err != nil {
		return err
	}
	r.No = no
	if answers == nil {
		answers = map[string]string{}
	}
	_, err = tx.Exec(ctx, `INSERT INTO edistrict_sandbox.applications
		(no, service_id, code, name, mobile, dob, language, answers, days, fee_inr, outcome, created_at, submitted_at, paid_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		r.No, r.ServiceID, r.Code, r.Name, r.Mobile, r.DOB, language, answers, r.Days, r.FeeINR, r.Outcome,
		r.CreatedAt, r.SubmittedAt, r.PaidAt)
	if err != nil {
		return fmt.Errorf("store application: %w", err)
	}
	return nil
}

// nextNumber gives out the next number. The row's lock makes creators of one
// service wait for each other, so no number is given twice or left out.
func nextNumber(ctx context.Context, tx pgx.Tx, certificate bool, code string, at time.Time) (string, error) {
	n := edistrict.Number{Certificate: certificate, Code: code, Year: at.In(ist).Year() % 100}
	kind := "A"
	if certificate {
		kind = "C"
	}
	err := tx.QueryRow(ctx, `INSERT INTO edistrict_sandbox.counters AS c (kind, code, yy, last) VALUES ($1, $2, $3, 1)
		ON CONFLICT (kind, code, yy) DO UPDATE SET last = c.last + 1 RETURNING last`,
		kind, code, n.Year).Scan(&n.Seq)
	if err != nil {
		return "", fmt.Errorf("next number: %w", err)
	}
	return n.String(), nil
}

// LookupApplication finds the application a key was used for.
func (s *Server) LookupApplication(ctx context.Context, q LookupApplicationRequestObject) (LookupApplicationResponseObject, error) {
	var answer wire.ApplicationReply
	err := s.inTx(ctx, func(tx pgx.Tx, now time.Time) error {
		var no string
		err := tx.QueryRow(ctx, `SELECT application_no FROM edistrict_sandbox.writes
			WHERE client = $1 AND key = $2 ORDER BY at DESC, operation LIMIT 1`,
			s.cfg.ClientID, q.Body.IdempotencyKey).Scan(&no)
		if errors.Is(err, pgx.ErrNoRows) {
			return notFound
		}
		if err != nil {
			return fmt.Errorf("look up key: %w", err)
		}
		r, ok, err := load(ctx, tx, no, false)
		if err == nil && !ok {
			err = notFound
		}
		answer = s.reply(r, now)
		return err
	})
	if err != nil {
		return nil, err
	}
	return LookupApplication200JSONResponse(answer), nil
}
