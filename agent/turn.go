package agent

import (
	"encoding/json"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Message is what a citizen sent, after the channel has verified it.
type Message struct {
	ID   string // unique per channel; a repeated ID is the same message
	Text string
	// Choice is the id of a tapped button or list row; Text then holds its title.
	Choice string
	Files  []File
	At     time.Time
}

// File is something the citizen uploaded. Data is held by the caller.
type File struct {
	Name string
	MIME string
	Data []byte
}

// Citizen is who the channel says is writing. The model never sets any of it.
type Citizen struct {
	// Channel is whatsapp, web or terminal.
	Channel string
	// Phone is the number in international form without '+', empty if unknown.
	Phone string
	// Verified is true when the channel proves the phone belongs to the writer.
	Verified bool
}

// Outcome says in one word how a turn ended.
type Outcome string

// The outcomes of a turn.
const (
	Answered Outcome = "answered" // a rule was told from clauses
	NotKnown Outcome = "unknown"  // the rules do not settle it; told where to ask
	Clarify  Outcome = "clarify"  // one question back to find out what is meant
	Asked    Outcome = "asked"    // a tool waits for the citizen's answer
	Done     Outcome = "done"     // a tool finished
	Refused  Outcome = "refused"  // out of scope, or not allowed
	Crisis   Outcome = "crisis"   // danger to life: helplines first
	Handoff  Outcome = "handoff"  // a person is asked for
	Menu     Outcome = "menu"     // greeting or menu
	Failed   Outcome = "failed"   // something broke; the citizen was told plainly
	Reminder Outcome = "reminder" // told without a message before it
)

// Choice is one button or list row of a reply.
type Choice struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Attachment is a file sent with a reply.
type Attachment struct {
	Name string `json:"name"`
	MIME string `json:"mime"`
	Data []byte `json:"-"`
}

// Reply is what the citizen reads.
type Reply struct {
	Text        string       `json:"text"`
	Choices     []Choice     `json:"choices"`
	Attachments []Attachment `json:"attachments"`
}

// Citation names the clause an answer rests on.
type Citation struct {
	Service string `json:"service"`
	Clause  string `json:"clause"`  // full id, service/clause
	Checked string `json:"checked"` // YYYY-MM-DD
	URL     string `json:"url"`
}

// Passage is a clause found for this turn. Score is the fused rank score:
// higher is better, comparable only within one turn.
type Passage struct {
	ID      string  `json:"id"`
	Service string  `json:"service"`
	Score   float64 `json:"score"`
}

// ToolCall is one call as the model made it and what came of it.
type ToolCall struct {
	Name      string          `json:"name"`
	Arguments json.RawMessage `json:"arguments"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     string          `json:"error,omitempty"`
}

// AskRef is the public part of a pending Ask.
type AskRef struct {
	Tool  string `json:"tool"`
	Field string `json:"field"`
	Kind  string `json:"kind"`
}

// Turn is the record of one message and its reply: what staff see and what
// evaluators measure.
type Turn struct {
	ID           string        `json:"id"`
	Conversation string        `json:"conversation"`
	At           time.Time     `json:"at"`
	Language     corpus.Lang   `json:"language"`
	Message      string        `json:"message"`
	Reply        Reply         `json:"reply"`
	Notice       string        `json:"notice,omitempty"` // first-contact notice, sent as a message of its own
	Citations    []Citation    `json:"citations"`
	Passages     []Passage     `json:"passages"`
	ToolCalls    []ToolCall    `json:"tool_calls"`
	Ask          *AskRef       `json:"ask"`
	Outcome      Outcome       `json:"outcome"`
	Model        string        `json:"model"`
	Prompt       string        `json:"prompt"` // hash of the prompt files
	Understood   Understanding `json:"understood"`
	// Grounding is what the last check objected to, and Rejected the model's last
	// reply that was not sent; Rejections has both for each round, oldest first.
	// Where the Model is not the offline one, the mended reply was sent.
	Grounding  []string    `json:"grounding,omitempty"`
	Rejected   string      `json:"rejected,omitempty"`
	Rejections []Rejection `json:"rejections,omitempty"`
	Tokens     Tokens      `json:"tokens"`
	// Cost of the tokens in the currency of Config.Price; nil if no model was
	// asked or no price is known.
	Cost      *float64         `json:"cost,omitempty"`
	TimingsMS map[string]int64 `json:"timings_ms"`
	Error     string           `json:"error,omitempty"` // for staff, never for the citizen
}

// Unasked reports whether the turn has no message before it, as a reminder.
func (t Turn) Unasked() bool { return t.Outcome == Reminder }

// Tokens counts what a model read and wrote in this turn; zero for offline.
type Tokens struct {
	In  int `json:"in"`
	Out int `json:"out"`
}

// Price is what a million tokens cost, read and written, in one currency.
type Price struct{ In, Out float64 }

// Of is the cost of the tokens.
func (p Price) Of(t Tokens) float64 {
	const million = 1e6
	return (float64(t.In)*p.In + float64(t.Out)*p.Out) / million
}
