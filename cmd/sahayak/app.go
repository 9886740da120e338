package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/language"
	"github.com/sahayak-delhi/sahayak/agent/model"
	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/channel"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/postgres"
	"github.com/sahayak-delhi/sahayak/retrieval"
	"github.com/sahayak-delhi/sahayak/tools"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// app is the program's parts, joined. Parts are opened as commands need them
// and closed in reverse.
type app struct {
	config *Config
	env    environment
	log    *slog.Logger

	library    *corpus.Library
	pool       *pgxpool.Pool
	store      *retrieval.Store
	portal     *edistrict.Client
	portalURL  string
	assistant  *agent.Assistant
	transcript *transcript.Store // with keys
	keys       *transcript.Keys
	detector   *language.Detector
	// senders are the channels that can write first, by name. There is none yet:
	// the web page shows a reminder from the record.
	senders map[string]channel.Sender
	// measured, if not nil, makes the model one that eval measures, without the
	// offline one behind it.
	measured func(agent.Model) agent.Model
	// portalConfig, if not nil, changes how the portal is called.
	portalConfig func(*edistrict.Config)
	now          func() time.Time // of the assistant and the sandbox; nil for the real time

	closers []func()
}

func newApp(config *Config, env environment) (*app, error) {
	if config.secretError != nil {
		return nil, config.secretError
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(config.LogLevel)); err != nil {
		return nil, usageError{err}
	}
	log := slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: level}))
	return &app{config: config, env: env, log: log}, nil
}

// close ends what was opened, newest first. Safe to call twice.
func (a *app) close() {
	for len(a.closers) > 0 {
		last := a.closers[len(a.closers)-1]
		a.closers = a.closers[:len(a.closers)-1]
		last()
	}
}

func (a *app) later(f func()) { a.closers = append(a.closers, f) }

// say is for people, on stderr.
func (a *app) say(format string, args ...any) { fmt.Fprintf(a.env.stderr, format+"\n", args...) }

// openLibrary reads the packs, built in or from the folder configured.
func (a *app) openLibrary() (err error) {
	if a.config.CorpusDir == "" {
		a.library, err = corpus.Embedded()
	} else {
		a.library, err = corpus.Load(os.DirFS(a.config.CorpusDir))
	}
	if err != nil {
		return fmt.Errorf("rules: %w (sahayak corpus lint shows all faults)", err)
	}
	return nil
}

func (a *app) openDetector() { a.detector = newDetector() }

// databaseURL is the database to use, after starting the private cluster if
// there is no DATABASE_URL.
func (a *app) databaseURL(ctx context.Context, log func(string)) (string, error) {
	if a.config.DatabaseURL != "" {
		return string(a.config.DatabaseURL), nil
	}
	cluster, err := postgres.Start(ctx, postgres.ClusterConfig{Dir: filepath.Join(a.config.Data, "postgres"), Fsync: true, Log: log})
	if err != nil {
		return "", err
	}
	a.later(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := cluster.Stop(ctx); err != nil {
			a.say("sahayak: stopping the database: %v", err)
		}
	})
	return cluster.URL(""), nil
}

// openDatabase connects to a migrated database.
func (a *app) openDatabase(ctx context.Context, log func(string)) error {
	url, err := a.databaseURL(ctx, log)
	if err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, url); err != nil {
		return err
	}
	if a.pool, err = postgres.Open(ctx, url); err != nil {
		return err
	}
	a.later(a.pool.Close)
	return nil
}

// openIndex makes sure that the index was made from the packs by this build.
func (a *app) openIndex(ctx context.Context, progress retrieval.Progress) (changed int, err error) {
	a.openStore()
	var ready sync.WaitGroup
	ready.Go(a.store.Prepare)
	defer ready.Wait()
	return a.store.Ensure(ctx, a.version(), progress)
}

// openStore joins the database with the configured embedder. Each embedder has
// an index of its own, so that changing it is a load and both stay usable.
func (a *app) openStore() {
	if a.config.Embedder == lexical {
		a.store = retrieval.New(a.pool, a.library, retrieval.DefaultIndex, retrieval.Lexical(a.library))
		return
	}
	embed := model.Embedder(model.Config{BaseURL: a.config.EmbedderURL, Key: model.Key(a.config.EmbedderKey), Model: a.config.Embedder})
	a.store = retrieval.New(a.pool, a.library, indexFor(a.config.Embedder+" "+a.config.EmbedderURL), embed)
	a.store.Warn = func(err error) { a.log.Warn(err.Error()) }
}

// lexical is the embedder that needs no model.
const lexical = "lexical"

// indexFor names the index of a remote embedder by a hash, for index names are
// short and plain.
func indexFor(embedder string) string {
	sum := sha256.Sum256([]byte(embedder))
	return retrieval.DefaultIndex + "-" + hex.EncodeToString(sum[:6])
}

// version names this build and the packs in it; empty for packs from a folder,
// which may change at any time.
func (a *app) version() string {
	if a.config.CorpusDir != "" {
		return ""
	}
	file, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s %d", info.ModTime().UTC().Format(time.RFC3339Nano), info.Size())
}

// openPortal connects to the e-District interface; without an address it
// starts the sandbox on a free port of this machine.
func (a *app) openPortal(ctx context.Context) (err error) {
	key := string(a.config.EDistrictKey)
	a.portalURL = a.config.EDistrictURL
	if a.portalURL == "" {
		key = rand.Text()
		if a.portalURL, err = a.startSandbox(ctx, "localhost:0", key, ""); err != nil {
			return err
		}
	} else if key == "" {
		return errors.New("SAHAYAK_EDISTRICT_URL is set but SAHAYAK_EDISTRICT_KEY is not: the interface wants a key")
	}
	c := edistrict.Config{BaseURL: a.portalURL, APIKey: key, Logger: a.log}
	if a.portalConfig != nil {
		a.portalConfig(&c)
	}
	a.portal, err = edistrict.NewClient(c)
	return err
}

// openModel is the configured model with the offline one behind it.
func (a *app) openModel() (agent.Model, *offline.Model, error) {
	off, err := offline.New(a.library)
	if err != nil {
		return nil, nil, err
	}
	if a.config.Model == off.Name() {
		if a.measured != nil {
			return a.measured(off), off, nil
		}
		return off, off, nil
	}
	remote, err := a.remoteModel()
	if err != nil {
		return nil, nil, err
	}
	if a.measured != nil {
		return a.measured(remote), off, nil
	}
	return model.Fallback(remote, off, func(err error) { a.log.Warn("model failed, offline answers", "err", err) }), off, nil
}

func (a *app) remoteModel() (*model.Model, error) {
	return model.New(a.modelConfig())
}

func (a *app) modelConfig() model.Config {
	return model.Config{
		Provider: model.Provider(a.config.Provider), BaseURL: a.config.ModelURL, Key: model.Key(a.config.ModelKey),
		Model: a.config.Model, Timeout: a.config.ModelTimeout,
	}
}

// openIndexed opens everything a search needs.
func (a *app) openIndexed(ctx context.Context) error {
	if err := a.openLibrary(); err != nil {
		return err
	}
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	_, err := a.openIndex(ctx, nil)
	return err
}

// openAssistant opens everything a turn needs.
func (a *app) openAssistant(ctx context.Context) error {
	if err := a.openIndexed(ctx); err != nil {
		return err
	}
	return a.joinAssistant(ctx)
}

// joinAssistant makes the assistant of parts already open.
func (a *app) joinAssistant(ctx context.Context) error {
	a.openDetector()
	if err := a.openPortal(ctx); err != nil {
		return err
	}
	m, extractive, err := a.openModel()
	if err != nil {
		return err
	}
	all, err := tools.New(a.library, a.portal)
	if err != nil {
		return err
	}
	price, err := a.config.price()
	if err != nil {
		return err
	}
	a.store.Prepare() // or the first turns wait for it within their limit for a search
	a.assistant, err = agent.New(a.library, searcher{a.store}, m, all, agent.Config{
		Detect: a.detect, Extractive: extractive, Shown: []string{model.Protocol()}, Log: a.log, Now: a.now, Model: a.config.ModelTimeout + 5*time.Second, Price: price,
	})
	return err
}

// handler answers messages and records them.
func (a *app) handler(ctx context.Context) (channel.Handler, error) {
	if err := a.openTranscript(ctx); err != nil {
		return nil, err
	}
	return channel.Answer(a.assistant, a.transcript), nil
}

func (a *app) detect(text string) (corpus.Lang, string) {
	g := a.detector.Detect(text)
	return g.Lang, g.Script
}

// searcher lets the assistant search the store.
type searcher struct{ store *retrieval.Store }

func (s searcher) Search(ctx context.Context, q agent.Query) ([]agent.Hit, error) {
	hits, err := s.store.Search(ctx, retrieval.Query{
		Text: q.Text, Lang: q.Lang, Service: q.Service, Kinds: q.Kinds, Favour: q.Favour, K: q.K,
	})
	if err != nil {
		return nil, err
	}
	out := make([]agent.Hit, len(hits))
	for i, h := range hits {
		out[i] = agent.Hit{ID: h.ID, Service: h.Service, Score: h.Score, Similarity: h.Vector, Alike: h.Alike}
	}
	return out, nil
}
