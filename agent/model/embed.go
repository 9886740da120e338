package model

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tmc/langchaingo/embeddings"
)

// maxEmbeddings bounds the body of one batch of vectors, in bytes: 64 vectors
// of 4096 numbers as JSON are some 6 MB.
const maxEmbeddings = 32 << 20

// Embedder returns a func that turns texts into vectors of unit length, in
// order, through any OpenAI-compatible server. Texts go out Config.Batch at a
// time, each batch with the time limits of a call. No texts give no vectors; a
// blank text is an error, as providers refuse it. Errors are as for Respond,
// and a faulty Config is reported by every call.
func Embedder(c Config) func(context.Context, []string) ([][]float32, error) {
	c, err := c.withDefaults()
	if err == nil && c.Provider != OpenAI {
		err = &Error{Kind: KindConfig, Err: fmt.Errorf("provider %s has no embeddings", c.Provider)}
	}
	var emb embeddings.Embedder
	if err == nil {
		emb, err = newEmbedder(c)
	}
	caller := newCaller(c)
	return func(ctx context.Context, texts []string) ([][]float32, error) {
		if err != nil {
			return nil, err
		}
		for i, t := range texts {
			if strings.TrimSpace(t) == "" {
				return nil, unusable("text %d of %d to embed is blank", i+1, len(texts))
			}
		}
		all := make([][]float32, 0, len(texts))
		for batch := range slices.Chunk(texts, c.Batch) {
			got, err := call(ctx, caller, false, func(ctx context.Context) ([][]float32, error) {
				return emb.EmbedDocuments(ctx, batch)
			})
			if err != nil {
				return nil, err
			}
			if len(got) != len(batch) {
				return nil, unusable("%d vectors for %d texts", len(got), len(batch))
			}
			all = append(all, got...)
		}
		for i, v := range all {
			if len(v) != len(all[0]) {
				return nil, unusable("vectors of %d and of %d numbers", len(all[0]), len(v))
			}
			if !normalise(v) {
				return nil, unusable("vector %d has no direction", i+1)
			}
		}
		return all, nil
	}
}

func newEmbedder(c Config) (embeddings.Embedder, error) {
	client, err := openAI(c, newClient(c, maxEmbeddings, inOrder))
	if err != nil {
		return nil, &Error{Kind: KindConfig, Err: fmt.Errorf("set up the client: %w", err)}
	}
	// Stripping newlines would write into the caller's slice.
	return embeddings.NewEmbedder(client, embeddings.WithStripNewLines(false), embeddings.WithBatchSize(c.Batch))
}

// normalise scales v to unit length, or reports that it has none.
func normalise(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if length == 0 || math.IsInf(length, 0) || math.IsNaN(length) {
		return false
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / length)
	}
	return true
}

// inOrder sorts an embeddings reply by its index fields, which langchaingo
// ignores; a server may answer in any order. Replies without them stay as they
// are; an index that is missing or repeated is an error.
func inOrder(body []byte) ([]byte, error) {
	var reply map[string]json.RawMessage
	var data []json.RawMessage
	if err := json.Unmarshal(body, &reply); err != nil {
		return nil, fmt.Errorf("embeddings are not an object")
	}
	if err := json.Unmarshal(reply["data"], &data); err != nil {
		return nil, fmt.Errorf("embeddings without data")
	}
	sorted := make([]json.RawMessage, len(data))
	for i, d := range data {
		var at struct {
			Index *int `json:"index"`
		}
		if err := json.Unmarshal(d, &at); err != nil {
			return nil, fmt.Errorf("embedding %d is malformed", i+1)
		}
		if at.Index == nil {
			return body, nil
		}
		if *at.Index < 0 || *at.Index >= len(data) || sorted[*at.Index] != nil {
			return nil, fmt.Errorf("embedding %d has a missing or repeated index", i+1)
		}
		sorted[*at.Index] = d
	}
	if slices.EqualFunc(sorted, data, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
		return body, nil
	}
	var err error
	if reply["data"], err = json.Marshal(sorted); err != nil {
		return nil, fmt.Errorf("embeddings cannot be sorted")
	}
	return json.Marshal(reply)
}
