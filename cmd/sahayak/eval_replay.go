package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/transcript"
)

type evalReplayCmd struct {
	Conversation []string `arg:"" optional:"" help:"Ids of stored conversations."`
	All          bool     `help:"Every stored conversation, last updated first."`
	Limit        int      `help:"With --all, at most so many conversations; 0 for no limit."`
	Words        bool     `help:"Show also the answers that are only worded otherwise."`
	JSON         bool     `name:"json" help:"Print one JSON line a message, then the counts; it holds the replies as they were."`
}

func (evalReplayCmd) Help() string {
	return `Reads stored conversations and plays their messages, as masked as they are kept, against today's rules, prompt and
model, on a database and a sandbox made for the purpose and thrown away. Nothing is written to the record, and no portal
hears of it. Personal answers, which are not kept, are replaced by invented ones.

Examples:
  sahayak eval replay 0199f3c2-7d5e-7c3a-b1de-3f0f3d1c2a11
  sahayak eval replay --all --limit 200 --corpus my-packs`
}

func (c *evalReplayCmd) Run(ctx context.Context, config *Config, env environment) error {
	if (len(c.Conversation) > 0) == c.All || c.Limit < 0 {
		return usageError{errors.New("name conversations, or say --all; --limit is 0 or more")}
	}
	stored, err := c.read(ctx, config, env)
	if err != nil {
		return err
	}
	scratch := *config
	scratch.DatabaseURL = "" // never where the record is
	a, err := openMeasured(ctx, &scratch, env, (*app).openAssistant)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := replayAll(ctx, a, stored)
	if err != nil {
		return a.unmeasurable(err)
	}
	return c.print(env, len(stored), all)
}

// storedTalk is a stored conversation, as far as a replay needs it.
type storedTalk struct {
	citizen agent.Citizen
	turns   []agent.Turn
}

// read takes the conversations out of the record and closes it again.
func (c *evalReplayCmd) read(ctx context.Context, config *Config, env environment) ([]storedTalk, error) {
	own := *config
	a, err := newApp(&own, env)
	if err != nil {
		return nil, err
	}
	defer a.close()
	if err := a.openRecord(ctx); err != nil {
		return nil, err
	}
	ids := c.Conversation
	if c.All {
		if ids, err = c.ids(ctx, a.transcript); err != nil {
			return nil, err
		}
	}
	var out []storedTalk
	for _, id := range ids {
		turns, err := a.transcript.Turns(ctx, id)
		if err != nil {
			return nil, err
		}
		turns = slices.DeleteFunc(turns, agent.Turn.Unasked)
		if len(turns) == 0 {
			if c.All {
				continue
			}
			return nil, usageError{fmt.Errorf("no conversation %q", id)}
		}
		state, err := a.transcript.State(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, storedTalk{agent.Citizen{Channel: state.Citizen.Channel, Verified: state.Citizen.Verified}, turns})
	}
	return out, nil
}

func (c *evalReplayCmd) ids(ctx context.Context, record *transcript.Store) (ids []string, err error) {
	filter := transcript.Filter{Limit: 500}
	for {
		page, err := record.Conversations(ctx, filter)
		if err != nil {
			return nil, err
		}
		for _, x := range page {
			if ids = append(ids, x.ID); c.Limit > 0 && len(ids) == c.Limit {
				return ids, nil
			}
		}
		if len(page) < filter.Limit {
			return ids, nil
		}
		filter.After = page[len(page)-1].Cursor()
	}
}

// replayAll plays several conversations at once and keeps their order.
func replayAll(ctx context.Context, a *app, stored []storedTalk) ([]evals.Replayed, error) {
	parts := make([][]evals.Replayed, len(stored))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for i, s := range stored {
		g.Go(func() (err error) {
			parts[i], err = evals.Replay(ctx, a.assistant, a.library, s.citizen, s.turns)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var all []evals.Replayed
	for _, p := range parts {
		all = append(all, p...)
	}
	return all, nil
}

func (c *evalReplayCmd) print(env environment, conversations int, all []evals.Replayed) error {
	count := evals.CountReplayed(all)
	if c.JSON {
		out := json.NewEncoder(env.stdout)
		for _, r := range all {
			if err := out.Encode(r); err != nil {
				return err
			}
		}
		return out.Encode(count)
	}
	if err := evals.WriteReplayed(env.stdout, all, c.Words); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%d conversations, %d messages: %d answers flip, %d are only worded otherwise, %d could not be played again\n",
		conversations, count.Messages, count.Flips, count.Words, count.Unmeasured)
	return nil
}
