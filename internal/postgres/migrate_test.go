package postgres_test

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

func TestMigrationsAreNumberedWithoutGapOrRepeat(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(postgres.Migrations(), "*")
	if err != nil || len(names) == 0 {
		t.Fatalf("migrations: %v, %v", names, err)
	}
	form := regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)
	for i, name := range names {
		parts := form.FindStringSubmatch(name)
		if parts == nil {
			t.Errorf("%s: want a name like 0001_what.sql", name)
			continue
		}
		if number, _ := strconv.Atoi(parts[1]); number != i+1 {
			t.Errorf("%s: want number %04d", name, i+1)
		}
	}
}

func TestMigrationsSayWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(postgres.Migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(postgres.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		_, up, ok := strings.Cut(string(text), "-- +goose Up")
		if !ok || !strings.Contains(up, "\n-- ") {
			t.Errorf("%s: want '-- +goose Up' and a comment below it", name)
		}
	}
}

func TestMigrateTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	url := pgtest.EmptyURL(t)
	if err := postgres.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	want := schema(t, url)
	if len(want) == 0 {
		t.Fatal("the schema is empty")
	}
	if err := postgres.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, schema(t, url)); diff != "" {
		t.Errorf("schema after the second time (-first +second):\n%s", diff)
	}
}

func TestMigrateByManyAtOnce(t *testing.T) {
	t.Parallel()
	url := pgtest.EmptyURL(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := postgres.Migrate(t.Context(), url); err != nil {
				t.Errorf("Migrate: %v", err)
			}
		})
	}
	group.Wait()
	names, err := fs.Glob(postgres.Migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var applied int
	query(t, url, "select count(*) from schema_version where version_id > 0", &applied)
	if applied != len(names) {
		t.Errorf("migrations applied: got %d, want each of %d once", applied, len(names))
	}
}

func TestMigrateRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		prepare []string // as administrator; ROLE is a new role
		want    string
		is      error // nil for none in particular
	}{
		{"a newer schema", []string{"insert into schema_version (version_id, is_applied) values (9999, true)", "grant select on schema_version to ROLE"},
			"use the newer program", postgres.ErrNewerSchema},
		{"a role that may make tables but not switch on extensions", []string{"drop table schema_version", "drop extension vector cascade", "grant create on schema public to ROLE"},
			"run 'CREATE EXTENSION vector' in database", postgres.ErrVectorMissing},
		{"a role that may do nothing", []string{"drop table schema_version", "revoke create on schema public from public"},
			"make it the owner with 'ALTER DATABASE", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url := pgtest.URL(t)
			role := newRole(t, url)
			for _, statement := range test.prepare {
				exec(t, url, strings.ReplaceAll(statement, "ROLE", role))
			}
			err := postgres.Migrate(t.Context(), as(t, url, role))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("got %v, want it to be %v", err, test.is)
			}
		})
	}
}

// schema lists all columns and indexes of the database, and the extensions.
func schema(t *testing.T, url string) []string {
	t.Helper()
	var lines []string
	query(t, url, `
		select array(
			select format('%s.%s %s %s', table_name, column_name, data_type, column_default) from information_schema.columns where table_schema = 'public'
			union all select indexdef from pg_indexes where schemaname = 'public'
			union all select format('extension %s %s', extname, extversion) from pg_extension
			union all select format('version %s %s', version_id, tstamp) from schema_version
			order by 1)`, &lines)
	return lines
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func query(t *testing.T, url, text string, into any) {
	t.Helper()
	if err := connect(t, url).QueryRow(t.Context(), text).Scan(into); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func exec(t *testing.T, url, statement string) {
	t.Helper()
	if _, err := connect(t, url).Exec(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
