package edistrict_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

var ist = time.FixedZone("IST", 19800)

func TestWholeWay(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"clean", "legacy"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			g := newGround(t)
			c := g.client(t, mode)
			ctx := t.Context()
			services, err := c.Services(ctx)
			if err != nil {
				t.Fatal(err)
			}
			want := []edistrict.Service{
				{ID: "income-certificate", Code: "INC", Name: edistrict.Text{Hi: "आय प्रमाण पत्र", En: "Income certificate"}, Days: ptr(21),
					Fields: []edistrict.Field{{ID: "annual_income", Type: "amount", Required: true}, {ID: "house", Type: "choice", Choices: []string{"own", "rented"}}}},
				{ID: "marriage-registration", Code: "MAR", Name: edistrict.Text{Hi: "विवाह पंजीकरण", En: "Marriage registration"}, FeeINR: ptr(100)},
			}
			if diff := cmp.Diff(want, services); diff != "" {
				t.Error(diff)
			}
			one, err := c.Service(ctx, "marriage-registration")
			if diff := cmp.Diff(want[1], one); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
			app, err := c.CreateApplication(ctx, "key-00000001", income)
			if err != nil || app.State != edistrict.Draft || !app.Sandbox || app.No != "SBX-INC-26-000001" {
				t.Fatalf("create: %+v %v", app, err)
			}
			receipt, err := c.UploadDocument(ctx, app.No, edistrict.Document{Paper: "photo", Name: "asha.png", Data: []byte("\x89PNG\r\n\x1a\n....")})
			if err != nil || receipt.MediaType != "image/png" || receipt.Size != 12 || receipt.ReceivedAt.IsZero() {
				t.Errorf("upload: %+v %v", receipt, err)
			}
			app, err = c.Submit(ctx, app.No, "key-00000001")
			if err != nil {
				t.Fatal(err)
			}
			monday := time.Date(2026, 11, 16, 11, 0, 0, 0, ist)
			due := time.Date(2026, 12, 16, 23, 59, 59, 0, ist)
			wantApp := edistrict.Application{
				Origin: edistrict.Origin{Sandbox: true, Source: "sandbox-edistrict", AsOf: monday},
				No:     "SBX-INC-26-000001", ServiceID: "income-certificate", ServiceName: want[0].Name,
				State: edistrict.Submitted, RawStatus: "submitted", CreatedAt: monday, SubmittedAt: monday, DueAt: due,
			}
			if diff := cmp.Diff(wantApp, app); diff != "" {
				t.Error(diff)
			}
			found, err := c.LookupByKey(ctx, "key-00000001")
			if diff := cmp.Diff(wantApp, found); err != nil || diff != "" {
				t.Errorf("look-up: %v %s", err, diff)
			}
			s, err := c.Status(ctx, app.No, byMobile)
			if err != nil || s.State != edistrict.Submitted || s.NameMasked != "A*** V****" || !s.Sandbox || !s.DueAt.Equal(due) || s.ServiceName.En != "Income certificate" {
				t.Errorf("status: %+v %v", s, err)
			}
			wantSteps := []edistrict.Step{{At: monday, By: "Counter", Action: "submitted"}}
			if diff := cmp.Diff(wantSteps, s.Steps); diff != "" {
				t.Error(diff)
			}
			if _, err := g.pool.Exec(ctx, `UPDATE edistrict_sandbox.settings SET clock_offset_us = $1`, (70 * 24 * time.Hour).Microseconds()); err != nil {
				t.Fatal(err)
			}
			if _, err := g.pool.Exec(ctx, `UPDATE edistrict_sandbox.applications SET outcome = 'approve'`); err != nil {
				t.Fatal(err)
			}
			s, err = c.Status(ctx, "sbx inc 26 000001", edistrict.SecondFactor{DOB: "1990-04-12"})
			if err != nil || s.State != edistrict.CertificateIssued || s.CertificateNo == "" || len(s.Steps) != 6 {
				t.Fatalf("status: %+v %v", s, err)
			}
			cert, err := c.VerifyCertificate(ctx, s.CertificateNo)
			if err != nil || !cert.Valid || cert.Standing != edistrict.Valid || cert.IssuedOn.IsZero() || !cert.Sandbox {
				t.Errorf("verify: %+v %v", cert, err)
			}
			fee, err := c.CreateApplication(ctx, "key-00000002", edistrict.NewApplication{
				ServiceID: "marriage-registration", Language: "en", Applicant: income.Applicant})
			if err != nil || fee.FeeINR != 100 {
				t.Fatalf("create: %+v %v", fee, err)
			}
			if fee, err = c.Submit(ctx, fee.No, "key-00000002"); err != nil || fee.State != edistrict.PaymentPending {
				t.Errorf("submit: %+v %v", fee, err)
			}
			if fee, err = c.Pay(ctx, fee.No, "key-00000002"); err != nil || fee.State != edistrict.Submitted {
				t.Errorf("pay: %+v %v", fee, err)
			}
			if fee, err = c.Withdraw(ctx, fee.No, "key-00000002"); err != nil || fee.State != edistrict.Withdrawn {
				t.Errorf("withdraw: %+v %v", fee, err)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	if _, err := g.client(t, "").CreateApplication(t.Context(), "key-00000001", income); err != nil {
		t.Fatal(err)
	}
	const no = "SBX-INC-26-000001"
	for _, mode := range []string{"clean", "legacy"} {
		c := g.client(t, mode)
		wrong := income
		wrong.Answers = map[string]string{"annual_income": "much"}
		for _, tt := range []struct {
			name string
			do   func() error
			want error
			code string
		}{
			{"no such service", func() error { _, err := c.Service(t.Context(), "none"); return err }, edistrict.ErrNotFound, "record_not_found"},
			{"path trick", func() error { _, err := c.Service(t.Context(), ".."); return err }, edistrict.ErrNotFound, "record_not_found"},
			{"wrong second fact", func() error {
				_, err := c.Status(t.Context(), no, edistrict.SecondFactor{DOB: "1999-01-01"})
				return err
			}, edistrict.ErrNotFound, "record_not_found"},
			{"no second fact", func() error { _, err := c.Status(t.Context(), no, edistrict.SecondFactor{}); return err }, edistrict.ErrSecondFactor, "second_factor_missing"},
			{"wrong answer", func() error { _, err := c.CreateApplication(t.Context(), "key-00000009", wrong); return err }, edistrict.ErrValidation, "validation_failed"},
			{"key for another draft", func() error { _, err := c.CreateApplication(t.Context(), "key-00000001", wrongName()); return err }, edistrict.ErrConflict, "idempotency_key_reused"},
			{"no query is open", func() error { _, err := c.AnswerQuery(t.Context(), no, "key-00000001", "x"); return err }, edistrict.ErrConflict, "invalid_state"},
			{"key never used", func() error { _, err := c.LookupByKey(t.Context(), "key-99999999"); return err }, edistrict.ErrNotFound, "record_not_found"},
			{"no such certificate", func() error {
				_, err := c.VerifyCertificate(t.Context(), "SBXC-INC-26-000009")
				return err
			}, edistrict.ErrNotFound, "record_not_found"},
			{"file too large", func() error {
				_, err := c.UploadDocument(t.Context(), no, edistrict.Document{Paper: "photo", Data: make([]byte, edistrict.MaxDocumentBytes+1)})
				return err
			}, edistrict.ErrValidation, "file_too_large"},
			{"file of a wrong kind", func() error {
				_, err := c.UploadDocument(t.Context(), no, edistrict.Document{Paper: "photo", Data: []byte("hello")})
				return err
			}, edistrict.ErrValidation, "unsupported_type"},
		} {
			t.Run(mode+"/"+tt.name, func(t *testing.T) {
				err := tt.do()
				var e *edistrict.Error
				if !errors.Is(err, tt.want) || !errors.As(err, &e) || e.Code != tt.code {
					t.Fatalf("got %v, want %v with code %s", err, tt.want, tt.code)
				}
				for _, other := range sentinels {
					if other != tt.want && errors.Is(err, other) {
						t.Errorf("%v also is %v", err, other)
					}
				}
			})
		}
	}
}

func wrongName() edistrict.NewApplication {
	a := income
	a.Applicant.Name = "Someone Else"
	return a
}

var sentinels = []error{
	edistrict.ErrNotFound, edistrict.ErrSecondFactor, edistrict.ErrLocked, edistrict.ErrUnavailable,
	edistrict.ErrUncertain, edistrict.ErrValidation, edistrict.ErrConflict, edistrict.ErrUnauthorized,
}

func TestErrorSaysMore(t *testing.T) {
	t.Parallel()
	g := newGround(t)
	c := g.client(t, "")
	wrong := income
	wrong.Applicant.Mobile = "12345"
	_, err := c.CreateApplication(t.Context(), "key-00000001", wrong)
	var e *edistrict.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]edistrict.FieldError{{Field: "applicant.mobile", Code: "invalid"}}, e.Fields); diff != "" {
		t.Error(diff)
	}
	_, err = c.VerifyCertificate(t.Context(), "DL/2026/77")
	if !errors.As(err, &e) || e.Hint.Hi == "" {
		t.Errorf("no way to the real portal: %v", err)
	}
	if _, err := c.CreateApplication(t.Context(), "key-00000002", income); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		_, err = c.Status(t.Context(), "SBX-INC-26-000001", edistrict.SecondFactor{MobileLast4: "7777"})
	}
	if !errors.Is(err, edistrict.ErrLocked) || !errors.As(err, &e) || e.RetryAfter != 15*time.Minute {
		t.Errorf("sixth wrong try: %v", err)
	}
	stranger, err := edistrict.New(g.url, "another-key", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.Services(t.Context()); !errors.Is(err, edistrict.ErrUnauthorized) {
		t.Errorf("wrong key: %v", err)
	}
}

func TestBadConfig(t *testing.T) {
	t.Parallel()
	for _, cfg := range []edistrict.Config{
		{}, {BaseURL: "http://x"}, {APIKey: "k"}, {BaseURL: "ftp://x", APIKey: "k"}, {BaseURL: "/v1", APIKey: "k"},
		{BaseURL: "http://user:secret@%zz", APIKey: "k"}, {BaseURL: "http://x", APIKey: " "}, {BaseURL: "http://x", APIKey: "k", Attempts: -1},
	} {
		if c, err := edistrict.NewClient(cfg); err == nil || c != nil {
			t.Errorf("%+v was accepted", cfg)
		}
	}
}
