package transcript

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// lines make the callers within one process queue for a conversation, first
// come, first served. The lease alone would keep them apart, but not in order,
// and a hundred of them would ask the database all the time.
type lines struct {
	mu sync.Mutex
	by map[string]*line
}

type line struct {
	*semaphore.Weighted     // of 1; serves in the order of arrival
	people              int // in the line, the one being served included
}

// enter waits for the caller's turn. The caller must call leave afterwards if
// there was no error; an error is ctx's own.
func (l *lines) enter(ctx context.Context, conversation string) (leave func(), err error) {
	l.mu.Lock()
	if l.by == nil {
		l.by = make(map[string]*line)
	}
	mine := l.by[conversation]
	if mine == nil {
		mine = &line{Weighted: semaphore.NewWeighted(1)}
		l.by[conversation] = mine
	}
	mine.people++
	l.mu.Unlock()

	gone := func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if mine.people--; mine.people == 0 {
			delete(l.by, conversation)
		}
	}
	if err := mine.Acquire(ctx, 1); err != nil {
		gone()
		return nil, err
	}
	return func() { mine.Release(1); gone() }, nil
}
