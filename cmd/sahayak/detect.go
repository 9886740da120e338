package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

type detectCmd struct {
	Text []string `arg:"" optional:"" help:"Text to judge; without it, or with -, every line of standard input."`
}

func (detectCmd) Help() string {
	return `Writes one JSON line each: {"text","lang","script","confidence"}; lang is en, hi, hi-Latn or und.

Example:
  echo "mera application status batao" | sahayak detect`
}

type detected struct {
	Text       string      `json:"text"`
	Lang       corpus.Lang `json:"lang"`
	Script     string      `json:"script"`
	Confidence float64     `json:"confidence"`
}

func (c *detectCmd) Run(_ context.Context, env environment) error {
	d := newDetector()
	out := json.NewEncoder(env.stdout)
	one := func(text string) error {
		g := d.Detect(text)
		return out.Encode(detected{Text: text, Lang: g.Lang, Script: g.Script, Confidence: g.Confidence})
	}
	if text := strings.Join(c.Text, " "); text != "" && text != "-" {
		return one(text)
	}
	return eachLine(env.stdin, one)
}
