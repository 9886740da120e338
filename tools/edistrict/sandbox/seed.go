package sandbox

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// tale is the story of one seeded application.
type tale struct {
	ago     int // working days since it was handed in; negative: after the due day
	outcome outcome
	name    string // empty: the next invented one
	mobile  string // empty: the next invented one
}

// tales are dealt out to the services in turn. Most lie with the office; three
// in thirty-six are overdue. The two before the last pair differ in spelling
// only, as when one person applied twice.
var tales = []tale{
	{ago: 1}, {ago: 2}, {ago: 1}, {ago: 3}, {ago: 2}, {ago: 4}, {ago: 1}, {ago: 2},
	{ago: 8, outcome: query}, {ago: -4, outcome: stuck}, {ago: 3}, {ago: -1, outcome: reject},
	{ago: 1}, {ago: 5}, {ago: 2}, {ago: 4}, {ago: 3}, {ago: 1}, {ago: 2}, {ago: -1, outcome: approve},
	{ago: 9, outcome: query}, {ago: -9, outcome: stuck}, {ago: 2}, {ago: -2, outcome: reject},
	{ago: 3}, {ago: 1}, {ago: 4}, {ago: 2}, {ago: 6}, {ago: 1}, {ago: -2, outcome: late}, {ago: 5},
	{ago: 3, name: "Sunita Devi Yadav", mobile: "9900000098"}, {ago: 2, name: "Suneeta Yadav", mobile: "9900000098"},
	{ago: 8, outcome: query}, {ago: -3, outcome: approve},
}

// maxSeeded is how many services the tales are spread over.
const maxSeeded = 8

// Invented names; the mobiles are of a range kept for examples in this project.
var (
	givenNames  = []string{"Asha", "Ravi", "Meena", "Imran", "Gurpreet", "Kavita", "Joseph", "Farida", "Mohan", "Lakshmi", "Deepak", "Nisha"}
	familyNames = []string{"Verma", "Kumar", "Rani", "Ansari", "Kaur", "Sharma", "Dsouza", "Begum", "Prasad", "Iyer", "Gupta"}
)

// seed makes the settings and the first records, once for ever, whoever comes
// first. The records are placed in time around the day it is done, so that most
// are in progress on the day somebody first looks.
func (s *Server) seed(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, lockID+2); err != nil {
			return err
		}
		key := make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO edistrict_sandbox.settings (hash_key) VALUES ($1) ON CONFLICT DO NOTHING`, key); err != nil {
			return err
		}
		var done bool
		if err := tx.QueryRow(ctx, `SELECT seeded_at IS NOT NULL FROM edistrict_sandbox.settings`).Scan(&done); err != nil {
			return err
		}
		if done || s.cfg.Empty {
			return nil
		}
		now := s.cfg.Now().Truncate(time.Microsecond).In(ist)
		if err := s.seedApplications(ctx, tx, now); err != nil {
			return err
		}
		if err := s.seedCertificates(ctx, tx, now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE edistrict_sandbox.settings SET seeded_at = $1`, now)
		return err
	})
}

func (s *Server) seedApplications(ctx context.Context, tx pgx.Tx, now time.Time) error {
	services := s.cfg.Services[:min(len(s.cfg.Services), maxSeeded)]
	for i, t := range tales {
		service := services[i%len(services)]
		r := record{
			ServiceID: service.ID, Code: service.Code, Days: service.Days, Outcome: t.outcome,
			Name:   givenNames[i%len(givenNames)] + " " + familyNames[i%len(familyNames)],
			Mobile: fmt.Sprintf("99000000%02d", 50+i), DOB: fmt.Sprintf("%d-%02d-%02d", 1960+i, 1+i%12, 1+i%28),
		}
		if t.name != "" {
			r.Name, r.Mobile = t.name, t.mobile
		}
		if r.Outcome == "" {
			r.Outcome = approve
		}
		days := daysWhenUnknown
		if service.Days != nil {
			days = *service.Days
		}
		ago := min(t.ago, max(1, days-1))
		if t.ago < 0 {
			ago = days - t.ago
		}
		at := workday(now, -ago).Add(time.Duration(10+i%6)*time.Hour + time.Duration(i)*time.Minute)
		r.CreatedAt, r.SubmittedAt = at, &at
		if service.FeeINR != nil && *service.FeeINR > 0 {
			r.FeeINR, r.PaidAt = *service.FeeINR, &at
		}
		if err := insert(ctx, tx, &r, "hi", nil); err != nil {
			return err
		}
	}
	return nil
}

// seedCertificates makes three certificates of the income service: 1 stands, 2
// was revoked, 3 is past its day. Their year is fixed, for documents and tests
// that name them.
func (s *Server) seedCertificates(ctx context.Context, tx pgx.Tx, now time.Time) error {
	for _, service := range s.cfg.Services {
		if service.Code != "INC" {
			continue
		}
		issued := time.Date(2026, 3, 10, 15, 20, 0, 0, ist)
		if issued.After(now) { // a test that lives earlier
			issued = now.AddDate(0, -6, 0)
		}
		revoked, ended := issued.AddDate(0, 2, 0), issued.AddDate(0, 3, 0)
		for seq, c := range []struct {
			name           string
			until, revoked *time.Time
		}{{name: "Asha Verma"}, {name: "Ravi Kumar", revoked: &revoked}, {name: "Meena Rani", until: &ended}} {
			n := edistrict.Number{Certificate: true, Code: "INC", Year: 26, Seq: seq + 1}
			_, err := tx.Exec(ctx, `INSERT INTO edistrict_sandbox.certificates (no, service_id, name, issued_at, valid_until, revoked_at)
				VALUES ($1, $2, $3, $4, $5, $6)`, n.String(), service.ID, c.name, issued, c.until, c.revoked)
			if err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO edistrict_sandbox.counters (kind, code, yy, last) VALUES ('C', 'INC', 26, 3)`)
		return err
	}
	return nil
}
