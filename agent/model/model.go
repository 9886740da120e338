package model

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// maxReply bounds the body of a chat reply, in bytes. The longest honest one
// is some 20 kB.
const maxReply = 512 << 10

// noKey is what langchaingo is given, which refuses to work without a key; the
// guard puts the real one, if any, in its place.
const noKey = "kept-by-the-transport"

// Model answers through a remote language model. It is safe for concurrent use.
type Model struct {
	cfg    Config
	llm    llms.Model
	caller *caller
}

var _ agent.Model = (*Model)(nil)

// New checks the configuration, without calling the provider; see Ping. The
// error is an *Error of KindConfig naming every fault.
func New(c Config) (*Model, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	client := newClient(c, maxReply, nil)
	var llm llms.Model
	if c.Provider == Anthropic {
		llm, err = anthropic.New(anthropic.WithToken(noKey), anthropic.WithModel(c.Model),
			anthropic.WithBaseURL(c.BaseURL), anthropic.WithHTTPClient(client))
	} else {
		llm, err = openAI(c, client)
	}
	if err != nil {
		return nil, &Error{Kind: KindConfig, Err: fmt.Errorf("set up the client: %w", err)}
	}
	return &Model{cfg: c, llm: llm, caller: newCaller(c)}, nil
}

// openAI sets every option that langchaingo would otherwise take from the
// environment behind our back.
func openAI(c Config, client *http.Client) (*openai.LLM, error) {
	opts := []openai.Option{
		openai.WithToken(noKey), openai.WithBaseURL(c.BaseURL), openai.WithOrganization(""),
		openai.WithModel(c.Model), openai.WithEmbeddingModel(c.Model), openai.WithHTTPClient(client),
	}
	if c.Dimensions > 0 {
		opts = append(opts, openai.WithEmbeddingDimensions(c.Dimensions))
	}
	return openai.New(opts...)
}

// Name is "model@host".
func (m *Model) Name() string { return m.cfg.name() }

// Fingerprint is a hash of all that shapes an answer besides the request:
// address, model, parameters and this package's part of the prompt.
func (m *Model) Fingerprint() string {
	c := m.cfg
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d %g %t %q",
		c.Provider, c.BaseURL, c.Model, c.MaxTokens, c.Temperature, c.NoJSONMode, protocol))
	return hex.EncodeToString(sum[:])
}

// Respond asks the model once, retrying within the time limits. The error is
// an *Error, or ctx's own when the caller gave up; a Response beside it has the
// tokens of a reply that could not be used. Citations are as the model gave
// them, and may be invented.
func (m *Model) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	return m.respond(ctx, req, false)
}

func (m *Model) respond(ctx context.Context, req agent.Request, tell bool) (agent.Response, error) {
	msgs, err := messages(req)
	if err != nil {
		return agent.Response{}, err
	}
	content, err := call(ctx, m.caller, tell, func(ctx context.Context) (*llms.ContentResponse, error) {
		return m.llm.GenerateContent(ctx, msgs, m.options(req.Tools)...)
	})
	if err != nil {
		return agent.Response{}, err
	}
	resp, err := read(content, req.Tools)
	if err != nil {
		return agent.Response{Tokens: spent(content)}, err
	}
	resp.Model = m.Name()
	return resp, nil
}

func (m *Model) options(specs []agent.ToolSpec) []llms.CallOption {
	opts := []llms.CallOption{llms.WithTemperature(m.cfg.Temperature), llms.WithMaxTokens(m.cfg.MaxTokens)}
	if m.cfg.LegacyMaxTokens {
		opts = append(opts, openai.WithLegacyMaxTokensField())
	}
	if !m.cfg.NoJSONMode {
		opts = append(opts, llms.WithJSONMode())
	}
	if len(specs) > 0 {
		opts = append(opts, llms.WithTools(tools(specs)))
	}
	return opts
}

// Ping asks one small question with the settings of a real one, and so tests
// address, key, model and the form of answers. Unlike Respond's, its error may
// hold the provider's own explanation.
func (m *Model) Ping(ctx context.Context) error {
	_, err := m.respond(ctx, agent.Request{
		System:   "This is a test of the connection. Reply with the word ok and the outcome refused.",
		Language: corpus.English,
		Message:  "Are you there?",
	}, true)
	return err
}
