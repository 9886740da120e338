package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
)

// showReminder is GET /reminder, for a page that stays open: the last turn as the
// page shows it, if that is a reminder, else 204. It neither ends nor renews the
// conversation.
func (s *server) showReminder(c *gin.Context) {
	var turns []agent.Turn
	if conversation := readConversation(c); conversation != "" && s.History != nil {
		var err error
		if turns, err = s.History(c.Request.Context(), conversation); err != nil && !errors.Is(err, s.NotFound) {
			s.Log.Error("history not read", "err", withoutIDs(err))
			c.Status(http.StatusInternalServerError)
			return
		}
	}
	if len(turns) == 0 || !turns[len(turns)-1].Unasked() {
		c.Header("Cache-Control", "no-store")
		c.Status(http.StatusNoContent)
		return
	}
	v := s.emptyView(c)
	s.renderPart(c, http.StatusOK, "turn", turnPart{view: v, turnView: s.turnView(v.Lang, turns[len(turns)-1], true)})
}
