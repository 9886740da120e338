package evals

import (
	"sync"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// rules is the library built in, which all tests share: not to be changed.
func rules(t testing.TB) *corpus.Library {
	t.Helper()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return library
}

// builtIn are the suites built in, made once for all tests: not to be changed.
func builtIn(t testing.TB) []Suite {
	t.Helper()
	suites, err := readBuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return suites
}

var readBuiltIn = sync.OnceValues(Embedded)
