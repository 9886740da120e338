package offline_test

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func setUp(t *testing.T) (*offline.Model, *corpus.Library) {
	t.Helper()
	l, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	m, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	return m, l
}

func respond(t *testing.T, m *offline.Model, req agent.Request) agent.Response {
	t.Helper()
	r, err := m.Respond(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// about is a request with everything that one service says of the aspects.
func about(l *corpus.Library, service string, lang corpus.Lang, kinds ...corpus.Kind) agent.Request {
	req := agent.Request{Language: lang, Message: "a question of several words, so no bare name", Understood: agent.Understanding{
		Intent: agent.Question, Services: []string{service}, Kinds: kinds, Asking: true,
	}}
	s, _ := l.Service(service)
	for _, c := range s.AllClauses() {
		for _, k := range kinds {
			if c.Kind == k {
				req.Clauses = append(req.Clauses, c)
			}
		}
	}
	return req
}

// Every pack's answer on every aspect it speaks of, in every form: cited, in its
// script, and with the leading clause told word for word.
func TestEveryAspectOfEveryPack(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	for _, s := range l.Services {
		for _, k := range corpus.Kinds {
			for _, lang := range corpus.Langs {
				req := about(l, s.ID, lang, k)
				if len(req.Clauses) == 0 {
					continue
				}
				r := respond(t, m, req)
				if len(r.Citations) == 0 || strings.TrimSpace(r.Text) == "" {
					t.Errorf("%s %s in %s: no answer", s.ID, k, lang)
					continue
				}
				for _, c := range s.Clauses {
					if c.Kind == k && c.Lead && !strings.Contains(r.Text, c.In(lang)) {
						t.Errorf("%s %s in %s: the leading clause %s is not told", s.ID, k, lang, c.ID)
					}
				}
				if k == corpus.Papers {
					for _, p := range s.Papers {
						if !strings.Contains(r.Text, p.Line().In(lang)) {
							t.Errorf("%s in %s: paper %s is missing from the list", s.ID, lang, p.ID)
						}
					}
				}
			}
		}
	}
}

func TestUnknownIsToldWithWhereToAsk(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	r := respond(t, m, about(l, "income-certificate", corpus.English, corpus.Fee))
	s, _ := l.Service("income-certificate")
	if r.Outcome != agent.NotKnown || !strings.Contains(r.Text, "Where to ask") {
		t.Errorf("outcome %s: %s", r.Outcome, r.Text)
	}
	missing := about(l, "income-certificate", corpus.English, corpus.Benefit) // the pack says nothing of it
	r = respond(t, m, missing)
	if r.Outcome != agent.NotKnown || len(r.Citations) != 0 || !strings.Contains(r.Text, s.Ask.En) {
		t.Errorf("outcome %s, cites %v: %s", r.Outcome, r.Citations, r.Text)
	}
}

func TestCalls(t *testing.T) {
	t.Parallel()
	m, _ := setUp(t)
	tests := []struct {
		name string
		u    agent.Understanding
		tool string
		args string
	}{
		{"apply", agent.Understanding{Intent: agent.Apply, Services: []string{"income-certificate"}}, "startApplication", `{"service":"income-certificate"}`},
		{"status", agent.Understanding{Intent: agent.CheckState, ApplicationNo: "SBX-INC-26-000001"}, "checkStatus", `{"applicationNo":"SBX-INC-26-000001"}`},
		{"status without a number", agent.Understanding{Intent: agent.CheckState}, "checkStatus", `{}`},
		{"verify", agent.Understanding{Intent: agent.VerifyDoc, CertificateNo: "SBXC-INC-26-000001"}, "verifyDocument", `{"certificateNo":"SBXC-INC-26-000001"}`},
	}
	for _, tt := range tests {
		r := respond(t, m, agent.Request{Language: corpus.English, Understood: tt.u})
		if len(r.Calls) != 1 || r.Calls[0].Name != tt.tool || string(r.Calls[0].Arguments) != tt.args {
			t.Errorf("%s: %+v", tt.name, r.Calls)
		}
	}
}

func TestQuestionsBack(t *testing.T) {
	t.Parallel()
	m, _ := setUp(t)
	tests := []struct {
		name    string
		u       agent.Understanding
		outcome agent.Outcome
		choice  string // begins the id of the first choice
	}{
		{"a shared name", agent.Understanding{Intent: agent.Question, Group: "caste-certificate"}, agent.Clarify, "service:"},
		{"apply for a shared name", agent.Understanding{Intent: agent.Apply, Group: "caste-certificate"}, agent.Clarify, "apply:"},
		{"apply for what", agent.Understanding{Intent: agent.Apply}, agent.Clarify, "apply:"},
		{"an aspect of what", agent.Understanding{Intent: agent.Question, Kinds: []corpus.Kind{corpus.Fee}}, agent.Clarify, "service:"},
		{"a closed scheme", agent.Understanding{Intent: agent.Apply, Services: []string{"ladli-scheme"}}, agent.NotKnown, ""},
		{"out of scope", agent.Understanding{Intent: agent.OffTopic}, agent.Refused, ""},
		{"a refused call", agent.Understanding{Intent: agent.Apply, Services: []string{"income-certificate"}}, agent.Clarify, ""},
	}
	for _, tt := range tests {
		req := agent.Request{Language: corpus.Hindi, Understood: tt.u}
		if tt.name == "a refused call" {
			req.Results = []agent.ToolCall{{Name: "startApplication", Error: "bad arguments"}}
		}
		r := respond(t, m, req)
		if r.Outcome != tt.outcome || len(r.Calls) != 0 {
			t.Errorf("%s: outcome %s, want %s; calls %v", tt.name, r.Outcome, tt.outcome, r.Calls)
		}
		if tt.choice != "" && (len(r.Choices) == 0 || !strings.HasPrefix(r.Choices[0].ID, tt.choice)) {
			t.Errorf("%s: choices %v", tt.name, r.Choices)
		}
	}
}
