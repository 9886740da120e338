package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
)

// maxBody bounds a request: a document of 100 KB and its wrapping.
const maxBody = 256 << 10

// routes puts the layers round the generated handlers. Outermost: the body's
// bound; then the frame that names the sandbox, the key, the faults; inside,
// per route, the check against openapi.yaml.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	HandlerWithOptions(
		NewStrictHandlerWithOptions(s, nil, StrictHTTPServerOptions{
			RequestErrorHandlerFunc: func(w http.ResponseWriter, r *http.Request, err error) {
				if p := problemFor(err); p == broken { // not ours: the body could not be decoded
					err = badBody
				}
				s.fail(w, r, err)
			},
			ResponseErrorHandlerFunc: s.fail,
		}),
		StdHTTPServerOptions{
			BaseRouter:  mux,
			Middlewares: []MiddlewareFunc{s.validated},
			// Parameters the generated code cannot bind; what is wrong with them is
			// told by the same words as for all others.
			ErrorHandlerFunc: func(w http.ResponseWriter, r *http.Request, _ error) {
				s.validated(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, badBody) })).ServeHTTP(w, r)
			},
		})
	return limited(s.frame(s.authenticated(s.faulty(mux, s.known(mux)))))
}

// frame marks every answer as simulated and logs the request without its
// address, which may hold a number.
func (s *Server) frame(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := uuid.NewString()
		h := w.Header()
		h.Set("X-Sandbox", "true")
		h.Set("X-Request-Id", id)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			s.cfg.Logger.InfoContext(r.Context(), "sandbox request",
				"request", id, "route", r.Pattern, "status", seen.status, "ms", time.Since(start).Milliseconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// authenticated asks for the test key on /_control and for the API key
// everywhere else but the health check.
func (s *Server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok := false
		switch {
		case r.URL.Path == "/healthz":
			ok = true
		case strings.HasPrefix(r.URL.Path, "/_control/"):
			ok = s.cfg.ControlKey != "" && same(r.Header.Get("X-Control-Key"), s.cfg.ControlKey)
		default:
			ok = same(r.Header.Get("X-API-Key"), s.cfg.APIKey)
		}
		if !ok {
			s.fail(w, r, badKey)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// same compares in a time that does not depend on where or how long the
// strings differ.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// limited bounds the body. It must see net/http's own ResponseWriter, or the
// connection of a caller who sent too much is kept for the next request.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// known answers unknown addresses and methods like every other refusal; the
// mux alone would answer in plain text.
func (s *Server) known(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := mux.Handler(r)
		if pattern != "" && r.Method != http.MethodHead {
			mux.ServeHTTP(w, r)
			return
		}
		var blank statusOnly
		handler.ServeHTTP(&blank, r)
		if blank.status == http.StatusMethodNotAllowed || r.Method == http.MethodHead {
			s.fail(w, r, badMethod)
			return
		}
		s.fail(w, r, noSuchURL)
	})
}

// statusOnly is a response of which only the status matters.
type statusOnly struct {
	header http.Header
	status int
}

func (b *statusOnly) Header() http.Header {
	if b.header == nil {
		b.header = http.Header{}
	}
	return b.header
}
func (b *statusOnly) Write(p []byte) (int, error) { return len(p), nil }
func (b *statusOnly) WriteHeader(status int)      { b.status = status }
