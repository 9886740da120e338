package main

import (
	"bytes"
	"os"
	"testing"
)

// The weights in the repository are those the texts beside the trainer give.
func TestWeightsAreReproducible(t *testing.T) {
	t.Parallel()
	texts, err := generate(data)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	w := fit(texts)
	if bytes.Equal(w.bytes(), want) {
		return
	}
	// Another processor may round otherwise (fused multiply-add); what it
	// decides must still be the same.
	differ := 0
	kept := read(want)
	for _, ex := range texts {
		if (w.score(ex.text) > 0) != (kept.score(ex.text) > 0) {
			differ++
		}
	}
	if share := float64(differ) / float64(len(texts)); share > 0.0005 {
		t.Errorf("retrained weights decide %d of %d texts otherwise: run go generate ./agent/language", differ, len(texts))
	}
}

func read(b []byte) *weights {
	w := new(weights)
	at := func(i int) float32 { return float32(int16(uint16(b[2*i])|uint16(b[2*i+1])<<8)) / steps }
	w.bias = at(0)
	for i := range w.of {
		w.of[i] = at(i + 1)
	}
	return w
}

// No held-out message may be among the training texts as they stand in the
// files.
func TestHeldOutIsHeldOut(t *testing.T) {
	t.Parallel()
	held, err := os.ReadFile("../testdata/heldout.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data/en.txt", "data/hi-latn.txt"} {
		lines, err := data.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		trained := map[string]bool{}
		for line := range bytes.Lines(lines) {
			trained[string(bytes.ToLower(bytes.TrimSpace(line)))] = true
		}
		for line := range bytes.Lines(held) {
			f := bytes.Split(bytes.TrimSpace(line), []byte("\t"))
			if len(f) == 3 && trained[string(bytes.ToLower(f[2]))] {
				t.Errorf("%s trains on held-out %q", name, f[2])
			}
		}
	}
}
