package edistrict_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/sandbox"
)

const apiKey = "client-test-key"

func ptr[T any](v T) *T { return &v }

// ground is a running sandbox on a database of its own.
type ground struct {
	url  string
	pool *pgxpool.Pool
}

func newGround(t *testing.T) ground {
	t.Helper()
	pool := pgtest.DB(t)
	s, err := sandbox.New(t.Context(), pool, sandbox.Config{
		APIKey: apiKey, Empty: true, Slow: time.Millisecond,
		Now: func() time.Time { return time.Date(2026, 11, 16, 5, 30, 0, 0, time.UTC) },
		Services: []sandbox.Service{
			{ID: "income-certificate", Code: "INC", Name: sandbox.Text{Hi: "आय प्रमाण पत्र", En: "Income certificate"}, Days: ptr(21),
				Fields: []sandbox.Field{{ID: "annual_income", Type: "amount", Required: true}, {ID: "house", Type: "choice", Choices: []string{"own", "rented"}}}},
			{ID: "marriage-registration", Code: "MAR", Name: sandbox.Text{Hi: "विवाह पंजीकरण", En: "Marriage registration"}, FeeINR: ptr(100)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return ground{url: server.URL, pool: pool}
}

// client talks to the ground in one of the sandbox's modes.
func (g ground) client(t *testing.T, mode string) *edistrict.Client {
	t.Helper()
	return newClient(t, edistrict.Config{BaseURL: g.url, Mode: mode})
}

// newClient waits little between tries.
func newClient(t *testing.T, cfg edistrict.Config) *edistrict.Client {
	t.Helper()
	cfg.APIKey = apiKey
	if cfg.Backoff == 0 {
		cfg.Backoff = time.Millisecond
	}
	c, err := edistrict.NewClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var income = edistrict.NewApplication{
	ServiceID: "income-certificate", Language: "hi",
	Applicant: edistrict.Applicant{Name: "Asha Verma", Mobile: "9900000001", DOB: "1990-04-12"},
	Answers:   map[string]string{"annual_income": "180000"},
}

var byMobile = edistrict.SecondFactor{MobileLast4: "0001"}
