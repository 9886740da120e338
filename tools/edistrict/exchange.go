package edistrict

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/timeout"
)

// maxAnswer bounds what is read of an answer; the longest honest one, the list
// of services, is some 100 KB.
const maxAnswer = 4 << 20

// reply is an answer that was read to its end and is JSON.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// failure is a try that gave no usable answer.
type failure struct {
	status     int
	code       string
	retryAfter time.Duration
	refused    bool // the server said itself that it did nothing
}

func (f *failure) Error() string { return f.code }

// operation is one call of the interface.
type operation struct {
	name  string // operationId
	write bool   // a lost reply is ErrUncertain
	send  func(context.Context) (*http.Response, error)
}

// exchange sends the operation until it is answered or the policies give up.
// A nil error means an answer of any status below 500, not yet judged.
func (c *Client) exchange(ctx context.Context, op operation) (*reply, error) {
	// left is set once a request may have reached the server without the server
	// saying that it refused.
	var left atomic.Bool
	r, err := c.calls.WithContext(ctx).GetWithExecution(func(exec failsafe.Execution[*reply]) (*reply, error) {
		start := time.Now()
		r, sent, err := c.try(exec.Context(), op)
		var f *failure
		if err != nil && sent && !(errors.As(err, &f) && f.refused) {
			left.Store(true)
		}
		if err != nil {
			c.cfg.Logger.WarnContext(ctx, "e-district try failed",
				"op", op.name, "try", exec.Attempts(), "code", codeOf(err), "ms", time.Since(start).Milliseconds())
		}
		return r, err
	})
	if err == nil {
		return r, nil
	}
	e := &Error{Op: op.name, Code: codeOf(err), Retryable: true, kind: ErrUnavailable}
	var f *failure
	switch {
	case errors.As(err, &f):
		e.Status, e.RetryAfter = f.status, f.retryAfter
	case errors.Is(err, circuitbreaker.ErrOpen):
		e.RetryAfter = c.breaker.RemainingDelay()
	case ctx.Err() != nil:
		e.cause = ctx.Err()
	}
	if op.write && left.Load() {
		e.kind = ErrUncertain
	}
	return nil, e
}

// codeOf names a failed try without quoting it: the transport's own errors hold
// the whole address.
func codeOf(err error) string {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f.code
	case errors.Is(err, circuitbreaker.ErrOpen):
		return "circuit_open"
	case errors.Is(err, timeout.ErrExceeded), errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "canceled"
	}
	return "network"
}

// try sends once. sent is false only when no connection was had, so that the
// server cannot have seen the request.
func (c *Client) try(ctx context.Context, op operation) (r *reply, sent bool, err error) {
	var connected atomic.Bool
	resp, err := op.send(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	}))
	if err != nil {
		if ctx.Err() != nil {
			return nil, connected.Load(), ctx.Err()
		}
		return nil, connected.Load(), &failure{code: "network"}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil && ctx.Err() != nil {
		return nil, true, ctx.Err()
	}
	status := resp.StatusCode
	// Broken off, or longer than any honest answer: either way not read in full.
	whole := err == nil && len(body) <= maxAnswer
	isJSON := whole && jsonType(resp.Header) && json.Valid(body)
	switch {
	case status == http.StatusTooManyRequests:
		return nil, true, &failure{status: status, code: "rate_limit_exceeded", retryAfter: retryAfter(resp.Header), refused: true}
	case status >= 500:
		f := &failure{status: status, code: "server_error", retryAfter: retryAfter(resp.Header)}
		if p := problemOf(body); isJSON && p.Code != "" {
			f.code = string(p.Code)
		}
		// Only the server's own 503 says that nothing was done; a proxy says 503
		// also when the server died in the middle.
		f.refused = f.code == "service_unavailable"
		return nil, true, f
	case !whole:
		return nil, true, &failure{status: status, code: "half_answer"}
	case status >= 300 && status < 400:
		return nil, true, &failure{status: status, code: "unexpected_status"}
	case !jsonType(resp.Header):
		return nil, true, &failure{status: status, code: "wrong_content_type"}
	case !isJSON:
		return nil, true, &failure{status: status, code: "half_answer"}
	}
	return &reply{status: status, header: resp.Header, body: body}, true, nil
}

func jsonType(h http.Header) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && (media == "application/json" || strings.HasSuffix(media, "+json"))
}

// retryAfter reads seconds or a date; 0 when there is none. The date form is
// measured against the server's own Date, so that its clock does not matter.
func retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.Atoi(v); err == nil && s >= 0 && s < 1e6 {
		return time.Duration(s) * time.Second
	}
	until, err := http.ParseTime(v)
	from, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return max(0, until.Sub(from))
}
