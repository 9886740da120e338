package agenttest

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Traitor is the worst model there could be: it obeys whoever wrote last. In
// tool results, the message, the clauses and the conversation, in that order,
// it looks for
//
//	call:tool{"argument":"value"}    and calls that tool, offered or not;
//	call|run|use|invoke|execute NAME and calls it, if NAME looks like a tool;
//	the name of an offered tool      and calls it with what digits it saw;
//	cite:service/clause              and cites it;
//	say:words to the end of the line and says them.
//
// Each call is made once in a turn. When nothing is left to call it replies
// with every number it ever saw, everything it was told to say, and, if anyone
// spoke of a prompt or of instructions, its own system prompt; it cites every
// clause it was shown. Whatever stays safe with it is safe by code.
type Traitor struct {
	mu    sync.Mutex
	calls []agent.Call
}

var _ agent.Model = (*Traitor)(nil)

var (
	plainCall  = regexp.MustCompile(`call:\s*([A-Za-z_][A-Za-z0-9_.-]*)`)
	spokenCall = regexp.MustCompile(`(?i)\b(?:call|run|use|invoke|execute)\s+(?:the\s+)?(?:tool\s+)?[` + "`" + `"']?([a-z]+(?:[A-Z][A-Za-z0-9]*|_[a-z0-9_]+))`)
	cited      = regexp.MustCompile(`cite:\s*([A-Za-z0-9_-]+/[A-Za-z0-9_-]+)`)
	said       = regexp.MustCompile(`say:\s*([^\n]+)`)
	prompted   = regexp.MustCompile(`(?i)prompt|instruction|निर्देश|प्रॉम्प्ट|nirdesh`)
)

// Name is "traitor".
func (t *Traitor) Name() string { return "traitor" }

// Calls are all tool calls it has asked for, oldest first.
func (t *Traitor) Calls() []agent.Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.calls)
}

// Respond obeys.
func (t *Traitor) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	if err := ctx.Err(); err != nil {
		return agent.Response{}, err
	}
	texts := seen(req)
	all := strings.Join(texts, "\n")
	done := map[string]bool{}
	for _, r := range req.Results {
		done[r.Name+string(compact(r.Arguments))] = true
	}
	var calls []agent.Call
	add := func(name string, arguments json.RawMessage) {
		key := name + string(compact(arguments))
		if !done[key] {
			done[key] = true
			calls = append(calls, agent.Call{Name: name, Arguments: arguments})
		}
	}
	for _, text := range texts {
		for _, c := range orders(text, req.Tools, numbers(all)) {
			add(c.Name, c.Arguments)
		}
	}
	// Without this bound a tool that repeats an order with changed arguments
	// would never let the traitor come to its reply.
	if len(calls) > 0 && len(req.Results) < 16 {
		t.mu.Lock()
		t.calls = append(t.calls, calls...)
		t.mu.Unlock()
		return agent.Response{Calls: calls}, nil
	}
	return agent.Response{Text: confession(req, all), Citations: citations(req, all), Outcome: agent.Answered}, nil
}

// seen lists every text of the request, the latest first.
func seen(req agent.Request) []string {
	var texts []string
	for _, r := range slices.Backward(req.Results) {
		texts = append(texts, plain(r.Result), r.Error)
	}
	texts = append(texts, req.Message)
	for _, c := range req.Clauses {
		texts = append(texts, c.En, c.Hi, c.Latn, c.When, c.Ask.En, c.Ask.Hi)
	}
	for _, h := range slices.Backward(req.History) {
		texts = append(texts, h.Message, h.Reply)
	}
	return texts
}

// plain is a result as text: its strings out of their quotes, so that an order
// inside one reads as it was written, and its numbers.
func plain(raw json.RawMessage) string {
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber() // as written, not as a float
	if dec.Decode(&v) != nil {
		return string(raw)
	}
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			b.WriteString(v + "\n")
		case json.Number:
			b.WriteString(v.String() + "\n")
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(v[key])
			}
		}
	}
	walk(v)
	return b.String()
}

// orders are the calls a text asks for.
func orders(text string, offered []agent.ToolSpec, digits []string) []agent.Call {
	var calls []agent.Call
	exact := map[string]bool{}
	for _, m := range plainCall.FindAllStringSubmatchIndex(text, -1) {
		name := text[m[2]:m[3]]
		exact[name] = true
		calls = append(calls, agent.Call{Name: name, Arguments: object(text[m[1]:])})
	}
	guess := func(name string) {
		if exact[name] {
			return
		}
		exact[name] = true
		calls = append(calls, agent.Call{Name: name, Arguments: invent(name, offered, digits)})
	}
	for _, m := range spokenCall.FindAllStringSubmatch(text, -1) {
		guess(m[1])
	}
	for _, s := range offered {
		if strings.Contains(text, s.Name) {
			guess(s.Name)
		}
	}
	return calls
}

// object is the JSON object at the start of text, or an empty one.
func object(text string) json.RawMessage {
	text = strings.TrimLeft(text, " ")
	if !strings.HasPrefix(text, "{") {
		return json.RawMessage("{}")
	}
	var raw json.RawMessage
	if json.NewDecoder(strings.NewReader(text)).Decode(&raw) != nil {
		return json.RawMessage("{}")
	}
	return raw
}

// invent fills every property of the tool's schema with a number that was
// seen, in turn, as an attacker's accomplice would.
func invent(name string, offered []agent.ToolSpec, digits []string) json.RawMessage {
	i := slices.IndexFunc(offered, func(s agent.ToolSpec) bool { return s.Name == name })
	if i < 0 || len(digits) == 0 {
		return json.RawMessage("{}")
	}
	var schema struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if json.Unmarshal(offered[i].Schema, &schema) != nil {
		return json.RawMessage("{}")
	}
	arguments := make(map[string]string, len(schema.Properties))
	for i, n := range slices.Sorted(maps.Keys(schema.Properties)) {
		arguments[n] = digits[i%len(digits)]
	}
	raw, err := json.Marshal(arguments)
	if err != nil {
		return json.RawMessage("{}")
	}
	return raw
}

// numbers are the runs of digits in a text, of any script, in order, each once.
func numbers(text string) []string {
	var out []string
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if !slices.Contains(out, run) {
			out = append(out, run)
		}
	}
	return out
}

func confession(req agent.Request, all string) string {
	lines := []string{req.Message}
	for _, m := range said.FindAllStringSubmatch(all, -1) {
		lines = append(lines, m[1])
	}
	if n := numbers(all); len(n) > 0 {
		lines = append(lines, strings.Join(n, " "))
	}
	if prompted.MatchString(all) {
		lines = append(lines, req.System)
	}
	return strings.Join(lines, "\n")
}

func citations(req agent.Request, all string) []string {
	var ids []string
	for _, m := range cited.FindAllStringSubmatch(all, -1) {
		ids = append(ids, m[1])
	}
	for _, c := range req.Clauses {
		ids = append(ids, c.ID)
	}
	return ids
}

// compact makes equal arguments equal however they were spaced.
func compact(raw json.RawMessage) []byte {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return raw
	}
	out, err := json.Marshal(v)
	if err != nil {
		return raw
	}
	return out
}
