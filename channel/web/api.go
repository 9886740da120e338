package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// turnJSON is a Turn as the outside sees it: what staff alone should see, such as
// the text of errors and what a model wrote that was not sent, is left out.
type turnJSON struct {
	ID           string           `json:"id"`
	Conversation string           `json:"conversation"`
	At           time.Time        `json:"at"`
	Language     corpus.Lang      `json:"language"`
	Message      string           `json:"message"`
	Reply        replyJSON        `json:"reply"`
	Notice       string           `json:"notice,omitempty"`
	Citations    []agent.Citation `json:"citations"`
	Passages     []agent.Passage  `json:"passages"`
	ToolCalls    []agent.ToolCall `json:"tool_calls"`
	Ask          *agent.AskRef    `json:"ask"`
	Outcome      agent.Outcome    `json:"outcome"`
	Model        string           `json:"model"`
	Prompt       string           `json:"prompt"`
	TimingsMS    map[string]int64 `json:"timings_ms"`
}

type replyJSON struct {
	Text        string           `json:"text"`
	Choices     []agent.Choice   `json:"choices"`
	Attachments []attachmentJSON `json:"attachments"`
}

// attachmentJSON has the content in base64 while it is at hand: with the reply,
// not with a repeated one.
type attachmentJSON struct {
	Name string `json:"name"`
	MIME string `json:"mime"`
	Data []byte `json:"data,omitempty"`
}

func publicTurn(t agent.Turn) turnJSON {
	out := turnJSON{
		ID: t.ID, Conversation: t.Conversation, At: t.At, Language: t.Language, Message: t.Message,
		Reply:  replyJSON{Text: t.Reply.Text, Choices: list(t.Reply.Choices), Attachments: []attachmentJSON{}},
		Notice: t.Notice, Citations: list(t.Citations), Passages: list(t.Passages), ToolCalls: []agent.ToolCall{},
		Ask: t.Ask, Outcome: t.Outcome, Model: t.Model, Prompt: t.Prompt, TimingsMS: t.TimingsMS,
	}
	for _, a := range t.Reply.Attachments {
		out.Reply.Attachments = append(out.Reply.Attachments, attachmentJSON(a))
	}
	for _, call := range t.ToolCalls {
		if call.Error != "" {
			call.Error = "failed"
		}
		out.ToolCalls = append(out.ToolCalls, call)
	}
	if out.TimingsMS == nil {
		out.TimingsMS = map[string]int64{}
	}
	return out
}

// list is s, never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// postMessage takes a message as JSON, or as multipart with files, and answers
// with the Turn: as JSON, or for the page's own script, which asks for
// text/html, as the part of the page that shows it. That part does not hold the
// conversation's id, so the script never learns it.
func (s *server) postMessage(c *gin.Context) {
	var m sent
	var err error
	switch mediaType(c.Request) {
	case jsonType:
		m, err = readJSON(c)
	case multipartType:
		m, err = readMultipart(c)
	default:
		err = unsupported()
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	turn, err := s.take(c, m)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	if strings.HasPrefix(c.GetHeader("Accept"), "text/html") {
		v := s.emptyView(c)
		s.renderPart(c, http.StatusOK, "turn", turnPart{view: v, turnView: s.turnView(v.Lang, turn, true)})
		return
	}
	c.JSON(http.StatusOK, publicTurn(turn))
}
