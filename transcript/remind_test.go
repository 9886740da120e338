package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

const day = 24 * time.Hour

// reminding stands in for the assistant: it reminds until now.
func reminding(st agent.State, now time.Time) (agent.Turn, agent.State, bool) {
	st.Reminded = now
	return agent.Turn{ID: uuid.NewString(), At: now, Outcome: agent.Reminder, Language: corpus.Hindi, Reply: agent.Reply{Text: "आपका आवेदन अधूरा है"}}, st, true
}

// setAside puts a form aside at a time.
func setAside(t *testing.T, s *Store, id string, at time.Time) {
	t.Helper()
	change(t, s, id, func(st *agent.State) {
		st.Drafts = map[string]json.RawMessage{"domicile-certificate": json.RawMessage(`{"name":"आशा वर्मा"}`)}
		st.DraftTimes = map[string]time.Time{"domicile-certificate": at}
	})
}

func change(t *testing.T, s *Store, id string, f func(*agent.State)) {
	t.Helper()
	_, err := s.Do(t.Context(), id, "", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		f(&st)
		return agent.Turn{Outcome: agent.Done}, st, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func remind(t *testing.T, s *Store, now time.Time, want int) {
	t.Helper()
	if n, err := s.Remind(t.Context(), now, reminding); err != nil || n != want {
		t.Errorf("reminded in %d conversations, want %d: %v", n, want, err)
	}
}

// reminders counts the reminders in a conversation.
func reminders(t *testing.T, s *Store, id string) (n int) {
	t.Helper()
	for _, turn := range turns(t, s, id) {
		if turn.Outcome == agent.Reminder {
			n++
		}
	}
	return n
}

func TestRemindsTwiceBeforeItForgets(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id, begun := open(t, s), time.Now().Truncate(time.Second)
	setAside(t, s, id, begun)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{3*day - time.Minute, 0}, {3 * day, 1}, {3*day + time.Hour, 0}, {27*day - time.Minute, 0}, {27*day + time.Hour, 1}, {28 * day, 0}} {
		remind(t, s, begun.Add(step.after), step.want)
	}
	if _, err := s.Forget(t.Context(), begun.Add(31*day)); err != nil {
		t.Fatal(err)
	}
	remind(t, s, begun.Add(32*day), 0)
	all := turns(t, s, id)
	if len(all) != 3 || all[1].Message != "" || all[1].Reply.Text == "" || all[2].Outcome != agent.Reminder {
		t.Errorf("the record holds %+v", all)
	}
	list, err := s.Conversations(t.Context(), Filter{})
	if err != nil || len(list) != 1 || list[0].Outcome != agent.Reminder || list[0].Language != corpus.Hindi {
		t.Errorf("staff see %+v: %v", list, err)
	}
	do(t, s, id, "later", "the conversation is free")
}

func TestNoReminderOfWhatIsOver(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	tests := map[string]func(*agent.State){
		"finished or cancelled": func(st *agent.State) { st.Drafts, st.DraftTimes = nil, nil },
		"taken up": func(st *agent.State) {
			st.Ask = &agent.Ask{Tool: "startApplication", Service: "domicile-certificate", At: begun.Add(2 * day)}
		},
		"put aside anew": func(st *agent.State) { st.DraftTimes["domicile-certificate"] = begun.Add(2 * day) },
	}
	s := New(pgtest.DB(t), testKeys(t))
	for name, f := range tests {
		id, err := s.Open(t.Context(), "web", agent.Citizen{Channel: "web"}, "")
		if err != nil {
			t.Fatal(err)
		}
		setAside(t, s, id, begun)
		change(t, s, id, f)
		if n, err := s.Remind(t.Context(), begun.Add(4*day), reminding); err != nil || n != 0 {
			t.Errorf("%s: reminded %d: %v", name, n, err)
		}
	}
}

// TestOneReminderFromManyServers lets servers race for one due time.
func TestOneReminderFromManyServers(t *testing.T) {
	t.Parallel()
	pool, keys := pgtest.DB(t), testKeys(t)
	first := New(pool, keys)
	id, begun := open(t, first), time.Now()
	setAside(t, first, id, begun)
	var servers sync.WaitGroup
	for range 4 {
		servers.Go(func() {
			s := New(pool, keys)
			for range 5 {
				if _, err := s.Remind(t.Context(), begun.Add(4*day), reminding); err != nil {
					t.Error(err)
				}
			}
		})
	}
	servers.Wait()
	if n := reminders(t, first, id); n != 1 {
		t.Errorf("%d reminders, want one", n)
	}
	// A server that forgot what it told, by a clock set back say, is stopped by
	// the id of the due time.
	change(t, first, id, func(st *agent.State) { st.Reminded = time.Time{} })
	remind(t, first, begun.Add(4*day), 0)
	if n := reminders(t, first, id); n != 1 {
		t.Errorf("%d reminders after all, want one", n)
	}
}

func TestReminderWaitsForWhoeverIsAtWork(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id, begun := open(t, s), time.Now()
	setAside(t, s, id, begun)
	_, err := s.Do(t.Context(), id, "", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		remind(t, s, begun.Add(4*day), 0)
		return agent.Turn{Outcome: agent.Answered}, st, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	remind(t, s, begun.Add(4*day), 1)
}

// TestReminderAndItsSendingAreOne stores no reminder that could not be handed on.
func TestReminderAndItsSendingAreOne(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id, begun := open(t, s), time.Now()
	setAside(t, s, id, begun)
	full := errors.New("the outbox is full")
	if _, err := s.Remind(t.Context(), begun.Add(4*day), reminding, func(context.Context, pgx.Tx, agent.Citizen, agent.Turn) error { return full }); !errors.Is(err, full) {
		t.Fatalf("the sender's error is lost: %v", err)
	}
	if n := reminders(t, s, id); n != 0 {
		t.Errorf("%d reminders stored that were never sent", n)
	}
	var got []agent.Citizen
	n, err := s.Remind(t.Context(), begun.Add(4*day), reminding, func(_ context.Context, _ pgx.Tx, to agent.Citizen, turn agent.Turn) error {
		if turn.Outcome == agent.Reminder && turn.Conversation == id {
			got = append(got, to)
		}
		return nil
	})
	if diff := cmp.Diff([]agent.Citizen{asha}, got); err != nil || n != 1 || diff != "" {
		t.Errorf("%d sent: %v\n%s", n, err, diff)
	}
}

// TestRemindAtTellsNothing reads what stands in clear beside a form put aside.
func TestRemindAtTellsNothing(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	id, begun := open(t, s), time.Now().Truncate(time.Microsecond)
	setAside(t, s, id, begun)
	var at time.Time
	if err := pool.QueryRow(t.Context(), `SELECT remind_at FROM conversations WHERE id = $1`, id).Scan(&at); err != nil || !at.Equal(begun.Add(3*day)) {
		t.Errorf("due at %v, want %v: %v", at, begun.Add(3*day), err)
	}
	remind(t, s, begun.Add(4*day), 1)
	text := dump(t, pool)
	for _, secret := range []string{"आशा", "domicile-certificate", "अधूरा"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q stands in the database in clear", secret)
		}
	}
}

// TestRemindAtOnlyGuessed has the time that the migration gives to older rows,
// where nothing but a pending question is kept.
func TestRemindAtOnlyGuessed(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	id, begun := open(t, s), time.Now()
	change(t, s, id, func(st *agent.State) { st.Ask = &agent.Ask{Tool: "startApplication", Field: "name", At: begun} })
	if _, err := pool.Exec(t.Context(), `UPDATE conversations SET remind_at = keeps_until - interval '27 days'`); err != nil {
		t.Fatal(err)
	}
	remind(t, s, begun.Add(4*day), 0)
	var left bool
	if err := pool.QueryRow(t.Context(), `SELECT remind_at IS NOT NULL FROM conversations WHERE id = $1`, id).Scan(&left); err != nil || left {
		t.Errorf("the guess is left: %v, %v", left, err)
	}
	if st, err := s.State(t.Context(), id); err != nil || st.Ask == nil {
		t.Errorf("the pending question is gone: %v", err)
	}
}
