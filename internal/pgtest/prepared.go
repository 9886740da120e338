package pgtest

import (
	"fmt"
	"os"
	"sync"
	"testing"
)

// prepared remembers the databases that this test process has filled.
var prepared struct {
	sync.Mutex
	templates map[string]template
}

// PreparedURL is like [URL] for a database that fill has worked on: fill runs once in a test process for each name, on a database of its own, and
// every test gets a copy. Fill must close its connections. The database that is copied goes with the test server.
func PreparedURL(t testing.TB, name string, fill func(url string) error) string {
	t.Helper()
	server := serverFor(t)
	prepared.Lock()
	defer prepared.Unlock()
	source, ok := prepared.templates[name]
	if !ok {
		migrated, err := templateFor(t.Context(), server)
		if err != nil {
			t.Fatalf("pgtest: %v", err)
		}
		source = template{name: fmt.Sprintf("prepared_%s_%d", name, os.Getpid()), fileCopy: migrated.fileCopy}
		if err := run(t.Context(), server, "create database "+source.name+migrated.clause()); err != nil {
			t.Fatalf("pgtest: make the database %s: %v", name, err)
		}
		if err := fill(withDatabase(server, source.name)); err != nil {
			t.Fatalf("pgtest: fill the database %s: %v", name, err)
		}
		if prepared.templates == nil {
			prepared.templates = map[string]template{}
		}
		prepared.templates[name] = source
	}
	return createAs(t, server, source.clause())
}
