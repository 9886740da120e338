package main

import (
	"net/http"
	"time"

	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// withOutages lets a case have the sandbox misbehave for one message. Cases
// share the client, so there is no breaker: the outage of one would be that of
// whichever runs beside it. Between tries it hardly waits, for the outage does
// not pass, and no try is logged: what came of it stands in the case.
func withOutages(c *edistrict.Config) {
	c.HTTP = &http.Client{Transport: outages{http.DefaultTransport}}
	c.BreakerFailures = -1
	c.Backoff = time.Millisecond
	c.Logger = nil
}

type outages struct{ next http.RoundTripper }

func (o outages) RoundTrip(r *http.Request) (*http.Response, error) {
	if mode := evals.OutageIn(r.Context()); mode != "" {
		r = r.Clone(r.Context())
		r.Header.Set("X-Sandbox-Mode", mode)
	}
	return o.next.RoundTrip(r)
}
