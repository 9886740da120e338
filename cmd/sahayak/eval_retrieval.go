package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/retrieval"
)

type evalRetrievalCmd struct {
	Suite  string `help:"Ask the single questions of this suite instead."`
	Misses bool   `help:"List the questions whose answer is not among the first five."`
	JSON   bool   `name:"json" help:"Print one JSON line a form."`
}

func (evalRetrievalCmd) Help() string {
	return `Asks the held-out questions and tells how often a clause that answers is among the first 1, 5 and 10 hits.

Example:
  sahayak eval retrieval --misses
  sahayak eval retrieval --suite services`
}

func (c *evalRetrievalCmd) Run(ctx context.Context, config *Config, env environment) error {
	questions, err := c.questions()
	if err != nil {
		return err
	}
	a, err := openMeasured(ctx, config, env, (*app).openIndexed)
	if err != nil {
		return err
	}
	defer a.close()
	found, err := evals.MeasureRetrieval(ctx, a.searchQuestion, questions)
	if err != nil {
		return a.unmeasurable(err)
	}
	return c.print(a, found)
}

func (c *evalRetrievalCmd) questions() ([]evals.Question, error) {
	if c.Suite == "" {
		return evals.Questions()
	}
	suites, err := evals.Embedded()
	if err != nil {
		return nil, err
	}
	for _, s := range suites {
		if s.Name == c.Suite {
			return evals.SuiteQuestions(s), nil
		}
	}
	return nil, fmt.Errorf("no suite is called %q", c.Suite)
}

func (a *app) searchQuestion(ctx context.Context, q evals.Question, k int) ([]string, error) {
	hits, err := a.store.Search(ctx, retrieval.Query{Text: q.Text, Lang: q.Lang, K: k})
	if err != nil {
		return nil, err
	}
	return idsOf(hits), nil
}

func idsOf(hits []retrieval.Hit) []string {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	return ids
}

func (c *evalRetrievalCmd) print(a *app, found []evals.Found) error {
	if c.Misses {
		for _, f := range found {
			if f.Rank == 0 || f.Rank > 5 {
				fmt.Fprintf(a.env.stdout, "%-45s rank %2d  %s\n      want %v\n      got  %v\n", f.Question.ID, f.Rank, f.Question.Text, f.Question.Gold, f.Hits[:min(5, len(f.Hits))])
			}
		}
	}
	for _, form := range append(append([]corpus.Lang{}, corpus.Langs...), "") {
		s, ok := evals.ScoreRetrieval(found, form)
		name := string(form)
		if form == "" {
			name = "all"
		}
		switch {
		case c.JSON:
			if err := json.NewEncoder(a.env.stdout).Encode(map[string]any{"form": name, "measured": ok, "score": s}); err != nil {
				return err
			}
		case !ok:
			fmt.Fprintf(a.env.stdout, "%-8s unmeasured: no questions\n", name)
		default:
			fmt.Fprintf(a.env.stdout, "%-8s %4d questions  recall@1 %.3f  recall@5 %.3f  recall@10 %.3f  MRR %.3f\n", name, s.Questions, s.R1, s.R5, s.R10, s.MRR)
		}
	}
	return nil
}
