package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// certificateOf is the number of the application's certificate, or empty if it
// has none yet. The certificate is made when its number is first told: nobody
// can have asked for it before.
func (s *Server) certificateOf(ctx context.Context, tx pgx.Tx, r record, now time.Time) (string, error) {
	st := standingOf(r, now)
	if st.state() != edistrict.CertificateIssued {
		return "", nil
	}
	// Two who ask at the same moment get the same number: the guard's row lock, or
	// here the application's, lets one pass at a time.
	if _, _, err := load(ctx, tx, r.No, true); err != nil {
		return "", err
	}
	var no string
	err := tx.QueryRow(ctx, `SELECT no FROM edistrict_sandbox.certificates WHERE application_no = $1`, r.No).Scan(&no)
	if err == nil {
		return no, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("read certificate: %w", err)
	}
	issued := st.last().at
	if no, err = nextNumber(ctx, tx, true, r.Code, issued); err != nil {
		return "", err
	}
	_, err = tx.Exec(ctx, `INSERT INTO edistrict_sandbox.certificates (no, application_no, service_id, name, issued_at)
		VALUES ($1, $2, $3, $4, $5)`, no, r.No, r.ServiceID, r.Name, issued)
	if err != nil {
		return "", fmt.Errorf("store certificate: %w", err)
	}
	return no, nil
}

// VerifyCertificate tells a third party whether a certificate stands. One whose
// day of issue is still to come, because the clock was set back, does not exist.
func (s *Server) VerifyCertificate(ctx context.Context, q VerifyCertificateRequestObject) (VerifyCertificateResponseObject, error) {
	n, ok := edistrict.ParseNumber(q.CertNo)
	if !ok {
		return nil, foreignNo
	}
	if !n.Certificate {
		return nil, notFound
	}
	reply := VerifyCertificate200JSONResponse{Sandbox: true, Source: sourceName}
	err := s.inTx(ctx, func(tx pgx.Tx, now time.Time) error {
		var name string
		var issued time.Time
		var until, revoked *time.Time
		c := wire.CertificateView{CertificateNo: n.String(), Standing: wire.CertificateViewStandingValid}
		err := tx.QueryRow(ctx, `SELECT service_id, name, issued_at, valid_until, revoked_at
			FROM edistrict_sandbox.certificates WHERE no = $1 AND issued_at <= $2`, c.CertificateNo, now).
			Scan(&c.ServiceID, &name, &issued, &until, &revoked)
		if errors.Is(err, pgx.ErrNoRows) {
			return notFound
		}
		if err != nil {
			return fmt.Errorf("read certificate: %w", err)
		}
		c.ServiceName, c.NameMasked, c.IssuedOn = text(s.nameOf(c.ServiceID)), mask(name), day(issued)
		if until != nil {
			c.ValidUntil = day(*until)
			if now.After(*until) {
				c.Standing = wire.CertificateViewStandingExpired
			}
		}
		if revoked != nil && !revoked.After(now) {
			c.Standing, c.RevokedOn = wire.CertificateViewStandingRevoked, day(*revoked)
		}
		c.Valid = c.Standing == wire.CertificateViewStandingValid
		reply.AsOf, reply.Certificate = now, c
		return nil
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

func day(t time.Time) string { return t.In(ist).Format(time.DateOnly) }
