package postgres

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// startIn starts a cluster in dir and stops it when the test ends.
func startIn(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), ClusterConfig{Dir: dir, Log: func(line string) { t.Log(line) }})
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	t.Cleanup(func() {
		if err := c.Stop(context.Background()); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
	return c
}

// ask runs a query that returns one text.
func ask(t *testing.T, url, query string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(context.Background())
	var answer string
	if err := conn.QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return answer
}

// do runs a statement.
func do(t *testing.T, url, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// killServer kills the main process, as a machine short of memory may.
func killServer(t *testing.T, c *Cluster) {
	t.Helper()
	pid := c.PID()
	if pid == 0 {
		t.Fatal("the server has no process file")
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

func TestClusterIsPrivateAndReadsHindi(t *testing.T) {
	t.Parallel()
	c := startIn(t, filepath.Join(t.TempDir(), "postgres"))
	for _, test := range []struct{ name, query, want string }{
		{"database", "select current_database()::text", Database},
		{"no network", "show listen_addresses", ""},
		{"encoding", "show server_encoding", "UTF8"},
		{"character classes", "select datctype from pg_database where datname = current_database()", "C.UTF-8"},
		{"own socket", "show unix_socket_permissions", "0700"},
		{"statements stay out of the log", "show log_min_error_statement", "panic"},
		{"Hindi stems", "select to_tsvector('hindi', 'प्रमाणपत्रों')::text", "'प्रमाणपत्र':1"},
	} {
		if got := ask(t, c.URL(""), test.query); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	info, err := os.Stat(filepath.Join(c.server.dir, "run"))
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("mode of the socket's folder: got %o, want 700", got)
	}
}

func TestLastUserStopsTheServer(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "postgres")
	first, second := startIn(t, dir), startIn(t, dir)
	if first.PID() != second.PID() {
		t.Fatalf("two servers: %d and %d", first.PID(), second.PID())
	}
	if err := first.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask(t, second.URL(""), "select 'still there'")
	pid := second.PID()
	for range 2 { // the second time is nothing
		if err := second.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if (process{pid: pid}).alive() {
		t.Errorf("process %d runs on after the last Stop", pid)
	}
}

func TestManyStartAtOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "postgres")
	pids := make([]int, 6)
	var group sync.WaitGroup
	for i := range pids {
		group.Go(func() {
			c, err := Start(t.Context(), ClusterConfig{Dir: dir})
			if err != nil {
				t.Errorf("Start: %v", err)
				return
			}
			pids[i] = c.PID()
			t.Cleanup(func() { c.Stop(context.Background()) })
		})
	}
	group.Wait()
	for _, pid := range pids {
		if pid == 0 || pid != pids[0] {
			t.Fatalf("processes: got %v, want one server", pids)
		}
	}
}

func TestStartHeals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		damage func(t *testing.T, c *Cluster)
	}{
		{"the program was killed and the server runs on", func(t *testing.T, c *Cluster) {
			c.users.release() // as the kernel does when the process is gone
		}},
		{"the server was killed", func(t *testing.T, c *Cluster) {
			killServer(t, c)
			c.users.release()
		}},
		{"the process file names a stranger", func(t *testing.T, c *Cluster) {
			killServer(t, c)
			c.users.release()
			file := processFile(c.server.dataDir())
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(text), "\n")
			if err := os.WriteFile(file, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"the process file is damaged", func(t *testing.T, c *Cluster) {
			killServer(t, c)
			c.users.release()
			if err := os.WriteFile(processFile(c.server.dataDir()), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{"an initdb was cut short", func(t *testing.T, c *Cluster) {
			c.Stop(t.Context())
			if err := os.MkdirAll(filepath.Join(c.server.newDir(), "base"), 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{"the folder is open to others", func(t *testing.T, c *Cluster) {
			c.Stop(t.Context())
			if err := os.Chmod(c.server.dataDir(), 0o755); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "postgres")
			c, err := Start(t.Context(), ClusterConfig{Dir: dir, Fsync: true})
			if err != nil {
				t.Fatal(err)
			}
			do(t, c.URL(""), "create table kept as select 'रखा' as word")
			test.damage(t, c)

			again := startIn(t, dir)
			if got, want := ask(t, again.URL(""), "select word from kept"), "रखा"; got != want {
				t.Errorf("after the restart: got %q, want %q", got, want)
			}
		})
	}
}
