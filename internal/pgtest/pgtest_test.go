package pgtest

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/pgvector/pgvector-go"
)

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	for i := range 6 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			pool := DB(t)
			if _, err := pool.Exec(t.Context(), "create table mine as select $1::int as n", i); err != nil {
				t.Fatalf("the table is somebody else's: %v", err)
			}
			var n int
			if err := pool.QueryRow(t.Context(), "select sum(n) from mine").Scan(&n); err != nil || n != i {
				t.Errorf("got %d, %v, want %d", n, err, i)
			}
		})
	}
}

func TestDBKnowsVectors(t *testing.T) {
	t.Parallel()
	want := pgvector.NewHalfVector([]float32{1, 0.5, -2})
	var got pgvector.HalfVector
	if err := DB(t).QueryRow(t.Context(), "select $1::halfvec", want).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Slice(), got.Slice()); diff != "" {
		t.Errorf("halfvec there and back (-want +got):\n%s", diff)
	}
}

func TestDatabaseIsGoneAfterTheTest(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("user", func(t *testing.T) {
		if err := DB(t).QueryRow(t.Context(), "select current_database()").Scan(&name); err != nil {
			t.Fatal(err)
		}
	})
	var there bool
	if err := DB(t).QueryRow(t.Context(), "select exists (select from pg_database where datname = $1)", name).Scan(&there); err != nil {
		t.Fatal(err)
	}
	if name == "" || there {
		t.Errorf("database %q is there: %v, want a name and false", name, there)
	}
}

func TestEmptyURLHasNoSchema(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), EmptyURL(t), "create extension vector"); err != nil {
		t.Errorf("the extension is there already: %v", err)
	}
}

func TestHashMigrationsSeesEveryChange(t *testing.T) {
	t.Parallel()
	base := fstest.MapFS{"1.sql": {Data: []byte("a")}, "2.sql": {Data: []byte("b")}}
	want, err := hashMigrations(base)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		files fstest.MapFS
		same  bool
	}{
		{"same", fstest.MapFS{"2.sql": {Data: []byte("b")}, "1.sql": {Data: []byte("a")}}, true},
		{"other text", fstest.MapFS{"1.sql": {Data: []byte("a")}, "2.sql": {Data: []byte("c")}}, false},
		{"other name", fstest.MapFS{"1.sql": {Data: []byte("a")}, "3.sql": {Data: []byte("b")}}, false},
		{"one more", fstest.MapFS{"1.sql": {Data: []byte("a")}, "2.sql": {Data: []byte("b")}, "3.sql": {}}, false},
		{"text moved between files", fstest.MapFS{"1.sql": {Data: []byte("ab")}, "2.sql": {}}, false},
	} {
		got, err := hashMigrations(test.files)
		if err != nil || (got == want) != test.same {
			t.Errorf("%s: got %s, %v; same as %s: want %v", test.name, got, err, want, test.same)
		}
	}
}

func TestServerLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	server, err := StartServer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), server.URL, "select 1"); err != nil {
		t.Fatal(err)
	}
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), server.URL, "select 1"); err == nil {
		t.Error("the server still answers after Close")
	}
}
