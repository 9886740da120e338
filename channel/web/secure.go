package web

import (
	"encoding/json"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// policy lets the page load its own style and script and talk to its own
// server; nothing inline, nothing from outside, nobody may frame it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure adds the headers that keep a browser strict.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		// Not no-referrer: with it browsers send "Origin: null" even to ourselves,
		// which the cross-origin check of older ones would refuse.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
		if overTLS(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what another site makes a browser send.
func (s *server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		s.metrics.refused.Inc()
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusForbidden)
		_ = json.NewEncoder(w).Encode(map[string]string{
			"error": "This request was made by a page of another site, and is not accepted.",
		})
	}))
	return protection.Handler(next)
}

// recover answers for a handler that panicked. What it panicked with may be
// something a citizen wrote, so the log has its place only.
func (s *server) recover(c *gin.Context) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			panic(v)
		default:
			s.Log.Error("panic", "route", c.FullPath(), "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				s.fail(c, &problem{status: http.StatusInternalServerError, phrase: "error_answer"})
			}
		}
	}()
	c.Next()
}
