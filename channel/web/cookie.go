package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

// Names of the cookies.
const (
	conversationCookie = "sahayak_conversation"
	languageCookie     = "sahayak_language"
)

// A conversation is kept after its last message for as long as a form put aside is:
// who was told "I keep it until the 20th" finds it there. Who shares the computer
// begins anew from the menu, which forgets it at once.
const conversationKept = agent.DraftFor

// languageKept is how long the language chosen for the page is remembered.
const languageKept = 365 * 24 * time.Hour

// longestID bounds what is believed to be a conversation's id.
const longestID = 200

// readConversation is the conversation of this browser, empty if it has none.
func readConversation(c *gin.Context) string {
	cookie, err := c.Request.Cookie(conversationCookie)
	if err != nil || len(cookie.Value) > longestID {
		return ""
	}
	return cookie.Value
}

func writeConversation(c *gin.Context, id string) {
	setCookie(c, conversationCookie, id, conversationKept)
}

func forgetConversation(c *gin.Context) { setCookie(c, conversationCookie, "", -time.Second) }

// setCookie sets a cookie that no script can read and no other site can send
// with a POST; over TLS, also behind a proxy that says so, it is Secure.
func setCookie(c *gin.Context, name, value string, kept time.Duration) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(kept.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: webguard.OverTLS(c.Request),
	})
}
