package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// secretID is the conversation the book gives out first.
const secretID = "0190f5b2-7c1d-7abc-8def-0123456789ab"

// book stands in for the assistant and the transcript: it echoes, remembers, and
// knows a repeated id.
type book struct {
	mu     sync.Mutex
	ids    []string
	turns  map[string][]agent.Turn
	byID   map[string]agent.Turn
	got    []channel.Inbound
	answer func(agent.Message) (agent.Turn, error) // nil echoes
}

func newBook(answer func(agent.Message) (agent.Turn, error)) *book {
	return &book{ids: []string{secretID}, turns: map[string][]agent.Turn{}, byID: map[string]agent.Turn{}, answer: answer}
}

func (b *book) handle(_ context.Context, in channel.Inbound) (agent.Turn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.got = append(b.got, in)
	id := in.Conversation
	if _, known := b.turns[id]; id != "" && !known {
		return agent.Turn{}, transcript.ErrNotFound
	}
	if id == "" {
		id = secretID
		if len(b.turns) > 0 {
			id = strings.Replace(secretID, "0190", "019"+string(rune('0'+len(b.turns)%10)), 1)
		}
		b.turns[id] = nil
	}
	if turn, known := b.byID[id+in.Message.ID]; known && in.Message.ID != "" {
		return turn, nil
	}
	turn := agent.Turn{
		ID: "turn-" + in.Message.ID, Language: corpus.English, Message: in.Message.Text, Outcome: agent.Answered,
		Reply: agent.Reply{Text: "You said: " + in.Message.Text},
	}
	if b.answer != nil {
		var err error
		if turn, err = b.answer(in.Message); err != nil {
			return agent.Turn{}, err
		}
	}
	turn.Conversation, turn.At = id, time.Date(2026, 11, 21, 5, 0, 0, 0, time.UTC).Add(time.Duration(len(b.turns[id]))*time.Minute)
	if turn.Message == "" {
		turn.Message = in.Message.Text
	}
	b.turns[id] = append(b.turns[id], turn)
	b.byID[id+in.Message.ID] = turn
	return turn, nil
}

func (b *book) history(_ context.Context, id string) ([]agent.Turn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	turns, known := b.turns[id]
	if !known {
		return nil, transcript.ErrNotFound
	}
	out := append([]agent.Turn{}, turns...)
	for i := range out { // as the transcript does, it keeps no contents
		files := append([]agent.Attachment{}, out[i].Reply.Attachments...)
		for j := range files {
			files[j].Data = nil
		}
		out[i].Reply.Attachments = files
	}
	return out, nil
}

func (b *book) last(t *testing.T) channel.Inbound {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.got) == 0 {
		t.Fatal("nothing was handed to the assistant")
	}
	return b.got[len(b.got)-1]
}

func (b *book) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.got)
}

// newWeb serves the book; change may alter the Config.
func newWeb(t *testing.T, b *book, change ...func(*web.Config)) http.Handler {
	t.Helper()
	config := web.Config{
		History: b.history, NotFound: transcript.ErrNotFound, Rate: -1,
		Now: func() time.Time { return time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC) },
	}
	for _, f := range change {
		f(&config)
	}
	handler, err := web.New(b.handle, config)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// do serves one request.
func do(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func post(path, kind, body string, cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

func get(path string, cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func cookie(r *http.Response, name string) *http.Cookie {
	for _, c := range r.Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

const (
	jsonKind = "application/json"
	formKind = "application/x-www-form-urlencoded"
)

func TestNewNeedsNotFound(t *testing.T) {
	t.Parallel()
	if _, err := web.New(newBook(nil).handle, web.Config{}); err == nil || !strings.Contains(err.Error(), "NotFound") {
		t.Errorf("error %v, want one that names NotFound", err)
	}
}

func TestPlainRoutes(t *testing.T) {
	t.Parallel()
	broken := func(c *web.Config) {
		c.Ready = func(context.Context) error { return errors.New("no database") }
	}
	for name, c := range map[string]struct {
		path   string
		change func(*web.Config)
		status int
	}{
		"alive":                  {"/healthz", nil, 200},
		"alive though not ready": {"/healthz", broken, 200},
		"ready":                  {"/readyz", nil, 200},
		"not ready":              {"/readyz", broken, 503},
		"metrics":                {"/metrics", nil, 200},
		"page":                   {"/", nil, 200},
		"no such page":           {"/nothing", nil, 404},
		"no such API":            {"/api/v1/nothing", nil, 404},
		"API is POST only":       {"/api/v1/messages", nil, 405},
		"no such asset":          {"/assets/chat.js", nil, 404},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			change := c.change
			if change == nil {
				change = func(*web.Config) {}
			}
			if r := do(newWeb(t, newBook(nil), change), get(c.path)); r.StatusCode != c.status {
				t.Errorf("%s: %d, want %d", c.path, r.StatusCode, c.status)
			}
		})
	}
}
