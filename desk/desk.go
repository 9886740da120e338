package desk

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"path"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

//go:embed phrases templates assets
var files embed.FS

// LeastToken is how many characters a token has at least: with fewer it could be
// guessed by trying, slow as that is made.
const LeastToken = 16

// Config is what the desk must be told.
type Config struct {
	Runs Runs
	// Token opens the desk. If empty, Local must be set.
	Token string
	// Local opens the desk without a token, to requests that come from this
	// machine, name it as their host, and passed no proxy.
	Local bool
	Log   *slog.Logger     // nil means no log
	Now   func() time.Time // nil means time.Now
}

// server is the desk. Safe for concurrent use.
type server struct {
	Config
	phrases *agent.Phrases
	pages   *template.Template
	tries   *webguard.Limiter
	assets  map[string]asset // by the name served
	urls    map[string]string
}

type asset struct {
	kind string
	data []byte
}

// Trying tokens: so many at once, and one more each so often, for one client.
const (
	triesAtOnce = 5
	triesEvery  = 10 * time.Second
)

// New returns the desk, for the paths /desk and below. The error is for a Config
// that would leave it open, or cannot work.
func New(config Config) (http.Handler, error) {
	switch {
	case config.Runs == nil:
		return nil, errors.New("desk: Config.Runs is not set")
	case config.Token == "" && !config.Local:
		return nil, errors.New("desk: without a token it would be open to all")
	case config.Token != "" && len(config.Token) < LeastToken:
		return nil, fmt.Errorf("desk: the token needs %d characters or more", LeastToken)
	}
	config.Log = cmp.Or(config.Log, slog.New(slog.DiscardHandler))
	if config.Now == nil {
		config.Now = time.Now
	}
	s := &server{Config: config}
	s.tries = webguard.NewLimiter(1/triesEvery.Seconds(), triesAtOnce, config.Now)
	var err error
	if s.phrases, err = agent.NewPhrases(files, "phrases"); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if s.pages, err = template.New("").ParseFS(files, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if err := s.loadAssets(); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	return webguard.Headers(http.NewCrossOriginProtection().Handler(s.routes())), nil
}

func (s *server) routes() http.Handler {
	inside := http.NewServeMux()
	inside.Handle("GET /desk", http.RedirectHandler(runsPath, http.StatusSeeOther))
	inside.Handle("GET /desk/{$}", http.RedirectHandler(runsPath, http.StatusSeeOther))
	inside.HandleFunc("GET "+runsPath, s.showRuns)
	inside.HandleFunc("GET "+runsPath+"/{run}", s.showReport)
	inside.HandleFunc("POST /desk/leave", s.leave)
	inside.HandleFunc("/desk/", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, http.StatusNotFound, "error_no_page") })

	all := http.NewServeMux()
	all.HandleFunc("GET /desk/assets/{name}", s.serveAsset)
	all.HandleFunc("POST /desk/enter", s.enter)
	all.Handle("/", s.chooseLanguage(s.staffOnly(inside)))
	return all
}

// loadAssets gives each file a name with the hash of its content, so that it may
// be cached for good.
func (s *server) loadAssets() error {
	s.assets, s.urls = map[string]asset{}, map[string]string{}
	for name, kind := range map[string]string{"desk.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"} {
		data, err := files.ReadFile("assets/" + name)
		if err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		sum := sha256.Sum256(data)
		served := hex.EncodeToString(sum[:6]) + path.Ext(name)
		s.assets[served], s.urls[name] = asset{kind, data}, "/desk/assets/"+served
	}
	return nil
}

func (s *server) serveAsset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if _, err := w.Write(a.data); err != nil {
		s.Log.Debug("asset not sent", "err", err)
	}
}
