package evals

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed retrieval/*.jsonl
var retrievalFiles embed.FS

// Question is one retrieval question with the clauses that answer it, best
// first. One of them among the first hits is enough.
type Question struct {
	ID      string      `json:"id"`
	Lang    corpus.Lang `json:"lang"`
	Service string      `json:"service"`
	Text    string      `json:"text"`
	Gold    []string    `json:"gold"` // full clause ids
}

// Questions loads the held-out retrieval questions. They were written apart
// from the packs' examples and from what the search is tuned on.
func Questions() ([]Question, error) {
	files, err := fs.Glob(retrievalFiles, "retrieval/*.jsonl")
	if err != nil {
		return nil, fmt.Errorf("retrieval questions: %w", err)
	}
	var all []Question
	for _, file := range files {
		raw, err := retrievalFiles.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("retrieval questions: %w", err)
		}
		lines := bufio.NewScanner(bytes.NewReader(raw))
		lines.Buffer(nil, 1<<20)
		for n := 1; lines.Scan(); n++ {
			var q Question
			if len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, n, err)
			}
			all = append(all, q)
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return all, nil
}

// SuiteQuestions are the single questions of a suite whose answer is a clause,
// as retrieval questions: any clause that may or must be cited is gold.
func SuiteQuestions(s Suite) []Question {
	var all []Question
	for _, c := range s.Cases {
		gold := slices.Concat(c.Expect.Cites, c.Expect.CitesAny)
		if c.Ask != "" && len(gold) > 0 {
			all = append(all, Question{ID: c.ID, Lang: c.Lang, Service: c.Service, Text: c.Ask, Gold: gold})
		}
	}
	return all
}

// Search returns the ids of the k best clauses for a question, best first.
type Search func(ctx context.Context, q Question, k int) ([]string, error)

// depth is how many hits are looked at; beyond it a question counts as missed.
const depth = 10

// Found is how one question fared: Rank is the place of the first gold clause,
// from 1; 0 if none is among the first ten.
type Found struct {
	Question Question `json:"question"`
	Rank     int      `json:"rank"`
	Hits     []string `json:"hits"`
}

// MeasureRetrieval asks every question, in order. The error is the search's.
func MeasureRetrieval(ctx context.Context, search Search, questions []Question) ([]Found, error) {
	all := make([]Found, 0, len(questions))
	for _, q := range questions {
		hits, err := search(ctx, q, depth)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		rank := 1 + slices.IndexFunc(hits, func(id string) bool { return slices.Contains(q.Gold, id) })
		all = append(all, Found{Question: q, Rank: rank, Hits: hits})
	}
	return all, nil
}

// RetrievalScore sums up questions of one form. Shares are 0 to 1.
type RetrievalScore struct {
	Questions int     `json:"questions"`
	R1        float64 `json:"recall_at_1"`
	R5        float64 `json:"recall_at_5"`
	R10       float64 `json:"recall_at_10"`
	MRR       float64 `json:"mrr"` // mean of 1/rank over the first ten
}

// ScoreRetrieval sums up the questions of a form; an empty form means all. ok is
// false when there are none: unmeasured.
func ScoreRetrieval(all []Found, form corpus.Lang) (s RetrievalScore, ok bool) {
	for _, f := range all {
		if form != "" && f.Question.Lang != form {
			continue
		}
		s.Questions++
		if f.Rank == 0 {
			continue
		}
		s.MRR += 1 / float64(f.Rank)
		s.R10++
		if f.Rank <= 5 {
			s.R5++
		}
		if f.Rank == 1 {
			s.R1++
		}
	}
	if s.Questions == 0 {
		return s, false
	}
	n := float64(s.Questions)
	s.R1, s.R5, s.R10, s.MRR = s.R1/n, s.R5/n, s.R10/n, s.MRR/n
	return s, true
}
