package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// versionTable records which migrations a database has had.
const versionTable = "schema_version"

// ErrVectorMissing: the database server has no pgvector, or one that is too old, or this user may not switch it on.
var ErrVectorMissing = errors.New("the database has no usable pgvector")

// ErrNewerSchema: the database was migrated by a later release of this program.
var ErrNewerSchema = errors.New("the database was made by a newer sahayak than this one")

// Migrations returns the files of the schema, named 0001_what.sql and so on, for those who need to know whether it changed.
func Migrations() fs.FS {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return files
}

// Migrate brings the schema of the database at url up to date; one that is up to date is not touched. Any number of processes may call it at
// once: one does the work, the others wait for it. Each migration is one transaction, so a failed one leaves nothing behind.
//
// It returns [ErrVectorMissing] or [ErrNewerSchema], wrapped in a sentence that says what to do, or why the database cannot be reached.
func Migrate(ctx context.Context, url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("the database URL is not valid: %w", err)
	}
	prepareConn(config)
	db := stdlib.OpenDB(*config)
	defer db.Close()
	if err := db.PingContext(ctx); err != nil {
		return connectError(config, err)
	}
	if err := checkVector(ctx, db); err != nil {
		return err
	}
	// Once a second for ten minutes: as long as another process may take for its migrations.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, Migrations(),
		goose.WithTableName(versionTable),
		goose.WithSessionLocker(locker),
		goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	// Most starts find nothing to do, and need not wait in line to learn it.
	done, err := upToDate(ctx, db, provider)
	if err != nil || done {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return migrateError(config, err)
	}
	return nil
}

// upToDate compares the last migration the database has had with the last there is.
func upToDate(ctx context.Context, db *sql.DB, provider *goose.Provider) (bool, error) {
	var begun bool
	if err := db.QueryRowContext(ctx, "select to_regclass($1) is not null", versionTable).Scan(&begun); err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	if !begun {
		return false, nil
	}
	sources := provider.ListSources()
	latest := sources[len(sources)-1].Version
	var have int64
	if err := db.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from "+versionTable).Scan(&have); err != nil {
		return false, fmt.Errorf("read the schema's version: %w", err)
	}
	if have > latest {
		return false, fmt.Errorf("%w: it is at version %d, this program knows %d; use the newer program", ErrNewerSchema, have, latest)
	}
	return have == latest, nil
}

// checkVector looks for pgvector before a migration does, to say what is wrong in words.
func checkVector(ctx context.Context, db *sql.DB) error {
	var installed, offered sql.NullString
	var major int
	if err := db.QueryRowContext(ctx, `
		select (select extversion from pg_extension where extname = 'vector'),
		       (select default_version from pg_available_extensions where name = 'vector'),
		       current_setting('server_version_num')::int / 10000`).Scan(&installed, &offered, &major); err != nil {
		return fmt.Errorf("look for pgvector: %w", err)
	}
	return vectorVerdict(installed.String, offered.String, major)
}

// vectorVerdict judges the versions of pgvector that the database has and that its server could give it, "" for none.
func vectorVerdict(installed, offered string, major int) error {
	switch {
	case atLeast(installed, MinVector), installed == "" && atLeast(offered, MinVector):
		return nil
	case atLeast(offered, MinVector):
		return fmt.Errorf("%w: version %s is too old, and %s is at hand: run 'ALTER EXTENSION vector UPDATE' in this database as its administrator", ErrVectorMissing, installed, offered)
	case installed != "" || offered != "":
		return fmt.Errorf("%w: version %s is too old, %s or newer is needed: install it on the database server", ErrVectorMissing, cmp.Or(installed, offered), MinVector)
	default:
		return fmt.Errorf("%w: install version %s or newer on the database server (package postgresql-%d-pgvector on Debian and Ubuntu)", ErrVectorMissing, MinVector, major)
	}
}

// migrateError words the failures an administrator can mend.
func migrateError(config *pgx.ConnConfig, err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != codeNoPrivilege {
		return fmt.Errorf("migrate the database: %w", err)
	}
	if pg.Routine == "execute_extension_script" {
		return fmt.Errorf("%w: user %s may not switch it on: run 'CREATE EXTENSION vector' in database %s as its administrator", ErrVectorMissing, config.User, config.Database)
	}
	return fmt.Errorf("migrate the database: user %s may not make tables in database %s: make it the owner with 'ALTER DATABASE %s OWNER TO %s' (%w)",
		config.User, config.Database, pgx.Identifier{config.Database}.Sanitize(), pgx.Identifier{config.User}.Sanitize(), err)
}
