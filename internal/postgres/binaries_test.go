package postgres

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChooseBinaries(t *testing.T) {
	t.Parallel()
	var (
		onPath  = binaries{folder: "/opt/pg/bin", major: 16, vector: true}
		bare    = binaries{folder: "/opt/pg/bin", major: 16}
		newest  = binaries{folder: "/usr/lib/postgresql/17/bin", major: 17}
		fitting = binaries{folder: "/usr/lib/postgresql/15/bin", major: 15, vector: true}
	)
	for _, test := range []struct {
		name  string
		found []binaries
		major int
		want  string // folder
		err   string // part of it
	}{
		{"nothing installed", nil, 0, "", ErrNoPostgres.Error()},
		{"none has pgvector", []binaries{bare, newest}, 0, "", ErrNoPgvector.Error()},
		{"the one on PATH", []binaries{onPath, newest, fitting}, 0, onPath.folder, ""},
		{"the newest that has pgvector", []binaries{bare, newest, fitting}, 0, fitting.folder, ""},
		{"the version of the data", []binaries{onPath, fitting}, 15, fitting.folder, ""},
		{"the version of the data has no pgvector", []binaries{onPath, newest}, 17, "", ErrNoPgvector.Error()},
		{"the version of the data is not here", []binaries{onPath, fitting}, 14, "", "made by PostgreSQL 14, but this machine has only version 16"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := chooseBinaries(test.found, test.major)
			if got.folder != test.want {
				t.Errorf("folder: got %q, want %q", got.folder, test.want)
			}
			if text := errorText(err); (test.err == "") != (text == "") || !strings.Contains(text, test.err) {
				t.Errorf("error: got %q, want %q", text, test.err)
			}
		})
	}
}

func TestInstalledBinaries(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	install := func(name, version, vector string, programs ...string) string {
		bin, share := filepath.Join(root, name, "bin"), filepath.Join(root, name, "share", "extension")
		for _, folder := range []string{bin, share} {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		for _, program := range programs {
			script := "#!/bin/sh\necho '" + program + " (PostgreSQL) " + version + "'\n"
			if err := os.WriteFile(filepath.Join(bin, program), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if vector != "" {
			control := "comment = 'vectors'\ndefault_version = '" + vector + "'\nrelocatable = true\n"
			if err := os.WriteFile(filepath.Join(share, "vector.control"), []byte(control), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return bin
	}
	all := []string{"initdb", "pg_ctl", "postgres"}
	onPath := install("path", "15.18 (Debian 15.18-0+deb12u1)", "", all...)
	folders := []string{
		onPath,
		install("old", "13.9", "0.8.0", all...),
		install("15", "15.2", "0.8.0", all...),
		install("18", "18beta1", "0.10.0", all...),
		install("17", "17.1", "0.6.0", all...),
		install("client only", "16.1", "0.8.0", "initdb"),
		onPath,
	}
	got := installedBinaries(t.Context(), folders)
	want := []binaries{
		{folder: onPath, major: 15},
		{folder: filepath.Join(root, "18/bin"), major: 18, vector: true},
		{folder: filepath.Join(root, "17/bin"), major: 17},
		{folder: filepath.Join(root, "15/bin"), major: 15, vector: true},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(binaries{})); diff != "" {
		t.Errorf("servers (-want +got):\n%s", diff)
	}
}

func TestAtLeast(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		version string
		want    bool
	}{
		{"0.8.0", true}, {"0.8.1", true}, {"0.10.0", true}, {"1.0.0", true}, {"0.8.0.1", true},
		{"0.7.4", false}, {"0.8", false}, {"", false}, {"x.y.z", false},
	} {
		if got := atLeast(test.version, "0.8.0"); got != test.want {
			t.Errorf("atLeast(%q, 0.8.0): got %v, want %v", test.version, got, test.want)
		}
	}
}

func TestVectorVerdict(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, installed, offered, want string }{
		{"switched on", "0.8.0", "0.8.0", ""},
		{"switched on and hidden from this user", "0.8.0", "", ""},
		{"to be switched on", "", "0.8.1", ""},
		{"old, a newer one at hand", "0.7.0", "0.8.0", "ALTER EXTENSION vector UPDATE"},
		{"old", "0.6.0", "0.6.0", "version 0.6.0 is too old"},
		{"old, to be switched on", "", "0.6.0", "version 0.6.0 is too old"},
		{"none", "", "", "postgresql-16-pgvector"},
	} {
		err := vectorVerdict(test.installed, test.offered, 16)
		if text := errorText(err); (test.want == "") != (err == nil) || !strings.Contains(text, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, text, test.want)
		}
		if err != nil && !errors.Is(err, ErrVectorMissing) {
			t.Errorf("%s: %v is not ErrVectorMissing", test.name, err)
		}
	}
}

// errorText is "" for no error.
func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
