package model

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
)

func TestRespond(t *testing.T) {
	t.Parallel()
	used := agent.Tokens{In: 120, Out: 30}
	answered := agent.Response{Text: "Fee is Rs 10.", Citations: []string{"income-certificate/fee"}, Outcome: agent.Answered, Tokens: used}
	for _, tt := range []struct {
		name    string
		answers []http.HandlerFunc
		want    agent.Response
		tries   int
	}{
		{"answer", []http.HandlerFunc{text(goodAnswer)}, answered, 1},
		{"code fence", []http.HandlerFunc{text("```json\n" + goodAnswer + "\n```")}, answered, 1},
		{"thinking first", []http.HandlerFunc{text("<think>{\"reply\":\"no\"}</think>\n" + goodAnswer)}, answered, 1},
		{"500 then answer", []http.HandlerFunc{fails(500, ""), text(goodAnswer)}, answered, 2},
		{"529 then answer", []http.HandlerFunc{fails(529, "overloaded"), text(goodAnswer)}, answered, 2},
		{"cut connection then answer", []http.HandlerFunc{cut, text(goodAnswer)}, answered, 2},
		{"half JSON then answer", []http.HandlerFunc{body("application/json", `{"choices":[{"mess`), text(goodAnswer)}, answered, 2},
		{"gateway page then answer", []http.HandlerFunc{body("text/html", "<h1>Bad gateway</h1>"), text(goodAnswer)}, answered, 2},
		{"invented citation is left to the agent", []http.HandlerFunc{text(`{"reply":"x","citations":["no/such"],"outcome":"answered"}`)},
			agent.Response{Text: "x", Citations: []string{"no/such"}, Outcome: agent.Answered, Tokens: used}, 1},
		{"choices", []http.HandlerFunc{text(`{"reply":"Which?","citations":[],"outcome":"clarify","choices":[{"id":"a","title":"A"}]}`)},
			agent.Response{Text: "Which?", Citations: []string{}, Outcome: agent.Clarify, Choices: []agent.Choice{{ID: "a", Title: "A"}}, Tokens: used}, 1},
		{"tool", []http.HandlerFunc{toolCalls("checkStatus", `{"applicationNo":"90400012345678"}`)},
			agent.Response{Calls: []agent.Call{{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"90400012345678"}`)}}, Tokens: used}, 1},
		{"parallel tools in order", []http.HandlerFunc{toolCalls("startApplication", `{"service":"a"}`, "checkStatus", "", "startApplication", `{"service":"b"}`)},
			agent.Response{Calls: []agent.Call{
				{Name: "startApplication", Arguments: json.RawMessage(`{"service":"a"}`)},
				{Name: "checkStatus", Arguments: json.RawMessage(`{}`)},
				{Name: "startApplication", Arguments: json.RawMessage(`{"service":"b"}`)},
			}, Tokens: used}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, tt.answers...)
			m := mustNew(t, p.config())
			tt.want.Model = m.Name()
			got, err := m.Respond(t.Context(), sample())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("response (-want +got):\n%s", diff)
			}
			if n := len(p.received()); n != tt.tries {
				t.Errorf("%d tries, want %d", n, tt.tries)
			}
		})
	}
}

func TestRespondFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		kind   Kind
		status int
		tries  int
	}{
		{"wrong key", fails(401, "invalid_api_key"), KindConfig, 401, 1},
		{"forbidden", fails(403, ""), KindConfig, 403, 1},
		{"no such model", fails(404, "model_not_found"), KindConfig, 404, 1},
		{"account empty", fails(429, "insufficient_quota"), KindConfig, 429, 1},
		{"redirect is not followed", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, KindConfig, 307, 1},
		{"request refused", fails(400, "context_length_exceeded"), KindFallback, 400, 1},
		{"always 500", fails(500, ""), KindRetryable, 500, 3},
		{"always cut", cut, KindRetryable, 200, 3},
		{"Retry-After beyond our time", fails(429, "", "Retry-After", "3600"), KindRetryable, 429, 1},
		{"no choices", body("application/json", `{"choices":[]}`), KindFallback, 0, 1},
		{"another protocol", body("application/json", `{"choices":"none"}`), KindFallback, 0, 1},
		{"huge", body("application/json", `{"pad":"`+strings.Repeat("x", 1<<20)+`"}`), KindFallback, 200, 1},
		{"cut at the token limit", textEnding(goodAnswer, "length"), KindFallback, 0, 1},
		{"withheld", textEnding(goodAnswer, "content_filter"), KindFallback, 0, 1},
		{"prose", text("The fee is Rs 10."), KindFallback, 0, 1},
		{"prose after the object", text(goodAnswer + " Hope this helps!"), KindFallback, 0, 1},
		{"two objects", text(goodAnswer + goodAnswer), KindFallback, 0, 1},
		{"half an object", text(goodAnswer[:40]), KindFallback, 0, 1},
		{"no reply", text(`{"citations":[],"outcome":"answered"}`), KindFallback, 0, 1},
		{"blank reply", text(`{"reply":" ","citations":[],"outcome":"answered"}`), KindFallback, 0, 1},
		{"no outcome", text(`{"reply":"x","citations":[]}`), KindFallback, 0, 1},
		{"outcome of a tool", text(`{"reply":"x","citations":[],"outcome":"done"}`), KindFallback, 0, 1},
		{"citations not a list", text(`{"reply":"x","citations":"a/b","outcome":"answered"}`), KindFallback, 0, 1},
		{"empty", text(""), KindFallback, 0, 1},
		{"invented tool", toolCalls("deleteEverything", "{}"), KindFallback, 0, 1},
		{"one of two tools invented", toolCalls("checkStatus", "{}", "deleteEverything", "{}"), KindFallback, 0, 1},
		{"half arguments", toolCalls("checkStatus", `{"applicationNo":"9`), KindFallback, 0, 1},
		{"arguments not an object", toolCalls("checkStatus", `["9"]`), KindFallback, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, tt.answer)
			resp, err := mustNew(t, p.config()).Respond(t.Context(), sample())
			if tt.kind == KindFallback && tt.status == 0 && !strings.Contains(tt.name, "choices") && tt.name != "another protocol" && resp.Tokens.In != 120 {
				t.Errorf("tokens %+v: a reply of no use is paid for too", resp.Tokens)
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v is not an *Error", err)
			}
			if e.Kind != tt.kind || e.Status != tt.status || !errors.Is(err, tt.kind) {
				t.Errorf("kind %s, status %d, want %s, %d: %v", e.Kind, e.Status, tt.kind, tt.status, err)
			}
			if n := len(p.received()); n != tt.tries {
				t.Errorf("%d tries, want %d", n, tt.tries)
			}
			for _, secret := range []string{testKey, "2345", "Rs 10", "deleteEverything"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("error tells %q: %v", secret, err)
				}
			}
		})
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	p := serve(t, fails(429, "rate_limited", "Retry-After", "1"), text(goodAnswer))
	start := time.Now()
	if _, err := mustNew(t, p.config()).Respond(t.Context(), sample()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < time.Second {
		t.Errorf("asked again after %v, before the second the provider wanted", took)
	}
}

func TestTimeLimits(t *testing.T) {
	t.Parallel()
	t.Run("slow try is cut, the next answers", func(t *testing.T) {
		t.Parallel()
		p := serve(t, hangs, text(goodAnswer))
		c := p.config()
		c.AttemptTimeout = 100 * time.Millisecond
		if _, err := mustNew(t, c).Respond(t.Context(), sample()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("whole call is bounded", func(t *testing.T) {
		t.Parallel()
		p := serve(t, hangs)
		c := p.config()
		c.Timeout, c.AttemptTimeout, c.Retries = 400*time.Millisecond, 150*time.Millisecond, 50
		start := time.Now()
		_, err := mustNew(t, c).Respond(t.Context(), sample())
		if !errors.Is(err, KindRetryable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want retryable and a deadline", err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
	})
	t.Run("caller gives up", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		p := serve(t, func(w http.ResponseWriter, r *http.Request) { cancel(); hangs(w, r) })
		_, err := mustNew(t, p.config()).Respond(ctx, sample())
		if err != context.Canceled {
			t.Errorf("error %v, want the context's own", err)
		}
		if n := len(p.received()); n != 1 {
			t.Errorf("%d tries after the caller left", n)
		}
	})
}

func TestBreaker(t *testing.T) {
	t.Parallel()
	p := serve(t, fails(500, ""), fails(500, ""), fails(500, ""), text(goodAnswer))
	c := p.config()
	c.Retries, c.BreakAfter, c.BreakFor = -1, 3, 300*time.Millisecond
	m := mustNew(t, c)
	for range 3 {
		if _, err := m.Respond(t.Context(), sample()); errors.Is(err, ErrOpen) || err == nil {
			t.Fatalf("error %v before the breaker should open", err)
		}
	}
	_, err := m.Respond(t.Context(), sample())
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, ErrOpen) || e.Kind != KindRetryable || e.RetryAfter <= 0 {
		t.Fatalf("error %v, want ErrOpen with a time to wait", err)
	}
	if n := len(p.received()); n != 3 {
		t.Errorf("%d requests, want 3: the open breaker must not ask", n)
	}
	<-time.After(e.RetryAfter + 50*time.Millisecond)
	if _, err := m.Respond(t.Context(), sample()); err != nil {
		t.Errorf("half open: %v", err)
	}
	if _, err := m.Respond(t.Context(), sample()); err != nil {
		t.Errorf("closed again: %v", err)
	}
}

func TestBadRequestsDoNotOpenTheBreaker(t *testing.T) {
	t.Parallel()
	p := serve(t, fails(400, ""), text("prose"), fails(401, ""), fails(400, ""), text(goodAnswer))
	c := p.config()
	c.BreakAfter = 1
	m := mustNew(t, c)
	for range 4 {
		if _, err := m.Respond(t.Context(), sample()); err == nil || errors.Is(err, ErrOpen) {
			t.Fatalf("error %v, want one that leaves the breaker closed", err)
		}
	}
	if _, err := m.Respond(t.Context(), sample()); err != nil {
		t.Error(err)
	}
}

func TestPing(t *testing.T) {
	t.Parallel()
	if err := mustNew(t, serve(t, text(`{"reply":"ok","citations":[],"outcome":"refused"}`)).config()).Ping(t.Context()); err != nil {
		t.Error(err)
	}
	err := mustNew(t, serve(t, fails(401, "invalid_api_key")).config()).Ping(t.Context())
	if !errors.Is(err, KindConfig) || !strings.Contains(err.Error(), "you said") || strings.Contains(err.Error(), testKey) {
		t.Errorf("error %v, want the provider's explanation without the key", err)
	}
}
