package agent_test

import (
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// TestOnePaperIsNotThePapers: people call the certificate itself a paper; which
// papers are needed is asked in other words.
func TestOnePaperIsNotThePapers(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for text, want := range map[string]bool{
		"obc ke liye kaun se kagaz lagenge":         true,
		"income certificate ke saare kagaz bata do": true,
		"आय प्रमाण पत्र के लिए क्या काग़ज़ चाहिए":   true,
		"which paper is needed for the ration card": true,
		"aur kagaz?":             true,
		"documents for domicile": true,
		"beti ko jaati ka kagaz chahiye, adhikari se milna padega": false,
		"the MCD paper only says female child":                     false,
		"एल बोर्ड वाला छह महीने का कागज़ मिल चुका है":              false,
	} {
		if got := slices.Contains(a.Understand(text, agent.State{}).Kinds, corpus.Papers); got != want {
			t.Errorf("%q asks for the papers: %v, want %v", text, got, want)
		}
	}
}
