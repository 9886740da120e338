package model

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Provider is the protocol a server speaks.
type Provider string

// The protocols. OpenAI is also spoken by vLLM, Ollama (under /v1), Sarvam,
// llama.cpp and most hosted models.
const (
	OpenAI    Provider = "openai"
	Anthropic Provider = "anthropic"
)

// Config says which model to ask and how patiently. Only Model is required;
// a zero field takes the default named beside it.
type Config struct {
	Provider Provider // default OpenAI
	// BaseURL is the address before /chat/completions, /messages or
	// /embeddings; default the provider's own.
	BaseURL string
	Key     Key    // empty for a local server that wants none
	Model   string // name at the provider
	// Timeout bounds a whole call, retries and waits included; default 20 s.
	Timeout time.Duration
	// AttemptTimeout bounds one try, from dialling to the last byte; default
	// three fifths of Timeout, so that one slow try leaves time for another.
	AttemptTimeout time.Duration
	// Retries is how often a failed try is repeated; default 2, negative none.
	Retries int
	// BreakAfter is how many tries in a row may fail before no more are made
	// for BreakFor; default 5 and 30 s.
	BreakAfter int
	BreakFor   time.Duration
	// MaxTokens bounds a reply; default 1500, Devanagari being costly.
	MaxTokens   int
	Temperature float64 // 0 to 2; default 0, the same answer every time
	// NoJSONMode is for servers that refuse response_format.
	NoJSONMode bool
	// LegacyMaxTokens sends max_tokens for servers that do not know
	// max_completion_tokens.
	LegacyMaxTokens bool
	// Dimensions asks an embedding model for shorter vectors; 0 for its own.
	Dimensions int
	// Batch is how many texts go into one embedding request; default 64.
	Batch int
	// Client carries the calls; its Transport is wrapped, its Timeout and
	// CheckRedirect are not used. Default one with a 3 s limit on connecting.
	Client *http.Client
}

// withDefaults fills zero fields and reports everything wrong at once, as a
// KindConfig error.
func (c Config) withDefaults() (Config, error) {
	var faults []error
	defaultURL := ""
	switch c.Provider {
	case "", OpenAI:
		c.Provider, defaultURL = OpenAI, "https://api.openai.com/v1"
	case Anthropic:
		defaultURL = "https://api.anthropic.com/v1"
	default:
		faults = append(faults, fmt.Errorf("provider %q is neither %s nor %s", c.Provider, OpenAI, Anthropic))
	}
	if c.BaseURL == "" {
		c.BaseURL = defaultURL
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	// The address itself stays out of the message: it may hold a password.
	if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		faults = append(faults, errors.New("base URL is not an http or https address"))
	} else if u.User != nil || u.RawQuery != "" {
		faults = append(faults, errors.New("base URL holds a user or a query; the key belongs in Key"))
	}
	if c.Model == "" {
		faults = append(faults, errors.New("no model named"))
	}
	if c.Temperature < 0 || c.Temperature > 2 {
		faults = append(faults, fmt.Errorf("temperature %g is not between 0 and 2", c.Temperature))
	}
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"timeout", int64(c.Timeout)}, {"attempt timeout", int64(c.AttemptTimeout)},
		{"failures before the break", int64(c.BreakAfter)}, {"break", int64(c.BreakFor)},
		{"max tokens", int64(c.MaxTokens)}, {"dimensions", int64(c.Dimensions)}, {"batch", int64(c.Batch)},
	} {
		if n.value < 0 {
			faults = append(faults, fmt.Errorf("%s is negative", n.name))
		}
	}
	setDefault(&c.Timeout, 20*time.Second)
	setDefault(&c.AttemptTimeout, c.Timeout*3/5)
	setDefault(&c.Retries, 2)
	setDefault(&c.BreakAfter, 5)
	setDefault(&c.BreakFor, 30*time.Second)
	setDefault(&c.MaxTokens, 1500)
	setDefault(&c.Batch, 64)
	c.Retries = max(c.Retries, 0)
	if c.Client == nil {
		c.Client = &http.Client{Transport: defaultTransport()}
	}
	if len(faults) > 0 {
		return c, &Error{Kind: KindConfig, Err: errors.Join(faults...)}
	}
	return c, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// connectTimeout keeps a dead address from eating the time of a whole try.
const connectTimeout = 3 * time.Second

func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	t.TLSHandshakeTimeout = connectTimeout
	t.MaxIdleConnsPerHost = 16 // one host; the default of 2 would redial under load
	return t
}

// name is "model@host".
func (c Config) name() string {
	host := ""
	if u, err := url.Parse(c.BaseURL); err == nil {
		host = u.Host
	}
	return c.Model + "@" + host
}
