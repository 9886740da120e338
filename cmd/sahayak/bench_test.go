package main

import (
	"context"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

// turnQuestions are of every sort that reaches retrieval, in the three forms.
var turnQuestions = []string{
	"What papers do I need for an income certificate?", "ओबीसी प्रमाण पत्र कितने दिन में बनता है?", "ration card ki fees kitni hai",
	"marriage registration me witness kitne chahiye", "वृद्धावस्था पेंशन किसे मिलती है", "birth certificate kaise banega",
	"how do I renew my driving licence", "jati praman patra ke liye kya lagega", "write me a poem", "how long does a domicile certificate take",
}

// BenchmarkTurn is a whole turn without a remote model: understanding, search in
// PostgreSQL, the offline model, the number check. Storing is not in it.
func BenchmarkTurn(b *testing.B) {
	a := benchApp(b)
	for _, parallel := range []int{1, 2, 8} {
		b.Run(map[int]string{1: "one", 2: "two", 8: "eight"}[parallel]+"-at-once", func(b *testing.B) {
			var mu sync.Mutex
			var took []time.Duration
			next := 0
			start := time.Now()
			var wg sync.WaitGroup
			for range parallel {
				wg.Go(func() {
					for {
						mu.Lock()
						i := next
						next++
						mu.Unlock()
						if i >= b.N {
							return
						}
						began := time.Now()
						turn, _, err := a.assistant.Turn(context.Background(), agent.State{ID: "bench"}, agent.Message{Text: turnQuestions[i%len(turnQuestions)]})
						if err != nil || turn.Outcome == agent.Failed {
							b.Errorf("turn: %v %s", err, turn.Error)
							return
						}
						mu.Lock()
						took = append(took, time.Since(began))
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			if len(took) == 0 {
				return
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(len(took))/time.Since(start).Seconds(), "turns/s")
		})
	}
}

func benchApp(b *testing.B) *app {
	b.Helper()
	config := &Config{LogLevel: "error", Model: "offline", Embedder: lexical, Provider: "openai", ModelTimeout: 20 * time.Second, DatabaseURL: Secret(pgtest.URL(b))}
	a, err := newApp(config, environment{getenv: func(string) string { return "" }, stdout: io.Discard, stderr: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.close)
	if err := a.openAssistant(context.Background()); err != nil {
		b.Fatal(err)
	}
	return a
}
