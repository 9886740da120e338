package model

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// caller makes the calls to one server: time limits, retries, breaker.
type caller struct {
	timeout, attemptTimeout time.Duration
	retries                 int
	breaker                 circuitbreaker.CircuitBreaker[any]
}

func newCaller(c Config) *caller {
	return &caller{
		timeout: c.Timeout, attemptTimeout: c.AttemptTimeout, retries: c.Retries,
		breaker: circuitbreaker.NewBuilder[any]().
			WithFailureThreshold(uint(c.BreakAfter)).
			WithSuccessThreshold(1).
			WithDelay(c.BreakFor).
			WithJitterFactor(0.1). // so that many machines do not come back at once
			Build(),
	}
}

// call runs try until it succeeds or there is no point in going on. The error
// is an *Error, or ctx's own if the caller gave up.
func call[T any](ctx context.Context, c *caller, tell bool, try func(context.Context) (T, error)) (T, error) {
	var zero T
	all, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var last error
	retry := retrypolicy.NewBuilder[T]().
		WithMaxRetries(c.retries).
		ReturnLastFailure().
		HandleIf(func(_ T, err error) bool { return worthRetrying(all, err) }).
		WithDelayFunc(func(exec failsafe.ExecutionAttempt[T]) time.Duration {
			return pause(exec.Attempts(), exec.LastError())
		}).
		Build()
	got, err := failsafe.With(retry).WithContext(all).Get(func() (T, error) {
		got, err := once(all, c, tell, try)
		last = err
		return got, err
	})
	switch {
	case err == nil:
		return got, nil
	case ctx.Err() != nil:
		return zero, ctx.Err()
	case all.Err() != nil && last != nil:
		err = last // the limit was reached while waiting to try again
	case all.Err() != nil:
		err = c.late("call", c.timeout)
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Kind: KindRetryable, Err: err}
	}
	return zero, e
}

// once makes one try and tells the breaker.
func once[T any](ctx context.Context, c *caller, tell bool, try func(context.Context) (T, error)) (T, error) {
	var zero T
	if !c.breaker.TryAcquirePermit() {
		return zero, &Error{Kind: KindRetryable, RetryAfter: c.breaker.RemainingDelay(), Err: ErrOpen}
	}
	note := &attempt{tell: tell}
	one, cancel := context.WithTimeout(ctx, c.attemptTimeout)
	defer cancel()
	got, err := try(withAttempt(one, note))
	var e *Error
	switch {
	case err == nil:
		c.breaker.RecordSuccess()
		return got, nil
	case errors.Is(ctx.Err(), context.Canceled):
		// The caller left: no news of the server. Only a half-open breaker,
		// which lent its one permit, must hear something.
		if c.breaker.IsHalfOpen() {
			c.breaker.RecordFailure()
		}
		return zero, ctx.Err()
	case ctx.Err() != nil:
		e = c.late("call", c.timeout)
	case one.Err() != nil:
		e = c.late("try", c.attemptTimeout)
	case note.err != nil:
		e = note.err
	case !errors.As(err, &e):
		// The transport was content but langchaingo was not: the shape of the
		// reply is wrong. Its text may quote the reply and is not kept.
		e = unusable("reply is not in the provider's protocol")
	}
	if e.Kind == KindRetryable {
		c.breaker.RecordFailure()
	} else {
		c.breaker.RecordSuccess() // it did answer
	}
	return zero, e
}

func (c *caller) late(what string, limit time.Duration) *Error {
	return &Error{Kind: KindRetryable, Err: fmt.Errorf("%s took longer than %v: %w", what, limit, context.DeadlineExceeded)}
}

// worthRetrying: the server may do better, and is willing within our time.
func worthRetrying(ctx context.Context, err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindRetryable || errors.Is(err, ErrOpen) {
		return false
	}
	end, ok := ctx.Deadline()
	return !ok || time.Now().Add(e.RetryAfter).Before(end)
}

// pause before the try that follows the given number of tries: doubling from a
// quarter of a second to four, plus up to half of that by chance; what the
// server asked for is only ever lengthened.
func pause(tries int, err error) time.Duration {
	const first, most = 250 * time.Millisecond, 4 * time.Second
	wait := min(most, first<<min(max(tries-1, 0), 10))
	var e *Error
	if errors.As(err, &e) && e.RetryAfter > 0 {
		return e.RetryAfter + rand.N(first)
	}
	return wait + rand.N(wait/2)
}
