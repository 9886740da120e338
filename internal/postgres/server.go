package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// server starts and stops the PostgreSQL of one folder. Its methods are called by one process at a time.
type server struct {
	dir       string // absolute
	socketDir string // absolute; set by ensureRunning
	account   account
	config    ClusterConfig
}

// The names in a cluster's folder, beside the two locks.
func (s *server) dataDir() string { return filepath.Join(s.dir, "data") }
func (s *server) newDir() string  { return filepath.Join(s.dir, "data.new") } // a cluster in the making
func (s *server) logFile() string { return filepath.Join(s.dir, "server.log") }

// ensureRunning makes the cluster if there is none and starts its server if it does not run.
func (s *server) ensureRunning(ctx context.Context) error {
	if err := os.RemoveAll(s.newDir()); err != nil { // left by an initdb that was cut short
		return folderError(s.newDir(), err)
	}
	major, err := s.dataVersion()
	if err != nil {
		return err
	}
	if major != 0 {
		running, err := s.running(ctx)
		if err != nil || running {
			return err
		}
	}
	bin, err := findBinaries(ctx, major)
	if err != nil {
		return err
	}
	if major == 0 {
		if err := s.initialize(ctx, bin); err != nil {
			return err
		}
	}
	return s.start(ctx, bin)
}

// dataVersion returns the major version of the PostgreSQL that made the data, 0 if there is none yet.
func (s *server) dataVersion() (int, error) {
	version, err := os.ReadFile(filepath.Join(s.dataDir(), "PG_VERSION"))
	if err == nil {
		major, err := strconv.Atoi(strings.TrimSpace(string(version)))
		if err != nil {
			return 0, fmt.Errorf("the database in %s is damaged (PG_VERSION says %q): restore it from a backup, or move the folder away to begin with an empty one", s.dataDir(), version)
		}
		return major, s.checkData()
	}
	if !errors.Is(err, os.ErrNotExist) {
		return 0, folderError(s.dataDir(), err)
	}
	// An empty folder, as a mount point gives, is as good as none. Anything else is not ours to delete.
	if err := os.Remove(s.dataDir()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("the folder %s is not empty but holds no database: move it away to begin with an empty one", s.dataDir())
	}
	return 0, nil
}

// checkData makes sure of owner and mode, without which the server does not start.
func (s *server) checkData() error {
	info, err := os.Stat(s.dataDir())
	if err != nil {
		return folderError(s.dataDir(), err)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != s.account.uid {
		return fmt.Errorf("the database in %s belongs to user number %d but would run as number %d: 'sudo chown -R %d %s' puts that right",
			s.dataDir(), stat.Uid, s.account.uid, s.account.uid, s.dir)
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(s.dataDir(), 0o700); err != nil {
			return folderError(s.dataDir(), err)
		}
	}
	return nil
}

// initialize makes a new cluster beside its place and moves it there when it is complete, so that one cut short is never taken for whole.
func (s *server) initialize(ctx context.Context, bin binaries) error {
	if err := checkRoom(s.dir, roomToInit); err != nil {
		return err
	}
	s.config.Log(fmt.Sprintf("Making a private database with PostgreSQL %d in %s.", bin.major, s.dir))
	args := []string{
		"--pgdata", s.newDir(),
		"--username", Superuser,
		"--auth", "trust", // who may open the socket's folder is the user; there is no other way in
		"--encoding", "UTF8",
		"--locale", "C.UTF-8", // under plain C the trigrams of Devanagari are silently empty
		"--no-instructions",
	}
	if !s.config.Fsync {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, bin.path("initdb"), args...)
	s.account.prepare(cmd, s.dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		os.RemoveAll(s.newDir())
		return s.explain(ctx, "make the database", err, out)
	}
	if err := os.Rename(s.newDir(), s.dataDir()); err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return nil
}

// start starts the server and returns when it takes connections.
func (s *server) start(ctx context.Context, bin binaries) error {
	if err := checkRoom(s.dir, roomToStart); err != nil {
		return err
	}
	var err error
	if s.socketDir, err = socketFolder(s.dir, s.account); err != nil {
		return err
	}
	// No server runs here, or this would not be called: what a killed one left would only be in the way.
	for _, name := range []string{".s.PGSQL.5432", ".s.PGSQL.5432.lock"} {
		if err := os.Remove(filepath.Join(s.socketDir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return folderError(s.socketDir, err)
		}
	}
	if err := s.writeSettings(); err != nil {
		return folderError(s.dataDir(), err)
	}
	// One run's messages are enough; what matters of older ones was reported then.
	if err := os.Remove(s.logFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return folderError(s.logFile(), err)
	}
	cmd := exec.CommandContext(ctx, bin.path("pg_ctl"), "start", "--wait", "--timeout", "120", "--silent",
		"--pgdata", s.dataDir(), "--log", s.logFile())
	s.account.prepare(cmd, s.dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		log, _ := os.ReadFile(s.logFile()) // there is none if pg_ctl itself gave up
		return s.explain(ctx, "start the database", err, append(out, log...))
	}
	return nil
}

// running says whether the server runs, and waits for one that is still starting, as after a crash. A process file that belongs to no
// server is removed.
func (s *server) running(ctx context.Context) (bool, error) {
	p, err := readProcessFile(s.dataDir())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil || p.stale(s.dataDir()) {
		if err := waitForLeftovers(ctx, s.dataDir()); err != nil {
			return false, err
		}
		if err := os.Remove(processFile(s.dataDir())); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, folderError(s.dataDir(), err)
		}
		return false, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, fmt.Errorf("the database server (process %d) does not answer: see %s", p.pid, s.logFile()))
	defer cancel()
	for {
		switch p, err := readProcessFile(s.dataDir()); {
		case err != nil || p.stale(s.dataDir()): // it was on its way out
			return s.running(ctx)
		case p.socketDir != "": // else it has only just begun
			s.socketDir = p.socketDir
			if ready, err := s.answers(ctx); ready || err != nil {
				return ready, err
			}
		}
		select {
		case <-ctx.Done():
			return false, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// answers says whether the server takes connections; false without an error means not yet.
func (s *server) answers(ctx context.Context) (bool, error) {
	conn, err := pgx.Connect(ctx, (&Cluster{server: *s}).URL("postgres"))
	if err == nil {
		return true, conn.Close(ctx)
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code != codeStartingUp {
		return false, fmt.Errorf("use the running database in %s: %w", s.dir, err)
	}
	return false, nil
}

// stop ends the server in good order: sessions are cut, data is written out. No server is no error.
func (s *server) stop(ctx context.Context) error {
	p, err := readProcessFile(s.dataDir())
	if err != nil || p.stale(s.dataDir()) {
		return nil
	}
	if err := syscall.Kill(p.pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop the database (process %d): %w", p.pid, err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stopGrace, fmt.Errorf("the database (process %d) did not stop within %s", p.pid, stopGrace))
	defer cancel()
	// The server is not our child, so the kernel does not tell us when it is gone.
	for p.alive() {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(10 * time.Millisecond):
		}
	}
	if filepath.Dir(s.socketDir) != s.dir {
		os.Remove(s.socketDir) // the short one in the temporary folder; harmless if it stays
	}
	return nil
}

// explain turns the output of a server program that failed into one sentence.
func (s *server) explain(ctx context.Context, doing string, err error, out []byte) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", doing, context.Cause(ctx))
	}
	if bytes.Contains(out, []byte("No space left on device")) {
		return fmt.Errorf("%w: %s in %s", ErrDiskFull, doing, s.dir)
	}
	// The first line that complains is the cause; what follows are consequences and hints.
	for line := range strings.Lines(string(out)) {
		for _, word := range []string{"FATAL:", "PANIC:", "error:", "invalid"} {
			if _, after, ok := strings.Cut(line, word); ok {
				return fmt.Errorf("%s in %s: %s (more in %s)", doing, s.dir, strings.TrimSpace(after), s.logFile())
			}
		}
	}
	return fmt.Errorf("%s in %s: %w (more in %s)", doing, s.dir, err, s.logFile())
}
