package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
)

// TestServerKeepsDrafts puts a form aside in one program and lets the server's
// hourly job pass over it, days later.
func TestServerKeepsDrafts(t *testing.T) {
	t.Parallel()
	const phone = "919900000077"
	p := newProgram(t)
	all := p.turns([]string{"आय प्रमाण पत्र बनवाना है", "आशा वर्मा", "बाद में"}, "--as", phone)
	id, begun := all[0].Conversation, time.Now()
	if got := all[2]; got.Outcome != agent.Done {
		t.Fatalf("not put aside: %s %q", got.Outcome, got.Reply.Text)
	}

	var log bytes.Buffer
	getenv := func(k string) string { return p.env[k] }
	config := &Config{Model: "offline", Embedder: lexical, LogLevel: "info", Data: p.env["SAHAYAK_DATA"]}
	config.readSecrets(getenv)
	a, err := newApp(config, environment{getenv: getenv, stdout: &bytes.Buffer{}, stderr: &log})
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if err := a.openAssistant(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.handler(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{2, 4, 5, 28, 29, 31, 40} {
		a.keepDraftsAt(t.Context(), begun.AddDate(0, 0, days))
	}
	turns, err := a.transcript.Turns(t.Context(), id)
	if err != nil || len(turns) != 5 || !turns[3].Unasked() || !turns[4].Unasked() {
		t.Fatalf("%d turns, want two reminders after the three: %v", len(turns), err)
	}
	if text := turns[3].Reply.Text; !strings.Contains(text, "आय प्रमाण पत्र") || !strings.Contains(text, "आवेदन करना है") {
		t.Errorf("the reminder: %q", text)
	}
	st, err := a.transcript.State(t.Context(), id)
	if err != nil || len(st.Drafts) != 0 {
		t.Errorf("after 40 days there are %d drafts: %v", len(st.Drafts), err)
	}
	if text := log.String(); !strings.Contains(text, "reminded of drafts") || strings.Contains(text, "income") || strings.Contains(text, id) || strings.Contains(text, phone) {
		t.Errorf("the log: %s", text)
	}

	if out := p.must("", "chat", "--as", phone); !strings.Contains(out, turns[4].Reply.Text) {
		t.Errorf("chat goes on without the reminder: %s", out)
	}
	if code, _, errs := p.run("", "eval", "add", "--turn", turns[3].ID, "--suite", "mine", "--dir", t.TempDir()); code != exitUsage || !strings.Contains(errs, "reminder") {
		t.Errorf("a reminder as a case: code %d, %q", code, errs)
	}
	if out := p.must("", "eval", "replay", id, "--json"); strings.Contains(out, `"reminder"`) {
		t.Errorf("a reminder is played as a message: %s", out)
	}
}
