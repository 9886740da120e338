package sandbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// Server is the sandbox. All it knows is in Postgres, so several of them may
// serve the same records. Safe for concurrent use.
type Server struct {
	cfg     Config
	pool    *pgxpool.Pool
	spec    *openapi3.T
	hashKey []byte // for numbers in the audit
	handler http.Handler

	chanceMu sync.Mutex // guards chance
	chance   *rand.Rand
}

var _ StrictServerInterface = (*Server)(nil)
var _ http.Handler = (*Server)(nil)

// New brings the sandbox's schema up to date, seeds it once, and returns the
// server. It does not own the pool and starts nothing in the background.
func New(ctx context.Context, pool *pgxpool.Pool, cfg Config) (*Server, error) {
	if err := cfg.validate(); err != nil {
		return nil, fmt.Errorf("sandbox configuration: %w", err)
	}
	cfg = cfg.withDefaults()
	spec, err := openapi3.NewLoader().LoadFromData(edistrict.OpenAPI)
	if err != nil {
		return nil, fmt.Errorf("read sandbox interface: %w", err)
	}
	if err := migrate(ctx, pool); err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, pool: pool, spec: spec, chance: rand.New(rand.NewPCG(cfg.Chance, 0))}
	if err := s.seed(ctx); err != nil {
		return nil, fmt.Errorf("seed sandbox: %w", err)
	}
	err = pool.QueryRow(ctx, `SELECT hash_key FROM edistrict_sandbox.settings`).Scan(&s.hashKey)
	if err != nil {
		return nil, fmt.Errorf("read sandbox settings: %w", err)
	}
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP answers one request of the interface.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// inTx runs do in a transaction, with the sandbox's time. An error of do undoes
// everything.
func (s *Server) inTx(ctx context.Context, do func(tx pgx.Tx, now time.Time) error) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return unavailableError{err}
	}
	// After a commit this does nothing; the request may be over, so its context
	// must not keep the connection from being cleaned.
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	now, err := s.clock(ctx, tx)
	if err != nil {
		return err
	}
	if err := do(tx, now); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// clock is the sandbox's time: the real one plus what tests have added.
func (s *Server) clock(ctx context.Context, tx pgx.Tx) (time.Time, error) {
	var ahead int64
	err := tx.QueryRow(ctx, `SELECT clock_offset_us FROM edistrict_sandbox.settings`).Scan(&ahead)
	if errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, errors.New("sandbox settings are gone")
	}
	if err != nil {
		return time.Time{}, unavailableError{err}
	}
	// To the microsecond, like the database, so that a time read back is the same.
	return s.cfg.Now().Add(time.Duration(ahead) * time.Microsecond).Truncate(time.Microsecond).In(ist), nil
}

// roll is a whole number from 0 to n-1.
func (s *Server) roll(n int) int {
	s.chanceMu.Lock()
	defer s.chanceMu.Unlock()
	return s.chance.IntN(n)
}
