package edistrict

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// call exchanges, judges, and reads the payload into out.
func (c *Client) call(ctx context.Context, op operation, out any) (Origin, error) {
	r, err := c.exchange(ctx, op)
	if err != nil {
		return Origin{}, err
	}
	payload, o, err := judge(op, r)
	if err != nil {
		return o, err
	}
	if json.Unmarshal(payload, out) != nil {
		return o, unreadable(op, "unreadable_answer")
	}
	return o, nil
}

// Services lists what can be applied for, in the portal's order.
func (c *Client) Services(ctx context.Context) ([]Service, error) {
	op := operation{name: "listServices", send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.ListServices(ctx)
	}}
	var body struct {
		Services []serviceJSON `json:"services"`
	}
	if _, err := c.call(ctx, op, &body); err != nil {
		return nil, err
	}
	if body.Services == nil {
		return nil, unreadable(op, "unreadable_answer")
	}
	services := make([]Service, len(body.Services))
	for i, s := range body.Services {
		services[i] = s.service()
	}
	return services, nil
}

// Service describes one service; [ErrNotFound] if the portal has none of that
// id.
func (c *Client) Service(ctx context.Context, id string) (Service, error) {
	op := operation{name: "getService", send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.GetService(ctx, id)
	}}
	if !routable(id) {
		return Service{}, &Error{Op: op.name, Code: "record_not_found", kind: ErrNotFound}
	}
	var body struct {
		Service serviceJSON `json:"service"`
	}
	if _, err := c.call(ctx, op, &body); err != nil {
		return Service{}, err
	}
	if body.Service.ID == "" {
		return Service{}, unreadable(op, "unreadable_answer")
	}
	return body.Service.service(), nil
}

// CreateApplication makes a draft. The key (8 to 128 letters, digits or _.:-)
// is the caller's: the same key with the same draft gives the same application
// again. [ErrUncertain] means: ask LookupByKey with this key.
func (c *Client) CreateApplication(ctx context.Context, key string, a NewApplication) (Application, error) {
	answers := a.Answers
	if answers == nil {
		answers = map[string]string{}
	}
	return c.application(ctx, operation{name: "createApplication", write: true, send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.CreateApplication(ctx, &wire.CreateApplicationParams{IdempotencyKey: key}, wire.NewApplicationRequest{
			ServiceID: a.ServiceID, Language: wire.NewApplicationRequestLanguage(a.Language), Answers: answers,
			Applicant: wire.ApplicantBlock{Name: a.Applicant.Name, Mobile: a.Applicant.Mobile, Dob: a.Applicant.DOB},
		})
	}})
}

// Submit hands a draft in. Submitting twice with one key is submitting once;
// the key of CreateApplication may be used again here.
func (c *Client) Submit(ctx context.Context, no, key string) (Application, error) {
	return c.application(ctx, operation{name: "submitApplication", write: true, send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.SubmitApplication(ctx, no, &wire.SubmitApplicationParams{IdempotencyKey: key})
	}})
}

// Pay records the fee as paid; [ErrConflict] when none is due.
func (c *Client) Pay(ctx context.Context, no, key string) (Application, error) {
	return c.application(ctx, operation{name: "payApplication", write: true, send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.PayApplication(ctx, no, &wire.PayApplicationParams{IdempotencyKey: key})
	}})
}

// AnswerQuery answers the office's open query; [ErrConflict] when none is open.
func (c *Client) AnswerQuery(ctx context.Context, no, key, text string) (Application, error) {
	return c.application(ctx, operation{name: "answerQuery", write: true, send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.AnswerQuery(ctx, no, &wire.AnswerQueryParams{IdempotencyKey: key}, wire.QueryAnswerRequest{Text: text})
	}})
}

// Withdraw takes an application back; [ErrConflict] when it is decided already.
func (c *Client) Withdraw(ctx context.Context, no, key string) (Application, error) {
	return c.application(ctx, operation{name: "withdrawApplication", write: true, send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.WithdrawApplication(ctx, no, &wire.WithdrawApplicationParams{IdempotencyKey: key})
	}})
}

// LookupByKey finds the application a key was used for, as it stands now. It
// settles [ErrUncertain]: [ErrNotFound] means the write was never received and
// may be sent again with the same key.
func (c *Client) LookupByKey(ctx context.Context, key string) (Application, error) {
	return c.application(ctx, operation{name: "lookupApplication", send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.LookupApplication(ctx, wire.LookupRequest{IdempotencyKey: key})
	}})
}

func (c *Client) application(ctx context.Context, op operation) (Application, error) {
	var body struct {
		Application applicationJSON `json:"application"`
	}
	o, err := c.call(ctx, op, &body)
	if err != nil {
		return Application{}, err
	}
	if body.Application.No == "" {
		return Application{}, unreadable(op, "unreadable_answer")
	}
	return body.Application.application(o), nil
}

// Status tells how an application stands. [ErrNotFound] covers a wrong second
// fact too. The second fact goes in the body, never in an address.
func (c *Client) Status(ctx context.Context, no string, f SecondFactor) (Status, error) {
	op := operation{name: "getStatus", send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.GetStatus(ctx, wire.StatusRequest{ApplicationNo: no, SecondFactor: wire.SecondFactor{
			MobileLast4: f.MobileLast4, Dob: f.DOB, VerifiedMobile: f.VerifiedMobile,
		}})
	}}
	if f.IsZero() {
		return Status{}, &Error{Op: op.name, Code: "second_factor_missing", kind: ErrSecondFactor}
	}
	var payload json.RawMessage
	o, err := c.call(ctx, op, &payload)
	if err != nil {
		return Status{}, err
	}
	s, ok := legacyStatus(payload, o)
	if !ok {
		var body struct {
			Application applicationJSON `json:"application"`
		}
		if json.Unmarshal(payload, &body) != nil || body.Application.No == "" {
			return Status{}, unreadable(op, "unreadable_answer")
		}
		s = body.Application.status(o)
	}
	// A portal that answers for another application must not be believed.
	if asked, ok := ParseNumber(no); ok && s.No != asked.String() {
		return Status{}, unreadable(op, "answer_mismatch")
	}
	return s, nil
}

// VerifyCertificate checks a certificate by its number; [ErrNotFound] if none
// was issued, with a Hint to the real portal when the number is not a
// sandbox's.
func (c *Client) VerifyCertificate(ctx context.Context, no string) (Certificate, error) {
	op := operation{name: "verifyCertificate", send: func(ctx context.Context) (*http.Response, error) {
		return c.wire.VerifyCertificate(ctx, no)
	}}
	if !routable(no) {
		return Certificate{}, &Error{Op: op.name, Code: "record_not_found", kind: ErrNotFound}
	}
	var body struct {
		Certificate certificateJSON `json:"certificate"`
	}
	o, err := c.call(ctx, op, &body)
	if err != nil {
		return Certificate{}, err
	}
	cert := body.Certificate.certificate(o)
	if cert.No == "" {
		return Certificate{}, unreadable(op, "unreadable_answer")
	}
	if asked, ok := ParseNumber(no); ok && cert.No != asked.String() {
		return Certificate{}, unreadable(op, "answer_mismatch")
	}
	return cert, nil
}

// UploadDocument attaches a paper to a draft, or to an application with an open
// query. Uploading the same bytes for the same paper again changes nothing.
// Too large or of the wrong kind is [ErrValidation], Code file_too_large or
// unsupported_type.
func (c *Client) UploadDocument(ctx context.Context, no string, d Document) (DocumentReceipt, error) {
	op := operation{name: "uploadDocument", write: true}
	contentType, form, err := multipartForm(d)
	if err != nil {
		return DocumentReceipt{}, &Error{Op: op.name, Code: "invalid_parameter", kind: ErrValidation}
	}
	if len(d.Data) > MaxDocumentBytes {
		return DocumentReceipt{}, &Error{Op: op.name, Code: "file_too_large", kind: ErrValidation}
	}
	op.send = func(ctx context.Context) (*http.Response, error) {
		return c.wire.UploadDocumentWithBody(ctx, no, contentType, bytes.NewReader(form))
	}
	var body struct {
		Document documentJSON `json:"document"`
	}
	o, err := c.call(ctx, op, &body)
	if err != nil {
		return DocumentReceipt{}, err
	}
	if body.Document.ID == "" {
		return DocumentReceipt{}, unreadable(op, "unreadable_answer")
	}
	return body.Document.receipt(o), nil
}

// routable reports whether s can be one part of an address. Nothing with these
// names exists, and servers would clean them out of the path.
func routable(s string) bool { return s != "" && s != "." && s != ".." }
