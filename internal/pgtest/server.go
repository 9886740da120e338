package pgtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

// Variable names the environment variable with the URL of the server that tests use.
const Variable = "SAHAYAK_TEST_DATABASE_URL"

// own is the server of this test process, if it had to start one.
var own struct {
	sync.Once
	server *Server
	err    error
}

// serverFor returns the URL of the server that tests use.
func serverFor(t testing.TB) string {
	t.Helper()
	if url := os.Getenv(Variable); url != "" {
		return url
	}
	own.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute) // it must outlive the test that is first
		defer cancel()
		own.server, own.err = StartServer(ctx)
	})
	if own.err != nil {
		t.Fatalf("pgtest: %v", own.err)
	}
	return own.server.URL
}

// Server is a throw-away PostgreSQL: nothing is made safe against a power cut, and nothing of it stays.
type Server struct {
	URL string // of its database "postgres"

	lifeline io.Closer
	watcher  *exec.Cmd
}

// watch waits until its standard input ends, which is when the process holding the other end closes it or dies, however it dies; then
// it stops the server with number $1 and removes its folder $2. A test process ends by os.Exit, which runs nothing of its own.
const watch = `cat >/dev/null
kill -QUIT "$1" 2>/dev/null
n=0
while [ -e "$2/postgres/data/postmaster.pid" ] && kill -0 "$1" 2>/dev/null && [ $n -lt 200 ]; do sleep 0.05; n=$((n+1)); done
rm -rf -- "$2"`

// StartServer starts a server in the system's temporary folder. It stops when [Server.Close] is called or this process ends.
func StartServer(ctx context.Context) (*Server, error) {
	folder, err := os.MkdirTemp("", "sahayak-test-")
	if err != nil {
		return nil, fmt.Errorf("start a test server: %w", err)
	}
	cluster, err := postgres.Start(ctx, postgres.ClusterConfig{Dir: filepath.Join(folder, "postgres"), MaxConnections: 300})
	if err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	// Neither the terminal's Ctrl-C nor the end of go test may take the watcher along, and it must not hold go test's output open.
	watcher := exec.Command("/bin/sh", "-c", watch, "watch", strconv.Itoa(cluster.PID()), folder)
	watcher.Dir = "/"
	watcher.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	lifeline, err := watcher.StdinPipe()
	if err == nil {
		err = watcher.Start()
	}
	if err != nil {
		cluster.Stop(ctx)
		os.RemoveAll(folder)
		return nil, fmt.Errorf("start a test server: %w", err)
	}
	return &Server{URL: cluster.URL("postgres"), lifeline: lifeline, watcher: watcher}, nil
}

// Close stops the server and returns when nothing of it is left.
func (s *Server) Close() error {
	if err := s.lifeline.Close(); err != nil {
		return fmt.Errorf("stop the test server: %w", err)
	}
	if err := s.watcher.Wait(); err != nil {
		return fmt.Errorf("stop the test server: %w", err)
	}
	return nil
}
