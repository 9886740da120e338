package channel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// drafter puts a form aside in every turn and reminds of it.
type drafter struct{ at time.Time }

func (d drafter) Turn(_ context.Context, st agent.State, _ agent.Message) (agent.Turn, agent.State, error) {
	st.Drafts = map[string]json.RawMessage{"income-certificate": json.RawMessage(`{}`)}
	st.DraftTimes = map[string]time.Time{"income-certificate": d.at}
	return agent.Turn{Outcome: agent.Done}, st, nil
}

func (drafter) Remind(st agent.State, now time.Time) (agent.Turn, agent.State, bool) {
	st.Reminded = now
	return agent.Turn{ID: uuid.NewString(), At: now, Outcome: agent.Reminder, Reply: agent.Reply{Text: "still waiting"}}, st, true
}

// outbox is a Sender over a table.
type outbox struct{}

func (outbox) Send(ctx context.Context, tx pgx.Tx, to agent.Citizen, turn agent.Turn) error {
	_, err := tx.Exec(ctx, `INSERT INTO outbox (phone, words) VALUES ($1, $2)`, to.Phone, turn.Reply.Text)
	return err
}

func TestRemindGoesThroughTheChannelsOutbox(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	if _, err := pool.Exec(t.Context(), `CREATE TABLE outbox (phone text, words text)`); err != nil {
		t.Fatal(err)
	}
	raw, err := transcript.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := transcript.ReadKeys(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	store, begun := transcript.New(pool, keys), time.Now()
	assistant := drafter{begun}
	answer := channel.Answer(assistant, store)
	for _, citizen := range []agent.Citizen{{Channel: "web"}, {Channel: "whatsapp", Phone: "919999900001", Verified: true}} {
		if _, err := answer(t.Context(), channel.Inbound{Citizen: citizen, Message: agent.Message{Text: "later"}}); err != nil {
			t.Fatal(err)
		}
	}
	senders := map[string]channel.Sender{"whatsapp": outbox{}}
	for _, want := range []int{2, 0} { // the second time nothing is due
		if n, err := channel.Remind(t.Context(), assistant, store, senders, begun.Add(4*24*time.Hour)); err != nil || n != want {
			t.Errorf("reminded in %d conversations, want %d: %v", n, want, err)
		}
	}
	rows, err := pool.Query(t.Context(), `SELECT phone || ' ' || words FROM outbox`)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if diff := cmp.Diff([]string{"919999900001 still waiting"}, sent); err != nil || diff != "" {
		t.Errorf("in the outbox: %v\n%s", err, diff)
	}
}
