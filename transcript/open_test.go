package transcript

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	must := func(channel string, c agent.Citizen, id string) string {
		t.Helper()
		got, err := s.Open(t.Context(), channel, c, id)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	refused := func(why, channel string, c agent.Citizen, id string) {
		t.Helper()
		if _, err := s.Open(t.Context(), channel, c, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", why, err)
		}
	}
	ravi := agent.Citizen{Phone: "919999900002", Verified: true}
	claimed := agent.Citizen{Phone: asha.Phone}
	nobody := agent.Citizen{}

	ashas := must("whatsapp", asha, "")
	if got := must("whatsapp", asha, ""); got != ashas {
		t.Error("a verified citizen's second message begins another conversation")
	}
	if got := must("whatsapp", asha, ashas); got != ashas {
		t.Error("a conversation opened by its id is another")
	}
	if got := must("web", asha, ""); got == ashas {
		t.Error("two channels share a conversation")
	}
	if got := must("whatsapp", ravi, ""); got == ashas {
		t.Error("two citizens share a conversation")
	}
	if must("whatsapp", claimed, "") == ashas {
		t.Error("a phone nobody verified opens its owner's conversation")
	}
	if first, second := must("web", nobody, ""), must("web", nobody, ""); first == second {
		t.Error("two unknown visitors share a conversation")
	}
	refused("another's conversation", "whatsapp", ravi, ashas)
	refused("claimed phone", "whatsapp", claimed, ashas)
	refused("nobody", "whatsapp", nobody, ashas)
	refused("another channel", "web", asha, ashas)
	refused("no such", "whatsapp", asha, "no-such")
	refused("NUL", "whatsapp", asha, "\x00")

	// A visitor becomes known: the visit is theirs now, and the current one.
	older := must("web", ravi, "")
	visit := must("web", nobody, "")
	must("web", nobody, visit)
	must("web", ravi, visit)
	if got := must("web", ravi, ""); got != visit {
		t.Errorf("current conversation is %s, want the visit %s", got, visit)
	}
	must("web", ravi, older)
	refused("the visit, once it is someone's", "web", nobody, visit)
	st, err := s.State(t.Context(), visit)
	if diff := cmp.Diff(ravi, st.Citizen); err != nil || diff != "" {
		t.Errorf("citizen of the visit: %v (-want +got):\n%s", err, diff)
	}
}

func TestFirstMessagesAtOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.DB(t)
	ids := make([]string, 20)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			var err error
			if ids[i], err = New(pool, testKeys(t)).Open(t.Context(), "whatsapp", asha, ""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("conversations %s and %s for one citizen", ids[0], id)
		}
	}
}

func TestVisitsBecomeKnownAtOnce(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	visits := make([]string, 4)
	for i := range visits {
		var err error
		if visits[i], err = s.Open(t.Context(), "web", agent.Citizen{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	start := make(chan struct{})
	var all sync.WaitGroup
	for _, id := range visits {
		all.Go(func() {
			<-start
			if _, err := s.Open(t.Context(), "web", asha, id); err != nil {
				t.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
	current, err := s.Open(t.Context(), "web", asha, "")
	if err != nil || !slices.Contains(visits, current) {
		t.Errorf("current conversation %s, %v, want one of %v", current, err, visits)
	}
	for _, id := range visits {
		if _, err := s.Open(t.Context(), "web", asha, id); err != nil {
			t.Errorf("visit %s: %v", id, err)
		}
	}
}

func TestPhoneIsNotInTheKey(t *testing.T) {
	t.Parallel()
	a, b := New(pgtest.DB(t), testKeys(t)), New(pgtest.DB(t), testKeys(t))
	key := func(s *Store, channel string) []byte {
		t.Helper()
		k, err := s.citizenKey(t.Context(), channel, asha)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	if !bytes.Equal(key(a, "web"), key(New(a.pool, a.keys), "web")) {
		t.Error("the key changes with the process")
	}
	if bytes.Equal(key(a, "web"), key(a, "whatsapp")) || bytes.Equal(key(a, "web"), key(b, "web")) {
		t.Error("the key is the same on another channel or in another database")
	}
}

func TestConversations(t *testing.T) {
	t.Parallel()
	s := New(pgtest.DB(t), testKeys(t))
	var want []string
	for i := range 7 {
		id, err := s.Open(t.Context(), []string{"web", "whatsapp"}[i%2], agent.Citizen{}, "")
		if err != nil {
			t.Fatal(err)
		}
		do(t, s, id, "m", fmt.Sprint(i))
		want = append([]string{id}, want...)
	}
	do(t, s, want[6], "again", "moves to the front")
	want = append(want[6:], want[:6]...)

	ids := func(f Filter) []string {
		t.Helper()
		list, err := s.Conversations(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range list {
			out = append(out, c.ID)
		}
		return out
	}
	if diff := cmp.Diff(want, ids(Filter{})); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	var paged []string
	f := Filter{Limit: 3}
	for {
		list, err := s.Conversations(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, c := range list {
			paged = append(paged, c.ID)
		}
		f.After = list[len(list)-1].Cursor()
	}
	if diff := cmp.Diff(want, paged); diff != "" {
		t.Errorf("in pages (-want +got):\n%s", diff)
	}
	all, err := s.Conversations(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		f    Filter
		n    int
	}{
		{"channel", Filter{Channel: "web"}, 4},
		{"no such channel", Filter{Channel: "post"}, 0},
		{"language", Filter{Language: "en"}, 7},
		{"other language", Filter{Language: "hi"}, 0},
		{"outcome", Filter{Outcome: agent.Answered}, 7},
		{"other outcome", Filter{Outcome: agent.Crisis}, 0},
		{"service", Filter{Service: "income-certificate"}, 0},
		{"since", Filter{Since: all[1].Updated}, 2},
		{"together", Filter{Channel: "web", Language: "en", Outcome: agent.Answered, Limit: 2}, 2},
	} {
		if got := ids(tt.f); len(got) != tt.n {
			t.Errorf("%s: %d conversations, want %d", tt.name, len(got), tt.n)
		}
	}
	if c := all[0]; c.Turns != 2 || c.Outcome != agent.Answered || c.Channel != "web" || c.Language != "en" || c.Verified || c.Updated.Before(c.Created) {
		t.Errorf("first line: %+v", c)
	}
}
