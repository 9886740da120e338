package web_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/browser"
)

// remind puts a reminder into the first conversation.
func (b *book) remind() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turns[secretID] = append(b.turns[secretID], agent.Turn{
		ID: "turn-r", Conversation: secretID, Language: corpus.Hindi, Outcome: agent.Reminder, At: time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC),
		Reply: agent.Reply{Text: "आपका आवेदन अभी अधूरा है: आय प्रमाण पत्र।", Choices: []agent.Choice{{ID: "apply:income-certificate", Title: "आय प्रमाण पत्र"}}},
	})
}

func TestReminder(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	own := cookie(do(h, post("/api/v1/messages", jsonKind, `{"text": "later"}`)), "sahayak_conversation")
	if own == nil {
		t.Fatal("no conversation")
	}
	if r := do(h, get("/reminder", own)); r.StatusCode != 204 || text(t, r) != "" {
		t.Errorf("no reminder yet, but %d", r.StatusCode)
	}
	b.remind()
	if r := do(h, get("/reminder")); r.StatusCode != 204 || text(t, r) != "" {
		t.Errorf("somebody else's browser got %d", r.StatusCode)
	}
	for _, path := range []string{"/reminder", "/"} {
		r := do(h, get(path, own))
		page := text(t, r)
		if r.StatusCode != 200 || strings.Count(page, "अभी अधूरा है") != 1 || !strings.Contains(page, `value="apply:income-certificate"`) {
			t.Errorf("%s: %d %s", path, r.StatusCode, page)
		}
		if strings.Contains(page, secretID) || r.Header.Get("Cache-Control") != "no-store" || len(r.Cookies()) > 0 {
			t.Errorf("%s: headers %v, or the conversation's id in the page", path, r.Header)
		}
	}
	if part := text(t, do(h, get("/reminder", own))); strings.Contains(part, `class="mine"`) || !strings.Contains(part, `data-reminder="2026-11-24T05:00:00Z"`) {
		t.Errorf("shown as an answer to a message: %s", part)
	}
	do(h, post("/api/v1/messages", jsonKind, `{"text": "hello"}`, own))
	if r := do(h, get("/reminder", own)); r.StatusCode != 204 {
		t.Errorf("an old reminder is told again: %d", r.StatusCode)
	}
}

func TestReminderNotRead(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b, func(c *web.Config) {
		c.History = func(context.Context, string) ([]agent.Turn, error) { return nil, errors.New("no database") }
	})
	own := cookie(do(h, post("/api/v1/messages", jsonKind, `{"text": "later"}`)), "sahayak_conversation")
	if r := do(h, get("/reminder", own)); r.StatusCode != 500 || len(r.Cookies()) > 0 {
		t.Errorf("%d, cookies %v", r.StatusCode, r.Cookies())
	}
}

// TestChromiumReminder has a reminder come while the page stays open.
func TestChromiumReminder(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	record := newBook(helpful)
	site := httptest.NewServer(newWeb(t, record))
	t.Cleanup(site.Close)
	b.Do("send a message", chromedp.Navigate(site.URL), visible("html.js #welcome"), write("नमस्ते"), click(".send"), visible(".turn .choices"))
	record.remind()
	const lookAgain = `document.dispatchEvent(new Event("visibilitychange")); 0`
	browser.Read(b, chromedp.Evaluate[int](lookAgain))
	b.Do("look at the page again", visible(".turn[data-reminder] .choices"))
	browser.Read(b, chromedp.Evaluate[int](lookAgain))
	b.Do("go on", click(".turn[data-reminder] .choices button"), visible(".turn:nth-child(3) .theirs"))
	if got := record.last(t).Message; got.Choice != "apply:income-certificate" {
		t.Errorf("tapped the reminder, and the assistant got %+v", got)
	}
	if n := browser.Read(b, chromedp.Evaluate[int](`document.querySelectorAll("[data-reminder]").length`)); n != 1 {
		t.Errorf("%d reminders on the page, want one", n)
	}
}
