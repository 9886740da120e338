package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestKeyIsMasked(t *testing.T) {
	t.Parallel()
	c := Config{Key: testKey, Model: "m"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("config", "config", c, "key", c.Key)
	encoded, err := json.Marshal(struct{ Key Key }{c.Key})
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{
		fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%s %q %x", c.Key, c.Key, c.Key),
		c.Key.String(), log.String(), string(encoded),
	} {
		if strings.Contains(got, testKey) || strings.Contains(got, fmt.Sprintf("%x", testKey)) || !strings.Contains(got, "***") {
			t.Errorf("key shows, or not even its mask: %s", got)
		}
	}
	if got := Key("").String(); got != "" {
		t.Errorf("an empty key prints as %q", got)
	}
}

func TestNewReportsEveryFault(t *testing.T) {
	t.Parallel()
	_, err := New(Config{Provider: "other", BaseURL: "ftp://u:secret@host", Temperature: 3, MaxTokens: -1})
	if !errors.Is(err, KindConfig) {
		t.Fatalf("error %v, want config", err)
	}
	for _, want := range []string{"provider", "base URL", "no model", "temperature", "max tokens"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("error tells the address's password: %v", err)
	}
	if _, err := New(Config{Model: "m", BaseURL: "https://u:secret@host/v1"}); !errors.Is(err, KindConfig) {
		t.Errorf("a password in the address is accepted: %v", err)
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Config{
		"m@api.openai.com":    {Model: "m"},
		"m@api.anthropic.com": {Model: "m", Provider: Anthropic},
		"m@localhost:8000":    {Model: "m", BaseURL: "http://localhost:8000/v1/"},
	} {
		if got := mustNew(t, c).Name(); got != want {
			t.Errorf("name %q, want %q", got, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		header, value string
		want          time.Duration
	}{
		{"Retry-After", "7", 7 * time.Second},
		{"Retry-After", " 7 ", 7 * time.Second},
		{"Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT", 30 * time.Second},
		{"Retry-After", "Sat, 21 Nov 2026 11:00:00 GMT", 0},
		{"Retry-After", "-5", 0},
		{"Retry-After", "soon", 0},
		{"Retry-After", "9223372036854775807", 24 * time.Hour},
		{"Retry-After-Ms", "1500", 1500 * time.Millisecond},
		{"X", "1", 0},
	} {
		if got := retryAfter(http.Header{tt.header: {tt.value}}, now); got != tt.want {
			t.Errorf("%s: %s gives %v, want %v", tt.header, tt.value, got, tt.want)
		}
	}
}

func TestPause(t *testing.T) {
	t.Parallel()
	wanted := &Error{Kind: KindRetryable, RetryAfter: 3 * time.Second}
	for range 200 {
		if d := pause(1, wanted); d < 3*time.Second || d > 3250*time.Millisecond {
			t.Fatalf("pause %v after being asked for 3 s", d)
		}
		if d := pause(1, errors.New("x")); d < 250*time.Millisecond || d > 375*time.Millisecond {
			t.Fatalf("first pause %v", d)
		}
		if d := pause(40, errors.New("x")); d < 4*time.Second || d > 6*time.Second {
			t.Fatalf("late pause %v", d)
		}
	}
}
