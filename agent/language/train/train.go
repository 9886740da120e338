// Command train makes the weights of the language classifier from the texts in
// its data folder and prints how well they fit. It needs no network and gives
// the same bytes on every run.
//
//	go run ./agent/language/train -out agent/language/weights.bin
package main

import (
	"bytes"
	"embed"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"

	"github.com/sahayak-delhi/sahayak/agent/language/ngram"
)

//go:embed data
var data embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	out := flags.String("out", "weights.bin", "file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	texts, err := generate(data)
	if err != nil {
		return err
	}
	w := fit(texts)
	hits := 0
	for _, t := range texts {
		if (w.score(t.text) > 0) == t.hindi {
			hits++
		}
	}
	fmt.Fprintf(stdout, "%d texts, %.2f %% fitted\n", len(texts), 100*float64(hits)/float64(len(texts)))
	return os.WriteFile(*out, w.bytes(), 0o644)
}

// example is one training text; hindi is true for Hindi in Latin letters.
type example struct {
	text  string
	hindi bool
}

// weights are those of a logistic regression; a positive score means Hindi.
type weights struct {
	bias float32
	of   [ngram.Buckets]float32
}

const (
	passes = 6
	decay  = 2e-7 // per step, on the weights a step touches
)

// fit trains by stochastic gradient descent, in an order drawn from a fixed
// seed. A text's features share one unit of length, so long texts do not
// outweigh short ones.
func fit(texts []example) *weights {
	w := new(weights)
	order := make([]int, len(texts))
	for i := range order {
		order[i] = i
	}
	feats := make([][]uint16, len(texts))
	for i, t := range texts {
		feats[i], _ = ngram.Append(nil, t.text)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for pass := range passes {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := float32(1.2) / float32(1+pass)
		for _, i := range order {
			fs := feats[i]
			if len(fs) == 0 {
				continue
			}
			scale := 1 / float32(math.Sqrt(float64(len(fs))))
			z := w.bias
			for _, f := range fs {
				z += w.of[f] * scale
			}
			y := float32(0)
			if texts[i].hindi {
				y = 1
			}
			g := (float32(1/(1+math.Exp(-float64(z)))) - y) * rate
			w.bias -= g * 0.02
			g *= scale
			for _, f := range fs {
				w.of[f] -= g + decay*w.of[f]
			}
		}
	}
	return w
}

func (w *weights) score(text string) float32 {
	fs, _ := ngram.Append(nil, text)
	if len(fs) == 0 {
		return w.bias
	}
	z := float32(0)
	for _, f := range fs {
		z += w.of[f]
	}
	return w.bias + z/float32(math.Sqrt(float64(len(fs))))
}

// steps is how many parts a unit of weight is written in.
const steps = 2048

// bytes writes the bias and the weights as little-endian 16-bit whole numbers
// of 1/2048 each.
func (w *weights) bytes() []byte {
	var b bytes.Buffer
	put := func(v float32) {
		n := math.Round(float64(v) * steps)
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(int16(max(-32768, min(32767, n))))))
	}
	put(w.bias)
	for _, v := range w.of {
		put(v)
	}
	return b.Bytes()
}
