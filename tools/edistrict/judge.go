package edistrict

import (
	"encoding/json"
	"net/http"
	"strings"
)

// problemJSON is the interface's error body.
type problemJSON struct {
	Code        looseString `json:"error"`
	Description looseString `json:"errorDescription"`
	Retryable   looseBool   `json:"retryable"`
	Hint        looseText   `json:"hint"`
	Fields      []struct {
		Field looseString `json:"field"`
		Code  looseString `json:"code"`
	} `json:"fields"`
}

func problemOf(body []byte) (p problemJSON) {
	_ = json.Unmarshal(body, &p)
	return p
}

// judge turns an answer into its payload, taken out of an old portal's envelope
// if it came in one, or into an error.
func judge(op operation, r *reply) (payload []byte, o Origin, err error) {
	o = origin(r, r.body)
	if e, isEnvelope, ok := openEnvelope(r.body); isEnvelope {
		if ok {
			payload = unquote(e.Data)
			return payload, origin(r, payload), nil
		}
		code := legacyCode(string(e.Message))
		return nil, o, &Error{
			Op: op.name, Status: r.status, Code: code, Description: string(e.Message),
			Retryable: code == "rate_limit_exceeded", RetryAfter: retryAfter(r.header), kind: kindOf(r.status, code),
		}
	}
	p := problemOf(r.body)
	if r.status < 300 && p.Code == "" {
		return r.body, o, nil
	}
	e := &Error{
		Op: op.name, Status: r.status, Code: string(p.Code), Description: string(p.Description),
		Retryable: bool(p.Retryable), RetryAfter: retryAfter(r.header), Hint: p.Hint.Text,
		kind: kindOf(r.status, string(p.Code)),
	}
	if e.Code == "" {
		e.Code = "unexpected_status"
	}
	for _, f := range p.Fields {
		e.Fields = append(e.Fields, FieldError{Field: string(f.Field), Code: string(f.Code)})
	}
	return nil, o, e
}

// origin reads where an answer came from. One sign of a sandbox is enough: an
// answer must not pass for real because a field got lost.
func origin(r *reply, body []byte) Origin {
	var o, outer originJSON
	_ = json.Unmarshal(body, &o)
	_ = json.Unmarshal(r.body, &outer)
	header := strings.EqualFold(r.header.Get("X-Sandbox"), "true")
	return Origin{
		Sandbox: bool(o.Sandbox) || bool(outer.Sandbox) || header,
		Source:  string(o.Source), AsOf: o.AsOf.Time,
	}
}

// unreadable is an answer that is JSON but not the one asked for. Of a write
// nobody knows whether it was done.
func unreadable(op operation, code string) *Error {
	kind := ErrUnavailable
	if op.write {
		kind = ErrUncertain
	}
	return &Error{Op: op.name, Status: http.StatusOK, Code: code, Retryable: true, kind: kind}
}
