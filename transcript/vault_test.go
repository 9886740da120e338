package transcript

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

var testKeyset = sync.OnceValues(NewKeyset)

// testKeys are the keys of all tests that do not need others.
func testKeys(t testing.TB) *Keys {
	t.Helper()
	raw, err := testKeyset()
	if err != nil {
		t.Fatal(err)
	}
	return keysOf(t, raw)
}

func keysOf(t testing.TB, raw []byte) *Keys {
	t.Helper()
	k, err := ReadKeys(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func fresh(t testing.TB, old []byte) []byte {
	t.Helper()
	raw, err := AddKey(old)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// dump is every value of every table of the schema, as text, and every bytea
// once more as what its bytes read as.
func dump(t *testing.T, pool *pgxpool.Pool) string {
	t.Helper()
	var b strings.Builder
	rows, err := pool.Query(t.Context(), `SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		rows, err := pool.Query(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, err := rows.Values()
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				if raw, ok := v.([]byte); ok {
					b.Write(raw)
				}
				fmt.Fprintln(&b, v)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// secrets are what must not stand in the database in clear.
var planted = []string{asha.Phone, "आशा वर्मा", "Asha Verma", "234123412346", "Gali No 5"}

// fill takes a turn that holds everything planted, at a time.
func fill(t *testing.T, s *Store, id string, at time.Time) {
	t.Helper()
	_, err := s.Do(t.Context(), id, "", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		st.Ask = &agent.Ask{Tool: "startApplication", Field: "address", At: at, State: json.RawMessage(`{"name":"Asha Verma","aadhaar":"234123412346"}`)}
		st.Drafts = map[string]json.RawMessage{"domicile-certificate": json.RawMessage(`{"name":"आशा वर्मा"}`)}
		st.DraftTimes = map[string]time.Time{"domicile-certificate": at}
		st.Retry = &agent.Ask{Tool: "checkStatus", Field: "mobileLast4", At: at, State: json.RawMessage(`{"applicationNo":"SBX-INC-26-900001"}`)}
		return agent.Turn{
			At: at, Message: "<address>", Reply: agent.Reply{Text: "Asha Verma, Gali No 5. Right?"},
			ToolCalls: []agent.ToolCall{{Name: "startApplication", Arguments: json.RawMessage(`{"address":"Gali No 5"}`)}},
		}, st, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNothingPersonalInClear(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	id := open(t, s)
	fill(t, s, id, time.Now())
	text := dump(t, pool)
	if !strings.Contains(text, id) || !strings.Contains(text, "<address>") {
		t.Fatal("the dump does not show the tables")
	}
	for _, secret := range planted {
		if strings.Contains(text, secret) {
			t.Errorf("%q stands in the database", secret)
		}
	}
	st, err := s.State(t.Context(), id)
	if err != nil || st.Citizen.Phone != asha.Phone || !strings.Contains(string(st.Ask.State), "234123412346") {
		t.Errorf("the state came back as %+v: %v", st, err)
	}
	if all := turns(t, s, id); len(all) != 1 || !strings.Contains(all[0].Reply.Text, "Gali No 5") || len(all[0].ToolCalls) != 1 {
		t.Errorf("the turns came back as %+v", all)
	}
}

func TestPlainRowsAreReadAndSealed(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	citizen, err := json.Marshal(asha)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO secrets (name, value) VALUES ('citizen-key', $1)`, bytes.Repeat([]byte{7}, 32))
	s := New(pool, testKeys(t))
	key, err := New(pool, testKeys(t)).citizenKey(t.Context(), "whatsapp", asha)
	if err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO conversations (id, channel, citizen_key, citizen, state, turns) VALUES ('old', 'whatsapp', $1, $2, $3, 1)`, key, citizen,
		`{"id": "old", "drafts": {"domicile-certificate": {"name": "आशा वर्मा"}}, "history": [{"message": "Gali No 5", "reply": ""}]}`)
	exec(`INSERT INTO turns (id, conversation, seq, message_id, at, turn, language, outcome, service)
		VALUES ('t', 'old', 1, 'm', now(), '{"id": "t", "conversation": "old", "message": "hi", "reply": {"text": "Asha Verma"}}', '', '', '')`)

	if got := open(t, s); got != "old" {
		t.Errorf("the citizen's conversation is %s", got)
	}
	before, err := s.State(t.Context(), "old")
	if err != nil || before.Citizen.Phone != asha.Phone || len(before.Drafts) != 1 {
		t.Fatalf("a plain row reads as %+v: %v", before, err)
	}
	if n, err := s.Prepare(t.Context()); err != nil || n != 2 {
		t.Errorf("sealed %d rows: %v", n, err)
	}
	if n, err := s.Prepare(t.Context()); err != nil || n != 0 {
		t.Errorf("sealed %d rows again: %v", n, err)
	}
	text := dump(t, pool)
	for _, secret := range append(planted, string(bytes.Repeat([]byte{7}, 32))) {
		if strings.Contains(text, secret) {
			t.Errorf("%q stands in the database", secret)
		}
	}
	after, err := s.State(t.Context(), "old")
	if diff := cmp.Diff(before, after); err != nil || diff != "" {
		t.Errorf("sealing changed the state: %v\n%s", err, diff)
	}
	if all := turns(t, s, "old"); len(all) != 1 || all[0].Reply.Text != "Asha Verma" || all[0].Message != "hi" {
		t.Errorf("the turns came back as %+v", all)
	}
	if n, err := s.Due(t.Context(), time.Now().Add(keepFor+time.Minute)); err != nil || n != 1 {
		t.Errorf("%d conversations with an old draft, want 1: %v", n, err)
	}
}

func TestWrongKey(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	id := open(t, s)
	fill(t, s, id, time.Now())
	stranger := New(pool, keysOf(t, fresh(t, nil)))
	if _, err := stranger.Prepare(t.Context()); !errors.Is(err, ErrWrongKey) {
		t.Errorf("prepared with a wrong key: %v", err)
	}
	if _, err := stranger.State(t.Context(), id); !errors.Is(err, ErrWrongKey) {
		t.Errorf("read with a wrong key: %v", err)
	}
	if _, err := stranger.Turns(t.Context(), id); !errors.Is(err, ErrWrongKey) {
		t.Errorf("turns read with a wrong key: %v", err)
	}
}

func TestSealedPartsCannotBeMoved(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	mine, err := s.Open(t.Context(), "web", agent.Citizen{}, "")
	if err != nil {
		t.Fatal(err)
	}
	hers := open(t, s)
	fill(t, s, hers, time.Now())
	if _, err := pool.Exec(t.Context(), `
		UPDATE conversations SET sealed_state = (SELECT sealed_state FROM conversations WHERE id = $2) WHERE id = $1`, mine, hers); err != nil {
		t.Fatal(err)
	}
	if _, err := s.State(t.Context(), mine); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another's state opens: %v", err)
	}
}

func TestRotation(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	first := fresh(t, nil)
	both := fresh(t, first)
	old := New(pool, keysOf(t, first))
	id := open(t, old)
	fill(t, old, id, time.Now())

	rotated := New(pool, keysOf(t, both))
	if st, err := rotated.State(t.Context(), id); err != nil || st.Citizen.Phone != asha.Phone {
		t.Fatalf("the old key does not open: %v", err)
	}
	if n, err := rotated.Prepare(t.Context()); err != nil || n != 2 {
		t.Errorf("sealed %d rows anew: %v", n, err)
	}
	if again := open(t, rotated); again != id {
		t.Error("the citizen is not found after the rotation")
	}
	if _, err := old.State(t.Context(), id); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the old key alone still opens: %v", err)
	}
}

func TestReadKeysRefuses(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "no JSON": "secret", "no keys": "{}", "no keyset": `{"key":[]}`} {
		if _, err := ReadKeys(strings.NewReader(text)); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestForget(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	s := New(pool, testKeys(t))
	now := time.Now()
	old, recent := open(t, s), ""
	fill(t, s, old, now.Add(-keepFor-time.Hour))
	recent, err := s.Open(t.Context(), "web", asha, "")
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, recent, now.Add(-keepFor+time.Hour))
	if n, err := s.Due(t.Context(), now); err != nil || n != 1 {
		t.Errorf("%d due, want 1: %v", n, err)
	}
	if n, err := s.Forget(t.Context(), now); err != nil || n != 1 {
		t.Errorf("forgot in %d conversations, want 1: %v", n, err)
	}
	st, err := s.State(t.Context(), old)
	if err != nil || st.Ask != nil || st.Retry != nil || len(st.Drafts) != 0 || st.Citizen.Phone != asha.Phone {
		t.Errorf("after 30 days the state is %+v: %v", st, err)
	}
	if st, err = s.State(t.Context(), recent); err != nil || st.Ask == nil || st.Retry == nil || len(st.Drafts) != 1 {
		t.Errorf("before 30 days the state is %+v: %v", st, err)
	}
	if n, err := s.Forget(t.Context(), now); err != nil || n != 0 {
		t.Errorf("forgot again in %d conversations: %v", n, err)
	}
	do(t, s, old, "later", "the conversation is free") // not left leased
}

// TestFinishedFormLeavesNothing has a form end: the state that is stored next
// holds none of its values, and nothing is left to be forgotten later.
func TestFinishedFormLeavesNothing(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	id := open(t, s)
	fill(t, s, id, time.Now())
	_, err := s.Do(t.Context(), id, "", func(_ context.Context, st agent.State) (agent.Turn, agent.State, error) {
		st.Ask, st.Retry, st.Drafts, st.DraftTimes = nil, nil, nil, nil
		return agent.Turn{Outcome: agent.Done}, st, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var sealed []byte
	var pending bool
	if err := s.pool.QueryRow(t.Context(), `SELECT sealed_state, keeps_until IS NOT NULL FROM conversations WHERE id = $1`, id).Scan(&sealed, &pending); err != nil {
		t.Fatal(err)
	}
	plain, err := s.keys.open(partState, id, sealed)
	if err != nil || pending || strings.Contains(string(plain), "Verma") || strings.Contains(string(plain), "वर्मा") {
		t.Errorf("left behind: %s, pending %v: %v", plain, pending, err)
	}
}
