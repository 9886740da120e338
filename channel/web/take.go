package web

import (
	"context"
	"errors"
	"regexp"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
)

// sent is a message as it came in, by whichever road.
type sent struct {
	id           string
	conversation string // named in the JSON; empty means the cookie's
	text         string
	choice       string
	files        []agent.File
}

// take lets the message be answered. A conversation that the message names must
// exist; one that only the browser's cookie remembers may have been erased since,
// and then a new one begins. The cookie is renewed, unless the message names its
// conversation and so keeps it by itself.
func (s *server) take(c *gin.Context, m sent) (agent.Turn, error) {
	in := channel.Inbound{
		Citizen:      agent.Citizen{Channel: "web"},
		Conversation: m.conversation,
		Message:      agent.Message{ID: m.id, Text: m.text, Choice: m.choice, Files: m.files, At: s.Now()},
	}
	if m.conversation == "" {
		in.Conversation = readConversation(c)
	}
	ctx := c.Request.Context()
	turn, err := s.answer(ctx, in)
	if errors.Is(err, s.NotFound) && m.conversation == "" && in.Conversation != "" {
		in.Conversation = ""
		turn, err = s.answer(ctx, in)
	}
	if err != nil {
		if !errors.Is(err, s.NotFound) && !errors.Is(err, context.Canceled) {
			s.Log.Error("message not answered", "err", withoutIDs(err))
		}
		return agent.Turn{}, err
	}
	if m.conversation == "" {
		writeConversation(c, turn.Conversation)
	}
	s.metrics.count(turn)
	s.Log.Info("message answered", "turn", turn.ID, "lang", turn.Language, "outcome", turn.Outcome)
	return turn, nil
}

var uuids = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// withoutIDs is an error's text without ids: that of a conversation is a secret.
func withoutIDs(err error) string { return uuids.ReplaceAllString(err.Error(), "(id)") }
