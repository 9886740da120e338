package main

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// embeddingServer speaks the OpenAI protocol: a vector of hashed words for each
// text. It counts the texts it was sent and wants the key.
func embeddingServer(t *testing.T, texts *atomic.Int64) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var req struct {
			Input []string `json:"input"`
		}
		if r.Header.Get("Authorization") != "Bearer embed-key" || json.NewDecoder(r.Body).Decode(&req) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		texts.Add(int64(len(req.Input)))
		type datum struct {
			Object    string    `json:"object"`
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		var data []datum
		for i, text := range req.Input {
			v := make([]float32, 64)
			for _, word := range strings.Fields(text) {
				h := fnv.New32a()
				h.Write([]byte(word))
				v[h.Sum32()%64]++
			}
			data = append(data, datum{Object: "embedding", Index: i, Embedding: v})
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": data, "model": "words-64"}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestEmbedderByConfiguration(t *testing.T) {
	t.Parallel()
	var texts atomic.Int64
	p := newProgram(t)
	lexicalHits := p.must("", "search", "--json", "marriage witness")
	p.env["SAHAYAK_EMBEDDER"], p.env["SAHAYAK_EMBEDDER_URL"] = "words-64", embeddingServer(t, &texts)
	p.env["SAHAYAK_EMBEDDER_KEY"] = "embed-key"
	p.must("", "search", "--json", "marriage witness")
	loaded := texts.Load()
	if loaded < 1000 {
		t.Errorf("%d texts were embedded, want every clause in both languages", loaded)
	}
	p.must("", "search", "--json", "marriage witness")
	if again := texts.Load() - loaded; again != 1 {
		t.Errorf("%d texts were embedded by a second search, want the question alone", again)
	}
	delete(p.env, "SAHAYAK_EMBEDDER")
	if got := p.must("", "search", "--json", "marriage witness"); got != lexicalHits {
		t.Errorf("the lexical index changed:\n%s\n%s", got, lexicalHits)
	}
	p.env["SAHAYAK_EMBEDDER"], p.env["SAHAYAK_EMBEDDER_KEY"] = "words-64", "wrong"
	if code, out, errs := p.run("", "search", "--json", "marriage witness"); code != 0 || !strings.Contains(out, "marriage-registration/witnesses") ||
		!strings.Contains(errs, "search without vector") || strings.Contains(errs, "wrong") {
		t.Errorf("a refused key: exit code %d, %s %s; want the words to find it, and one warning", code, out, errs)
	}
}
