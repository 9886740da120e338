package edistrict

import (
	"encoding/json"
	"strings"
)

// envelope is the old portals' way: HTTP 200 always, success in "status", the
// answer as JSON inside the string "data".
type envelope struct {
	Status  json.RawMessage `json:"status"`
	Message looseString     `json:"message"`
	Data    json.RawMessage `json:"data"`
}

// openEnvelope says whether the body is an old portal's envelope, and whether
// it reports success.
func openEnvelope(body []byte) (e envelope, isEnvelope, ok bool) {
	if json.Unmarshal(body, &e) != nil || e.Status == nil {
		return envelope{}, false, false
	}
	switch strings.ToLower(strings.Trim(string(e.Status), `" `)) {
	case "true", "success", "1", "y":
		return e, true, true
	case "false", "failure", "failed", "0", "n":
		return e, true, false
	}
	return envelope{}, false, false
}

// legacyCode is the interface's code for an old portal's message. A message
// nobody knows is legacy_failure: a failure, and no more is claimed of it.
func legacyCode(message string) string {
	m := strings.ToLower(message)
	for _, known := range []struct{ words, code string }{
		{"no record", "record_not_found"},
		{"no data found", "record_not_found"},
		{"unauthorized", "invalid_authentication"},
		{"locked", "second_factor_locked"},
		{"not allowed in this state", "invalid_state"},
		{"already used", "idempotency_key_reused"},
		{"file too large", "file_too_large"},
		{"file type", "unsupported_type"},
		{"invalid input", "validation_failed"},
		{"try after", "rate_limit_exceeded"},
	} {
		if strings.Contains(m, known.words) {
			return known.code
		}
	}
	return "legacy_failure"
}

// legacyStates maps this one source's letters. Elsewhere the same letter means
// something else (F is "forwarded" here and "failed" there), so no other source
// may use this table.
var legacyStates = map[string]State{
	"DRAFT": Draft, "submitted": Submitted, "payment_initiated": PaymentPending, "FRS": PaymentPending,
	"PR": Submitted, "P": UnderProcessing, "UP": UnderProcessing, "AF": UnderProcessing, "F": UnderProcessing,
	"QS": QueryRaised, "QA": QueryAnswered, "AA": Approved, "D": CertificateIssued, "R": Rejected, "A": Withdrawn,
}

type legacyStatusJSON struct {
	Initiated struct {
		No          looseString `json:"appl_ref_no"`
		Submitted   looseTime   `json:"submission_date"`
		Due         looseTime   `json:"due_date"`
		Overdue     looseBool   `json:"overdue"`
		Status      looseString `json:"status"`
		Name        looseString `json:"applicant_name"`
		ServiceName looseString `json:"service_name"`
		ServiceID   looseString `json:"service_id"`
		Certificate looseString `json:"certificate_no"`
	} `json:"initiated_data"`
	Execution json.RawMessage `json:"execution_data"`
}

// legacyStatus reads an old portal's tracking answer; false if it is not one.
func legacyStatus(body []byte, o Origin) (Status, bool) {
	var l legacyStatusJSON
	if json.Unmarshal(body, &l) != nil || l.Initiated.No == "" {
		return Status{}, false
	}
	state, known := legacyStates[string(l.Initiated.Status)]
	if !known {
		state = Unknown
	}
	s := Status{
		Origin: o, No: string(l.Initiated.No), ServiceID: string(l.Initiated.ServiceID),
		ServiceName: Text{En: string(l.Initiated.ServiceName)}, NameMasked: string(l.Initiated.Name),
		State: state, RawStatus: string(l.Initiated.Status),
		SubmittedAt: l.Initiated.Submitted.Time, DueAt: l.Initiated.Due.Time, Overdue: bool(l.Initiated.Overdue),
		CertificateNo: string(l.Initiated.Certificate),
	}
	for _, member := range flatten(l.Execution) {
		var step struct {
			Task struct {
				Action   looseString `json:"action_taken"`
				Remarks  looseString `json:"remarks"`
				Executed looseTime   `json:"executed_time"`
				User     struct {
					Designation looseString `json:"designation"`
				} `json:"user_detail"`
			} `json:"task_info"`
		}
		if json.Unmarshal(member, &step) == nil {
			s.Steps = append(s.Steps, Step{
				At: step.Task.Executed.Time, By: string(step.Task.User.Designation),
				Action: string(step.Task.Action), Remarks: string(step.Task.Remarks),
			})
		}
	}
	s.explain()
	return s, true
}

// explain takes the office's words for an open query or a rejection from the
// last step, the only place where this source has them.
func (s *Status) explain() {
	if len(s.Steps) == 0 {
		return
	}
	words := Text{En: s.Steps[len(s.Steps)-1].Remarks}
	switch s.State {
	case QueryRaised:
		s.Query = &Query{Text: words}
	case Rejected:
		s.Rejection = words
	}
}
