package pgtest

import (
	"context"
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

// DB returns a pool on a new migrated database, which nobody else uses. Both are gone when the test ends.
func DB(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Open(t.Context(), URL(t))
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() { closePool(t, pool) }) // cleanups run last in first out: before the database is dropped
	return pool
}

// closePool closes the pool, which waits for every connection to be given back: a test that keeps one, such as by rows it did not close, would
// hang without a word.
func closePool(t testing.TB, pool *pgxpool.Pool) {
	const patience = 20 * time.Second
	closed := make(chan struct{})
	go func() {
		pool.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(patience):
		t.Errorf("pgtest: %d connections were not given back: rows not closed, or a goroutine still running?", pool.Stat().AcquiredConns())
	}
}

// URL returns the URL of a new migrated database, which is dropped when the test ends, whoever may still be connected.
func URL(t testing.TB) string {
	t.Helper()
	return create(t, true)
}

// EmptyURL is like [URL] for a database without a schema: for tests of the migrations themselves.
func EmptyURL(t testing.TB) string {
	t.Helper()
	return create(t, false)
}

// AdminURL returns the URL of the test server's own database, whose role may make databases and roles.
func AdminURL(t testing.TB) string {
	t.Helper()
	return serverFor(t)
}

func create(t testing.TB, migrated bool) string {
	t.Helper()
	server := serverFor(t)
	if !migrated {
		return createAs(t, server, "")
	}
	template, err := templateFor(t.Context(), server)
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	return createAs(t, server, template.clause())
}

// createAs makes a database for the length of a test; like is the rest of the statement.
func createAs(t testing.TB, server, like string) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	if err := run(t.Context(), server, "create database "+name+like); err != nil {
		t.Fatalf("pgtest: make a test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // t.Context() is over by now
		defer cancel()
		if err := run(ctx, server, "drop database "+name+" with (force)"); err != nil {
			t.Errorf("pgtest: drop the test database: %v", err)
		}
	})
	return withDatabase(server, name)
}

// run executes one statement on a connection of its own: a pool kept for the process would show in tests that count connections.
func run(ctx context.Context, url, statement string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, statement)
	return err
}

// withDatabase returns the URL with another database in it.
func withDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic("pgtest: the server's URL, which led to a connection before, is not valid") // err may hold a password
	}
	u.Path = "/" + name
	return u.String()
}
