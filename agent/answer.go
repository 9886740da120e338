package agent

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// answer retrieves, lets the model choose between words and tools, and sends
// only what the clauses bear out.
func (t *turning) answer(ctx context.Context, u Understanding) {
	start := time.Now()
	if err := t.gather(ctx, &u); err != nil {
		t.fail(err)
		return
	}
	if err := t.gatherLimits(ctx, u); err != nil {
		t.fail(err)
		return
	}
	t.turn.Understood = u
	t.enqueue(u)
	t.turn.TimingsMS["search"] = time.Since(start).Milliseconds()
	req := Request{
		System: t.prompt.render(t.lang), Language: t.lang, Message: withoutPreamble(t.turn.Message), History: t.state.History,
		Clauses: t.found.clauses(t.library), Similarity: t.found.similarity, Tools: t.specs, Understood: u,
	}
	start = time.Now()
	defer func() { t.turn.TimingsMS["model"] = time.Since(start).Milliseconds() }()
	for steps := t.config.MaxSteps; steps > 0; steps-- {
		resp, err := t.ask(ctx, t.model, req)
		if err != nil {
			t.turn.Error = err.Error()
			break
		}
		if len(resp.Calls) == 0 {
			faults := append(t.improper(resp, req), ground(resp, req, t.library)...)
			if resp.Text != "" && len(faults) == 0 {
				t.send(req, resp)
				return
			}
			if !t.reject(&req, resp, faults) {
				break
			}
			steps++ // mending is not a step of its own
			continue
		}
		done, results := t.call(ctx, resp.Calls)
		if done {
			return
		}
		req.Results = append(req.Results, results...)
	}
	t.extract(ctx, req)
}

func (t *turning) ask(ctx context.Context, m Model, req Request) (Response, error) {
	step, limit := "model", t.config.Model
	if req.Mend != nil {
		step, limit = "mend", t.config.Mend
		start := time.Now()
		defer func() { t.turn.TimingsMS["mend"] = time.Since(start).Milliseconds() }()
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("limit of %v ran out", limit))
	defer cancel()
	resp, err := m.Respond(ctx, req)
	t.turn.Tokens.In += resp.Tokens.In // a reply of no use is paid for too
	t.turn.Tokens.Out += resp.Tokens.Out
	if p := t.config.Price; p != nil {
		cost := p.Of(t.turn.Tokens)
		t.turn.Cost = &cost
	}
	if err != nil && ctx.Err() != nil {
		return Response{}, fmt.Errorf("%s: %w", step, context.Cause(ctx))
	}
	if err != nil {
		return Response{}, fmt.Errorf("%s: %w", step, err)
	}
	if resp.Model != "" {
		t.turn.Model = resp.Model
	}
	return resp, nil
}

// call runs the tools a model asked for, in order. Done is true once a tool has
// spoken to the citizen or the turn has failed; otherwise the results hold what
// was wrong with the calls.
func (t *turning) call(ctx context.Context, calls []Call) (done bool, results []ToolCall) {
	for _, c := range calls {
		tool, ok := t.tools[c.Name]
		if !ok {
			results = append(results, ToolCall{Name: c.Name, Arguments: c.Arguments, Error: "there is no tool of this name"})
			continue
		}
		arguments := json.RawMessage(t.masked.Reveal(string(c.Arguments)))
		start := time.Now()
		result, err := t.callTool(ctx, tool, arguments)
		t.turn.TimingsMS["tool:"+c.Name] += time.Since(start).Milliseconds()
		record := ToolCall{Name: c.Name, Arguments: t.recorded(c.Arguments)}
		if bad := (*ArgumentError)(nil); errors.As(err, &bad) {
			record.Error = t.maskAgain(bad.Error()) // a model reads it
			results = append(results, ToolCall{Name: c.Name, Arguments: c.Arguments, Error: record.Error})
			t.turn.ToolCalls = append(t.turn.ToolCalls, record)
			continue
		}
		if err != nil {
			record.Error = err.Error()
			t.turn.ToolCalls = append(t.turn.ToolCalls, record)
			t.fail(err)
			return true, nil
		}
		if record.Result, err = json.Marshal(result.Data); err != nil {
			t.fail(fmt.Errorf("result of %s: %w", c.Name, err))
			return true, nil
		}
		t.turn.ToolCalls = append(t.turn.ToolCalls, record)
		t.take(tool, result)
		done = true
		if result.Ask != nil {
			break // one question at a time
		}
	}
	return done, results
}

// recorded are a call's arguments as staff see them: with the numbers of
// applications and certificates, by which they look things up, and with tokens
// for everything else.
func (t *turning) recorded(arguments json.RawMessage) json.RawMessage {
	return valid(json.RawMessage(t.masked.Reveal(string(arguments), mask.Application, mask.Certificate, mask.Number)))
}

// valid keeps a model's broken JSON out of the record without losing it.
func valid(raw json.RawMessage) json.RawMessage {
	if json.Valid(raw) {
		return raw
	}
	quoted, _ := json.Marshal(string(raw))
	return quoted
}

// reject records a reply that is not sent, and asks for a better one in req.
// It reports whether the model should be asked: once, if it is one that writes
// words of its own.
func (t *turning) reject(req *Request, resp Response, faults []string) bool {
	recorded := Rejection{Text: t.maskAgain(resp.Text), Citations: resp.Citations, Outcome: resp.Outcome}
	for _, f := range faults { // they quote the reply
		recorded.Faults = append(recorded.Faults, t.maskAgain(f))
	}
	t.turn.Rejections = append(t.turn.Rejections, recorded)
	t.turn.Rejected, t.turn.Grounding = recorded.Text, recorded.Faults
	if req.Mend != nil || resp.Text == "" || t.turn.Model == t.config.Extractive.Name() {
		return false
	}
	req.Mend = &recorded
	return true
}

// extract answers with the model that only quotes.
func (t *turning) extract(ctx context.Context, req Request) {
	req.Results, req.Mend = nil, nil
	t.turn.Model = t.config.Extractive.Name()
	resp, err := t.ask(ctx, t.config.Extractive, req)
	if err != nil {
		t.fail(err)
		return
	}
	if len(resp.Calls) > 0 {
		if done, _ := t.call(ctx, resp.Calls); !done {
			t.say(Clarify, "loop", nil)
			t.offer(t.menu()...)
		}
		return
	}
	if faults := misquoted(resp, req, t.library); len(faults) > 0 {
		t.fail(fmt.Errorf("extractive answer is not grounded: %v", faults))
		return
	}
	t.send(req, resp)
}

// send makes the response the reply: words, source lines, next steps.
func (t *turning) send(req Request, resp Response) {
	t.turn.Outcome = resp.Outcome
	t.turn.Reply.Text = resp.Text
	var kinds []corpus.Kind
	for _, id := range resp.Citations {
		c, ok := t.library.Clause(id)
		if !ok {
			continue
		}
		kinds = append(kinds, c.Kind)
		t.turnTo(c.Service)
		t.turn.Citations = append(t.turn.Citations, t.cite(c))
	}
	t.refer()
	t.checking(req.Understood)
	t.turn.Reply.Text += t.sources()
	switch asked := req.Understood.Kinds; {
	case len(asked) > 0:
		t.state.Aspect = asked[0] // remembered also while we ask which service
		if resp.Outcome == Clarify && len(req.Understood.Services) == 0 {
			t.state.Subject = ""
		}
	case len(kinds) > 0:
		t.state.Aspect = kinds[0]
	}
	t.offer(t.ours(resp.Choices)...)
	if resp.Outcome == Answered || resp.Outcome == NotKnown {
		t.offer(t.nextSteps(t.state.Subject, kinds)...)
	}
	if resp.Outcome == Refused || resp.Outcome == Clarify {
		t.offer(t.menu()...)
	}
}

func (t *turning) cite(c corpus.Clause) Citation {
	cited := Citation{Service: c.Service, Clause: c.ID, Checked: c.Checked}
	if s, ok := t.library.Service(c.Service); ok && len(c.Sources) > 0 {
		if src, ok := s.Source(c.Sources[0]); ok {
			cited.URL = src.URL
		}
	}
	return cited
}

// sourcesShown is how many source lines stand under an answer; the Turn has all
// citations.
const sourcesShown = 2

// sources are the lines under an answer: the first clause of each page cited.
func (t *turning) sources() string {
	var text string
	var pages []string
	for _, c := range t.turn.Citations {
		if slices.Contains(pages, c.URL) || len(pages) == sourcesShown {
			continue
		}
		pages = append(pages, c.URL)
		name := c.Service
		if s, ok := t.library.Service(c.Service); ok {
			name = s.Name.In(t.lang)
		}
		text += "\n" + t.phrases.Say(t.lang, "source", Map{
			"Service": name, "Clause": c.Clause, "Checked": day(c.Checked), "URL": c.URL,
		})
	}
	if text == "" {
		return ""
	}
	return "\n" + text
}

// day writes YYYY-MM-DD the way Indians do, 21-11-2026.
func day(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return d.Format("02-01-2006")
}
