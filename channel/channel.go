// Package channel carries messages in and replies out. It knows conversations
// and turns, and nothing of what an answer is made of: a channel gets a func.
package channel

import (
	"context"
	"fmt"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// Inbound is a message a channel has verified and taken in.
type Inbound struct {
	Citizen agent.Citizen
	// Conversation to go on with; empty means the citizen's current one, or a
	// new one where the citizen is not known.
	Conversation string
	// Fresh begins a new conversation that is nobody's current one.
	Fresh   bool
	Message agent.Message
}

// Handler answers a message. A message whose ID was handled before gets the
// stored Turn again.
type Handler func(context.Context, Inbound) (agent.Turn, error)

// Turner is the part of the assistant a channel needs.
type Turner interface {
	Turn(context.Context, agent.State, agent.Message) (agent.Turn, agent.State, error)
}

// Answer returns the Handler that leases the conversation, lets the assistant
// work, and records the turn with the new state in one commit.
func Answer(assistant Turner, store *transcript.Store) Handler {
	return func(ctx context.Context, in Inbound) (agent.Turn, error) {
		owner := in.Citizen
		if in.Fresh {
			owner = agent.Citizen{Channel: in.Citizen.Channel}
		}
		id, err := store.Open(ctx, in.Citizen.Channel, owner, in.Conversation)
		if err != nil {
			return agent.Turn{}, fmt.Errorf("open conversation: %w", err)
		}
		turn, err := store.Do(ctx, id, in.Message.ID, func(ctx context.Context, state agent.State) (agent.Turn, agent.State, error) {
			state.ID, state.Citizen = id, in.Citizen
			return assistant.Turn(ctx, state, in.Message)
		})
		if err != nil {
			return agent.Turn{}, fmt.Errorf("turn in %s: %w", id, err)
		}
		return turn, nil
	}
}
