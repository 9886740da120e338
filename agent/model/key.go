package model

import (
	"fmt"
	"log/slog"
)

// Key is a provider's secret. However it is printed, logged or encoded, only
// whether there is one shows.
type Key string

func (k Key) masked() string {
	if k == "" {
		return ""
	}
	return "***"
}

// String is "***", or empty for an empty key.
func (k Key) String() string { return k.masked() }

// Format masks the key under every verb, %d and %#v included.
func (k Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.masked()) }

// LogValue masks the key in logs.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.masked()) }

// MarshalText masks the key in JSON and other encodings.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.masked()), nil }
