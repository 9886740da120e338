package model

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// guard is the transport under langchaingo: it adds the key, and lets through
// only a complete JSON body with status 200. Anything else becomes an *Error
// in the attempt carried by the request's context.
type guard struct {
	next     http.RoundTripper
	provider Provider
	key      Key
	limit    int64 // bytes of body; more is refused
	// mend, if not nil, may rewrite a good body before it is parsed.
	mend func([]byte) ([]byte, error)
}

// newClient is c.Client with the guard in it. Redirects are not followed: the
// guard would hand the key to wherever they lead.
func newClient(c Config, limit int64, mend func([]byte) ([]byte, error)) *http.Client {
	next := c.Client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	return &http.Client{
		Transport:     &guard{next: next, provider: c.Provider, key: c.Key, limit: limit, mend: mend},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// attempt records what became of one try, which langchaingo would reduce to a
// line of text.
type attempt struct {
	err *Error
	// tell allows the provider's own words in the error. They may repeat the
	// request, so only Ping, which sends nothing of a citizen's, asks for them.
	tell bool
}

type attemptKey struct{}

func withAttempt(ctx context.Context, a *attempt) context.Context {
	return context.WithValue(ctx, attemptKey{}, a)
}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	note, ok := req.Context().Value(attemptKey{}).(*attempt)
	if !ok {
		note = &attempt{}
	}
	resp, e := g.exchange(req, note.tell)
	if e != nil {
		note.err = e
		return nil, e
	}
	return resp, nil
}

func (g *guard) exchange(req *http.Request, tell bool) (*http.Response, *Error) {
	req = req.Clone(req.Context())
	g.sign(req)
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, &Error{Kind: KindRetryable, Err: fmt.Errorf("no answer: %w", err)}
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		// The body only explains; a failure to read it changes nothing.
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
		return nil, refusal(resp, body, tell, g.key)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, g.limit+1))
	fail := func(k Kind, format string, args ...any) (*http.Response, *Error) {
		return nil, &Error{Kind: k, Status: resp.StatusCode, Err: fmt.Errorf(format, args...)}
	}
	mediaType, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return fail(KindRetryable, "reply cut off: %w", err)
	case int64(len(body)) > g.limit:
		return fail(KindFallback, "reply longer than %d bytes", g.limit)
	case mediaType != "application/json":
		// A gateway's page, most often while the server behind it restarts.
		return fail(KindRetryable, "reply is not JSON by its content type")
	case !json.Valid(body):
		return fail(KindRetryable, "reply is broken or half JSON")
	}
	if g.mend != nil {
		if body, err = g.mend(body); err != nil {
			return fail(KindFallback, "%w", err)
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return resp, nil
}

// sign replaces the placeholder key that langchaingo insists on.
func (g *guard) sign(req *http.Request) {
	req.Header.Del("Authorization")
	req.Header.Del("X-Api-Key")
	switch {
	case g.key == "":
	case g.provider == Anthropic:
		req.Header.Set("X-Api-Key", string(g.key))
	default:
		req.Header.Set("Authorization", "Bearer "+string(g.key))
	}
}

// plainCode is what a provider's error code looks like; anything else might be
// a sentence.
var plainCode = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,48}$`)

// refusal sorts an answer that is not 200.
func refusal(resp *http.Response, body []byte, tell bool, key Key) *Error {
	var said struct {
		Error struct {
			Type    string `json:"type"`
			Code    any    `json:"code"` // a string, a number or null
			Message string `json:"message"`
		} `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // other shapes say nothing we could use
	code, _ := said.Error.Code.(string)
	e := &Error{Status: resp.StatusCode, Kind: kindOf(resp.StatusCode, code, said.Error.Type)}
	e.RetryAfter = retryAfter(resp.Header, time.Now())
	words := []string{"provider refused"}
	for _, w := range []string{said.Error.Type, code} {
		if plainCode.MatchString(w) && w != string(key) {
			words = append(words, w)
			e.Code = w
		}
	}
	if msg := []rune(said.Error.Message); tell && len(msg) > 0 {
		text := string(msg[:min(len(msg), 300)])
		if key != "" {
			text = strings.ReplaceAll(text, string(key), key.masked())
		}
		words = append(words, text)
	}
	e.Err = errors.New(strings.Join(words, ": "))
	return e
}

func kindOf(status int, code, typ string) Kind {
	switch {
	case code == "insufficient_quota" || typ == "insufficient_quota":
		return KindConfig // sent with 429, but waiting does not fill an account
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout,
		status == http.StatusTooEarly, status >= 500:
		return KindRetryable
	case status == http.StatusBadRequest, status == http.StatusRequestEntityTooLarge,
		status == http.StatusUnprocessableEntity:
		return KindFallback // this request is refused, the next may not be
	}
	return KindConfig
}

// retryAfter reads Retry-After, in seconds or as a date, and the finer header
// some providers send beside it; 0 if absent, past or unreadable.
func retryAfter(h http.Header, now time.Time) time.Duration {
	const most = 24 * time.Hour // also keeps the multiplication from overflowing
	limit := func(d time.Duration) time.Duration { return max(0, min(d, most)) }
	if ms, err := strconv.ParseInt(h.Get("Retry-After-Ms"), 10, 64); err == nil {
		return limit(time.Duration(min(ms, most.Milliseconds())) * time.Millisecond)
	}
	v := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.ParseInt(v, 10, 64); err == nil {
		return limit(time.Duration(min(s, int64(most.Seconds()))) * time.Second)
	}
	if at, err := http.ParseTime(v); err == nil {
		return limit(at.Sub(now))
	}
	return 0
}
