package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// modelServer answers every call the same way and counts them.
func modelServer(t *testing.T, status int, body string) (url string, calls *atomic.Int32) {
	t.Helper()
	calls = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		if _, err := io.Copy(io.Discard, r.Body); err != nil { // else it is not told when the caller leaves
			return
		}
		if status == 0 { // never answers
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if strings.HasPrefix(body, "<") {
			w.Header().Set("Content-Type", "text/html")
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", calls
}

func chatReply(content string) string {
	return fmt.Sprintf(`{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":%q},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3}}`, content)
}

func anthropicReply(content string) string {
	return fmt.Sprintf(`{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"text","text":%q}],"stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":3}}`, content)
}

func refusedWith(code, message string) string {
	return fmt.Sprintf(`{"error":{"type":"some_error","code":%q,"message":%q}}`, code, message)
}

const okReply = `{"reply":"ok","citations":[],"outcome":"refused"}`

func TestDoctorTriesTheModel(t *testing.T) {
	t.Parallel()
	const key = "sk-very-secret"
	for _, tt := range []struct {
		name, provider string
		status         int
		body           string
		want           string // in the error; empty: it works
	}{
		{"OpenAI answers", "openai", 200, chatReply(okReply), ""},
		{"Anthropic answers", "anthropic", 200, anthropicReply(okReply), ""},
		{"bad key", "openai", 401, refusedWith("invalid_api_key", "Incorrect API key: "+key), "does not accept the key"},
		{"bad key at Anthropic", "anthropic", 401, `{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}`, "does not accept the key"},
		{"unknown model by code", "openai", 404, refusedWith("model_not_found", "no such thing"), `has no model "tiny-1"`},
		{"unknown model by name", "openai", 404, refusedWith("", `model "tiny-1" not found, try pulling it first`), `has no model "tiny-1"`},
		{"unknown model at Anthropic", "anthropic", 404, `{"type":"error","error":{"type":"not_found_error","message":"model: tiny-1"}}`, `has no model "tiny-1"`},
		{"wrong path", "openai", 404, `{"detail":"Not Found"}`, "wrong address"},
		{"a page", "openai", 200, "<h1>Welcome</h1>", "does not speak the openai protocol"},
		{"half JSON", "openai", 200, `{"choices":[{`, "does not speak the openai protocol"},
		{"another protocol", "anthropic", 200, chatReply(okReply), "not in the form asked for"},
		{"prose", "openai", 200, chatReply("Yes, I am here!"), "not in the form asked for"},
		{"no credit", "openai", 429, refusedWith("insufficient_quota", "quota"), "no credit"},
		{"asked too often", "openai", 429, refusedWith("rate_limit", "slow down"), "too often"},
		{"broken", "openai", 503, refusedWith("", "overloaded"), "trouble of its own"},
		{"refuses", "openai", 400, refusedWith("unsupported_parameter", "response_format is not supported"), "refuses the request"},
		{"slow", "openai", 0, "", "too slow"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			url, calls := modelServer(t, tt.status, tt.body)
			c := &Config{Model: "tiny-1", ModelURL: url, Provider: tt.provider, ModelKey: key, ModelTimeout: 10 * time.Second, LogLevel: "warn"}
			if tt.status == 0 {
				c.ModelTimeout = 100 * time.Millisecond
			}
			checkModel(t, c, tt.want)
			if n := calls.Load(); n != 1 {
				t.Errorf("%d calls, want one", n)
			}
		})
	}
}

func checkModel(t *testing.T, c *Config, want string) {
	t.Helper()
	a, err := newApp(c, environment{stderr: io.Discard, stdout: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	note, err := a.tryModel(t.Context())
	switch {
	case want == "" && (err != nil || !strings.Contains(note, "answers")):
		t.Errorf("note %q, error %v", note, err)
	case want != "" && (err == nil || !strings.Contains(oneLine(err), want)):
		t.Errorf("error %v, want one with %q", err, want)
	case err != nil && c.ModelKey != "" && strings.Contains(err.Error(), string(c.ModelKey)):
		t.Errorf("the key is told: %v", err)
	}
}

func TestDoctorCannotReachTheModel(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(nil)
	closed.Close()
	safe, _ := modelServer(t, 200, chatReply(okReply))
	needsKey, _ := modelServer(t, 401, refusedWith("", "no key"))
	for url, want := range map[string]string{
		closed.URL + "/v1":                          "nothing answers at that address",
		"http://no-such-host.invalid/v1":            "no machine of that name",
		strings.Replace(safe, "http:", "https:", 1): "no safe connection",
		"localhost:8080":                            "not an http or https address",
		needsKey:                                    "wants a key",
	} {
		checkModel(t, &Config{Model: "tiny-1", ModelURL: url, Provider: "openai", ModelTimeout: 10 * time.Second, LogLevel: "warn"}, want)
	}
}

func TestPrices(t *testing.T) {
	t.Parallel()
	p := &program{t: t, env: map[string]string{"SAHAYAK_MODEL_PRICE_IN": "250", "SAHAYAK_MODEL_PRICE_OUT": "1000"}}
	for name, tt := range map[string]struct {
		in, out *float64
		want    string // the price, or what the error says
	}{
		"both":     {new(250.0), new(1000.0), "&{250 1000}"},
		"free":     {new(0.0), new(0.0), "&{0 0}"},
		"none":     {nil, nil, "<nil>"},
		"one":      {new(250.0), nil, "go together"},
		"negative": {new(250.0), new(-1.0), "0 or more"},
	} {
		price, err := (&Config{PriceIn: tt.in, PriceOut: tt.out}).price()
		if got := fmt.Sprint(price); err == nil && got != tt.want || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %s, %v, want %s", name, got, err, tt.want)
		}
	}
	p.env["SAHAYAK_MODEL_PRICE_IN"] = "cheap"
	if code, _, errs := p.run("", "doctor"); code != exitUsage || !strings.Contains(errs, "model-price-in") {
		t.Errorf("a price that is no number: exit code %d, %s", code, errs)
	}
}
