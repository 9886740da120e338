package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// The kernel drops these locks when their process ends, however it ends, so none can be left behind.
const (
	shared    = syscall.LOCK_SH
	exclusive = syscall.LOCK_EX
)

// fileLock is an advisory lock on a file, held until release.
type fileLock struct {
	mu   sync.Mutex
	file *os.File // nil once released
}

// release gives the lock back and says whether it was still held.
func (l *fileLock) release() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return false
	}
	l.file.Close() // closing the only descriptor of an open file drops its lock
	l.file = nil
	return true
}

// tryLockFile locks the file, making it if need be; nil without an error means that somebody else holds it.
func tryLockFile(name string, kind int) (*fileLock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, os.ErrPermission) {
		return nil, fmt.Errorf("the data folder belongs to another user (no access to %s): run as that user, or choose another folder with SAHAYAK_DATA", name)
	}
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), kind|syscall.LOCK_NB)
	if err == nil {
		return &fileLock{file: f}, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return nil, nil
	}
	return nil, fmt.Errorf("lock %s: %w", name, err)
}

// lockFile waits for the lock until ctx ends. It asks again and again because flock itself cannot be interrupted.
func lockFile(ctx context.Context, name string, kind int) (*fileLock, error) {
	const pause = 20 * time.Millisecond
	for {
		l, err := tryLockFile(name, kind)
		if l != nil || err != nil {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("another sahayak is starting or stopping the database in this data folder (lock %s): %w", name, context.Cause(ctx))
		case <-time.After(pause):
		}
	}
}
