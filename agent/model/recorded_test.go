package model_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/agenttest"
	"github.com/sahayak-delhi/sahayak/agent/model"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestRecorded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := agent.Response{Text: "आय", Citations: []string{"a/b"}, Outcome: agent.Answered, Tokens: agent.Tokens{In: 3},
		Choices: []agent.Choice{{ID: "x", Title: "X"}}}
	second := agent.Response{Calls: []agent.Call{{Name: "t", Arguments: json.RawMessage(`{"n":1}`)}}}
	script := agenttest.Script(first, second)
	live, replay := model.Recorded(script, dir, false), model.Recorded(script, dir, true)
	req := agent.Request{System: "s", Message: "m", Clauses: []corpus.Clause{{ID: "a/b"}}}

	if _, err := replay.Respond(t.Context(), req); !errors.Is(err, model.ErrNotRecorded) || !errors.Is(err, model.KindFallback) {
		t.Errorf("replay of nothing: %v", err)
	}
	first.Model, second.Model = "script", "script"
	other := req
	other.Results = []agent.ToolCall{{Name: "t"}}
	toMend := req
	toMend.Mend = &agent.Rejection{Text: "आय", Faults: []string{"a fault"}}
	sameToTheModel := req
	sameToTheModel.Understood.Intent = agent.Question
	for _, tt := range []struct {
		name  string
		model agent.Model
		req   agent.Request
		want  agent.Response
	}{
		{"asked", live, req, first},
		{"asked again", live, req, first},
		{"replayed", replay, req, first},
		{"differs in what is not shown", replay, sameToTheModel, first},
		{"another request", live, other, second},
		{"replayed, with calls", replay, other, second},
	} {
		got, err := tt.model.Respond(t.Context(), tt.req)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(got.Calls) == 1 { // indenting the file spaces the arguments
			got.Calls[0].Arguments = json.RawMessage(compact(t, got.Calls[0].Arguments))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if _, err := replay.Respond(t.Context(), toMend); !errors.Is(err, model.ErrNotRecorded) {
		t.Errorf("the second reply is taken from the first request: %v", err)
	}
	if n := len(script.Requests()); n != 2 {
		t.Errorf("the model was asked %d times, want 2", n)
	}
	if _, err := live.Respond(t.Context(), agent.Request{Message: "fails"}); err == nil {
		t.Error("a failure was answered")
	}
	if _, err := replay.Respond(t.Context(), agent.Request{Message: "fails"}); !errors.Is(err, model.ErrNotRecorded) {
		t.Errorf("a failure was kept: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("files %v, %v, want 2", files, err)
	}
	for _, f := range files {
		if err := os.WriteFile(f, []byte(`{"Text":`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := replay.Respond(t.Context(), req); err == nil || errors.Is(err, model.ErrNotRecorded) {
		t.Errorf("a damaged file: %v", err)
	}
}

func compact(t *testing.T, raw json.RawMessage) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	base := model.Config{Model: "m"}
	mark := func(change func(*model.Config)) string {
		c := base
		change(&c)
		m, err := model.New(c)
		if err != nil {
			t.Fatal(err)
		}
		return m.Fingerprint()
	}
	same := mark(func(*model.Config) {})
	for name, change := range map[string]func(*model.Config){
		"model":       func(c *model.Config) { c.Model = "n" },
		"address":     func(c *model.Config) { c.BaseURL = "http://other/v1" },
		"provider":    func(c *model.Config) { c.Provider = model.Anthropic },
		"temperature": func(c *model.Config) { c.Temperature = 1 },
		"length":      func(c *model.Config) { c.MaxTokens = 7 },
		"JSON mode":   func(c *model.Config) { c.NoJSONMode = true },
	} {
		if mark(change) == same {
			t.Errorf("%s does not show in the fingerprint", name)
		}
	}
	if mark(func(c *model.Config) { c.Key, c.Retries = "k", 9 }) != same {
		t.Error("key or retries show in the fingerprint")
	}
}
