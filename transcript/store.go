package transcript

import (
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// The errors a caller may want to tell apart.
var (
	// ErrNotFound: there is no such conversation or turn, or it is not this
	// citizen's. The two are one so that nobody learns of another's.
	ErrNotFound = errors.New("not found")
	// ErrStale: the lease was lost while thinking and nothing was stored; the
	// message is, or will be, handled by whoever took over.
	ErrStale = errors.New("the conversation was taken over")
	// ErrBusy: the conversation did not become free in time.
	ErrBusy = errors.New("the conversation is busy")
)

// Store is the record. It is safe for concurrent use, by any number of Stores
// on any number of machines over the same database.
type Store struct {
	pool *pgxpool.Pool
	keys *Keys
	// lease is how long a conversation stays ours without a heartbeat, and so
	// how long it rests after its worker died. A third of it is between beats.
	lease time.Duration
	// wait bounds waiting for a conversation that others work on.
	wait time.Duration
	// record bounds the storing of a finished turn, which goes on when the
	// caller has left.
	record time.Duration
	lines  lines

	secretMu sync.Mutex
	secret   []byte
}

// New returns the record in a database that has been migrated. What is
// confidential in it is sealed with the keys; Prepare checks that they fit.
func New(pool *pgxpool.Pool, keys *Keys) *Store {
	return &Store{pool: pool, keys: keys, lease: 30 * time.Second, wait: 2 * time.Minute, record: 10 * time.Second}
}
