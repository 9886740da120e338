package postgres_test

import (
	"context"
	"crypto/rand"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, parameters string
		size             int32
		application      string
	}{
		{"by default", "", 10, "sahayak"},
		{"the URL wins", "&pool_max_conns=3&application_name=desk", 3, "desk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			pool, err := postgres.Open(t.Context(), pgtest.URL(t)+test.parameters)
			if err != nil {
				t.Fatal(err)
			}
			defer pool.Close()
			if got := pool.Config().MaxConns; got != test.size {
				t.Errorf("connections: got %d, want %d", got, test.size)
			}
			var application string
			if err := pool.QueryRow(t.Context(), "select current_setting('application_name')").Scan(&application); err != nil || application != test.application {
				t.Errorf("application: got %q, %v, want %q", application, err, test.application)
			}
		})
	}
}

func TestOpenWorksBeforeTheExtensionExists(t *testing.T) {
	t.Parallel()
	pool, err := postgres.Open(t.Context(), pgtest.EmptyURL(t))
	if err != nil {
		t.Fatal(err)
	}
	pool.Close()
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	// A port that was free a moment ago, and refuses.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refusing := listener.Addr().String()
	listener.Close()
	server := pgtest.AdminURL(t)
	for _, test := range []struct{ name, url, want string }{
		{"not a URL", "postgres://u:geheim@host:port/db", "the database URL is not valid"},
		{"nobody listens", "postgres://u:geheim@" + refusing + "/db", "no database answers at " + refusing},
		{"no socket", "postgres://u:geheim@/db?host=" + url.QueryEscape(t.TempDir()), "no database answers at /"},
		{"no such database", strings.Replace(server, "/postgres?", "/nowhere?", 1), `there is no database "nowhere"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, openErr := postgres.Open(t.Context(), test.url)
			for does, err := range map[string]error{"Open": openErr, "Migrate": postgres.Migrate(t.Context(), test.url)} {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%s: got %v, want %q", does, err, test.want)
				} else if strings.Contains(err.Error(), "geheim") {
					t.Errorf("%s shows the password: %v", does, err)
				}
			}
		})
	}
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	// The test server trusts everybody, so this needs one of its own that asks.
	dir := filepath.Join(t.TempDir(), "postgres")
	cluster, err := postgres.Start(t.Context(), postgres.ClusterConfig{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cluster.Stop(context.Background()) })
	exec(t, cluster.URL(""), "create role clerk login password 'richtig'")
	rules := "local all clerk scram-sha-256\nlocal all all trust\n"
	if err := os.WriteFile(filepath.Join(dir, "data", "pg_hba.conf"), []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	exec(t, cluster.URL(""), "select pg_reload_conf()")

	clerk, err := url.Parse(cluster.URL(""))
	if err != nil {
		t.Fatal(err)
	}
	clerk.User = url.UserPassword("clerk", "geheim")
	if _, err := postgres.Open(t.Context(), clerk.String()); err == nil || !strings.Contains(err.Error(), "wrong password in DATABASE_URL") || strings.Contains(err.Error(), "geheim") {
		t.Errorf("wrong password: got %v, want it said without the password", err)
	}
	clerk.User = url.UserPassword("clerk", "richtig")
	pool, err := postgres.Open(t.Context(), clerk.String())
	if err != nil {
		t.Fatalf("right password: %v", err)
	}
	pool.Close()
}

// newRole makes a role for the test that may log in and nothing else.
func newRole(t *testing.T, url string) string {
	t.Helper()
	role := "role_" + strings.ToLower(rand.Text())
	exec(t, url, "create role "+role+" login")
	t.Cleanup(func() {
		conn, err := pgx.Connect(context.Background(), url)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close(context.Background())
		for _, statement := range []string{"drop owned by " + role, "drop role " + role} {
			if _, err := conn.Exec(context.Background(), statement); err != nil {
				t.Error(err)
			}
		}
	})
	return role
}

// as returns the URL for another role.
func as(t *testing.T, server, role string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(role)
	return u.String()
}
