package edistrict

import (
	"log/slog"
	"time"
)

// SecondFactor is the proof that the asker may know of an application. One
// part that fits is enough.
type SecondFactor struct {
	MobileLast4 string // last four digits of the applicant's mobile
	DOB         string // the applicant's date of birth, YYYY-MM-DD
	// VerifiedMobile is the asker's full mobile, only if the channel has proved
	// it. It is not a guess, so it does not count towards the lock.
	VerifiedMobile string
}

// IsZero reports whether there is no proof at all.
func (f SecondFactor) IsZero() bool { return f == SecondFactor{} }

// String hides the values, so that no log line or error can leak them.
func (f SecondFactor) String() string { return "second factor" }

// GoString hides the values from %#v too.
func (f SecondFactor) GoString() string { return f.String() }

// LogValue hides the values from slog.
func (f SecondFactor) LogValue() slog.Value { return slog.StringValue(f.String()) }

// Status is how an application stands, as told to its applicant.
type Status struct {
	Origin
	No          string
	ServiceID   string
	ServiceName Text
	// NameMasked has first letters only, such as "A**** V*"; empty when the
	// server left it out.
	NameMasked  string
	State       State
	RawStatus   string    // the server's own word for the state
	SubmittedAt time.Time // zero for a draft, or when not told
	DueAt       time.Time // zero when not known
	Overdue     bool      // the due date has passed without a decision
	// Query is not nil while the office waits for the applicant.
	Query *Query
	// Rejection is why it was rejected; empty otherwise.
	Rejection     Text
	CertificateNo string // once it is issued
	Steps         []Step // oldest first
}

// Query is what the office wants to know.
type Query struct {
	Text     Text
	AnswerBy time.Time // start of the last day to answer, in India; zero when not told
}

// Step is one thing that happened.
type Step struct {
	At      time.Time // zero when not readable
	By      string    // the role that acted
	Action  string
	Remarks string
}

// Standing is whether a certificate stands.
type Standing string

// The standings; UnknownStanding for one this package does not know.
const (
	Valid           Standing = "valid"
	Revoked         Standing = "revoked"
	Expired         Standing = "expired"
	UnknownStanding Standing = "unknown"
)

// Certificate is what a third party is told of a certificate.
type Certificate struct {
	Origin
	No string
	// Valid is true only if the server said so and the standing agrees.
	Valid       bool
	Standing    Standing
	ServiceID   string
	ServiceName Text
	NameMasked  string
	IssuedOn    time.Time // start of the day, in India
	ValidUntil  time.Time // start of the last day, in India; zero when it has no end
	RevokedOn   time.Time // start of the day, in India; zero when not revoked
}
