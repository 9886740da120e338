package postgres

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// MinPostgres is the oldest major version of PostgreSQL that will do: what Ubuntu 22.04 has.
const MinPostgres = 14

// MinVector is the oldest version of pgvector that will do: iterative index scans came with it.
const MinVector = "0.8.0"

// ErrNoPostgres: this machine has no PostgreSQL server programs that are new enough.
var ErrNoPostgres = errors.New("the server programs of PostgreSQL 14 or newer (initdb, pg_ctl, postgres) are not on this machine: " +
	"'make install' installs them, or set DATABASE_URL to any PostgreSQL that has pgvector")

// ErrNoPgvector: this machine has a PostgreSQL server, but none with a pgvector that is new enough.
var ErrNoPgvector = errors.New("PostgreSQL is on this machine, but its pgvector extension " + MinVector + " or newer is not: " +
	"'make install' installs it, or set DATABASE_URL to any PostgreSQL that has pgvector")

// binaries is one installed PostgreSQL server.
type binaries struct {
	folder string // holds initdb, pg_ctl and postgres
	major  int    // 15
	vector bool   // it can load a pgvector that is new enough
}

// path returns the full name of one of the server's programs.
func (b binaries) path(program string) string { return filepath.Join(b.folder, program) }

// findBinaries returns the server to use: of version major if that is not 0, as a data folder of that version demands; else the one on
// PATH; else the newest. Only one that has pgvector will do. The error is ErrNoPostgres or ErrNoPgvector, or names the version.
func findBinaries(ctx context.Context, major int) (binaries, error) {
	return chooseBinaries(installedBinaries(ctx, binaryFolders()), major)
}

func chooseBinaries(found []binaries, major int) (binaries, error) {
	if len(found) == 0 {
		return binaries{}, ErrNoPostgres
	}
	sameMajor := false
	for _, b := range found {
		if major != 0 && b.major != major {
			continue
		}
		sameMajor = true
		if b.vector {
			return b, nil
		}
	}
	if major != 0 && !sameMajor {
		return binaries{}, fmt.Errorf("the data folder was made by PostgreSQL %d, but this machine has only version %d: install PostgreSQL %d, or move the folder away to begin with an empty one",
			major, found[0].major, major)
	}
	return binaries{}, ErrNoPgvector
}

// binaryFolders lists where servers may be: the folder of the initdb on PATH first, then the usual places of Debian, Fedora and
// Homebrew, none of which puts the server's programs on PATH.
func binaryFolders() []string {
	var folders []string
	if initdb, err := exec.LookPath("initdb"); err == nil {
		// A link to one program stands in a folder that has not all the others.
		if real, err := filepath.EvalSymlinks(initdb); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin",
	} {
		matches, _ := filepath.Glob(pattern) // the only error is a bad pattern
		folders = append(folders, matches...)
	}
	return folders
}

// installedBinaries returns the usable servers among folders: the first folder's first, the others newest first.
func installedBinaries(ctx context.Context, folders []string) []binaries {
	var found []binaries
	for _, folder := range folders {
		b := binaries{folder: folder, major: majorVersion(ctx, folder)}
		if b.major < MinPostgres || slices.ContainsFunc(found, func(o binaries) bool { return o.folder == folder }) {
			continue
		}
		b.vector = atLeast(vectorVersion(ctx, folder), MinVector)
		found = append(found, b)
	}
	if len(found) > 1 {
		rest := found
		if folders[0] == found[0].folder {
			rest = found[1:]
		}
		slices.SortStableFunc(rest, func(a, b binaries) int { return b.major - a.major })
	}
	return found
}

// majorVersion returns the major version of the server in folder, 0 if there is none or not all of it.
func majorVersion(ctx context.Context, folder string) int {
	for _, program := range []string{"initdb", "pg_ctl", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(folder, program)); err != nil {
			return 0
		}
	}
	out, err := exec.CommandContext(ctx, filepath.Join(folder, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	// postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1), or 18beta1
	_, version, _ := strings.Cut(string(out), ") ")
	digits := strings.IndexFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	if digits <= 0 {
		return 0
	}
	major, _ := strconv.Atoi(version[:digits])
	return major
}

// vectorVersion returns the version of pgvector that the server in folder would load, "" if it has none.
func vectorVersion(ctx context.Context, folder string) string {
	shares := []string{
		// Outside Debian pg_config is a package of its own, so look in the usual places too.
		filepath.Join(folder, "../share/postgresql"),
		filepath.Join(folder, "../share/pgsql"),
		filepath.Join(folder, "../share"),
	}
	if out, err := exec.CommandContext(ctx, filepath.Join(folder, "pg_config"), "--sharedir").Output(); err == nil {
		shares = slices.Insert(shares, 0, strings.TrimSpace(string(out)))
	}
	for _, share := range shares {
		if version := controlVersion(filepath.Join(share, "extension", "vector.control")); version != "" {
			return version
		}
	}
	return ""
}

// controlVersion reads the default version from an extension's control file, "" if there is none.
func controlVersion(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), "=")
		if ok && strings.TrimSpace(name) == "default_version" {
			return strings.Trim(strings.TrimSpace(value), "'")
		}
	}
	return ""
}

// atLeast says whether version, such as 0.10.1, is min or later; an empty version is not.
func atLeast(version, min string) bool {
	have, want := strings.Split(version, "."), strings.Split(min, ".")
	for i := range want {
		if i >= len(have) {
			return false
		}
		h, err := strconv.Atoi(have[i])
		if err != nil {
			return false
		}
		w, _ := strconv.Atoi(want[i]) // min is a constant of ours
		if h != w {
			return h > w
		}
	}
	return true
}
