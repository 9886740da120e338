package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/transcript"
)

type evalTurnsCmd struct {
	Service string `help:"Only conversations about this service." placeholder:"SERVICE"`
	Outcome string `help:"Only conversations in which a reply ended so: unknown, clarify, failed ..." placeholder:"OUTCOME"`
	Limit   int    `default:"10" help:"At most so many conversations, 1 to 500."`
}

func (evalTurnsCmd) Help() string {
	return `Lists stored conversations, last updated first: the id of each, for eval replay, and under it every message as masked,
with its time in Delhi, the id of its turn, for eval add, and how the reply ended.

Examples:
  sahayak eval turns
  sahayak eval turns --outcome unknown --limit 50`
}

func (c *evalTurnsCmd) Run(ctx context.Context, config *Config, env environment) error {
	if c.Limit < 1 || c.Limit > 500 {
		return usageError{fmt.Errorf("--limit %d is not between 1 and 500", c.Limit)}
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openRecord(ctx); err != nil {
		return err
	}
	talks, err := a.transcript.Conversations(ctx, transcript.Filter{Service: c.Service, Outcome: agent.Outcome(c.Outcome), Limit: c.Limit})
	if err != nil {
		return err
	}
	if len(talks) == 0 {
		a.say("no stored conversation fits")
	}
	for _, talk := range talks {
		turns, err := a.transcript.Turns(ctx, talk.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(env.stdout, "conversation %s, %s\n", talk.ID, talk.Channel)
		for _, t := range turns {
			if t.Unasked() {
				continue
			}
			fmt.Fprintf(env.stdout, "  %s  %s  %-8s %-8s %s\n", t.At.In(delhiTime).Format("02-01-2006 15:04"), t.ID, t.Language, t.Outcome, lineOf(t.Message))
		}
	}
	return nil
}

// delhiTime is the one time zone of India, which has no summer time.
var delhiTime = time.FixedZone("IST", 5*60*60+30*60)

// lineOf is a message on one line, cut to what a terminal holds.
func lineOf(message string) string {
	const letters = 90
	line := []rune(strings.Join(strings.Fields(message), " "))
	if len(line) > letters {
		return string(line[:letters]) + " …"
	}
	return string(line)
}
