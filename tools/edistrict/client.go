package edistrict

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// Config is how a [Client] behaves. Zero fields take their defaults.
type Config struct {
	BaseURL string // required: http or https, with a host; a path is kept
	APIKey  string // required
	// HTTP sends the requests; its own Timeout should be 0. Default: a new
	// http.Client.
	HTTP *http.Client
	// AttemptTimeout limits one try, answer included. Default 7 s.
	AttemptTimeout time.Duration
	// Attempts is how often a call is tried at most. Default 3; 1 means no retry.
	Attempts int
	// Backoff is the wait before the second try; it doubles. Default 200 ms.
	Backoff time.Duration
	// MaxWait is the longest Retry-After that is waited for; a longer one ends the
	// call. Default 2 s.
	MaxWait time.Duration
	// BreakerFailures in a row stop all calls for BreakerPause. Defaults 8 and
	// 10 s; BreakerFailures -1 means no breaker.
	BreakerFailures int
	BreakerPause    time.Duration
	// Mode is sent as X-Sandbox-Mode, to try a misbehaviour of the sandbox.
	// Default: none.
	Mode string
	// Logger hears of every failed try, without personal data. Default: discard.
	Logger *slog.Logger
}

func (c Config) withDefaults() Config {
	c.AttemptTimeout = cmp.Or(c.AttemptTimeout, 7*time.Second)
	c.Attempts = cmp.Or(c.Attempts, 3)
	c.Backoff = cmp.Or(c.Backoff, 200*time.Millisecond)
	c.MaxWait = cmp.Or(c.MaxWait, 2*time.Second)
	c.BreakerFailures = cmp.Or(c.BreakerFailures, 8)
	c.BreakerPause = cmp.Or(c.BreakerPause, 10*time.Second)
	if c.HTTP == nil {
		c.HTTP = &http.Client{}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

// Client talks to one portal. Safe for concurrent use.
type Client struct {
	cfg     Config
	wire    *wire.Client
	breaker circuitbreaker.CircuitBreaker[*reply] // nil: none
	calls   failsafe.Executor[*reply]
}

// New returns a client with the default limits; hc may be nil.
func New(baseURL, apiKey string, hc *http.Client) (*Client, error) {
	return NewClient(Config{BaseURL: baseURL, APIKey: apiKey, HTTP: hc})
}

// NewClient returns a client; it sends nothing yet.
func NewClient(cfg Config) (*Client, error) {
	cfg = cfg.withDefaults()
	base, err := url.Parse(cfg.BaseURL)
	switch {
	case err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https"):
		// The address is not repeated: it may hold a password.
		return nil, errors.New("edistrict: base URL must be http or https with a host")
	case strings.TrimSpace(cfg.APIKey) == "":
		return nil, errors.New("edistrict: API key missing")
	case cfg.Attempts < 1:
		return nil, fmt.Errorf("edistrict: attempts %d: must be at least 1", cfg.Attempts)
	}
	hc := *cfg.HTTP
	// A redirect would carry the key and the citizen's data to another address.
	hc.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &Client{cfg: cfg}
	c.wire, err = wire.NewClient(cfg.BaseURL, wire.WithHTTPClient(&hc), wire.WithRequestEditorFn(c.sign))
	if err != nil {
		return nil, fmt.Errorf("edistrict: make client: %w", err)
	}
	c.calls = c.policies()
	return c, nil
}

func (c *Client) sign(_ context.Context, r *http.Request) error {
	r.Header.Set("X-API-Key", c.cfg.APIKey)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "sahayak")
	if c.cfg.Mode != "" {
		r.Header.Set("X-Sandbox-Mode", c.cfg.Mode)
	}
	return nil
}
