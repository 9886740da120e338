package postgres

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStartExplains(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setup func(t *testing.T, dir string)
		want  string
	}{
		{"the folder is a file", func(t *testing.T, dir string) {
			write(t, dir, "")
		}, "is a file: choose another folder"},
		{"something else is in the place of the data", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "data", "holiday.jpg"), "")
		}, "is not empty but holds no database"},
		{"the data is of a version that is not here", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "data", "PG_VERSION"), "9\n")
			own(t, filepath.Join(dir, "data"))
		}, "was made by PostgreSQL 9"},
		{"the data is damaged", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "data", "PG_VERSION"), "\x00\x00")
		}, "is damaged"},
		{"run is a link", func(t *testing.T, dir string) {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(t.TempDir(), filepath.Join(dir, "run")); err != nil {
				t.Fatal(err)
			}
		}, "belongs to another user"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "postgres")
			test.setup(t, dir)
			c, err := Start(t.Context(), ClusterConfig{Dir: dir})
			if err == nil {
				c.Stop(context.Background())
			}
			text := errorText(err)
			if !strings.Contains(text, test.want) || strings.Contains(text, "\n") {
				t.Errorf("got %q, want one line with %q", text, test.want)
			}
		})
	}
}

func TestStartGivenUpIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "postgres")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Start(ctx, ClusterConfig{Dir: dir, Log: func(string) { cancel() }}) // in the middle of initdb
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
	ask(t, startIn(t, dir).URL(""), "select 'well'")
}

func TestDeepFolderHasAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30), "it's a folder")
	c := startIn(t, dir)
	ask(t, c.URL(""), "select 'reached'")
	socket := c.server.socketDir
	if filepath.Dir(socket) != filepath.Clean(os.TempDir()) {
		t.Errorf("folder of the socket: got %s, want one in %s", socket, os.TempDir())
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left behind: %v", socket, err)
	}
}

func TestReachable(t *testing.T) {
	t.Parallel()
	stranger := account{uid: 64999, gid: 64999, drop: true}
	closed, elsewhere := filepath.Join(t.TempDir(), "closed"), t.TempDir() // elsewhere: a temporary folder that closed is not in
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	var said []string
	log := func(line string) { said = append(said, line) }

	inTemp := filepath.Join(t.TempDir(), "a", "postgres")
	if got, err := reachable(inTemp, os.TempDir(), stranger, log); err != nil || got != inTemp || len(said) != 0 {
		t.Errorf("under the temporary folder: got %q, %v, said %q; want %q in silence", got, err, said, inTemp)
	}
	info, err := os.Stat(filepath.Dir(filepath.Dir(inTemp)))
	if err != nil || !stranger.mayEnter(info) || info.Mode().Perm()&0o044 != 0o044&info.Mode().Perm() {
		t.Errorf("its folder: %v, %v; want it open for passing through", info, err)
	}

	inClosed := filepath.Join(closed, "postgres")
	got, err := reachable(inClosed, elsewhere, stranger, log)
	if err != nil || filepath.Dir(got) != systemFolder || len(said) != 1 {
		t.Errorf("in a closed folder: got %q, %v, said %q; want one in %s and a line about it", got, err, said, systemFolder)
	}
	again, _ := reachable(inClosed, elsewhere, stranger, log)
	other, _ := reachable(inClosed+"2", elsewhere, stranger, log)
	if again != got || other == got {
		t.Errorf("names: got %q, then %q, and %q for another folder", got, again, other)
	}
	if info, err := os.Stat(closed); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the closed folder: %v, %v; want it untouched", info, err)
	}
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := checkRoom(dir, 1<<62); !errors.Is(err, ErrDiskFull) {
		t.Errorf("checkRoom: got %v, want ErrDiskFull", err)
	}
	if err := checkRoom(dir, 0); err != nil {
		t.Errorf("checkRoom of nothing: %v", err)
	}
	s := server{dir: dir}
	out := []byte("initdb: error: could not write to file \"pg_wal/xlogtemp.23\": No space left on device\n")
	if err := s.explain(t.Context(), "make the database", errors.New("exit status 1"), out); !errors.Is(err, ErrDiskFull) {
		t.Errorf("explain: got %v, want ErrDiskFull", err)
	}
}

// write makes a file and the folders above it.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// own gives a file or folder to the user the server runs as.
func own(t *testing.T, name string) {
	t.Helper()
	a, err := serverAccount()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.own(name); err != nil {
		t.Fatal(err)
	}
}
