package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/retrieval"
)

type evalPassagesCmd struct {
	Misses bool `help:"List the questions whose passage the search does not put first, or across languages not among the first ten."`
	JSON   bool `name:"json" help:"Print one JSON line for each direction and search."`
}

func (evalPassagesCmd) Help() string {
	return `Indexes general passages in English and Hindi, a topic each, and asks questions on them within a language and across.
Plain BM25 over the same passages stands beside the search.

Example:
  sahayak eval passages`
}

// passagesIndex holds the general passages; the library's is not touched.
const passagesIndex = "eval-passages"

func (c *evalPassagesCmd) Run(ctx context.Context, config *Config, env environment) error {
	passages, err := evals.Passages()
	if err != nil {
		return err
	}
	questions, err := evals.PassageQuestions()
	if err != nil {
		return err
	}
	a, err := openMeasured(ctx, config, env, (*app).openPassages)
	if err != nil {
		return err
	}
	defer a.close()
	searches := []struct {
		name   string
		search evals.PassageSearch
	}{{"sahayak", a.searchPassages}, {"bm25", evals.BM25(passages)}}
	for _, d := range evals.Directions {
		for _, s := range searches {
			found, err := evals.MeasurePassages(ctx, s.search, questions, d)
			if err != nil {
				return a.unmeasurable(err)
			}
			if err := c.print(a, s.name, d, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// openPassages opens a search over the general passages. The library's own
// index is not needed.
func (a *app) openPassages(ctx context.Context) error {
	if err := a.openLibrary(); err != nil {
		return err
	}
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	file, err := evals.PassagesFile()
	if err != nil {
		return err
	}
	a.openStore()
	_, err = a.store.LoadPassages(ctx, passagesIndex, retrieval.ReadPassages(bytes.NewReader(file)), nil)
	return err
}

func (a *app) searchPassages(ctx context.Context, q evals.Question, in corpus.Lang, k int) ([]string, error) {
	hits, err := a.store.Search(ctx, retrieval.Query{
		Text: q.Text, Lang: q.Lang, Langs: []corpus.Lang{in}, Index: passagesIndex, K: k,
	})
	if err != nil {
		return nil, err
	}
	return idsOf(hits), nil
}

func (c *evalPassagesCmd) print(a *app, search string, d evals.Direction, found []evals.Found) error {
	s, ok := evals.ScoreRetrieval(found, "")
	if c.JSON {
		return json.NewEncoder(a.env.stdout).Encode(map[string]any{
			"asked": d.Asked, "in": d.In, "search": search, "measured": ok, "score": s,
		})
	}
	within := 1 // how many first hits count as found
	if d.Asked != d.In {
		within = 10
	}
	for _, f := range found {
		if c.Misses && search == "sahayak" && (f.Rank == 0 || f.Rank > within) {
			fmt.Fprintf(a.env.stdout, "%s → %s  rank %2d  %s\n      want %v\n      got  %v\n",
				d.Asked, d.In, f.Rank, f.Question.Text, f.Question.Gold, f.Hits[:min(5, len(f.Hits))])
		}
	}
	if !ok {
		fmt.Fprintf(a.env.stdout, "%s → %s  %-7s  unmeasured: no questions\n", d.Asked, d.In, search)
		return nil
	}
	fmt.Fprintf(a.env.stdout, "%s → %s  %-7s  %3d questions  recall@1 %.3f  recall@5 %.3f  recall@10 %.3f  MRR %.3f\n",
		d.Asked, d.In, search, s.Questions, s.R1, s.R5, s.R10, s.MRR)
	return nil
}
