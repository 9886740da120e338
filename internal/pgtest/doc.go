// Package pgtest gives each test a real, empty, migrated database of its own.
//
// [DB] and [URL] copy one template database, which takes some tens of milliseconds, so a test may commit, lock, listen and fail as it likes. The
// server is the one that SAHAYAK_TEST_DATABASE_URL names. 'make test' starts one for the whole run with internal/pgtest/with; without
// the variable a test process starts its own, on first use, and it goes when the process does. Only tests import this package.
package pgtest
