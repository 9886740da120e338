package channel

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// Sender sets a turn that answers no message, a reminder say, on its way to the
// citizen. A channel that can write first has one. It is called in the transaction
// that stores the turn, so it writes to the channel's outbox, keeps the channel's
// rules there (consent, hours, templates), and leaves the sending to whoever
// empties the outbox: a turn is stored and sent, or neither.
type Sender interface {
	Send(ctx context.Context, tx pgx.Tx, to agent.Citizen, turn agent.Turn) error
}

// Reminder is the part of the assistant that words reminders.
type Reminder interface {
	Remind(agent.State, time.Time) (agent.Turn, agent.State, bool)
}

// Remind reminds citizens of the forms put aside that are due at now, and returns
// in how many conversations. Senders are by the name of their channel; a channel
// without one shows the reminder from the record when the citizen next looks.
func Remind(ctx context.Context, assistant Reminder, store *transcript.Store, senders map[string]Sender, now time.Time) (int, error) {
	return store.Remind(ctx, now, assistant.Remind, func(ctx context.Context, tx pgx.Tx, to agent.Citizen, turn agent.Turn) error {
		sender, ok := senders[to.Channel]
		if !ok {
			return nil
		}
		if err := sender.Send(ctx, tx, to, turn); err != nil {
			return fmt.Errorf("send on %s: %w", to.Channel, err)
		}
		return nil
	})
}
