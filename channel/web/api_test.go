package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

const api = "/api/v1/messages"

// decode reads a JSON object.
func decode(t *testing.T, r *http.Response) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		t.Fatalf("%d: not JSON: %v", r.StatusCode, err)
	}
	return v
}

func TestAPIAnswersWithTheTurn(t *testing.T) {
	t.Parallel()
	b := newBook(func(m agent.Message) (agent.Turn, error) {
		return agent.Turn{
			ID: "t1", Language: corpus.Hindi, Outcome: agent.Asked, Model: "offline", Prompt: "p1", Message: m.Text,
			Reply:     agent.Reply{Text: "जवाब", Choices: []agent.Choice{{ID: "c", Title: "हाँ"}}, Attachments: []agent.Attachment{{Name: "r.pdf", MIME: "application/pdf", Data: []byte("%PDF")}}},
			Citations: []agent.Citation{{Service: "s", Clause: "s/fee", Checked: "2026-11-10", URL: "https://example.org"}},
			Passages:  []agent.Passage{{ID: "s/fee", Service: "s", Score: 0.5}},
			ToolCalls: []agent.ToolCall{{Name: "checkStatus", Arguments: json.RawMessage(`{"a":1}`), Error: "dial 10.0.0.7: refused"}},
			Ask:       &agent.AskRef{Tool: "checkStatus", Field: "mobileLast4", Kind: "number"},
			TimingsMS: map[string]int64{"search": 3},
			Error:     "secret of the house", Rejected: "what a model made up", Grounding: []string{"number 7"},
		}, nil
	})
	r := do(newWeb(t, b), post(api, jsonKind, `{"id":"m-1","text":"नमस्ते"}`))
	if r.StatusCode != http.StatusOK {
		t.Fatalf("status %d", r.StatusCode)
	}
	want := map[string]any{
		"id": "t1", "conversation": secretID, "at": "2026-11-21T05:00:00Z", "language": "hi", "message": "नमस्ते", "outcome": "asked", "model": "offline", "prompt": "p1",
		"reply": map[string]any{
			"text": "जवाब", "choices": []any{map[string]any{"id": "c", "title": "हाँ"}},
			"attachments": []any{map[string]any{"name": "r.pdf", "mime": "application/pdf", "data": "JVBERg=="}},
		},
		"citations":  []any{map[string]any{"service": "s", "clause": "s/fee", "checked": "2026-11-10", "url": "https://example.org"}},
		"passages":   []any{map[string]any{"id": "s/fee", "service": "s", "score": 0.5}},
		"tool_calls": []any{map[string]any{"name": "checkStatus", "arguments": map[string]any{"a": 1.0}, "error": "failed"}},
		"ask":        map[string]any{"tool": "checkStatus", "field": "mobileLast4", "kind": "number"},
		"timings_ms": map[string]any{"search": 3.0},
	}
	if diff := cmp.Diff(want, decode(t, r)); diff != "" {
		t.Errorf("Turn (-want +got):\n%s", diff)
	}
	in := b.last(t)
	if in.Citizen != (agent.Citizen{Channel: "web"}) || in.Message.ID != "m-1" || in.Conversation != "" {
		t.Errorf("handed on: %+v", in)
	}
}

func TestAPIListsAreNeverNull(t *testing.T) {
	t.Parallel()
	got := decode(t, do(newWeb(t, newBook(nil)), post(api, jsonKind, `{"text":"hi"}`)))
	reply := got["reply"].(map[string]any)
	for name, v := range map[string]any{
		"citations": got["citations"], "passages": got["passages"], "tool_calls": got["tool_calls"],
		"choices": reply["choices"], "attachments": reply["attachments"],
	} {
		if _, ok := v.([]any); !ok {
			t.Errorf("%s is %v, want a list", name, v)
		}
	}
	if v, there := got["ask"]; !there || v != nil {
		t.Errorf("ask is %v, want null", v)
	}
}

func TestAPIRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind, body string
		status     int
		says       string
	}{
		"broken":           {jsonKind, `{"text":`, 400, "ends too early"},
		"nonsense":         {jsonKind, `text=hello`, 400, "broken"},
		"empty":            {jsonKind, ``, 400, "empty"},
		"a list":           {jsonKind, `[]`, 400, "not an object"},
		"a number as text": {jsonKind, `{"text": 5}`, 400, "text must be a text"},
		"misspelt":         {jsonKind, `{"txet": "hello"}`, 400, `there is no field "txet"`},
		"no text":          {jsonKind, `{}`, 400, `"text" is missing`},
		"two objects":      {jsonKind, `{"text":"a"}{"text":"b"}`, 400, "one message at a time"},
		"too large":        {jsonKind, `{"text":"` + strings.Repeat("a", 1<<20) + `"}`, 413, "1 MB"},
		"a form":           {formKind, `text=hello`, 415, "application/json"},
		"plain text":       {"text/plain", `hello`, 415, "application/json"},
		"no type":          {"", `{"text":"a"}`, 415, "application/json"},
		"no boundary":      {"multipart/form-data", `hello`, 400, "boundary"},
		"broken multipart": {"multipart/form-data; boundary=x", "--x\r\nContent-", 400, "broken"},
		"unknown":          {jsonKind, `{"text":"a","conversation":"0190f5b2-0000-7000-8000-000000000000"}`, 404, "not known"},
		"not an id":        {jsonKind, `{"text":"a","conversation":"../../etc"}`, 404, "not known"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBook(nil)
			r := do(newWeb(t, b), post(api, c.kind, c.body))
			says, _ := decode(t, r)["error"].(string)
			if r.StatusCode != c.status || !strings.Contains(says, c.says) {
				t.Errorf("%d %q, want %d and %q", r.StatusCode, says, c.status, c.says)
			}
			if c.status != 404 && b.count() > 0 {
				t.Error("the message was handed on all the same")
			}
		})
	}
}

func TestAPIRefusesOnlyWhatItMust(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want agent.Message
	}{
		"empty text":      {`{"text":""}`, agent.Message{}},
		"only a choice":   {`{"choice":"apply:"}`, agent.Message{Choice: "apply:"}},
		"broken UTF-8":    {"{\"text\":\"a\xff\xfeb\"}", agent.Message{Text: "a\uFFFD\uFFFDb"}},
		"half surrogate":  {`{"text":"a\ud83d"}`, agent.Message{Text: "a\uFFFD"}},
		"markup":          {`{"text":"<script>alert(1)</script>"}`, agent.Message{Text: "<script>alert(1)</script>"}},
		"ten thousand":    {`{"text":"` + strings.Repeat("आ", 10_000) + `"}`, agent.Message{Text: strings.Repeat("आ", 10_000)}},
		"charset is fine": {`{"text":"ok","id":"1"}`, agent.Message{Text: "ok", ID: "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBook(nil)
			r := do(newWeb(t, b), post(api, "application/json; charset=utf-8", c.body))
			if r.StatusCode != http.StatusOK {
				t.Fatalf("%d %s", r.StatusCode, text(t, r))
			}
			got := b.last(t).Message
			if got.Text != c.want.Text || got.Choice != c.want.Choice || got.ID != c.want.ID {
				t.Errorf("handed on %+v, want %+v", got, c.want)
			}
		})
	}
}

// multi is a multipart body; a value of []byte is a file.
func multi(t *testing.T, fields map[string]any) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, v := range fields {
		switch v := v.(type) {
		case string:
			if err := w.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		case []byte:
			part, err := w.CreateFormFile("file", name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := part.Write(v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.String()
}

func TestAPITakesFiles(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	// The name lies about the type, and tries to be a path.
	kind, body := multi(t, map[string]any{"text": "मेरा कागज़", "id": "m1", "../../photo.exe": []byte("%PDF-1.7 hello")})
	if r := do(newWeb(t, b), post(api, kind, body)); r.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", r.StatusCode, text(t, r))
	}
	got := b.last(t).Message
	want := []agent.File{{Name: "photo.exe", MIME: "application/pdf", Data: []byte("%PDF-1.7 hello")}}
	if diff := cmp.Diff(want, got.Files); diff != "" || got.Text != "मेरा कागज़" || got.ID != "m1" {
		t.Errorf("handed on %q %q, files (-want +got):\n%s", got.ID, got.Text, diff)
	}
}

func TestAPILimitsFiles(t *testing.T) {
	t.Parallel()
	many := map[string]any{}
	for i := range 11 {
		many[fmt.Sprintf("%d.txt", i)] = []byte("x")
	}
	for name, c := range map[string]struct {
		fields map[string]any
		status int
	}{
		"12 MB":         {map[string]any{"a.bin": make([]byte, 12<<20)}, 200},
		"17 MB":         {map[string]any{"a.bin": make([]byte, 17<<20)}, 413},
		"2 MB of text":  {map[string]any{"text": strings.Repeat("a", 2<<20)}, 413},
		"eleven files":  {many, 413},
		"an empty file": {map[string]any{"a.bin": []byte{}}, 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kind, body := multi(t, c.fields)
			if r := do(newWeb(t, newBook(nil)), post(api, kind, body)); r.StatusCode != c.status {
				t.Errorf("%d, want %d", r.StatusCode, c.status)
			}
		})
	}
}

func TestAPIConversation(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	first := do(h, post(api, jsonKind, `{"text":"one"}`))
	id, _ := decode(t, first)["conversation"].(string)
	if id != secretID || cookie(first, "sahayak_conversation") == nil {
		t.Fatalf("conversation %q, cookies %v", id, first.Cookies())
	}
	// A client that names its conversation keeps it by itself.
	second := do(h, post(api, jsonKind, `{"text":"two","conversation":"`+id+`"}`))
	if got := decode(t, second)["conversation"]; got != id || len(second.Cookies()) > 0 {
		t.Errorf("conversation %v, cookies %v; want %s and none", got, second.Cookies(), id)
	}
	// A browser's comes from its cookie.
	third := do(h, post(api, jsonKind, `{"text":"three"}`, cookie(first, "sahayak_conversation")))
	if got := decode(t, third)["conversation"]; got != id {
		t.Errorf("with the cookie: conversation %v, want %s", got, id)
	}
	// A cookie of a conversation that was erased does not lock the citizen out.
	gone := &http.Cookie{Name: "sahayak_conversation", Value: "0190f5b2-ffff-7fff-8fff-ffffffffffff"}
	fourth := do(h, post(api, jsonKind, `{"text":"four"}`, gone))
	if got := decode(t, fourth)["conversation"]; fourth.StatusCode != 200 || got == id || got == gone.Value {
		t.Errorf("with a stale cookie: %d, conversation %v; want a new one", fourth.StatusCode, got)
	}
}

func TestAPIRepeatedMessage(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	const body = `{"id":"m-7","conversation":"` + secretID + `","text":"again"}`
	do(h, post(api, jsonKind, `{"text":"open"}`))
	one, two := decode(t, do(h, post(api, jsonKind, body))), decode(t, do(h, post(api, jsonKind, body)))
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("the repeated message got another answer:\n%s", diff)
	}
	if got := b.last(t); got.Message.ID != "m-7" {
		t.Errorf("the id went on as %q", got.Message.ID)
	}
}

func TestAPIFailureTellsNothing(t *testing.T) {
	t.Parallel()
	b := newBook(func(agent.Message) (agent.Turn, error) { return agent.Turn{}, errors.New("pq: password of 10.0.0.7") })
	h := newWeb(t, b)
	for language, want := range map[string]string{
		"": "कृपया थोड़ी देर में फिर भेजिए", "hi-IN,en;q=0.5": "गड़बड़ हो गई", "en-GB": "Something went wrong on our side", "hi-Latn": "gadbad",
	} {
		r := post(api, jsonKind, `{"text":"hello"}`)
		if language != "" {
			r.Header.Set("Accept-Language", language)
		}
		got := do(h, r)
		says, _ := decode(t, got)["error"].(string)
		if got.StatusCode != 503 || !strings.Contains(says, want) || strings.Contains(says, "10.0.0.7") {
			t.Errorf("%q: %d %q", language, got.StatusCode, says)
		}
	}
	r := do(h, post(api, jsonKind, `{"text":"hello"}`))
	if says, _ := decode(t, r)["error"].(string); !strings.Contains(says, "Something went wrong") || !strings.Contains(says, "गड़बड़") {
		t.Errorf("without a language: %q, want both", says)
	}
}

func TestAPIManyAtOnce(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil))
	do(h, post(api, jsonKind, `{"text":"open"}`))
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			message := fmt.Sprintf("message %d", i)
			body, _ := json.Marshal(map[string]string{"id": message, "text": message, "conversation": secretID})
			w := do(h, post(api, jsonKind, string(body)))
			var got struct{ Message string }
			if err := json.NewDecoder(w.Body).Decode(&got); err != nil || got.Message != message {
				t.Errorf("sent %q, got the turn of %q (%v)", message, got.Message, err)
			}
			do(h, get("/", &http.Cookie{Name: "sahayak_conversation", Value: secretID}))
		})
	}
	all.Wait()
}
