package evals

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed passages/*.jsonl
var passageFiles embed.FS

// Passage is one general paragraph, from outside the packs. Each topic has one
// in English and one in Hindi, written apart from each other.
type Passage struct {
	ID   string      `json:"id"`
	Lang corpus.Lang `json:"lang"`
	Text string      `json:"text"`
}

// PassageQuestion is a question on a general passage, with the passages that
// answer it in its own language and in the other one.
type PassageQuestion struct {
	ID    string      `json:"id"`
	Lang  corpus.Lang `json:"lang"`
	Text  string      `json:"text"`
	Same  []string    `json:"gold_same"`
	Cross []string    `json:"gold_cross"`
}

// PassagesFile is the passages as JSON lines {"id","lang","text"}, as an index
// of passages is loaded from.
func PassagesFile() ([]byte, error) {
	return passageFiles.ReadFile("passages/passages.jsonl")
}

// Passages loads the general passages.
func Passages() ([]Passage, error) {
	return passageLines[Passage]("passages/passages.jsonl")
}

// PassageQuestions loads the questions on them: one in each language for each
// topic. Nothing is tuned on them.
func PassageQuestions() ([]PassageQuestion, error) {
	return passageLines[PassageQuestion]("passages/questions.jsonl")
}

func passageLines[T any](file string) ([]T, error) {
	raw, err := passageFiles.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("passages: %w", err)
	}
	lines := json.NewDecoder(bytes.NewReader(raw))
	lines.DisallowUnknownFields()
	var all []T
	for {
		var one T
		err := lines.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: entry %d: %w", file, len(all)+1, err)
		}
		all = append(all, one)
	}
}

// PassageSearch returns the ids of the k best passages among those in the
// language in, best first.
type PassageSearch func(ctx context.Context, q Question, in corpus.Lang, k int) ([]string, error)

// Direction is the language of a question and that of the passages searched.
type Direction struct {
	Asked corpus.Lang `json:"asked"`
	In    corpus.Lang `json:"in"`
}

// Directions are the four that passages are measured in: the two languages by
// themselves, then across.
var Directions = []Direction{
	{corpus.English, corpus.English},
	{corpus.Hindi, corpus.Hindi},
	{corpus.English, corpus.Hindi},
	{corpus.Hindi, corpus.English},
}

// MeasurePassages asks the questions of one direction, in order. The error is
// the search's.
func MeasurePassages(ctx context.Context, search PassageSearch, questions []PassageQuestion, d Direction) ([]Found, error) {
	var asked []Question
	for _, q := range questions {
		if q.Lang != d.Asked {
			continue
		}
		gold := q.Same
		if d.Asked != d.In {
			gold = q.Cross
		}
		asked = append(asked, Question{ID: q.ID, Lang: q.Lang, Text: q.Text, Gold: gold})
	}
	return MeasureRetrieval(ctx, func(ctx context.Context, q Question, k int) ([]string, error) {
		return search(ctx, q, d.In, k)
	}, asked)
}
