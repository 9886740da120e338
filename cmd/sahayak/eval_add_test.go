package main

import (
	"os"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/evals"
)

func TestEvalAdd(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	dir := t.TempDir()
	turns := p.turns([]string{"my PAN is ABCPE1234F, what is the fee of marriage registration", "and how many days?"})
	where := []string{"--suite", "mine", "--dir", dir}
	p.must("", append([]string{"eval", "add", "--turn", turns[0].ID, "--id", "one"}, where...)...)
	p.must("", append([]string{"eval", "add", "--turn", turns[1].ID, "--id", "two", "--conversation"}, where...)...)
	suites, err := evals.Load(os.DirFS(dir))
	if err != nil || len(suites) != 1 || len(suites[0].Cases) != 2 {
		t.Fatal(suites, err)
	}
	one, two := suites[0].Cases[0], suites[0].Cases[1]
	if !strings.Contains(one.Ask, "<PAN_1>") || one.Service != "marriage-registration" || len(one.Expect.Cites) == 0 {
		t.Errorf("one turn: %+v", one)
	}
	if len(two.Turns) != 2 || two.Turns[1].Say != "and how many days?" || len(two.Turns[1].Expect.Outcome) != 1 {
		t.Errorf("a conversation: %+v", two)
	}
	for _, tt := range []struct {
		args  []string
		lines int // of messages
	}{{nil, 2}, {[]string{"--service", "marriage-registration"}, 2}, {[]string{"--service", "rti-application"}, 0}, {[]string{"--outcome", "failed"}, 0}} {
		out := p.must("", append([]string{"eval", "turns"}, tt.args...)...)
		if strings.Count(out, "answered") != tt.lines || strings.Contains(out, "ABCPE1234F") ||
			tt.lines > 0 && (!strings.Contains(out, turns[0].ID) || !strings.Contains(out, "conversation "+turns[0].Conversation) || !strings.Contains(out, "and how many days?")) {
			t.Errorf("turns %v:\n%s", tt.args, out)
		}
	}
	if code, _, errs := p.run("", append([]string{"eval", "add", "--turn", "none"}, where...)...); code != exitUsage || !strings.Contains(errs, "no turn none") {
		t.Errorf("no such turn: code %d, %q", code, errs)
	}
}
