package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	pgxvector "github.com/pgvector/pgvector-go/pgx"
)

// applicationName is how our connections show in pg_stat_activity.
const applicationName = "sahayak"

// connectTimeout limits one attempt to connect; a URL may say connect_timeout otherwise.
const connectTimeout = 10 * time.Second

// Open returns a pool of connections to the database at url, after making sure that it answers. The caller must Close it.
//
// Up to 10 connections are held, unless the URL says otherwise with pool_max_conns. pgvector's types are known to every connection made
// after the extension was, so [Migrate] first. Errors say what is wrong in a sentence and never show the URL's password.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database URL is not valid: %w", err) // pgx leaves the password out
	}
	if !poolSizeGiven(url) {
		config.MaxConns = 10
	}
	prepareConn(config.ConnConfig)
	config.AfterConnect = registerVector
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, connectError(config.ConnConfig, err)
	}
	return pool, nil
}

// prepareConn sets what every connection of ours has in common, where the URL does not.
func prepareConn(config *pgx.ConnConfig) {
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = applicationName
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
}

// poolSizeGiven: pgx fills the field in either way, so the URL itself must be asked.
func poolSizeGiven(url string) bool {
	config, err := pgx.ParseConfig(url)
	return err == nil && config.RuntimeParams["pool_max_conns"] != ""
}

// registerVector makes vector, halfvec and sparsevec usable as arguments and results. Before the extension exists there is nothing to register.
func registerVector(ctx context.Context, conn *pgx.Conn) error {
	var there bool
	if err := conn.QueryRow(ctx, "select to_regtype('vector') is not null").Scan(&there); err != nil || !there {
		return err
	}
	return pgxvector.RegisterTypes(ctx, conn)
}

// SQLSTATE codes that get words of their own.
const (
	codeStartingUp    = "57P03"
	codeWrongPassword = "28P01"
	codeNoAccess      = "28000"
	codeNoDatabase    = "3D000"
	codeTooManyConns  = "53300"
	codeNoPrivilege   = "42501"
)

// connectError says why a database could not be reached, in one sentence that names host, user and database but no secret.
func connectError(config *pgx.ConnConfig, err error) error {
	where := net.JoinHostPort(config.Host, fmt.Sprint(config.Port))
	if config.Host != "" && config.Host[0] == '/' {
		where = config.Host
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return fmt.Errorf("no database answers at %s: is the server running, and DATABASE_URL right? (%w)", where, err)
	}
	switch pg.Code {
	case codeWrongPassword:
		return fmt.Errorf("the database at %s refuses user %s: wrong password in DATABASE_URL (%w)", where, config.User, err)
	case codeNoAccess:
		return fmt.Errorf("the database at %s does not let user %s in: check DATABASE_URL and the server's pg_hba.conf (%w)", where, config.User, err)
	case codeNoDatabase:
		return fmt.Errorf("there is no database %q at %s: make it with 'createdb %s' (%w)", config.Database, where, config.Database, err)
	case codeTooManyConns:
		return fmt.Errorf("the database at %s has no connection left: raise its max_connections or stop other programs (%w)", where, err)
	case codeStartingUp:
		return fmt.Errorf("the database at %s is starting or stopping: try again in a moment (%w)", where, err)
	}
	return fmt.Errorf("connect to the database at %s: %w", where, err)
}
