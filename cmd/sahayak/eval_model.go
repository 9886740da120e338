package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/model"
	"github.com/sahayak-delhi/sahayak/evals"
)

// measuredModel makes a model one that is measured: its replies are recorded or
// replayed if a folder is named, each trial in a folder of its own so that
// trials stay independent, and its failure makes the case an error. Otherwise
// the offline model would answer and be measured in its name.
func measuredModel(record, replay string) func(agent.Model) agent.Model {
	return func(m agent.Model) agent.Model {
		return honest{Model: m, dir: record + replay, replay: replay != ""}
	}
}

type honest struct {
	agent.Model
	dir    string
	replay bool
}

func (h honest) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	m := h.Model
	if h.dir != "" {
		trial := 1
		if r, ok := evals.RunningIn(ctx); ok {
			trial = r.Trial
		}
		m = model.Recorded(m, filepath.Join(h.dir, "trial-"+strconv.Itoa(trial)), h.replay)
	}
	resp, err := m.Respond(ctx, req)
	if err != nil {
		evals.Spoil(ctx, fmt.Errorf("model %s: %w", h.Name(), err))
	}
	return resp, err
}
