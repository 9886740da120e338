package edistrict

import "time"

// State is where an application stands.
type State string

// The states, and Unknown for one this package does not know: show RawStatus
// and say nothing more.
const (
	Draft             State = "draft"
	PaymentPending    State = "payment_pending"
	Submitted         State = "submitted"
	UnderProcessing   State = "under_processing"
	QueryRaised       State = "query_raised"
	QueryAnswered     State = "query_answered"
	Approved          State = "approved"
	CertificateIssued State = "certificate_issued"
	Rejected          State = "rejected"
	Withdrawn         State = "withdrawn"
	Unknown           State = "unknown"
)

// States lists every known state, in the order of an application's life.
var States = []State{
	Draft, PaymentPending, Submitted, UnderProcessing, QueryRaised,
	QueryAnswered, Approved, CertificateIssued, Rejected, Withdrawn,
}

// Final reports whether nothing more will happen to the application by itself.
func (s State) Final() bool {
	return s == CertificateIssued || s == Rejected || s == Withdrawn
}

// Applicant is who applies.
type Applicant struct {
	Name   string
	Mobile string // ten digits, 91 before them allowed
	DOB    string // YYYY-MM-DD; may be empty
}

// NewApplication is a draft to be made.
type NewApplication struct {
	ServiceID string
	Language  string // en, hi or hi-Latn
	Applicant Applicant
	Answers   map[string]string // by field id; an empty answer counts as none
}

// Application is what its sender is told of it.
type Application struct {
	Origin
	No          string // such as SBX-INC-26-000123
	ServiceID   string
	ServiceName Text
	State       State
	RawStatus   string // the server's own word for the state
	CreatedAt   time.Time
	SubmittedAt time.Time // zero for a draft
	DueAt       time.Time // zero when no limit is known or work has not begun
	FeeINR      int       // rupees to pay; 0 when nothing is charged
}

// MaxDocumentBytes is the largest file the interface takes: 100 KB.
const MaxDocumentBytes = 100 << 10

// Document is a paper to attach: JPEG, PNG or PDF, at most [MaxDocumentBytes].
type Document struct {
	Paper string // what it is, such as address-proof
	Name  string // file name; only its ending matters
	Data  []byte
}

// DocumentReceipt is the proof that a paper arrived.
type DocumentReceipt struct {
	Origin
	ID         string
	Paper      string
	MediaType  string
	Size       int // bytes
	SHA256     string
	ReceivedAt time.Time
}
