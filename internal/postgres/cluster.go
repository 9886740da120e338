package postgres

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// Superuser is the role that owns a private cluster and everything in it.
const Superuser = "sahayak"

// Database is the database of a private cluster that [Start] makes sure of, and what [Cluster.URL] means by "".
const Database = "sahayak"

// ClusterConfig says where a private cluster lives and how careful it is.
type ClusterConfig struct {
	// Dir is the folder for everything of the cluster: data, socket, log and locks. It is made if it is missing. Required.
	//
	// Run by root, the server runs as the user postgres, who must be able to reach the folder: one that other users may not enter,
	// such as root's home, is moved under /var/lib/sahayak, and Log says so.
	Dir string

	// Fsync makes every commit reach the disk before it is reported. Without it a power cut may destroy the cluster: for tests only.
	Fsync bool

	// MaxConnections is the number of connections the server accepts; 0 means 100.
	MaxConnections int

	// Log receives one short line for each slow step, such as the making of a new cluster; nil means nobody is told.
	Log func(string)
}

// Cluster is the use of a private PostgreSQL server that only this machine's user can reach: it listens on a Unix socket in a folder of
// mode 0700 and on no network. Several processes, and several users within one, may use the same folder at once: the first to come starts the
// server, the last to go stops it. A Cluster is safe for concurrent use.
type Cluster struct {
	server server
	users  *fileLock // held shared for as long as this Cluster is in use
}

// Start returns the use of the cluster in config.Dir, after making it if the folder is empty and starting it if it does not run. It heals what a
// killed process or a power cut leaves behind: a half-made cluster, a stale process file, a server that nobody stopped. The caller must
// [Cluster.Stop] it.
//
// Errors are one sentence each, for a person to act on; [ErrNoPostgres], [ErrNoPgvector] and [ErrDiskFull] can be told apart.
func Start(ctx context.Context, config ClusterConfig) (*Cluster, error) {
	if config.Dir == "" {
		return nil, errors.New("start postgres: no data folder given")
	}
	if config.Log == nil {
		config.Log = func(string) {}
	}
	if config.MaxConnections == 0 {
		config.MaxConnections = 100
	}
	account, err := serverAccount()
	if err != nil {
		return nil, err
	}
	dir, err := prepareFolder(config.Dir, account, config.Log)
	if err != nil {
		return nil, err
	}
	s := server{dir: dir, account: account, config: config}

	// One process at a time may start or stop the server.
	turn, err := lockFile(ctx, filepath.Join(dir, "turn.lock"), exclusive)
	if err != nil {
		return nil, err
	}
	defer turn.release()
	if err := s.ensureRunning(ctx); err != nil {
		return nil, err
	}
	users, err := lockFile(ctx, filepath.Join(dir, "users.lock"), shared)
	if err != nil {
		return nil, err
	}
	c := &Cluster{server: s, users: users}
	if err := ensureDatabase(ctx, c.URL("postgres"), Database); err != nil {
		return nil, errors.Join(err, c.leave(context.WithoutCancel(ctx)))
	}
	return c, nil
}

// URL returns the connection URL of one of the cluster's databases, [Database] if db is "". It names a Unix socket and holds no secret.
func (c *Cluster) URL(db string) string {
	if db == "" {
		db = Database
	}
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(Superuser),
		Path:     "/" + db,
		RawQuery: url.Values{"host": {c.server.socketDir}}.Encode(),
	}
	return u.String()
}

// Stop ends this use of the cluster, and the server with it if this was the last one; its users must have closed their connections, those still
// open are cut. A second call does nothing.
func (c *Cluster) Stop(ctx context.Context) error {
	turn, err := lockFile(ctx, filepath.Join(c.server.dir, "turn.lock"), exclusive)
	if errors.Is(err, os.ErrNotExist) {
		return nil // somebody removed the whole folder
	}
	if err != nil {
		return err
	}
	defer turn.release()
	return c.leave(ctx)
}

// leave is Stop for one who holds the turn.
func (c *Cluster) leave(ctx context.Context) error {
	if !c.users.release() {
		return nil
	}
	last, err := tryLockFile(filepath.Join(c.server.dir, "users.lock"), exclusive)
	if err != nil {
		return err
	}
	if last == nil {
		return nil // somebody else still uses it, and will stop it
	}
	defer last.release()
	return c.server.stop(ctx)
}

// PID returns the process number of the server, 0 if it does not run.
func (c *Cluster) PID() int {
	p, err := readProcessFile(c.server.dataDir())
	if err != nil {
		return 0
	}
	return p.pid
}

// stopGrace is how long the server may take to end its sessions and write its data out.
const stopGrace = 30 * time.Second
