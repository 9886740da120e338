package model

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/tmc/langchaingo/llms"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Bounds on what one answer may hold.
const (
	maxCalls   = 8
	maxChoices = 10
)

// read makes a Response of a provider's answer, or says why it cannot be used.
// Every choice is looked at: langchaingo's Anthropic client makes one of each
// block of an answer.
func read(content *llms.ContentResponse, offered []agent.ToolSpec) (agent.Response, error) {
	var out agent.Response
	if content == nil || len(content.Choices) == 0 {
		return out, unusable("empty answer")
	}
	var text strings.Builder
	for _, c := range content.Choices {
		if err := finished(c.StopReason); err != nil {
			return out, err
		}
		text.WriteString(c.Content)
		for _, t := range c.ToolCalls {
			call, err := readCall(t, offered)
			if err != nil {
				return out, err
			}
			out.Calls = append(out.Calls, call)
		}
	}
	out.Tokens = spent(content)
	if len(out.Calls) > maxCalls {
		return agent.Response{}, unusable("%d tool calls at once", len(out.Calls))
	}
	if len(out.Calls) > 0 {
		return out, nil // words beside a call are the model thinking aloud
	}
	a, err := readAnswer(text.String())
	if err != nil {
		return agent.Response{}, err
	}
	out.Text, out.Citations, out.Choices, out.Outcome = *a.Reply, a.Citations, a.Choices, *a.Outcome
	return out, nil
}

// finished refuses an answer that stopped before its end.
func finished(reason string) error {
	switch reason {
	case "length", "max_tokens", "model_context_window_exceeded":
		return unusable("answer cut at the limit of tokens")
	case "content_filter", "refusal":
		return unusable("provider withheld the answer")
	}
	return nil
}

func readCall(t llms.ToolCall, offered []agent.ToolSpec) (agent.Call, error) {
	if t.FunctionCall == nil {
		return agent.Call{}, unusable("tool call without a name")
	}
	name := t.FunctionCall.Name
	if !slices.ContainsFunc(offered, func(s agent.ToolSpec) bool { return s.Name == name }) {
		// The invented name is the model's words, and may be the citizen's.
		return agent.Call{}, unusable("call of a tool that was not offered")
	}
	arguments := strings.TrimSpace(t.FunctionCall.Arguments)
	if arguments == "" {
		arguments = "{}" // some servers send nothing for a tool without arguments
	}
	if !isObject([]byte(arguments)) {
		return agent.Call{}, unusable("arguments for tool %s are not a JSON object", name)
	}
	return agent.Call{Name: name, Arguments: json.RawMessage(arguments)}, nil
}

// answer is the object the protocol asks for. Pointers tell absent from empty.
type answer struct {
	Reply     *string        `json:"reply"`
	Citations []string       `json:"citations"`
	Outcome   *agent.Outcome `json:"outcome"`
	Choices   []agent.Choice `json:"choices"`
}

// readAnswer is strict about everything the agent relies on. It forgives only
// what models put around a good answer: code fences, a block of thinking, keys
// that were not asked for.
func readAnswer(text string) (answer, error) {
	var a answer
	dec := json.NewDecoder(strings.NewReader(unwrap(text)))
	if err := dec.Decode(&a); err != nil {
		// The decoder's words may quote the answer.
		return a, unusable("answer is not the JSON object asked for")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return a, unusable("answer goes on after its JSON object")
	}
	switch {
	case a.Reply == nil || strings.TrimSpace(*a.Reply) == "":
		return a, unusable("answer without a reply")
	case a.Outcome == nil:
		return a, unusable("answer without an outcome")
	case len(a.Choices) > maxChoices:
		return a, unusable("%d choices, at most %d allowed", len(a.Choices), maxChoices)
	}
	switch *a.Outcome {
	case agent.Answered, agent.NotKnown, agent.Clarify, agent.Refused:
	default:
		return a, unusable("outcome is not one of the four")
	}
	for _, c := range a.Choices {
		if c.ID == "" || c.Title == "" {
			return a, unusable("choice without id or title")
		}
	}
	*a.Reply = strings.TrimSpace(*a.Reply)
	return a, nil
}

// unwrap takes off a block of thinking and a code fence.
func unwrap(text string) string {
	text = strings.TrimSpace(text)
	for _, tag := range []string{"think", "thinking"} {
		if rest, ok := strings.CutPrefix(text, "<"+tag+">"); ok {
			if _, after, ok := strings.Cut(rest, "</"+tag+">"); ok {
				text = strings.TrimSpace(after)
			}
		}
	}
	if rest, ok := strings.CutPrefix(text, "```"); ok {
		if body, ok := strings.CutSuffix(rest, "```"); ok {
			text = strings.TrimSpace(strings.TrimPrefix(body, "json"))
		}
	}
	return text
}

// spent is what an answer cost, whatever it is worth.
func spent(content *llms.ContentResponse) agent.Tokens {
	if content == nil || len(content.Choices) == 0 {
		return agent.Tokens{}
	}
	return tokens(content.Choices[0].GenerationInfo)
}

// tokens reads the usage under the names of either provider.
func tokens(info map[string]any) agent.Tokens {
	count := func(names ...string) int {
		for _, n := range names {
			if v, ok := info[n].(int); ok {
				return v
			}
		}
		return 0
	}
	return agent.Tokens{In: count("PromptTokens", "InputTokens"), Out: count("CompletionTokens", "OutputTokens")}
}
