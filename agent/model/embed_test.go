package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// vectors answers every text "n" with the vector (n, 1), last text first, as a
// server may.
func vectors(t *testing.T, p **provider) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		all := (*p).received()
		var req struct{ Input []string }
		if err := json.Unmarshal(all[len(all)-1].Body, &req); err != nil {
			t.Error(err)
		}
		var data []string
		for i, s := range req.Input {
			data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%s,1]}`, i, strings.TrimSpace(s)))
		}
		slices.Reverse(data)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"object":"list","data":[%s],"usage":{"prompt_tokens":1,"total_tokens":1}}`, strings.Join(data, ","))
	}
}

func TestEmbedder(t *testing.T) {
	t.Parallel()
	var p *provider
	p = serve(t, fails(500, ""), vectors(t, &p))
	c := p.config()
	c.Batch, c.Dimensions = 3, 2
	texts := []string{"0", "1\n", "2", "3", "4", "5", "6"}
	kept := slices.Clone(texts)
	got, err := Embedder(c)(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(texts, kept) {
		t.Errorf("the caller's texts were changed: %q", texts)
	}
	if len(got) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(got), len(texts))
	}
	for i, v := range got {
		length := math.Hypot(float64(i), 1)
		want := []float64{float64(i) / length, 1 / length}
		if math.Abs(float64(v[0])-want[0]) > 1e-6 || math.Abs(float64(v[1])-want[1]) > 1e-6 {
			t.Errorf("vector %d is %v, want %v", i, v, want)
		}
	}
	reqs := p.received()
	if len(reqs) != 4 { // 7 texts in batches of 3, the first of them twice
		t.Errorf("%d requests, want 4", len(reqs))
	}
	if r := reqs[0]; r.Path != "/v1/embeddings" || r.Header.Get("Authorization") != "Bearer "+testKey ||
		!strings.Contains(string(r.Body), `"model":"test-model"`) || !strings.Contains(string(r.Body), `"dimensions":2`) {
		t.Errorf("request: %s %s", r.Path, r.Body)
	}
}

func TestEmbedderFails(t *testing.T) {
	t.Parallel()
	list := func(data string) http.HandlerFunc { return body("application/json", `{"data":[`+data+`]}`) }
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		texts  []string
		kind   Kind
	}{
		{"wrong key", fails(401, ""), []string{"1"}, KindConfig},
		{"always down", fails(503, ""), []string{"1"}, KindRetryable},
		{"no vectors", list(""), []string{"1"}, KindFallback},
		{"too few", list(`{"index":0,"embedding":[1]}`), []string{"1", "2"}, KindFallback},
		{"same index twice", list(`{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}`), []string{"1", "2"}, KindFallback},
		{"index out of range", list(`{"index":5,"embedding":[1]}`), []string{"1"}, KindFallback},
		{"no direction", list(`{"index":0,"embedding":[0,0]}`), []string{"1"}, KindFallback},
		{"empty vector", list(`{"index":0,"embedding":[]}`), []string{"1"}, KindFallback},
		{"different lengths", list(`{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}`), []string{"1", "2"}, KindFallback},
		{"not a list", body("application/json", `{"data":7}`), []string{"1"}, KindFallback},
		{"blank text", list(`{"index":0,"embedding":[1]}`), []string{" "}, KindFallback},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, tt.answer).config()
			c.Retries = 1
			got, err := Embedder(c)(t.Context(), tt.texts)
			if !errors.Is(err, tt.kind) || got != nil {
				t.Errorf("vectors %v, error %v, want none and %s", got, err, tt.kind)
			}
		})
	}
	if _, err := Embedder(Config{})(t.Context(), nil); !errors.Is(err, KindConfig) {
		t.Errorf("no model named: %v", err)
	}
	if _, err := Embedder(Config{Model: "m", Provider: Anthropic})(t.Context(), nil); !errors.Is(err, KindConfig) {
		t.Errorf("a provider without embeddings: %v", err)
	}
	if got, err := Embedder(Config{Model: "m"})(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("no texts: %v, %v", got, err)
	}
}
