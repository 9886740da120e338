package edistrict

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"github.com/failsafe-go/failsafe-go/timeout"
)

// policies is retry(breaker(timeout)): each try has its own limit, the breaker
// counts tries, and a write is only repeated because the server knows it again
// (by its key, or for an upload by its bytes).
func (c *Client) policies() failsafe.Executor[*reply] {
	retry := retrypolicy.NewBuilder[*reply]().
		WithMaxAttempts(c.cfg.Attempts).
		ReturnLastFailure().
		AbortIf(func(_ *reply, err error) bool {
			var f *failure
			return errors.Is(err, circuitbreaker.ErrOpen) || errors.Is(err, context.Canceled) ||
				errors.As(err, &f) && f.retryAfter > c.cfg.MaxWait
		}).
		// The delay is ours, because the library's jitter would also shorten a
		// Retry-After.
		WithDelayFunc(func(exec failsafe.ExecutionAttempt[*reply]) time.Duration {
			var f *failure
			if errors.As(exec.LastError(), &f) && f.retryAfter > 0 {
				return f.retryAfter
			}
			wait := c.cfg.Backoff << min(exec.Retries(), 6)
			return wait/2 + rand.N(wait/2+1)
		}).
		Build()
	limit := timeout.New[*reply](c.cfg.AttemptTimeout)
	if c.cfg.BreakerFailures < 0 {
		return failsafe.With[*reply](retry, limit)
	}
	c.breaker = circuitbreaker.NewBuilder[*reply]().
		HandleIf(func(_ *reply, err error) bool {
			var f *failure
			// 429 comes from a portal that works and wants us slower.
			return errors.Is(err, timeout.ErrExceeded) ||
				errors.As(err, &f) && f.status != http.StatusTooManyRequests
		}).
		WithFailureThreshold(uint(c.cfg.BreakerFailures)).
		WithSuccessThreshold(1).
		WithDelay(c.cfg.BreakerPause).
		Build()
	return failsafe.With[*reply](retry, c.breaker, limit)
}
