package agent

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Model chooses what to do with a message: answer from the passages, or call
// tools. Implementations are safe for concurrent use. After an error the
// extractive model answers instead.
type Model interface {
	// Name identifies the model in Turns, such as "offline" or "gpt-x@host".
	Name() string
	Respond(context.Context, Request) (Response, error)
}

// Request is all a model may see. Nothing in it identifies the citizen.
type Request struct {
	System   string      // the rendered prompt, in English with Hindi examples
	Language corpus.Lang // form to answer in
	Message  string      // masked
	// Conversation so far, oldest first, masked; at most a few turns.
	History []Exchange
	// Clauses found for this turn, best first. Only these may be cited.
	Clauses []corpus.Clause
	// Similarity of the best clause to the message, 0 to 1.
	Similarity float64
	Tools      []ToolSpec
	// Results of the tools called earlier in this turn, in order.
	Results []ToolCall
	// Understood is what code made of the message before any model.
	Understood Understanding
	// Mend, if not nil, is this model's reply that was not sent, to be mended.
	Mend *Rejection
}

// Read is the message as it was read: with what was misspelt or run together mended.
func (r Request) Read() string { return cmp.Or(r.Understood.Text, r.Message) }

// Rejection is a reply that was not sent and everything that was wrong with it.
type Rejection struct {
	Text      string   `json:"text"`
	Citations []string `json:"citations,omitempty"`
	Outcome   Outcome  `json:"outcome,omitempty"`
	Faults    []string `json:"faults"` // in English, for the model to mend
}

// Exchange is one earlier turn as the model may see it.
type Exchange struct {
	Message string `json:"message"`
	Reply   string `json:"reply"`
}

// ToolSpec is what a model is told of a tool.
type ToolSpec struct {
	Name        string
	Description string
	Schema      json.RawMessage // JSON Schema of the arguments
}

// Response is either tool calls or a reply with the ids of the clauses it
// rests on, never both; with neither, the model had nothing to say.
type Response struct {
	Text      string
	Citations []string // full clause ids
	Choices   []Choice
	Calls     []Call
	Outcome   Outcome // Answered, NotKnown, Clarify or Refused
	Tokens    Tokens
	// Model names who answered where several may; empty means the asked one.
	Model string
}

// Call is a tool call as a model asks for it; Arguments is unchecked JSON.
type Call struct {
	Name      string
	Arguments json.RawMessage
}

// Retriever finds clauses. It is safe for concurrent use.
type Retriever interface {
	// Search returns at most q.K hits, best first. No hits is not an error.
	Search(ctx context.Context, q Query) ([]Hit, error)
}

// Query asks for clauses. Zero fields do not restrict.
type Query struct {
	Text    string
	Lang    corpus.Lang // form of Text
	Service string      // only this service
	Kinds   []corpus.Kind
	// Favour lifts clauses of these services without hiding others.
	Favour []string
	K      int // default 8
}

// Hit is a found clause. Score is the fused score, higher is better, comparable
// within one search; Similarity is the cosine to the question, 0 to 1, and Alike that
// to the nearest question which the clause is known to answer.
type Hit struct {
	ID         string
	Service    string
	Score      float64
	Similarity float64
	Alike      float64
}
