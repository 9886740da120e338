package agent

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Permission is what a tool may do. The loop and the tools enforce it, never
// the model.
type Permission string

// Read tools change nothing and tell what anybody may know. Write tools act only
// after a recorded yes to exactly what will be sent. NeedsAssurance tools change
// nothing either, but tell what is one person's own, and only to that person.
const (
	Read           Permission = "read"
	Write          Permission = "write"
	NeedsAssurance Permission = "needs-assurance"
)

// Tool is a typed Go function with a JSON schema. It finishes, or returns an
// Ask that a later message resumes; its words are its own, so that no model
// stands between a government record and the citizen.
// Implementations are safe for concurrent use.
type Tool interface {
	Spec() ToolSpec
	Permission() Permission
	// Call runs the tool; arguments are raw JSON from the model, unchecked.
	// An *ArgumentError goes back to the model, any other error fails the turn.
	Call(ctx context.Context, env Env, arguments json.RawMessage) (Result, error)
	// Resume continues from an Ask this tool returned. An answer that does not
	// fit is not an error: the Result carries the Ask again, with Misfit set.
	Resume(ctx context.Context, env Env, ask Ask, answer Answer) (Result, error)
	// Repeat says the pending question again, in env.Lang.
	Repeat(env Env, ask Ask) Result
}

// AssuredTool is a Tool whose permission is NeedsAssurance.
type AssuredTool interface {
	Tool
	// Proofs are the arguments, and the fields of Asks, that hold a second fact
	// known to the person concerned. The loop lets a call's through only as the
	// citizen wrote them in the very message.
	Proofs() []string
}

// Env is what a tool may know of the turn it works in.
type Env struct {
	Citizen      Citizen
	Lang         corpus.Lang // form to speak in
	Conversation string
	Now          time.Time
	// Message is what the citizen wrote in this turn, with values in place; for
	// tools alone, never for a model.
	Message string
	// Yes is true when the message is the citizen's plain yes to the question of
	// kind AskYesNo that this tool asked. Nothing is written anywhere without it.
	Yes bool
	// Known are details, by field id, that the citizen let this conversation keep.
	Known map[string]string
	// Drafts are forms put aside, by service id; a tool may take one up.
	Drafts map[string]json.RawMessage
	// Applications are the numbers this conversation has received, oldest first.
	Applications []string
}

// AskKind is the kind of answer an Ask expects.
type AskKind string

// The kinds of answer.
const (
	AskText   AskKind = "text"
	AskChoice AskKind = "choice"
	AskDate   AskKind = "date"
	AskNumber AskKind = "number"
	AskFile   AskKind = "file"
	AskYesNo  AskKind = "yesno"
)

// Ask is one question to the citizen, stored with the conversation until it is
// answered, cancelled or out of date.
type Ask struct {
	Tool  string  `json:"tool"`
	Field string  `json:"field"`
	Kind  AskKind `json:"kind"`
	// Service the question is about; a tool's Ask that gives way to another
	// tool's is put aside as that service's draft.
	Service string `json:"service,omitempty"`
	// Personal answers are recorded as <field>, not as typed.
	Personal bool `json:"personal,omitempty"`
	// State belongs to the tool; the loop keeps it and gives it back.
	State json.RawMessage `json:"state"`
	At    time.Time       `json:"at"`
	// Expires is when the answer comes too late; zero means never.
	Expires time.Time `json:"expires,omitzero"`
}

// Control is a word that steers a form instead of answering it.
type Control string

// The controls, recognised by code in all three forms.
const (
	NoControl Control = ""
	Cancel    Control = "cancel"
	Back      Control = "back"
	Later     Control = "later"
	Edit      Control = "change" // "change my address", "PIN galat hai"
	Yes       Control = "yes"
	No        Control = "no"
	Skip      Control = "skip" // also "I have none", "nahi pata"
	Why       Control = "why"  // what is asked for, and whether it must be told
)

// Answer is a message read as the answer to an Ask.
type Answer struct {
	Text    string // cleaned of invisible characters, with the citizen's values in place
	Choice  string
	Files   []File
	Control Control
}

// Result is what a tool did.
type Result struct {
	Text        string // what the citizen reads
	Choices     []Choice
	Attachments []Attachment
	Ask         *Ask // not nil: waiting for the citizen
	// Retry is a question that is over but may be answered once more by the next
	// message, if that gives a figure and speaks of nothing else.
	Retry   *Ask
	Misfit  bool // the answer did not fit; Text says why and asks again
	Outcome Outcome
	Data    any    // recorded as the call's result; nothing personal beyond what Text says
	Service string // the service this was about, if any
	// Private is true when Text tells what is one person's own. The loop sends it
	// only from a tool that NeedsAssurance, and only with that.
	Private bool
	// Draft, if not nil, is put aside under Service; DropDraft forgets it.
	Draft     json.RawMessage
	DropDraft bool
	// Personal is true when the message held details that the record must not
	// show, whatever was asked.
	Personal bool
	// Remember, if not nil, replaces the details the citizen lets us keep; empty
	// forgets them.
	Remember map[string]string
	// Application is a number just received, to be remembered: the trace of a
	// write, which the loop takes only from a Write tool and after a yes.
	Application string
}

// ArgumentError lists everything wrong with a call's arguments, in English,
// for the model to mend.
type ArgumentError struct{ Faults []string }

func (e *ArgumentError) Error() string {
	return "bad arguments: " + strings.Join(e.Faults, "; ")
}
