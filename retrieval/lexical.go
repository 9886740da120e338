package retrieval

import (
	"context"
	"math"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Embedder turns texts into vectors, one each, in order, all of one dimension.
// They need not be of unit length. A text that says nothing may get a zero
// vector: it then takes no part in the search by vector.
// Implementations are safe for concurrent use.
type Embedder func(ctx context.Context, texts []string) ([][]float32, error)

// LexicalDimension is the dimension of the vectors of [Lexical].
const LexicalDimension = 384

// Lexical returns the embedder that needs no model, no key and no network. It
// is lexical, not neural: it knows that प्रमाण and praman are one word by sound,
// and that fees and शुल्क are one idea because the library's glossary says so,
// and nothing beyond. Each word's phonetic key, the three-letter grams of that
// key, each concept, kind and service named is hashed to two places of the
// vector with a sign; counts grow by their logarithm; the sum is brought to
// unit length. Equal texts get equal vectors in every process.
func Lexical(library *corpus.Library) Embedder {
	l := &lexical{reader: newReader(library), weights: readWeights()}
	return func(ctx context.Context, texts []string) ([][]float32, error) {
		vectors := make([][]float32, len(texts))
		for i, text := range texts {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			vectors[i] = l.embed(text)
		}
		return vectors, nil
	}
}

type lexical struct {
	reader  *reader
	weights weights
}

func (l *lexical) embed(text string) []float32 {
	read := l.reader.read(text)
	w := l.weights.Embedding
	v := make([]float32, LexicalDimension)

	counts := make(map[string]int, len(read.words))
	for _, word := range read.words {
		if word.key != "" {
			counts[word.key]++
		}
	}
	for _, word := range read.words {
		n := counts[word.key]
		if n == 0 {
			continue // counted with its first occurrence
		}
		counts[word.key] = 0
		damped := 1 + float32(math.Log(float64(n)))
		if word.naming {
			damped = w.Naming
		}
		place(v, hash(keyMark, word.key), damped*w.Key)
		grams(v, word.key, damped*w.Gram)
	}
	for _, c := range read.concepts {
		weight := w.Concept
		if c.naming {
			weight *= w.Naming
		}
		place(v, hash(conceptMark, c.id), weight)
	}
	for _, k := range read.match.Kinds {
		place(v, hash(kindMark, string(k)), w.Kind)
	}
	for _, s := range read.match.Services {
		place(v, hash(serviceMark, s.ID), w.Service)
	}
	return unit(v)
}

// grams adds the three-letter grams of a key, its ends marked, with the given
// weight together.
func grams(v []float32, key string, weight float32) {
	const size = 3
	runes := make([]rune, 0, 24)
	runes = append(runes, '^')
	for _, r := range key {
		runes = append(runes, r)
	}
	runes = append(runes, '$')
	n := len(runes) - size + 1
	if n < 2 {
		return // the word itself says as much
	}
	each := weight / float32(math.Sqrt(float64(n)))
	for i := range n {
		h := uint64(offset)
		for _, r := range runes[i : i+size] {
			h = (h ^ uint64(r)) * prime
		}
		place(v, mix(h), each)
	}
}

// place adds a feature at two places with two signs: features that meet at one
// place seldom meet at the other.
func place(v []float32, h uint64, weight float32) {
	weight *= math.Sqrt2 / 2
	for range 2 {
		at := uint32(h) % LexicalDimension
		if h&(1<<31) != 0 {
			v[at] += weight
		} else {
			v[at] -= weight
		}
		h >>= 32
	}
}

// FNV-1a, 64 bit, written out because it must not allocate here.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func hash(mark, name string) uint64 { return mix(fnv1a(mark, name)) }

// fnv1a is the hash of the parts as one text.
func fnv1a(parts ...string) uint64 {
	h := uint64(offset)
	for _, s := range parts {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * prime
		}
	}
	return h
}

// mix spreads the last letters over all bits; FNV alone leaves the upper half
// of short names poorly mixed.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h
}

// unit brings a vector to length 1 in place; a zero vector stays zero.
func unit(v []float32) []float32 {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return v
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
	return v
}
