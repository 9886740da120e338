package tools

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

type verifyArguments struct {
	CertificateNo string `json:"certificateNo,omitempty" jsonschema:"pattern=^[A-Za-z0-9/-]{4\\,40}$,description=number printed on the certificate"`
}

// verifyDocument checks a certificate by its number. Anyone may ask; the answer
// holds no more than the portal's public check.
type verifyDocument struct {
	kit
	arguments arguments[verifyArguments]
}

var _ agent.Tool = (*verifyDocument)(nil)

func newVerifyDocument(k kit) (*verifyDocument, error) {
	a, err := newArguments[verifyArguments]("verifyDocument", "verify_document")
	return &verifyDocument{kit: k, arguments: a}, err
}

func (t *verifyDocument) Spec() agent.ToolSpec         { return t.arguments.spec }
func (t *verifyDocument) Permission() agent.Permission { return agent.Read }

const certificateField = "certificateNo"

func (t *verifyDocument) Call(ctx context.Context, env agent.Env, raw json.RawMessage) (agent.Result, error) {
	args, err := t.arguments.decode(raw)
	if err != nil {
		return agent.Result{}, err
	}
	if args.CertificateNo == "" {
		return t.askFor(env, ""), nil
	}
	return t.check(ctx, env, args.CertificateNo)
}

func (t *verifyDocument) Resume(ctx context.Context, env agent.Env, _ agent.Ask, a agent.Answer) (agent.Result, error) {
	if givesUp(a) {
		return agent.Result{Text: t.say(env, "stopped", nil), Outcome: agent.Done}, nil
	}
	no := certificateWithin(a.Text)
	if no == "" {
		r := t.askFor(env, t.say(env, "bad_certificate", nil))
		r.Misfit = true
		return r, nil
	}
	return t.check(ctx, env, no)
}

func (t *verifyDocument) Repeat(env agent.Env, _ agent.Ask) agent.Result { return t.askFor(env, "") }

func (t *verifyDocument) askFor(env agent.Env, before string) agent.Result {
	return agent.Result{
		Text:    strings.TrimSpace(before + "\n" + t.say(env, "ask_certificateNo", nil)),
		Outcome: agent.Asked,
		Ask:     &agent.Ask{Field: certificateField, Kind: agent.AskText, State: json.RawMessage("{}")},
	}
}

// checked is what the record keeps of a check.
type checked struct {
	CertificateNo string `json:"certificateNo"`
	Standing      string `json:"standing"`
	Valid         bool   `json:"valid"`
	Sandbox       bool   `json:"sandbox"`
}

func (t *verifyDocument) check(ctx context.Context, env agent.Env, no string) (agent.Result, error) {
	no = tidyCertificate(no)
	if !strings.HasPrefix(no, "SBXC") {
		return agent.Result{Text: t.say(env, "verify_elsewhere", nil), Outcome: agent.NotKnown, Data: checked{CertificateNo: no, Standing: "not_connected"}}, nil
	}
	c, err := t.portal.VerifyCertificate(ctx, no)
	switch {
	case errors.Is(err, edistrict.ErrNotFound):
		return agent.Result{Text: t.say(env, "verify_not_found", agent.Map{"No": no}), Outcome: agent.NotKnown, Data: checked{CertificateNo: no, Standing: "not_found"}}, nil
	case errors.Is(err, edistrict.ErrUnavailable):
		return agent.Result{Text: t.say(env, "verify_down", nil), Outcome: agent.Failed, Data: checked{CertificateNo: no, Standing: "unavailable"}}, nil
	case err != nil:
		return agent.Result{}, err
	}
	return t.describe(env, c), nil
}

// describe tells the standing first; anything but a plain valid is never called
// valid.
func (t *verifyDocument) describe(env agent.Env, c edistrict.Certificate) agent.Result {
	data := agent.Map{
		"No": c.No, "Service": text(c.ServiceName).In(env.Lang), "Name": c.NameMasked,
		"Issued": indianDay(c.IssuedOn), "Revoked": indianDay(c.RevokedOn), "Until": indianDay(c.ValidUntil),
	}
	var lines []string
	switch {
	case c.Valid:
		lines = append(lines, t.say(env, "certificate_valid", data))
	case c.Standing == edistrict.Revoked:
		lines = append(lines, t.say(env, "certificate_revoked", data))
	case c.Standing == edistrict.Expired:
		lines = append(lines, t.say(env, "certificate_expired", data))
	default:
		lines = append(lines, t.say(env, "certificate_unclear", data))
	}
	if !c.IssuedOn.IsZero() {
		lines = append(lines, t.say(env, "certificate_issued", data))
	}
	if c.NameMasked != "" {
		lines = append(lines, t.say(env, "certificate_name", data))
	}
	if c.Sandbox {
		lines = append(lines, t.say(env, "sandbox", nil))
	}
	return agent.Result{
		Text: strings.Join(lines, "\n"), Outcome: agent.Done, Service: c.ServiceID,
		Data: checked{CertificateNo: c.No, Standing: string(c.Standing), Valid: c.Valid, Sandbox: c.Sandbox},
	}
}

var (
	certificateShape = regexp.MustCompile(`(?i)\b(SBXC)[\s\-–_/]*([A-Z]{3,4})[\s\-–_/]*(\d{2})[\s\-–_/]*(\d{6})\b`)
	bareCertificate  = regexp.MustCompile(`\b[A-Za-z]{0,6}[/-]?\d[0-9A-Za-z/-]{5,30}\b`)
)

func tidyCertificate(no string) string {
	return strings.ToUpper(certificateShape.ReplaceAllString(hindi.Digits(no), "$1-$2-$3-$4"))
}

func certificateWithin(text string) string {
	text = hindi.Digits(text)
	if m := certificateShape.FindString(text); m != "" {
		return m
	}
	return bareCertificate.FindString(text)
}
