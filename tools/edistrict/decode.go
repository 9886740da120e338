package edistrict

import (
	"encoding/json"
	"slices"
)

// The structs below are what the client reads; the interface's own types, which
// promise more than a portal keeps, are only used for sending.

type originJSON struct {
	Sandbox looseBool   `json:"sandbox"`
	Source  looseString `json:"source"`
	AsOf    looseTime   `json:"as_of"`
}

type serviceJSON struct {
	ID         looseString `json:"id"`
	Code       looseString `json:"code"`
	Name       looseText   `json:"name"`
	Department looseText   `json:"department"`
	FeeINR     looseInt    `json:"feeInr"`
	FeeText    looseText   `json:"feeText"`
	Days       looseInt    `json:"days"`
	Fields     []struct {
		ID       looseString   `json:"id"`
		Type     looseString   `json:"type"`
		Required looseBool     `json:"required"`
		Choices  []looseString `json:"choices"`
	} `json:"fields"`
}

func (s serviceJSON) service() Service {
	out := Service{
		ID: string(s.ID), Code: string(s.Code), Name: s.Name.Text, Department: s.Department.Text,
		FeeINR: s.FeeINR.value, FeeText: s.FeeText.Text, Days: s.Days.value,
	}
	for _, f := range s.Fields {
		field := Field{ID: string(f.ID), Type: string(f.Type), Required: bool(f.Required)}
		for _, c := range f.Choices {
			field.Choices = append(field.Choices, string(c))
		}
		out.Fields = append(out.Fields, field)
	}
	return out
}

type applicationJSON struct {
	No          looseString `json:"applicationNo"`
	ServiceID   looseString `json:"serviceId"`
	ServiceName looseText   `json:"serviceName"`
	NameMasked  looseString `json:"applicantNameMasked"`
	State       looseString `json:"state"`
	RawStatus   looseString `json:"rawStatus"`
	CreatedAt   looseTime   `json:"createdAt"`
	SubmittedAt looseTime   `json:"submittedAt"`
	DueAt       looseTime   `json:"dueAt"`
	Overdue     looseBool   `json:"overdue"`
	FeeINR      looseInt    `json:"feeInr"`
	Query       *struct {
		Text     looseText `json:"text"`
		AnswerBy looseTime `json:"answerBy"`
	} `json:"query"`
	Rejection     looseText       `json:"rejection"`
	CertificateNo looseString     `json:"certificateNo"`
	Steps         json.RawMessage `json:"steps"`
}

func (a applicationJSON) application(o Origin) Application {
	app := Application{
		Origin: o, No: string(a.No), ServiceID: string(a.ServiceID), ServiceName: a.ServiceName.Text,
		State: stateOf(string(a.State)), RawStatus: raw(a.RawStatus, a.State),
		CreatedAt: a.CreatedAt.Time, SubmittedAt: a.SubmittedAt.Time, DueAt: a.DueAt.Time,
	}
	if a.FeeINR.value != nil {
		app.FeeINR = *a.FeeINR.value
	}
	return app
}

func (a applicationJSON) status(o Origin) Status {
	s := Status{
		Origin: o, No: string(a.No), ServiceID: string(a.ServiceID), ServiceName: a.ServiceName.Text,
		NameMasked: string(a.NameMasked), State: stateOf(string(a.State)), RawStatus: raw(a.RawStatus, a.State),
		SubmittedAt: a.SubmittedAt.Time, DueAt: a.DueAt.Time, Overdue: bool(a.Overdue),
		Rejection: a.Rejection.Text, CertificateNo: string(a.CertificateNo),
	}
	if a.Query != nil {
		s.Query = &Query{Text: a.Query.Text.Text, AnswerBy: a.Query.AnswerBy.Time}
	}
	for _, member := range flatten(a.Steps) {
		var step struct {
			At      looseTime   `json:"at"`
			By      looseString `json:"by"`
			Action  looseString `json:"action"`
			Remarks looseString `json:"remarks"`
		}
		if json.Unmarshal(member, &step) == nil {
			s.Steps = append(s.Steps, Step{
				At: step.At.Time, By: string(step.By), Action: string(step.Action), Remarks: string(step.Remarks),
			})
		}
	}
	return s
}

// stateOf is the state of that name, or Unknown.
func stateOf(name string) State {
	if s := State(name); slices.Contains(States, s) {
		return s
	}
	return Unknown
}

// raw is the server's own word: the letter if it gave one, else the state.
func raw(letter, state looseString) string {
	if letter != "" {
		return string(letter)
	}
	return string(state)
}

type documentJSON struct {
	ID         looseString `json:"documentId"`
	Paper      looseString `json:"paper"`
	MediaType  looseString `json:"mediaType"`
	Size       looseInt    `json:"size"`
	SHA256     looseString `json:"sha256"`
	ReceivedAt looseTime   `json:"receivedAt"`
}

func (d documentJSON) receipt(o Origin) DocumentReceipt {
	r := DocumentReceipt{
		Origin: o, ID: string(d.ID), Paper: string(d.Paper), MediaType: string(d.MediaType),
		SHA256: string(d.SHA256), ReceivedAt: d.ReceivedAt.Time,
	}
	if d.Size.value != nil {
		r.Size = *d.Size.value
	}
	return r
}

type certificateJSON struct {
	No          looseString `json:"certificateNo"`
	Valid       looseBool   `json:"valid"`
	Standing    looseString `json:"standing"`
	ServiceID   looseString `json:"serviceId"`
	ServiceName looseText   `json:"serviceName"`
	NameMasked  looseString `json:"nameMasked"`
	IssuedOn    looseTime   `json:"issuedOn"`
	ValidUntil  looseTime   `json:"validUntil"`
	RevokedOn   looseTime   `json:"revokedOn"`
}

func (c certificateJSON) certificate(o Origin) Certificate {
	standing := Standing(c.Standing)
	if !slices.Contains([]Standing{Valid, Revoked, Expired}, standing) {
		standing = UnknownStanding
	}
	return Certificate{
		Origin: o, No: string(c.No), Standing: standing,
		// Two fields say the same; only when both agree is it told as valid.
		Valid:     bool(c.Valid) && standing == Valid,
		ServiceID: string(c.ServiceID), ServiceName: c.ServiceName.Text, NameMasked: string(c.NameMasked),
		IssuedOn: c.IssuedOn.Time, ValidUntil: c.ValidUntil.Time, RevokedOn: c.RevokedOn.Time,
	}
}
