package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/evals"
	"github.com/sahayak-delhi/sahayak/transcript"
)

type evalAddCmd struct {
	Turn         string `required:"" help:"Id of the stored turn." placeholder:"ID"`
	ID           string `name:"id" help:"Id of the case; default: turn- and the last letters of the turn's id." placeholder:"NAME"`
	Conversation bool   `help:"Take the messages before it too, as a conversation."`
	suiteFlags
}

func (evalAddCmd) Help() string {
	return `The case expects what the turn showed. Read it, correct it to what the rules say, and take out names of people:
only numbers and addresses are masked by machine.

Example:
  sahayak eval add --turn 01a200ec-db80-7e01-84be-579c090811db --suite from-citizens`
}

func (c *evalAddCmd) Run(ctx context.Context, config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openLibrary(); err != nil {
		return err
	}
	if err := a.openRecord(ctx); err != nil {
		return err
	}
	turns, err := c.stored(ctx, a.transcript)
	if err != nil {
		return err
	}
	id := c.ID
	if id == "" {
		id = "turn-" + c.Turn[max(0, len(c.Turn)-12):]
	}
	made, err := evals.FromTurns(id, a.library, turns...)
	if err != nil {
		return err
	}
	text, err := evals.CasesYAML([]evals.Case{made})
	if err != nil {
		return err
	}
	if err := c.put(env, id, text); err != nil {
		return err
	}
	a.say("Read it before it counts: correct what is expected to what the rules say, and take out names of people.")
	return nil
}

// stored is the turn, or the conversation up to it.
func (c *evalAddCmd) stored(ctx context.Context, s *transcript.Store) ([]agent.Turn, error) {
	turn, err := s.Turn(ctx, c.Turn)
	if errors.Is(err, transcript.ErrNotFound) {
		return nil, usageError{fmt.Errorf("there is no turn %s", c.Turn)}
	}
	if err == nil && turn.Unasked() {
		return nil, usageError{fmt.Errorf("turn %s is a reminder: nobody asked anything in it", c.Turn)}
	}
	if err != nil || !c.Conversation {
		return []agent.Turn{turn}, err
	}
	all, err := s.Turns(ctx, turn.Conversation)
	if err != nil {
		return nil, err
	}
	all = all[:1+slices.IndexFunc(all, func(t agent.Turn) bool { return t.ID == turn.ID })]
	return slices.DeleteFunc(all, agent.Turn.Unasked), nil
}
