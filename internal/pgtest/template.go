package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

// template is a migrated database to copy.
type template struct {
	name     string
	fileCopy bool // the server knows STRATEGY file_copy, new in version 15
}

// clause is the end of a statement that copies the template.
func (t template) clause() string {
	if t.fileCopy {
		return " template " + t.name + " strategy file_copy" // half the time of the default for a database this small
	}
	return " template " + t.name
}

// templates remembers the template of the one server a test process uses.
var templates struct {
	sync.Mutex
	ready template
}

// templateFor returns the template for the present migrations, made by the first test process that asks.
func templateFor(ctx context.Context, server string) (template, error) {
	templates.Lock()
	defer templates.Unlock()
	if templates.ready.name != "" {
		return templates.ready, nil
	}
	made, err := makeTemplate(ctx, server)
	if err != nil {
		return template{}, fmt.Errorf("make the template database: %w", err)
	}
	templates.ready = made
	return made, nil
}

// buildLock is the number of the advisory lock under which a template is built.
const buildLock = 7243928

func makeTemplate(ctx context.Context, server string) (template, error) {
	hash, err := hashMigrations(postgres.Migrations())
	if err != nil {
		return template{}, err
	}
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return template{}, err
	}
	defer conn.Close(context.WithoutCancel(ctx)) // drops the lock too
	var version int
	if err := conn.QueryRow(ctx, "select current_setting('server_version_num')::int").Scan(&version); err != nil {
		return template{}, err
	}
	made := template{name: "sahayak_template_" + hash, fileCopy: version >= 150000}
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", buildLock); err != nil {
		return template{}, err
	}
	var there bool
	if err := conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", made.name).Scan(&there); err != nil {
		return template{}, err
	}
	if there {
		return made, nil
	}
	// Built under another name, so that a half-made one is never copied.
	building := made.name + "_building"
	for _, statement := range []string{"drop database if exists " + building + " with (force)", "create database " + building + " template template0"} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return template{}, err
		}
	}
	if err := postgres.Migrate(ctx, withDatabase(server, building)); err != nil {
		return template{}, err
	}
	for _, statement := range []string{
		"alter database " + building + " with allow_connections false", // a connected template cannot be copied
		"alter database " + building + " rename to " + made.name,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return template{}, err
		}
	}
	return made, nil
}

// hashMigrations names a set of migrations by names and contents, in 12 hexadecimal digits.
func hashMigrations(files fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read the migrations: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6]), nil
}
