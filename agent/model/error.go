package model

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what to do about a failure. A Kind is itself an error, so that
// errors.Is(err, model.KindConfig) asks for it.
type Kind string

// The kinds of failure.
const (
	// KindRetryable: the provider cannot answer now; the same request may
	// succeed later. It has already been retried as far as the time allowed.
	KindRetryable Kind = "retryable"
	// KindFallback: the provider answered, but not usably; asking again would
	// not help, another model might.
	KindFallback Kind = "fallback"
	// KindConfig: no request will succeed until a person changes the key, the
	// address, the model's name or the account.
	KindConfig Kind = "config"
)

// Error is the kind's name, as in "retryable".
func (k Kind) Error() string { return string(k) }

// ErrOpen is wrapped by the error of a call that was not made because the
// calls before it failed; its RetryAfter says when the next one will be.
var ErrOpen = errors.New("not asked: too many failures just now")

// Error is a sorted failure of a provider. Its text holds nothing that a
// citizen wrote and no key.
type Error struct {
	Kind   Kind
	Status int // HTTP status, 0 if no answer came
	// Code is the provider's own short name for the failure, such as
	// model_not_found; empty if it gave none.
	Code string
	// RetryAfter is how long the provider wants to be left alone, 0 if it did
	// not say.
	RetryAfter time.Duration
	Err        error
}

func (e *Error) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("model: %v (status %d, %s)", e.Err, e.Status, e.Kind)
	}
	return fmt.Sprintf("model: %v (%s)", e.Err, e.Kind)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is this error's Kind.
func (e *Error) Is(target error) bool {
	k, ok := target.(Kind)
	return ok && k == e.Kind
}

// unusable is a KindFallback error without a status.
func unusable(format string, args ...any) *Error {
	return &Error{Kind: KindFallback, Err: fmt.Errorf(format, args...)}
}
