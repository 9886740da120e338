package lingua_test

import (
	"testing"

	"github.com/sahayak-delhi/sahayak/agent/language"
	"github.com/sahayak-delhi/sahayak/agent/language/lingua"
	"github.com/sahayak-delhi/sahayak/corpus"
)

var _ language.Voice = lingua.Voice()

func TestVoice(t *testing.T) {
	t.Parallel()
	voice := lingua.Voice()
	for text, want := range map[string]corpus.Lang{
		"What is the fee for an income certificate?": corpus.English,
		"आय प्रमाण पत्र की फीस कितनी है":             corpus.Hindi,
	} {
		if got, ok := voice(text); got != want || !ok {
			t.Errorf("%q: %s, %v, want %s", text, got, ok, want)
		}
	}
	if got, ok := voice("12345"); ok {
		t.Errorf("digits are %s", got)
	}
}

// Each question is one that the voice is asked about: the slowest case. The
// bar with lingua is 25,000 texts a second.
func BenchmarkDetectAsking(b *testing.B) {
	d := language.New(lingua.Voice())
	d.Detect("certificate फीस")
	for b.Loop() {
		d.Detect("certificate फीस")
	}
}
