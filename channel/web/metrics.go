package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// metrics count; no label comes from what a client sends, so their number is
// bounded.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	turns    *prometheus.CounterVec
	refused  prometheus.Counter
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sahayak_http_requests_total", Help: "Requests by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "sahayak_http_request_seconds", Help: "Time to answer a request, by route and method.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
		}, []string{"route", "method"}),
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sahayak_turns_total", Help: "Turns answered, by channel, outcome and language; a repeated message counts again.",
		}, []string{"channel", "outcome", "language"}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "sahayak_http_cross_origin_refused_total", Help: "Requests refused because another site made them.",
		}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.turns, m.refused,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) count(turn agent.Turn) {
	language := string(corpus.Undetermined)
	if slices.Contains(corpus.Langs, turn.Language) {
		language = string(turn.Language)
	}
	m.turns.WithLabelValues("web", string(turn.Outcome), language).Inc()
}

// observe counts and logs a request once it is served.
func (s *server) observe(c *gin.Context) {
	start := time.Now()
	c.Next()
	took := time.Since(start)
	route, method := c.FullPath(), c.Request.Method
	if route == "" {
		route, method = "(none)", "(any)"
	}
	status := c.Writer.Status()
	s.metrics.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	s.metrics.seconds.WithLabelValues(route, method).Observe(took.Seconds())
	s.Log.Debug("request", "route", route, "method", method, "status", status, "ms", took.Milliseconds())
}
