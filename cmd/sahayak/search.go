package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/retrieval"
)

type searchCmd struct {
	Text    []string `arg:"" help:"What to look for; - reads one query a line from standard input."`
	K       int      `short:"k" default:"5" help:"How many hits."`
	Lang    string   `help:"Form of the query: en, hi or hi-Latn. Default: detected." placeholder:"LANG"`
	Service string   `help:"Only this service." placeholder:"ID"`
	Index   string   `help:"Index to search. Default: the rules." placeholder:"NAME"`
	JSON    bool     `name:"json" help:"Print one JSON line each."`
}

func (searchCmd) Help() string {
	return `Example:
  sahayak search --json -k 3 "आय प्रमाण पत्र की फ़ीस"`
}

// searchResult is the JSON of one search. Field names are fixed.
type searchResult struct {
	Query string      `json:"query"`
	Hits  []searchHit `json:"hits"`
}

type searchHit struct {
	ID       string  `json:"id"`
	Service  string  `json:"service"`
	Score    float64 `json:"score"`     // fused; higher is better
	Vector   float64 `json:"vector"`    // cosine, 0 to 1
	TextRank float64 `json:"text_rank"` // BM25
}

func (c *searchCmd) Run(ctx context.Context, config *Config, env environment) error {
	if c.K < 1 || c.K > 200 {
		return usageError{errors.New("-k must be between 1 and 200")}
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openLibrary(); err != nil {
		return err
	}
	if _, ok := a.library.Service(c.Service); c.Service != "" && !ok && c.Index == "" {
		return usageError{fmt.Errorf("no service %q; sahayak corpus show lists them", c.Service)}
	}
	a.openDetector()
	if err := a.openIndexed(ctx); err != nil {
		return err
	}
	if text := strings.Join(c.Text, " "); text != "-" {
		return c.one(ctx, a, text)
	}
	return eachLine(env.stdin, func(line string) error { return c.one(ctx, a, line) })
}

func (c *searchCmd) one(ctx context.Context, a *app, text string) error {
	lang := corpus.Lang(c.Lang)
	if lang == "" {
		lang, _ = a.detect(text)
	}
	hits, err := a.store.Search(ctx, retrieval.Query{Text: text, Lang: lang, Service: c.Service, Index: c.Index, K: c.K})
	if errors.Is(err, retrieval.ErrNoIndex) {
		return fmt.Errorf("there is no index %q; load one with sahayak corpus load", c.Index)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		result := searchResult{Query: text, Hits: []searchHit{}}
		for _, h := range hits {
			result.Hits = append(result.Hits, searchHit{ID: h.ID, Service: h.Service, Score: h.Score, Vector: h.Vector, TextRank: h.TextRank})
		}
		return json.NewEncoder(a.env.stdout).Encode(result)
	}
	if len(hits) == 0 {
		fmt.Fprintln(a.env.stdout, "Nothing found.")
	}
	for i, h := range hits {
		fmt.Fprintf(a.env.stdout, "%d. %s  score %.4f  vector %.3f  text %.2f\n", i+1, h.ID, h.Score, h.Vector, h.TextRank)
		if clause, ok := a.library.Clause(h.ID); ok {
			fmt.Fprintf(a.env.stdout, "   %s\n", clause.In(lang))
		}
	}
	return nil
}
