package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// problem is a refusal on its way out. It never holds a value the caller sent.
type problem struct {
	status     int
	code       string
	text       string
	fields     []wire.FieldProblem
	hint       Text
	retryAfter int // seconds; 0: none
}

func (p *problem) Error() string { return p.code }

// retryable follows from the status: the caller's mistakes stay mistakes.
func (p *problem) retryable() bool { return p.status >= 500 || p.status == http.StatusTooManyRequests }

var (
	notFound    = &problem{status: 404, code: "record_not_found", text: "No record found"}
	foreignNo   = &problem{status: 404, code: "record_not_found", text: "No record found", hint: portalHint}
	noSuchURL   = &problem{status: 404, code: "url_not_found", text: "No such address"}
	badMethod   = &problem{status: 405, code: "method_not_allowed", text: "Not with this method"}
	badKey      = &problem{status: 401, code: "invalid_authentication", text: "Key missing or wrong"}
	badBody     = &problem{status: 400, code: "invalid_parameter", text: "The request could not be read"}
	badMode     = &problem{status: 400, code: "invalid_parameter", text: "X-Sandbox-Mode names no mode"}
	keyReused   = &problem{status: 409, code: "idempotency_key_reused", text: "The key was used for another request"}
	tooLarge    = &problem{status: 413, code: "file_too_large", text: "More than 100 KB"}
	wrongType   = &problem{status: 415, code: "unsupported_type", text: "Not a type that is taken here"}
	tooOften    = &problem{status: 429, code: "rate_limit_exceeded", text: "Too many requests", retryAfter: 1}
	broken      = &problem{status: 500, code: "internal_server_error", text: "Something broke; whether the step was done is not known"}
	badGateway  = &problem{status: 502, code: "bad_gateway", text: "The back end gave no good answer"}
	unavailable = &problem{status: 503, code: "service_unavailable", text: "Not working now; nothing was done"}
	tooSlow     = &problem{status: 504, code: "gateway_timeout", text: "The back end did not answer in time"}
)

func wrongState(text string) *problem {
	return &problem{status: 409, code: "invalid_state", text: text}
}

func invalid(fields ...wire.FieldProblem) *problem {
	return &problem{status: 422, code: "validation_failed", text: "Some fields were not accepted", fields: fields}
}

// unavailableError is a failure before anything was done.
type unavailableError struct{ err error }

func (e unavailableError) Error() string { return fmt.Sprintf("database not reached: %v", e.err) }
func (e unavailableError) Unwrap() error { return e.err }

// problemFor turns any error into what the caller may know of it.
func problemFor(err error) *problem {
	var p *problem
	var large *http.MaxBytesError
	var down unavailableError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &large):
		return tooLarge
	case errors.As(err, &down):
		return unavailable
	}
	return broken
}

// fail writes the refusal. What is not the caller's mistake goes to the log,
// with the cause.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemFor(err)
	id := w.Header().Get("X-Request-Id")
	if p.status >= 500 && !errors.Is(err, p) {
		s.cfg.Logger.ErrorContext(r.Context(), "sandbox request failed", "request", id, "code", p.code, "err", err)
	}
	if p.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.retryAfter))
	}
	writeJSON(w, p.status, wire.Problem{
		Sandbox: true, Error: p.code, ErrorDescription: p.text, Retryable: p.retryable(), RequestID: id,
		Fields: p.fields, Hint: text(p.hint),
	})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the caller has gone; nobody is left to tell
}
