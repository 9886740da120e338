package agent

import "github.com/sahayak-delhi/sahayak/corpus"

// Intent is what a message wants done, as far as code can tell.
type Intent string

// The intents. Question is the default for anything with a subject.
const (
	NoIntent   Intent = ""
	Question   Intent = "question"
	Apply      Intent = "apply"
	CheckState Intent = "status"
	VerifyDoc  Intent = "verify"
	Greeting   Intent = "greeting"
	Thanks     Intent = "thanks"
	Noted      Intent = "noted" // "hmm, ok": nothing is wanted
	Human      Intent = "human"
	Self       Intent = "self" // "are you a person?"
	OffTopic   Intent = "offtopic"
	Injection  Intent = "injection"
	Danger     Intent = "danger"
)

// Understanding is what code made of a message before any model saw it.
type Understanding struct {
	// Text is the masked message as it was read, with misspelt and run-together words
	// mended; empty if that is how it was written.
	Text     string        `json:"text,omitempty"`
	Intent   Intent        `json:"intent"`
	Services []string      `json:"services,omitempty"` // named in the message, best first
	Group    string        `json:"group,omitempty"`    // a name that several services share
	Kinds    []corpus.Kind `json:"kinds,omitempty"`    // aspects asked about, in order
	Topics   []string      `json:"topics,omitempty"`   // concepts named that are no aspect
	// Topical is the service that the topics alone suggest; it is not named.
	Topical string `json:"topical,omitempty"`
	// Presumed is true when no service was named and retrieval settled which.
	Presumed bool `json:"presumed,omitempty"`
	FollowUp bool `json:"follow_up,omitempty"`
	// Asking is true when the message is worded as a question.
	Asking  bool    `json:"asking,omitempty"`
	Control Control `json:"control,omitempty"`
	// Numbers found by their shape.
	ApplicationNo string `json:"application_no,omitempty"`
	CertificateNo string `json:"certificate_no,omitempty"`
}
