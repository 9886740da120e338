package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

var asha = agent.Citizen{Channel: "whatsapp", Phone: "919999900001", Verified: true}

func open(t *testing.T, s *Store) string {
	t.Helper()
	id, err := s.Open(t.Context(), "whatsapp", asha, "")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// reply handles any message with the given text, and counts in the state.
func reply(text string) func(context.Context, agent.State) (agent.Turn, agent.State, error) {
	return func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		st.Misses++
		return agent.Turn{Reply: agent.Reply{Text: text}, Outcome: agent.Answered, Language: corpus.English}, st, nil
	}
}

func do(t *testing.T, s *Store, conversation, message, text string) agent.Turn {
	t.Helper()
	turn, err := s.Do(t.Context(), conversation, message, reply(text))
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

func turns(t *testing.T, s *Store, conversation string) []agent.Turn {
	t.Helper()
	all, err := s.Turns(t.Context(), conversation)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSurvivesARestart(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	before := New(pool, testKeys(t))
	id := open(t, before)
	full := agent.Turn{
		ID: "turn-1", At: time.Date(2026, 11, 21, 9, 30, 0, 123456000, time.UTC), Language: corpus.Hindi, Message: "आय प्रमाण पत्र?",
		Reply:     agent.Reply{Text: "शुल्क नहीं है।", Choices: []agent.Choice{{ID: "a", Title: "आगे"}}, Attachments: []agent.Attachment{}},
		Citations: []agent.Citation{{Service: "income-certificate", Clause: "income-certificate/fee", Checked: "2026-11-01"}},
		Passages:  []agent.Passage{{ID: "income-certificate/fee", Service: "income-certificate", Score: 0.25}},
		ToolCalls: []agent.ToolCall{{Name: "checkStatus", Arguments: json.RawMessage(`{"applicationNo":"90400012345678"}`)}},
		Ask:       &agent.AskRef{Tool: "x", Field: "y", Kind: "text"}, Outcome: agent.Answered, Model: "offline", Prompt: "abc",
		Understood: agent.Understanding{Intent: agent.Question, Services: []string{"income-certificate"}},
		Tokens:     agent.Tokens{In: 5, Out: 7}, TimingsMS: map[string]int64{"model": 12},
	}
	state := agent.State{
		Language: corpus.Hindi, Subject: "income-certificate", Greeted: true,
		Ask:     &agent.Ask{Tool: "startApplication", Field: "name", Kind: agent.AskText, State: json.RawMessage(`{"step": 3}`), At: full.At},
		Drafts:  map[string]json.RawMessage{"caste-certificate": json.RawMessage(`{"name": "आशा"}`)},
		History: []agent.Exchange{{Message: "hi", Reply: "hello"}},
	}
	got, err := before.Do(t.Context(), id, "wamid.1", func(context.Context, agent.State) (agent.Turn, agent.State, error) {
		return full, state, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := full
	want.Conversation = id
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("returned turn (-want +got):\n%s", diff)
	}

	after := New(pool, testKeys(t))
	if again := open(t, after); again != id {
		t.Errorf("the citizen's conversation is %s, was %s", again, id)
	}
	// jsonb spaces its objects in a way of its own.
	sameJSON := cmp.Transformer("json", func(raw json.RawMessage) (v any) {
		if json.Unmarshal(raw, &v) != nil {
			return string(raw)
		}
		return v
	})
	repeated, err := after.Do(t.Context(), id, "wamid.1", func(context.Context, agent.State) (agent.Turn, agent.State, error) {
		t.Error("a handled message was handled again")
		return agent.Turn{}, agent.State{}, nil
	})
	if diff := cmp.Diff(want, repeated, sameJSON); err != nil || diff != "" {
		t.Errorf("repeated message: %v (-want +got):\n%s", err, diff)
	}
	one, err := after.Turn(t.Context(), "turn-1")
	if diff := cmp.Diff(want, one, sameJSON); err != nil || diff != "" {
		t.Errorf("turn by id: %v (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff([]agent.Turn{want}, turns(t, after, id), sameJSON); diff != "" {
		t.Errorf("turns (-want +got):\n%s", diff)
	}
	state.ID, state.Citizen = id, asha
	kept, err := after.State(t.Context(), id)
	if diff := cmp.Diff(state, kept, sameJSON); err != nil || diff != "" {
		t.Errorf("state: %v (-want +got):\n%s", err, diff)
	}
	_, err = after.Do(t.Context(), id, "wamid.2", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		if diff := cmp.Diff(state, st, sameJSON); diff != "" {
			t.Errorf("state given to the next turn (-want +got):\n%s", diff)
		}
		return agent.Turn{}, st, nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestSameMessageHundredTimesAtOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	machines := []*Store{New(pool, testKeys(t)), New(pool, testKeys(t)), New(pool, testKeys(t)), New(pool, testKeys(t))}
	id := open(t, machines[0])
	var ran atomic.Int32
	got := make([]agent.Turn, 100)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			var err error
			got[i], err = machines[i%len(machines)].Do(t.Context(), id, "wamid.same", func(ctx context.Context, st agent.State) (agent.Turn, agent.State, error) {
				ran.Add(1)
				// All stand in line, and the first on each machine has found
				// the message not yet handled and waits for the lease.
				for _, m := range machines {
					waitFor(t, func() bool {
						m.lines.mu.Lock()
						defer m.lines.mu.Unlock()
						return m.lines.by[id] != nil && m.lines.by[id].people == len(got)/len(machines)
					})
				}
				<-time.After(50 * time.Millisecond)
				return reply("once")(ctx, st)
			})
			if err != nil {
				t.Errorf("copy %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if ran.Load() != 1 {
		t.Errorf("handled %d times", ran.Load())
	}
	stored := turns(t, machines[0], id)
	if len(stored) != 1 {
		t.Fatalf("%d turns stored", len(stored))
	}
	for i, turn := range got {
		if turn.ID != stored[0].ID || turn.Reply.Text != "once" {
			t.Errorf("copy %d got turn %q %q", i, turn.ID, turn.Reply.Text)
		}
	}
}

// TestOneAtATimeInEveryConversation has several machines at several
// conversations at once. A turn that ran beside another would lose a count.
func TestOneAtATimeInEveryConversation(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	machines := []*Store{New(pool, testKeys(t)), New(pool, testKeys(t))}
	const each = 20
	var ids []string
	for i := range 4 {
		id, err := machines[0].Open(t.Context(), "whatsapp", agent.Citizen{Phone: fmt.Sprint("9199999000", i), Verified: true}, "")
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	var all sync.WaitGroup
	busy := make([]atomic.Int32, len(ids))
	for n := range each {
		for c, id := range ids {
			all.Go(func() {
				_, err := machines[n%2].Do(t.Context(), id, fmt.Sprint("m", n), func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
					if busy[c].Add(1) != 1 {
						t.Error("two turns of one conversation at once")
					}
					defer busy[c].Add(-1)
					st.Misses++
					return agent.Turn{Message: strconv.Itoa(st.Misses)}, st, nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	for _, id := range ids {
		var got, want []string
		for i, turn := range turns(t, machines[0], id) {
			got, want = append(got, turn.Message), append(want, strconv.Itoa(i+1))
		}
		if len(got) != each || !slices.Equal(got, want) {
			t.Errorf("turns in order of storing saw the counts %v", got)
		}
	}
}

func TestMessagesAreTakenInTheOrderTheyCame(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id := open(t, s)
	started, finish := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_, err := s.Do(t.Context(), id, "first", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
			close(started)
			<-finish
			return agent.Turn{Message: "first"}, st, nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-started
	want := []string{"first"}
	for i := range 20 {
		name := fmt.Sprint("then ", i)
		want = append(want, name)
		all.Go(func() {
			_, err := s.Do(t.Context(), id, name, func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
				return agent.Turn{Message: name}, st, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		waitFor(t, func() bool { // until it stands in line, the first counted
			s.lines.mu.Lock()
			defer s.lines.mu.Unlock()
			return s.lines.by[id].people == i+2
		})
	}
	close(finish)
	all.Wait()
	var got []string
	for _, turn := range turns(t, s, id) {
		got = append(got, turn.Message)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if len(s.lines.by) != 0 {
		t.Errorf("%d lines are left behind", len(s.lines.by))
	}
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); {
		if time.Now().After(deadline) {
			t.Error("waited 20 s in vain") // not Fatal: some callers are goroutines
			return
		}
		<-time.After(time.Millisecond)
	}
}

// TestDeadHolderIsReplaced leaves a lease without beats, as a killed process
// does, and then lets the dead one wake up and commit.
func TestDeadHolderIsReplaced(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	dead, alive := New(pool, testKeys(t)), New(pool, testKeys(t))
	dead.lease = time.Second
	id := open(t, dead)
	l, err := dead.take(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	do(t, alive, id, "wamid.1", "by the other")
	if took := time.Since(start); took < 200*time.Millisecond {
		t.Errorf("took over after %v, while the lease was good", took)
	}
	err = l.commit(t.Context(), "wamid.1b", agent.Turn{ID: "late"}, agent.State{Subject: "late"}, nil)
	if !errors.Is(err, ErrStale) {
		t.Errorf("late commit: %v, want ErrStale", err)
	}
	if err := l.free(t.Context()); err != nil {
		t.Error(err)
	}
	if all := turns(t, alive, id); len(all) != 1 || all[0].Reply.Text != "by the other" {
		t.Errorf("turns: %+v", all)
	}
	if st, err := alive.State(t.Context(), id); err != nil || st.Subject != "" || st.Misses != 1 {
		t.Errorf("state: %+v, %v", st, err)
	}
}

// TestLostLeaseEndsTheTurn takes the conversation away from a holder that is
// alive: its context ends, and what it brings is refused.
func TestLostLeaseEndsTheTurn(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	s.lease = 300 * time.Millisecond
	id := open(t, s)
	steal := func() {
		if _, err := pool.Exec(t.Context(), `UPDATE conversations SET fence = fence + 1 WHERE id = $1`, id); err != nil {
			t.Error(err)
		}
	}
	_, err := s.Do(t.Context(), id, "m1", func(ctx context.Context, st agent.State) (agent.Turn, agent.State, error) {
		steal()
		<-ctx.Done()
		return agent.Turn{}, st, ctx.Err()
	})
	if !errors.Is(err, ErrStale) {
		t.Errorf("noticed by fn: %v, want ErrStale", err)
	}
	_, err = s.Do(t.Context(), id, "m2", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		steal()
		return agent.Turn{}, st, nil
	})
	if !errors.Is(err, ErrStale) {
		t.Errorf("not noticed by fn: %v, want ErrStale", err)
	}
	if all := turns(t, s, id); len(all) != 0 {
		t.Errorf("%d turns were stored", len(all))
	}
}

func TestBeatsKeepTheLease(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s, other := New(pool, testKeys(t)), New(pool, testKeys(t))
	s.lease = 1500 * time.Millisecond // long enough for a busy machine to beat in time
	id := open(t, s)
	_, err := s.Do(t.Context(), id, "slow", func(ctx context.Context, st agent.State) (agent.Turn, agent.State, error) {
		<-time.After(2 * s.lease)
		if _, err := other.tryTake(ctx, id); !errors.Is(err, ErrBusy) {
			t.Errorf("another could take it: %v", err)
		}
		return agent.Turn{}, st, ctx.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	// Given back at once, not when the last beat runs out.
	other.wait = 0
	do(t, other, id, "next", "x")
}

func TestFailureStoresNothing(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	s.wait = 0 // so that a lease left behind shows
	id := open(t, s)
	broken := errors.New("broken")
	changed := agent.State{Subject: "changed"}
	good := func(context.Context, agent.State) (agent.Turn, agent.State, error) { return agent.Turn{}, changed, nil }

	if _, err := s.Do(t.Context(), id, "m", func(context.Context, agent.State) (agent.Turn, agent.State, error) {
		return agent.Turn{}, changed, broken
	}); !errors.Is(err, broken) {
		t.Errorf("fn failed: %v", err)
	}
	if _, err := s.Do(t.Context(), id, "m", good, func(context.Context, pgx.Tx, agent.Turn) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("what goes with it failed: %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic was swallowed")
			}
		}()
		_, _ = s.Do(t.Context(), id, "m", func(context.Context, agent.State) (agent.Turn, agent.State, error) { panic("boom") })
	}()
	ended, cancel := context.WithCancel(t.Context())
	if _, err := s.Do(ended, id, "m", func(ctx context.Context, st agent.State) (agent.Turn, agent.State, error) {
		cancel()
		return agent.Turn{}, changed, ctx.Err()
	}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if st, err := s.State(t.Context(), id); err != nil || st.Subject != "" {
		t.Errorf("state changed: %+v, %v", st, err)
	}
	if all := turns(t, s, id); len(all) != 0 {
		t.Errorf("%d turns were stored", len(all))
	}
	do(t, s, id, "m", "at last")
}

func TestFinishedTurnIsStoredThoughTheCallerLeft(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id := open(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	var alsoSaw string
	_, err := s.Do(ctx, id, "m", func(ctx context.Context, st agent.State) (agent.Turn, agent.State, error) {
		cancel()
		return agent.Turn{Message: "done"}, st, nil
	}, func(ctx context.Context, tx pgx.Tx, turn agent.Turn) error {
		return tx.QueryRow(ctx, `SELECT turn->>'message' FROM turns WHERE id = $1`, turn.ID).Scan(&alsoSaw)
	})
	if err != nil || alsoSaw != "done" {
		t.Errorf("error %v, seen within the transaction %q", err, alsoSaw)
	}
	if all := turns(t, s, id); len(all) != 1 {
		t.Errorf("%d turns stored", len(all))
	}
}

func TestBusyAndMissing(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id := open(t, s)
	if _, err := s.take(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	s.wait = 50 * time.Millisecond
	if _, err := s.Do(t.Context(), id, "m", reply("x")); !errors.Is(err, ErrBusy) {
		t.Errorf("held conversation: %v, want ErrBusy", err)
	}
	for _, missing := range []string{"no-such", "", "nul\x00", "\xff"} {
		if _, err := s.Do(t.Context(), missing, "m", reply("x")); !errors.Is(err, ErrNotFound) {
			t.Errorf("Do %q: %v, want ErrNotFound", missing, err)
		}
		if _, err := s.State(t.Context(), missing); !errors.Is(err, ErrNotFound) {
			t.Errorf("State %q: %v, want ErrNotFound", missing, err)
		}
		if _, err := s.Turn(t.Context(), missing); !errors.Is(err, ErrNotFound) {
			t.Errorf("Turn %q: %v, want ErrNotFound", missing, err)
		}
		if all := turns(t, s, missing); len(all) != 0 {
			t.Errorf("Turns %q: %v", missing, all)
		}
	}
}

// TestWhatPostgresRefuses sends texts that jsonb or text do not take.
func TestWhatPostgresRefuses(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	for i, tt := range []struct{ name, message, raw, wantMessage, wantRaw string }{
		{"NUL", "a\x00b", `{"k\u0000":"x\u0000y"}`, "ab", `{"k":"xy"}`},
		{"broken UTF-8", "a\xff\xfeb", `{"k":"x"}`, "a\ufffd\ufffdb", `{"k":"x"}`},
		{"half a surrogate", "ok", `{"k":"\ud83d"}`, "ok", `{"k":"` + "\ufffd" + `"}`},
		{"escaped backslash before u0000", `a\u0000`, `{"k":"\\u0000"}`, `a\u0000`, `{"k":"\\u0000"}`},
		{"number out of range", "ok", `{"k":1e999999}`, "ok", `{"k":"1e999999"}`},
		{"exponent out of range", "ok", `{"k":1E99999999999999999999}`, "ok", `{"k":"1E99999999999999999999"}`},
		{"plain numbers", "ok", `{"k":90400012345678901234}`, "ok", `{"k":90400012345678901234}`},
		{"emoji and Hindi", "ज़रूर 👍🏽", `{"k":"ज़"}`, "ज़रूर 👍🏽", `{"k":"ज़"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			citizen := agent.Citizen{Phone: fmt.Sprint(i, "\x00"), Verified: true}
			id, err := s.Open(t.Context(), "web", citizen, "")
			if err != nil {
				t.Fatal(err)
			}
			message := "id\x00\xff" + strings.Repeat("x", 5000)
			turn, err := s.Do(t.Context(), id, message, func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
				st.Subject = tt.message
				st.Drafts = map[string]json.RawMessage{"d": json.RawMessage(tt.raw)}
				return agent.Turn{Message: tt.message, Outcome: agent.Outcome("x\x00"), Language: "\xff",
					ToolCalls: []agent.ToolCall{{Name: "t", Arguments: json.RawMessage(tt.raw)}}}, st, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Turn(t.Context(), turn.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got.Message != tt.wantMessage || string(got.ToolCalls[0].Arguments) != tt.wantRaw {
				t.Errorf("stored %q and %s, want %q and %s", got.Message, got.ToolCalls[0].Arguments, tt.wantMessage, tt.wantRaw)
			}
			again, err := s.Do(t.Context(), id, message, reply("again"))
			if err != nil || again.ID != turn.ID {
				t.Errorf("same strange id again: turn %s, %v", again.ID, err)
			}
			other := do(t, s, id, message+"y", "other")
			if other.ID == turn.ID {
				t.Error("two long ids became one")
			}
		})
	}
	t.Run("nesting without end", func(t *testing.T) {
		id := open(t, s)
		deep := strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000)
		turn, err := s.Do(t.Context(), id, "deep", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
			return agent.Turn{ToolCalls: []agent.ToolCall{{Arguments: json.RawMessage(deep)}}}, st, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Turn(t.Context(), turn.ID); err != nil {
			t.Error(err)
		}
	})
}
