package retrieval

import (
	"sync"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// latest keeps what was made last of a library: a process has mostly one library, and
// may have many stores over it.
type latest[T any] struct {
	lock    sync.Mutex
	library *corpus.Library
	made    *T
}

// of is what was made of the library, by make if it was another's.
func (l *latest[T]) of(library *corpus.Library, make func() *T) *T {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.library != library {
		l.library, l.made = library, make()
	}
	return l.made
}

var (
	censuses      latest[census]
	allPrecedents latest[precedents]
)
