package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

func (s *server) limit(c *gin.Context) {
	if wait := s.limits.Wait(webguard.ClientOf(c.ClientIP())); wait > 0 {
		s.fail(c, tooOften(wait))
	}
}

func tooOften(wait time.Duration) *problem {
	return &problem{status: http.StatusTooManyRequests, phrase: "error_often", after: wait}
}
