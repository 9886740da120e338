package model

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tmc/langchaingo/llms"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed protocol.md
var protocol string

// Protocol is the text this package adds to every system prompt: how questions
// are put and what an answer looks like. It belongs in the hash of the prompts.
func Protocol() string { return protocol }

// question is the document a model is asked with. Being JSON is what fences
// it: a text inside can end neither its own string nor the document, so it
// cannot stand where an instruction would. The earlier conversation is inside
// for the same reason, rather than as messages of its own.
type question struct {
	Message  string           `json:"message"`
	AnswerIn corpus.Lang      `json:"answer_in"`
	Earlier  []agent.Exchange `json:"earlier"`
	Clauses  []clause         `json:"clauses"`
}

type clause struct {
	ID        string           `json:"id"`
	Kind      corpus.Kind      `json:"kind"`
	Certainty corpus.Certainty `json:"certainty"`
	Text      string           `json:"text"`
	When      string           `json:"when,omitempty"`
	Ask       string           `json:"ask,omitempty"`
	Checked   string           `json:"checked,omitempty"`
}

// messages puts a request into langchaingo's terms.
func messages(req agent.Request) ([]llms.MessageContent, error) {
	lang := req.Language
	if lang == "" || lang == corpus.Undetermined {
		lang = corpus.English
	}
	q := question{Message: req.Message, AnswerIn: lang, Earlier: req.History, Clauses: []clause{}}
	if q.Earlier == nil {
		q.Earlier = []agent.Exchange{}
	}
	for _, c := range req.Clauses {
		certainty := c.Certainty
		if certainty == "" {
			certainty = corpus.Stated
		}
		q.Clauses = append(q.Clauses, clause{
			ID: c.ID, Kind: c.Kind, Certainty: certainty, Text: c.In(lang),
			When: c.When, Ask: c.Ask.In(lang), Checked: c.Checked,
		})
	}
	body, err := encode(q)
	if err != nil {
		return nil, err
	}
	msgs := []llms.MessageContent{
		llms.TextParts(llms.ChatMessageTypeSystem, strings.TrimSpace(req.System)+"\n\n"+protocol),
		llms.TextParts(llms.ChatMessageTypeHuman, body),
	}
	for i, r := range req.Results {
		pair, err := toolResult(fmt.Sprintf("call_%d", i+1), r)
		if err != nil {
			return nil, err
		}
		msgs = append(msgs, pair...)
	}
	if req.Mend != nil {
		pair, err := rejected(*req.Mend)
		if err != nil {
			return nil, err
		}
		msgs = append(msgs, pair...)
	}
	return msgs, nil
}

// rejected is the model's reply that was not sent, in the form the protocol
// asks for, and what was wrong with it.
func rejected(r agent.Rejection) ([]llms.MessageContent, error) {
	said := struct {
		Reply     string        `json:"reply"`
		Citations []string      `json:"citations"`
		Outcome   agent.Outcome `json:"outcome"`
	}{r.Text, r.Citations, r.Outcome}
	if said.Citations == nil {
		said.Citations = []string{}
	}
	reply, err := encode(said)
	if err != nil {
		return nil, err
	}
	objections, err := encode(map[string][]string{"objections": r.Faults})
	if err != nil {
		return nil, err
	}
	return []llms.MessageContent{
		llms.TextParts(llms.ChatMessageTypeAI, reply),
		llms.TextParts(llms.ChatMessageTypeHuman, objections),
	}, nil
}

// toolResult is a call and its result, as two messages. Calls made at once are
// sent one after another, because langchaingo's Anthropic client keeps only
// the first part of an assistant's message.
func toolResult(id string, call agent.ToolCall) ([]llms.MessageContent, error) {
	arguments := string(call.Arguments)
	if !isObject(call.Arguments) {
		arguments = "{}" // the error in the result says what was wrong
	}
	var said struct {
		Result json.RawMessage `json:"result,omitempty"`
		Error  string          `json:"error,omitempty"`
	}
	said.Error = call.Error
	switch {
	case json.Valid(call.Result):
		said.Result = call.Result
	case len(call.Result) > 0:
		return nil, unusable("result of tool %s is not JSON", call.Name)
	}
	content, err := encode(said)
	if err != nil {
		return nil, err
	}
	return []llms.MessageContent{
		{Role: llms.ChatMessageTypeAI, Parts: []llms.ContentPart{llms.ToolCall{
			ID: id, Type: "function",
			FunctionCall: &llms.FunctionCall{Name: call.Name, Arguments: arguments},
		}}},
		{Role: llms.ChatMessageTypeTool, Parts: []llms.ContentPart{llms.ToolCallResponse{
			ToolCallID: id, Name: call.Name, Content: content,
		}}},
	}, nil
}

// tools puts tool specifications into langchaingo's terms.
func tools(specs []agent.ToolSpec) []llms.Tool {
	out := make([]llms.Tool, 0, len(specs))
	for _, s := range specs {
		schema := s.Schema
		if len(schema) == 0 {
			schema = json.RawMessage(`{"type":"object","properties":{}}`)
		}
		out = append(out, llms.Tool{Type: "function", Function: &llms.FunctionDefinition{
			Name: s.Name, Description: s.Description, Parameters: schema,
		}})
	}
	return out
}

// encode is JSON that leaves <, > and & as they are, which models read better.
func encode(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", unusable("cannot encode the question: %w", err)
	}
	return strings.TrimSpace(b.String()), nil
}

// isObject reports whether raw is one whole JSON object.
func isObject(raw []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("{")) && json.Valid(raw)
}
