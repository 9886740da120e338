package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Config is everything that can be set: by flag, else by environment, else the
// default. Secrets come from the environment or a file, never from a flag.
type Config struct {
	Data         string        `env:"SAHAYAK_DATA" help:"Folder for the private database. Default: the user's data folder; /var/lib/sahayak for root." placeholder:"DIR"`
	Addr         string        `env:"SAHAYAK_ADDR" default:"localhost:8080" help:"Where the server listens."`
	CorpusDir    string        `name:"corpus" env:"SAHAYAK_CORPUS" help:"Folder with service packs to use instead of the built-in ones." placeholder:"DIR"`
	EDistrictURL string        `name:"edistrict-url" env:"SAHAYAK_EDISTRICT_URL" help:"Base URL of the e-District interface. Default: a sandbox started for the time of the command." placeholder:"URL"`
	Model        string        `env:"SAHAYAK_MODEL" default:"offline" help:"Model to answer with: offline, or the name of a model at --model-url."`
	ModelURL     string        `env:"SAHAYAK_MODEL_URL" help:"Base URL of an OpenAI-compatible or Anthropic interface." placeholder:"URL"`
	Provider     string        `env:"SAHAYAK_MODEL_PROVIDER" enum:"openai,anthropic" default:"openai" help:"Protocol of --model-url: openai or anthropic."`
	ModelTimeout time.Duration `env:"SAHAYAK_MODEL_TIMEOUT" default:"20s" help:"How long the model may take before the offline one answers."`
	PriceIn      *float64      `name:"model-price-in" env:"SAHAYAK_MODEL_PRICE_IN" help:"Price of a million tokens that the model reads, in any currency, for the cost in the record. Default: no cost is told." placeholder:"PRICE"`
	PriceOut     *float64      `name:"model-price-out" env:"SAHAYAK_MODEL_PRICE_OUT" help:"Price of a million tokens that the model writes, in the same currency." placeholder:"PRICE"`
	Embedder     string        `env:"SAHAYAK_EMBEDDER" default:"lexical" help:"What makes vectors for the search: lexical, or the name of an embedding model at --embedder-url."`
	EmbedderURL  string        `env:"SAHAYAK_EMBEDDER_URL" help:"Base URL of an OpenAI-compatible embeddings interface." placeholder:"URL"`
	Keyset       string        `env:"SAHAYAK_KEYSET" help:"File with the Tink keyset that seals what citizens tell in confidence. Default: keyset.json in the data folder, made on first use." placeholder:"FILE"`
	EvalRuns     string        `env:"SAHAYAK_EVAL_RUNS" help:"Folder of kept eval runs, which /desk/evals lists. Default: eval-runs in the data folder." placeholder:"DIR"`
	LogLevel     string        `env:"SAHAYAK_LOG" enum:"debug,info,warn,error" default:"warn" help:"How much to log: debug, info, warn or error."`

	DatabaseURL  Secret `kong:"-"` // DATABASE_URL
	EDistrictKey Secret `kong:"-"` // SAHAYAK_EDISTRICT_KEY, or the file named by SAHAYAK_EDISTRICT_KEY_FILE
	ModelKey     Secret `kong:"-"` // SAHAYAK_MODEL_KEY, or the file named by SAHAYAK_MODEL_KEY_FILE
	EmbedderKey  Secret `kong:"-"` // SAHAYAK_EMBEDDER_KEY, or the file named by SAHAYAK_EMBEDDER_KEY_FILE
	DeskToken    Secret `kong:"-"` // SAHAYAK_DESK_TOKEN, or the file named by SAHAYAK_DESK_TOKEN_FILE
	secretError  error
}

// Secret never shows its value when printed or logged.
type Secret string

func (s Secret) String() string {
	if s == "" {
		return "(not set)"
	}
	return "(set, hidden)"
}

// readSecrets takes the secrets from the environment or the files it names.
func (c *Config) readSecrets(getenv func(string) string) {
	read := func(name string) Secret {
		if v := getenv(name); v != "" {
			return Secret(v)
		}
		file := getenv(name + "_FILE")
		if file == "" {
			return ""
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			c.secretError = fmt.Errorf("%s_FILE: %w", name, err)
		}
		return Secret(strings.TrimSpace(string(raw)))
	}
	c.DatabaseURL, c.EDistrictKey = read("DATABASE_URL"), read("SAHAYAK_EDISTRICT_KEY")
	c.ModelKey, c.EmbedderKey = read("SAHAYAK_MODEL_KEY"), read("SAHAYAK_EMBEDDER_KEY")
	c.DeskToken = read("SAHAYAK_DESK_TOKEN")
	if c.Data == "" {
		c.Data = defaultData(getenv)
	}
	if c.EvalRuns == "" {
		c.EvalRuns = filepath.Join(c.Data, "eval-runs")
	}
}

// defaultData is the user's data folder. Root's home is closed to the account
// that Postgres must run under, so root uses the system's.
func defaultData(getenv func(string) string) string {
	if os.Geteuid() == 0 {
		return "/var/lib/sahayak"
	}
	if d := getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "sahayak")
	}
	return filepath.Join(getenv("HOME"), ".local", "share", "sahayak")
}

// environmentResolver reads the env tags through getenv, so that a test can
// give its own.
func environmentResolver(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if v := getenv(name); v != "" {
				return v, nil
			}
		}
		return nil, nil
	})
}

// price is what the model's tokens cost, nil if it is not configured.
func (c *Config) price() (*agent.Price, error) {
	if c.PriceIn == nil && c.PriceOut == nil {
		return nil, nil
	}
	if c.PriceIn == nil || c.PriceOut == nil {
		return nil, usageError{errors.New("SAHAYAK_MODEL_PRICE_IN and SAHAYAK_MODEL_PRICE_OUT go together: one of them is not set")}
	}
	for _, p := range []float64{*c.PriceIn, *c.PriceOut} {
		if !(p >= 0) || math.IsInf(p, 0) {
			return nil, usageError{errors.New("SAHAYAK_MODEL_PRICE_IN and SAHAYAK_MODEL_PRICE_OUT must be 0 or more")}
		}
	}
	return &agent.Price{In: *c.PriceIn, Out: *c.PriceOut}, nil
}

// rows lists the configuration for doctor, secrets hidden.
func (c *Config) rows() [][2]string {
	var rows [][2]string
	v := reflect.ValueOf(*c)
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			value := v.Field(i)
			if value.Kind() == reflect.Pointer {
				if value.IsNil() {
					rows = append(rows, [2]string{f.Name, ""})
					continue
				}
				value = value.Elem()
			}
			rows = append(rows, [2]string{f.Name, fmt.Sprint(value.Interface())})
		}
	}
	return rows
}
