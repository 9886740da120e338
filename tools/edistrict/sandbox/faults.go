package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// faulty misbehaves as the request's X-Sandbox-Mode or the stored faults say.
// The mux only tells which route a request is for.
func (s *Server) faulty(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/") {
			next.ServeHTTP(w, r)
			return
		}
		_, pattern := mux.Handler(r)
		route := s.operationID(pattern)
		mode := Mode(r.Header.Get("X-Sandbox-Mode"))
		if mode == "" {
			var err error
			if mode, err = s.faultFor(r.Context(), route); err != nil {
				s.fail(w, r, unavailableError{err})
				return
			}
		}
		if !slices.Contains(Modes, mode) {
			s.fail(w, r, badMode)
			return
		}
		s.misbehave(mode, route, w, r, next)
	})
}

func (s *Server) misbehave(mode Mode, route string, w http.ResponseWriter, r *http.Request, next http.Handler) {
	switch mode {
	case "slow":
		s.wait(r.Context())
		s.fail(w, r, tooSlow)
	case "flaky":
		switch s.roll(20) {
		case 0, 1, 2:
			s.fail(w, r, badGateway)
		case 3, 4, 5:
			s.fail(w, r, unavailable)
		default:
			next.ServeHTTP(w, r)
		}
	case "down":
		s.fail(w, r, unavailable)
	case "rate-limit":
		s.fail(w, r, tooOften)
	case "html":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>SANDBOX</title><p>Simulated: your session has expired."))
	case "legacy", "drift":
		answer := recorded(next, r)
		body, status := answer.body.Bytes(), answer.status
		if mode == "legacy" {
			body, status = legacy(route, body), http.StatusOK
		} else {
			body = drifted(body)
		}
		answer.send(w, status, body, len(body))
	case "half":
		answer := recorded(next, r)
		answer.send(w, answer.status, answer.body.Bytes()[:answer.body.Len()/2], answer.body.Len())
		panic(http.ErrAbortHandler)
	case "accept-then-drop":
		recorded(next, r)
		panic(http.ErrAbortHandler) // net/http cuts the connection and stays quiet
	default:
		next.ServeHTTP(w, r)
	}
}

// wait keeps the caller waiting, unless the caller gives up.
func (s *Server) wait(ctx context.Context) {
	d := s.cfg.Slow
	if d == 0 {
		d = 3*time.Second + time.Duration(s.roll(7000))*time.Millisecond
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// recording is an answer held back.
type recording struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func recorded(next http.Handler, r *http.Request) *recording {
	rec := &recording{header: http.Header{}, status: http.StatusOK}
	next.ServeHTTP(rec, r)
	return rec
}

func (r *recording) Header() http.Header         { return r.header }
func (r *recording) WriteHeader(status int)      { r.status = status }
func (r *recording) Write(p []byte) (int, error) { return r.body.Write(p) }

// send passes the answer on, announcing a length that may be a lie.
func (r *recording) send(w http.ResponseWriter, status int, body []byte, announced int) {
	for k, v := range r.header {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Length", strconv.Itoa(announced))
	w.WriteHeader(status)
	_, _ = w.Write(body)
	_ = http.NewResponseController(w).Flush()
}

// operationID of a mux pattern such as "POST /v1/status"; empty if it has none.
func (s *Server) operationID(pattern string) string {
	method, path, _ := strings.Cut(pattern, " ")
	item := s.spec.Paths.Value(path)
	if item == nil || item.GetOperation(method) == nil {
		return ""
	}
	return item.GetOperation(method).OperationID
}

// faultFor is the stored fault for the route, a route's own before the one for
// all, and takes one from its count.
func (s *Server) faultFor(ctx context.Context, route string) (Mode, error) {
	for {
		var mode Mode
		var key string
		var count *int
		err := s.pool.QueryRow(ctx, `SELECT mode, route, count FROM edistrict_sandbox.faults
			WHERE route IN ($1, '') AND count IS DISTINCT FROM 0 ORDER BY route DESC LIMIT 1`, route).Scan(&mode, &key, &count)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return "clean", nil
		case err != nil:
			return "", fmt.Errorf("read faults: %w", err)
		case count == nil:
			return mode, nil
		}
		tag, err := s.pool.Exec(ctx, `UPDATE edistrict_sandbox.faults SET count = count - 1
			WHERE route = $1 AND mode = $2 AND count > 0`, key, mode)
		if err != nil {
			return "", fmt.Errorf("count fault: %w", err)
		}
		if tag.RowsAffected() > 0 {
			return mode, nil
		}
		// Another request took the last one in between; look again.
	}
}
