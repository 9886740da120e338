package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent/model"
)

// tryModel asks the configured model one question, once, within its time limit.
// The error says in a sentence what is wrong and which setting to look at.
func (a *app) tryModel(ctx context.Context) (string, error) {
	if a.config.Model == "offline" {
		return "offline: no key, no network", nil
	}
	if _, err := a.config.price(); err != nil {
		return "", err
	}
	c := a.modelConfig()
	c.Retries, c.AttemptTimeout = -1, c.Timeout
	m, err := model.New(c)
	if err != nil {
		return "", err
	}
	if err := m.Ping(ctx); err != nil {
		return "", fmt.Errorf("%s: %s: %w", m.Name(), a.diagnosis(err), err)
	}
	return m.Name() + " answers", nil
}

// diagnosis is what a person should do about a failed call.
func (a *app) diagnosis(err error) string {
	var e *model.Error
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("the model is too slow or cannot be reached; SAHAYAK_MODEL_TIMEOUT is %v", a.config.ModelTimeout)
	}
	if !errors.As(err, &e) {
		return "the call was stopped"
	}
	switch status := e.Status; {
	case status == 0 && e.Kind == model.KindRetryable:
		return unreachable(err)
	case status == 0:
		return fmt.Sprintf("the server answers, but not in the form asked for; perhaps the model is too small, or SAHAYAK_MODEL_PROVIDER should not be %s", a.config.Provider)
	case status == http.StatusOK:
		return fmt.Sprintf("what answers there does not speak the %s protocol; look at SAHAYAK_MODEL_URL and SAHAYAK_MODEL_PROVIDER", a.config.Provider)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		if a.config.ModelKey == "" {
			return "the provider wants a key; set SAHAYAK_MODEL_KEY or SAHAYAK_MODEL_KEY_FILE"
		}
		return "the provider does not accept the key; look at SAHAYAK_MODEL_KEY"
	case a.unknownModel(e):
		return fmt.Sprintf("the provider has no model %q; look at SAHAYAK_MODEL", a.config.Model)
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed || status/100 == 3:
		return "wrong address; SAHAYAK_MODEL_URL is the part before /chat/completions or /messages and mostly ends in /v1"
	case status == http.StatusPaymentRequired || e.Code == "insufficient_quota":
		return "the account has no credit left"
	case status == http.StatusTooManyRequests:
		return "the provider is asked too often just now; try again later"
	case status >= 500:
		return "the provider has trouble of its own; try again later"
	}
	return "the provider refuses the request"
}

// unknownModel reports whether the provider complains about the model's name:
// by a code, or, where there is none, by repeating it.
func (a *app) unknownModel(e *model.Error) bool {
	if e.Status != http.StatusNotFound && e.Status != http.StatusBadRequest {
		return false
	}
	return strings.Contains(e.Code, "model") || strings.Contains(e.Err.Error(), a.config.Model)
}

func unreachable(err error) string {
	var name *net.DNSError
	switch {
	case errors.As(err, &name):
		return "no machine of that name; look at SAHAYAK_MODEL_URL"
	case strings.Contains(err.Error(), "tls:") || strings.Contains(err.Error(), "x509:") || strings.Contains(err.Error(), "HTTPS client"):
		return "no safe connection to that address; look at http or https in SAHAYAK_MODEL_URL"
	}
	return "nothing answers at that address; look at SAHAYAK_MODEL_URL, and whether the server runs"
}
