package web

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

//go:embed phrases templates assets
var files embed.FS

// Config is what the web chat may be told. Only NotFound is required.
type Config struct {
	Log *slog.Logger // nil means no log
	// Ready says whether messages can be answered now; nil means always.
	Ready func(context.Context) error
	// History gives the turns of a conversation, oldest first. It is asked for
	// whatever id a browser's cookie holds, so it must give none, or an error
	// that is NotFound, for a conversation that is not the web's or that belongs
	// to a verified citizen. Nil means past turns are not shown.
	History func(ctx context.Context, conversation string) ([]agent.Turn, error)
	// NotFound is the error that answer wraps when a conversation is unknown or
	// someone else's.
	NotFound error
	// Sandbox tells the citizen that this is a practice system.
	Sandbox bool
	// Rate is how many messages a second one client address may send, and Burst
	// how many at once. Zero means 5 and 60: many phones share one address of
	// their network. A negative Rate means no limit.
	Rate  float64
	Burst int
	// TrustedProxies are addresses or CIDR ranges whose X-Forwarded-For is
	// believed. None means that the client is whoever connects.
	TrustedProxies []string
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// server is the web chat. Safe for concurrent use.
type server struct {
	Config
	answer  channel.Handler
	phrases *agent.Phrases
	pages   *template.Template
	assets  assets
	limits  *webguard.Limiter
	metrics *metrics
}

// New returns the web chat, for the root of a server: the page, the JSON API,
// /healthz, /readyz and /metrics. The metrics tell nothing personal, but are
// meant for the operator: let the proxy keep them from the public.
// The error is for a Config that cannot work.
func New(answer channel.Handler, config Config) (http.Handler, error) {
	if config.NotFound == nil {
		return nil, errors.New("web: Config.NotFound is not set; the transcript's ErrNotFound belongs there")
	}
	config.Log = cmp.Or(config.Log, slog.New(slog.DiscardHandler))
	config.Rate = cmp.Or(config.Rate, 5)
	config.Burst = cmp.Or(config.Burst, 60)
	if config.Now == nil {
		config.Now = time.Now
	}
	s := &server{Config: config, answer: answer, metrics: newMetrics()}
	s.limits = webguard.NewLimiter(config.Rate, config.Burst, config.Now)
	var err error
	if s.phrases, err = agent.NewPhrases(files, "phrases"); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.assets, err = loadAssets(files, "assets"); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.pages, err = template.New("").ParseFS(files, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	engine, err := s.routes()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return webguard.Headers(s.sameOrigin(engine)), nil
}

func (s *server) routes() (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode) // the debug mode prints routes on stdout
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	engine.Use(s.observe, s.recover)
	engine.GET("/", s.showPage)
	engine.POST("/", s.postForm)
	engine.POST("/end", s.endChat)
	engine.GET("/reminder", s.showReminder)
	engine.POST("/api/v1/messages", s.limit, s.postMessage)
	engine.GET("/assets/:name", s.assets.serve)
	engine.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	engine.GET("/readyz", s.ready)
	engine.GET("/metrics", gin.WrapH(s.metrics.handler()))
	engine.NoRoute(func(c *gin.Context) { s.fail(c, &problem{status: http.StatusNotFound, phrase: "error_no_page"}) })
	engine.NoMethod(func(c *gin.Context) {
		s.fail(c, &problem{status: http.StatusMethodNotAllowed, phrase: "error_no_page"})
	})
	return engine, nil
}

func (s *server) ready(c *gin.Context) {
	if s.Ready != nil {
		if err := s.Ready(c.Request.Context()); err != nil {
			s.Log.Warn("not ready", "err", withoutIDs(err))
			c.String(http.StatusServiceUnavailable, "not ready\n")
			return
		}
	}
	c.String(http.StatusOK, "ready\n")
}
