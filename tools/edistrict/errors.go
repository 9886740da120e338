package edistrict

import (
	"errors"
	"fmt"
	"time"
)

// What went wrong, for errors.Is. Every error of a [Client] method is an
// [*Error] and matches at most one of these.
var (
	// ErrNotFound: no such record, or a second fact that does not fit. The
	// server does not tell which, and neither must the caller.
	ErrNotFound = errors.New("edistrict: no record found")
	// ErrSecondFactor: no second fact was given, or a server that does tell said
	// that it does not fit.
	ErrSecondFactor = errors.New("edistrict: second fact missing or wrong")
	// ErrLocked: too many wrong second facts; see RetryAfter.
	ErrLocked = errors.New("edistrict: locked after wrong tries")
	// ErrUnavailable: the portal is not answering, or not in a way that can be
	// read. For a write it also means that nothing was done.
	ErrUnavailable = errors.New("edistrict: portal not available")
	// ErrUncertain: the reply to a write was lost, so it may have been done. Look
	// it up by its key before telling the citizen anything or sending it anew.
	ErrUncertain = errors.New("edistrict: outcome of a write not known")
	// ErrValidation: the server did not accept what was sent; see Fields.
	ErrValidation = errors.New("edistrict: not accepted")
	// ErrConflict: the application is not in a state for this, or the key was
	// used for something else; see Code.
	ErrConflict = errors.New("edistrict: not possible now")
	// ErrUnauthorized: the program's own key was refused.
	ErrUnauthorized = errors.New("edistrict: key refused")
)

// Error is a failed call. Its text has the operation, the code and the HTTP
// status, and nothing that the caller sent.
type Error struct {
	Op     string // the interface's operation, such as submitApplication
	Status int    // HTTP status; 0 when there was no answer
	// Code is the server's, such as record_not_found, or ours: network, timeout,
	// circuit_open, half_answer, wrong_content_type, unreadable_answer,
	// answer_mismatch, unexpected_status, legacy_failure, second_factor_missing.
	Code string
	// Description is the server's own English sentence; may be empty. For
	// developers, not for citizens.
	Description string
	Retryable   bool          // the same call may succeed later
	RetryAfter  time.Duration // how long the server asked to wait; 0 when it did not
	Fields      []FieldError  // with ErrValidation
	Hint        Text          // where to turn instead; may be empty

	kind  error // one of the sentinels, or nil
	cause error // a context's error, or nil
}

// FieldError is one field the server did not accept.
type FieldError struct {
	Field string // such as applicant.mobile or answers.annual_income
	Code  string // required, invalid, too_long, unknown or not_a_choice
}

func (e *Error) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("edistrict: %s: %s", e.Op, e.Code)
	}
	return fmt.Sprintf("edistrict: %s: %s (HTTP %d)", e.Op, e.Code, e.Status)
}

// Is matches the sentinel of the error's kind.
func (e *Error) Is(target error) bool { return e.kind != nil && target == e.kind }

// Unwrap gives the context's error, if the caller's context ended the call.
func (e *Error) Unwrap() error { return e.cause }

// kindOf sorts the server's codes. An unknown code is sorted by its status.
func kindOf(status int, code string) error {
	switch code {
	case "record_not_found", "url_not_found":
		return ErrNotFound
	case "second_factor_mismatch":
		return ErrSecondFactor
	case "second_factor_locked":
		return ErrLocked
	case "validation_failed", "missing_parameter", "invalid_parameter", "file_too_large", "unsupported_type":
		return ErrValidation
	case "invalid_state", "idempotency_key_reused", "duplicate_application":
		return ErrConflict
	case "invalid_authentication", "invalid_authorization":
		return ErrUnauthorized
	}
	switch {
	case status == 404:
		return ErrNotFound
	case status == 401 || status == 403:
		return ErrUnauthorized
	case status == 409:
		return ErrConflict
	case status >= 400 && status < 500 && status != 429:
		return ErrValidation
	}
	return ErrUnavailable
}
