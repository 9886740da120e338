package model

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// provider is a local server of a model's protocol that answers from a list;
// the last answer repeats.
type provider struct {
	*httptest.Server
	mu       sync.Mutex
	answers  []http.HandlerFunc
	requests []received
}

type received struct {
	Path   string
	Header http.Header
	Body   []byte
}

func serve(t *testing.T, answers ...http.HandlerFunc) *provider {
	t.Helper()
	p := &provider{answers: answers}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("reading the request: %v", err)
		}
		p.mu.Lock()
		p.requests = append(p.requests, received{r.URL.Path, r.Header.Clone(), body})
		answer := p.answers[min(len(p.requests), len(p.answers))-1]
		p.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *provider) received() []received {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]received(nil), p.requests...)
}

// config asks p quickly enough for a test.
func (p *provider) config() Config {
	return Config{BaseURL: p.URL + "/v1", Key: testKey, Model: "test-model", Timeout: 10 * time.Second, Client: p.Client()}
}

const testKey = "sk-not-a-real-key"

func mustNew(t *testing.T, c Config) *Model {
	t.Helper()
	m, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func body(contentType, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, text)
	}
}

// says is a chat completion whose message is the given JSON.
func says(message, finish string) http.HandlerFunc {
	return body("application/json", fmt.Sprintf(`{"id":"c1","object":"chat.completion","model":"test-model",
		"choices":[{"index":0,"message":%s,"finish_reason":%q}],
		"usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150}}`, message, finish))
}

// text is a chat completion with the given content.
func text(content string) http.HandlerFunc { return textEnding(content, "stop") }

func textEnding(content, finish string) http.HandlerFunc {
	quoted, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	return says(`{"role":"assistant","content":`+string(quoted)+`}`, finish)
}

const goodAnswer = `{"reply":"Fee is Rs 10.","citations":["income-certificate/fee"],"outcome":"answered"}`

// toolCalls is a chat completion that asks for the given name/arguments pairs.
func toolCalls(pairs ...string) http.HandlerFunc {
	var calls []map[string]any
	for i := 0; i+1 < len(pairs); i += 2 {
		calls = append(calls, map[string]any{
			"id": fmt.Sprintf("x%d", i), "type": "function",
			"function": map[string]any{"name": pairs[i], "arguments": pairs[i+1]},
		})
	}
	raw, err := json.Marshal(map[string]any{"role": "assistant", "content": nil, "tool_calls": calls})
	if err != nil {
		panic(err)
	}
	return says(string(raw), "tool_calls")
}

// fails is a refusal with the given status, headers (name, value, ...) and an
// error object.
func fails(status int, code string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":{"message":"you said: 2345 6789 0123, key %s","type":"some_error","code":%q}}`, testKey, code)
	}
}

// cut promises more than it sends, then drops the connection.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "5000")
	io.WriteString(w, `{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"half`)
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

// hangs answers only when the client has gone.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func sample() agent.Request {
	return agent.Request{
		System: "You are Sahayak.", Language: corpus.English, Message: "income certificate fee?",
		Clauses: []corpus.Clause{{
			ID: "income-certificate/fee", Kind: corpus.Fee, Checked: "2026-11-01",
			Text: corpus.Text{En: "The fee is Rs 10.", Hi: "शुल्क 10 रुपये है।", Latn: "Shulk 10 rupaye hai."},
		}},
		Tools: []agent.ToolSpec{
			{Name: "checkStatus", Description: "status", Schema: json.RawMessage(`{"type":"object","properties":{"applicationNo":{"type":"string"}}}`)},
			{Name: "startApplication", Description: "apply"},
		},
	}
}
