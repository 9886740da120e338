package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// problem is why a request was not served. A citizen is told the phrase, a
// programmer the detail if there is one.
type problem struct {
	status int
	phrase string        // id in phrases
	detail string        // in English, for whoever wrote the client
	after  time.Duration // when to try again, zero if that is not known
}

func (p *problem) Error() string {
	if p.detail != "" {
		return p.detail
	}
	return p.phrase
}

func badRequest(format string, args ...any) *problem {
	return &problem{status: http.StatusBadRequest, phrase: "error_request", detail: fmt.Sprintf(format, args...)}
}

// closedRequest is what servers log for a client that left before the answer.
const closedRequest = 499

// problemOf turns an error into what the client is told of it. What went wrong
// inside is nobody's business outside.
func (s *server) problemOf(err error) *problem {
	var p *problem
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &large):
		return &problem{status: http.StatusRequestEntityTooLarge, phrase: "error_large"}
	case errors.Is(err, s.NotFound):
		return &problem{status: http.StatusNotFound, phrase: "error_conversation"}
	case errors.Is(err, context.Canceled):
		return &problem{status: closedRequest, phrase: "error_answer"}
	}
	return &problem{status: http.StatusServiceUnavailable, phrase: "error_answer"}
}

// data are the fields a phrase about this problem may use.
func (p *problem) data() agent.Map {
	return agent.Map{"Seconds": p.seconds(), "Text": maxText >> 20, "Files": maxFiles >> 20}
}

func (p *problem) seconds() int { return int((p.after + time.Second - 1) / time.Second) }

// hint tells programs when to try again.
func (p *problem) hint(c *gin.Context) {
	if p.after > 0 {
		c.Header("Retry-After", strconv.Itoa(p.seconds()))
	}
}

// fail answers with the problem: JSON below /api/, else the page.
func (s *server) fail(c *gin.Context, err error) {
	c.Abort()
	p := s.problemOf(err)
	p.hint(c)
	if !strings.HasPrefix(c.Request.URL.Path, "/api/") {
		s.render(c, p.status, s.view(c).alert(p))
		return
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(p.status, gin.H{"error": s.sentence(c, p)})
}

// sentence is the problem in words: in the language the client asked for, else
// in English and Hindi.
func (s *server) sentence(c *gin.Context, p *problem) string {
	if lang, known := languageOf(c.Request); known {
		return s.phrases.Say(lang, p.phrase, p.data())
	}
	if p.detail != "" {
		return p.detail
	}
	return s.phrases.Say(corpus.English, p.phrase, p.data()) + " " + s.phrases.Say(corpus.Hindi, p.phrase, p.data())
}
