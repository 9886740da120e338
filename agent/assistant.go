package agent

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed phrases
var phrasesFS embed.FS

// Config is what an Assistant needs beside its parts. Zero fields get the
// defaults named.
type Config struct {
	// Detect tells the form and the ISO 15924 script of a text. Required.
	Detect func(text string) (corpus.Lang, string)
	// Extractive answers when the model fails or will not ground its reply. Required.
	Extractive Model
	// Shown are texts that a model adds to the prompt; they count towards its hash.
	Shown []string
	Now   func() time.Time // default time.Now
	Log   *slog.Logger     // default: discard
	// MaxLetters is the longest message read, in characters. Default 4000.
	MaxLetters int
	// MaxSteps is how often the model may call tools in one turn. Default 4.
	MaxSteps int
	// Search, Model and Mend are the time limits of the outside steps of a turn:
	// a search, one answer of the model, and its second one after a reply was
	// rejected. Defaults 5 s, 30 s and half of Model; tools bring their own.
	Search, Model, Mend time.Duration
	// Price of the model's tokens, for the cost in the Turn; nil if not known.
	Price *Price
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.MaxLetters == 0 {
		c.MaxLetters = 4000
	}
	if c.MaxSteps == 0 {
		c.MaxSteps = 4
	}
	if c.Search == 0 {
		c.Search = 5 * time.Second
	}
	if c.Model == 0 {
		c.Model = 30 * time.Second
	}
	if c.Mend == 0 {
		c.Mend = c.Model / 2
	}
	return c
}

// Assistant turns one message into one Turn. It keeps nothing of a turn and is safe
// for concurrent use.
type Assistant struct {
	library    *corpus.Library
	retriever  Retriever
	model      Model
	tools      map[string]Tool
	specs      []ToolSpec
	words      *words
	claims     *corpus.Finder
	speak      *corpus.Finder // what speakIn looks for
	phrases    *Phrases
	prompt     *prompt
	config     Config
	vocabulary func() *corpus.Vocabulary // the library's, with the words above
	// instructed holds the words of the system prompts, one for each form, as
	// replies are searched for them.
	instructed sync.Map // prompt → its words
	// nameTopics are the telling concepts in each service's name.
	nameTopics map[string][]string
}

// New joins the parts. Tool names must be unique.
func New(library *corpus.Library, retriever Retriever, model Model, tools []Tool, config Config) (*Assistant, error) {
	a := &Assistant{library: library, retriever: retriever, model: model, tools: map[string]Tool{}, config: config.withDefaults(), nameTopics: nameTopics(library)}
	if config.Detect == nil || config.Extractive == nil {
		return nil, fmt.Errorf("assistant: Detect and Extractive are required")
	}
	var err error
	if a.words, err = newWords(); err != nil {
		return nil, err
	}
	a.vocabulary = sync.OnceValue(func() *corpus.Vocabulary { return library.Vocabulary().With(a.words.all) })
	if a.claims, err = newClaims(); err != nil {
		return nil, err
	}
	if a.speak, err = newSpeak(); err != nil {
		return nil, err
	}
	if a.phrases, err = OwnPhrases(); err != nil {
		return nil, err
	}
	if a.prompt, err = newPrompt(config.Shown); err != nil {
		return nil, err
	}
	for _, t := range tools {
		spec := t.Spec()
		if _, double := a.tools[spec.Name]; double {
			return nil, fmt.Errorf("assistant: two tools named %s", spec.Name)
		}
		if err := soundPermission(t); err != nil {
			return nil, err
		}
		a.tools[spec.Name] = t
		a.specs = append(a.specs, spec)
	}
	return a, nil
}

// Turn answers one message. The returned State replaces the one given; both
// Turn and State are complete even when something failed, for then the reply
// says so and Turn.Error tells staff why. The error is only that of ctx.
func (a *Assistant) Turn(ctx context.Context, state State, msg Message) (Turn, State, error) {
	t := &turning{
		Assistant: a, state: state, message: msg, started: a.config.Now(), begun: time.Now(),
		turn: Turn{
			ID: uuid.Must(uuid.NewV7()).String(), Conversation: state.ID,
			Citations: []Citation{}, Passages: []Passage{}, ToolCalls: []ToolCall{},
			Reply: Reply{Choices: []Choice{}, Attachments: []Attachment{}},
			Model: a.model.Name(), Prompt: a.prompt.hash, TimingsMS: map[string]int64{},
		},
	}
	t.turn.At = t.started
	t.run(ctx)
	t.finish()
	if err := ctx.Err(); err != nil {
		return Turn{}, state, fmt.Errorf("turn: %w", context.Cause(ctx))
	}
	return t.turn, t.state, nil
}
