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
	if code, _, errs := p.run("", append([]string{"eval", "add", "--turn", "none"}, where...)...); code != exitUsage || !strings.Contains(errs, "no turn none") {
		t.Errorf("no such turn: code %d, %q", code, errs)
	}
}
