package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// record is an application as stored: what the applicant said and did.
type record struct {
	No, ServiceID, Code string
	Name, Mobile, DOB   string
	Days                *int // working days; nil: not known
	FeeINR              int
	Outcome             outcome // empty: by the number
	CreatedAt           time.Time
	SubmittedAt         *time.Time
	PaidAt              *time.Time
	AnsweredAt          *time.Time
	WithdrawnAt         *time.Time
}

const recordColumns = `no, service_id, code, name, mobile, dob, days, fee_inr, outcome,
	created_at, submitted_at, paid_at, answered_at, withdrawn_at`

// load reads an application; lock keeps others from changing it until the
// transaction ends. false means that there is none.
func load(ctx context.Context, tx pgx.Tx, no string, lock bool) (record, bool, error) {
	query := `SELECT ` + recordColumns + ` FROM edistrict_sandbox.applications WHERE no = $1`
	if lock {
		query += ` FOR UPDATE`
	}
	var r record
	err := tx.QueryRow(ctx, query, no).Scan(&r.No, &r.ServiceID, &r.Code, &r.Name, &r.Mobile, &r.DOB, &r.Days,
		&r.FeeINR, &r.Outcome, &r.CreatedAt, &r.SubmittedAt, &r.PaidAt, &r.AnsweredAt, &r.WithdrawnAt)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record{}, false, nil
	case err != nil:
		return record{}, false, fmt.Errorf("load application: %w", err)
	}
	return r, true, nil
}

// begun is when the office's work began: on payment if there is a fee, else on
// submission. false for an application that is not with the office yet.
func (r record) begun() (time.Time, bool) {
	switch {
	case r.SubmittedAt == nil, r.FeeINR > 0 && r.PaidAt == nil:
		return time.Time{}, false
	case r.FeeINR > 0:
		return r.PaidAt.In(ist), true
	}
	return r.SubmittedAt.In(ist), true
}

// seenAt is the moment an application is looked at: now, but never before what
// the applicant did last. So setting the clock back undoes the office's steps,
// not the citizen's.
func (r record) seenAt(now time.Time) time.Time {
	for _, t := range []*time.Time{&r.CreatedAt, r.SubmittedAt, r.PaidAt, r.AnsweredAt, r.WithdrawnAt} {
		if t != nil && t.After(now) {
			now = *t
		}
	}
	return now.In(ist)
}

// mask leaves the first letter of every word: "Asha Verma" is "A*** V****".
func mask(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		letters := []rune(w)
		words[i] = string(letters[0]) + strings.Repeat("*", len(letters)-1)
	}
	return strings.Join(words, " ")
}
