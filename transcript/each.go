package transcript

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// each leases, one after the other, the conversations that the query finds to be
// due at now ($1), and returns in how many fn did its work. One that is worked
// on, by a citizen's message or another machine, is passed over. What fn has not
// given back, put or commit do, is given back here. The error is the first one.
func (s *Store) each(ctx context.Context, now time.Time, query string, fn func(*lease) (done bool, err error)) (n int, failed error) {
	rows, err := s.pool.Query(ctx, query, now)
	if err != nil {
		return 0, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		done := false
		l, err := s.tryTake(ctx, id)
		if err == nil {
			if done, err = fn(l); err != nil {
				err = errors.Join(err, l.free(ctx))
			}
		}
		switch {
		case errors.Is(err, ErrBusy), errors.Is(err, ErrNotFound), errors.Is(err, ErrStale):
		case err != nil:
			failed = cmp.Or(failed, err) // what is wrong with one must not stop the others
		case done:
			n++
		}
		if ctx.Err() != nil {
			break
		}
	}
	return n, failed
}
