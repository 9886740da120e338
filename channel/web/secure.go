package web

import (
	"encoding/json"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

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
