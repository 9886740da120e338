package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

// turnsShown bounds the turns on the page; older ones are left out.
const turnsShown = 100

// showPage is GET /. With ?lang= it remembers the language for the page's own
// words and comes back without it.
func (s *server) showPage(c *gin.Context) {
	if chosen := corpus.Lang(c.Query("lang")); slices.Contains(corpus.Langs, chosen) {
		setCookie(c, languageCookie, string(chosen), languageKept)
		c.Redirect(http.StatusSeeOther, "/")
		return
	}
	s.render(c, http.StatusOK, s.view(c))
}

// postForm is the way of a browser without scripts: the message is answered, and
// the browser is sent back to the page, which shows it. A reply with files is
// shown at once, because their contents are not kept.
func (s *server) postForm(c *gin.Context) {
	var m sent
	var err error
	switch mediaType(c.Request) {
	case formType:
		m, err = readForm(c)
	case multipartType:
		m, err = readMultipart(c)
	default:
		err = unsupported()
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	m.conversation = "" // a form has no business naming one
	if strings.TrimSpace(m.text) == "" && m.choice == "" && len(m.files) == 0 {
		c.Redirect(http.StatusSeeOther, "/")
		return
	}
	draft := m
	if wait := s.limits.Wait(webguard.ClientOf(c.ClientIP())); wait > 0 {
		s.failForm(c, draft, tooOften(wait)) // only now, so that the text is not lost
		return
	}
	m.id = formMessageID(m)
	turn, err := s.take(c, m)
	if err != nil {
		s.failForm(c, draft, err)
		return
	}
	v := s.view(c)
	for _, a := range turn.Reply.Attachments {
		if len(a.Data) > 0 {
			v.replaceLast(s.turnView(v.Lang, turn, true))
			s.render(c, http.StatusOK, v)
			return
		}
	}
	c.Redirect(http.StatusSeeOther, "/")
}

// failForm shows the page with what went wrong, and what was written, ready to be
// sent again under the same id.
func (s *server) failForm(c *gin.Context, draft sent, err error) {
	p := s.problemOf(err)
	p.hint(c)
	v := s.view(c).alert(p)
	v.MessageID, v.Draft = draft.id, draft.text
	if draft.choice != "" {
		v.Retry = &choiceView{ID: draft.choice, Title: draft.text}
		v.Draft = ""
	}
	s.render(c, p.status, v)
}

// formMessageID is the message's id: the one the page was made with, and a hash
// of what was sent. A form sent twice is one message, but a page shown again by
// the back button may send another.
func formMessageID(m sent) string {
	if m.id == "" {
		return ""
	}
	h := sha256.New()
	for _, part := range []string{m.text, m.choice} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	for _, f := range m.files {
		h.Write(f.Data)
	}
	return m.id + "." + hex.EncodeToString(h.Sum(nil)[:8])
}

// endChat makes this browser forget the conversation, for those who share it.
func (s *server) endChat(c *gin.Context) {
	forgetConversation(c)
	c.Redirect(http.StatusSeeOther, "/")
}

// emptyView is the page for this request, without the conversation.
func (s *server) emptyView(c *gin.Context) *view {
	lang, _ := languageOf(c.Request)
	return &view{server: s, Lang: lang, MessageID: uuid.NewString()}
}

// view is the page for this request, with the conversation's turns.
func (s *server) view(c *gin.Context) *view {
	v := s.emptyView(c)
	conversation := readConversation(c)
	if conversation == "" || s.History == nil {
		return v
	}
	turns, err := s.History(c.Request.Context(), conversation)
	switch {
	case err == nil:
	case errors.Is(err, s.NotFound):
		forgetConversation(c)
		return v
	default:
		s.Log.Error("history not read", "err", withoutIDs(err))
		v.Alerts = append(v.Alerts, v.Say("error_history"))
		return v
	}
	if over := len(turns) - turnsShown; over > 0 {
		turns = turns[over:]
		v.Older = true
	}
	for i, t := range turns {
		v.Turns = append(v.Turns, turnPart{view: v, turnView: s.turnView(v.Lang, t, i == len(turns)-1)})
	}
	return v
}

func (s *server) render(c *gin.Context, status int, v *view) {
	s.renderPart(c, status, "page", v)
}

// renderPart draws a template whole before it sends any of it.
func (s *server) renderPart(c *gin.Context, status int, name string, data any) {
	var page bytes.Buffer
	if err := s.pages.ExecuteTemplate(&page, name, data); err != nil {
		s.Log.Error("page not drawn", "err", err)
		c.String(http.StatusInternalServerError, "Something went wrong. Please try again. कुछ गड़बड़ हो गई। कृपया फिर कोशिश कीजिए।\n")
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Vary", "Accept, Accept-Language, Cookie")
	c.Data(status, "text/html; charset=utf-8", page.Bytes())
}
