package model

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
)

func blocks(blocks, stop string) string {
	return `{"id":"m1","type":"message","role":"assistant","model":"claude","content":[` + blocks + `],
		"stop_reason":"` + stop + `","usage":{"input_tokens":120,"output_tokens":30}}`
}

func TestAnthropic(t *testing.T) {
	t.Parallel()
	quoted, err := json.Marshal(goodAnswer)
	if err != nil {
		t.Fatal(err)
	}
	used := agent.Tokens{In: 120, Out: 30}
	for _, tt := range []struct {
		name, blocks, stop string
		want               agent.Response
		kind               Kind
	}{
		{name: "answer", blocks: `{"type":"text","text":` + string(quoted) + `}`, stop: "end_turn",
			want: agent.Response{Text: "Fee is Rs 10.", Citations: []string{"income-certificate/fee"}, Outcome: agent.Answered, Tokens: used}},
		{name: "words, then two calls", stop: "tool_use",
			blocks: `{"type":"text","text":"Let me look."},
				{"type":"tool_use","id":"t1","name":"checkStatus","input":{"applicationNo":"90400012345678"}},
				{"type":"tool_use","id":"t2","name":"startApplication","input":{}}`,
			want: agent.Response{Calls: []agent.Call{
				{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"90400012345678"}`)},
				{Name: "startApplication", Arguments: json.RawMessage(`{}`)},
			}, Tokens: used}},
		{name: "cut", blocks: `{"type":"text","text":` + string(quoted) + `}`, stop: "max_tokens", kind: KindFallback},
		{name: "unknown block", blocks: `{"type":"hologram"}`, stop: "end_turn", kind: KindFallback},
		{name: "nothing", stop: "end_turn", kind: KindFallback},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, body("application/json", blocks(tt.blocks, tt.stop)))
			c := p.config()
			c.Provider = Anthropic
			m := mustNew(t, c)
			req := sample()
			req.Results = []agent.ToolCall{
				{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"1"}`), Result: json.RawMessage(`{"stage":"new"}`)},
				{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"2"}`), Error: "not found"},
			}
			req.Mend = &agent.Rejection{Text: "It is Rs 77.", Outcome: agent.Answered, Faults: []string{"number 77 stands in no cited clause"}}
			got, err := m.Respond(t.Context(), req)
			if tt.kind != "" {
				if !errors.Is(err, tt.kind) {
					t.Errorf("error %v, want %s", err, tt.kind)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Model = m.Name()
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("response (-want +got):\n%s", diff)
			}
			r := p.received()[0]
			if r.Path != "/v1/messages" || r.Header.Get("X-Api-Key") != testKey || r.Header.Get("Authorization") != "" {
				t.Errorf("path %s, headers %v", r.Path, r.Header)
			}
			var sent struct {
				System   string
				Messages []struct {
					Role    string
					Content []map[string]any
				}
			}
			if err := json.Unmarshal(r.Body, &sent); err != nil {
				t.Fatal(err)
			}
			var shape []string
			for _, msg := range sent.Messages {
				for _, c := range msg.Content {
					shape = append(shape, msg.Role+" "+c["type"].(string))
				}
			}
			want := []string{"user text", "assistant tool_use", "user tool_result", "assistant tool_use", "user tool_result",
				"assistant text", "user text"}
			if diff := cmp.Diff(want, shape); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}
