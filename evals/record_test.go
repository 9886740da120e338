package evals

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestRecordingIsReadBackAndScoredAgain(t *testing.T) {
	t.Parallel()
	library, suite := talking(t)
	results, err := Run(t.Context(), parrot{}, library, suite, Options{Trials: 2})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := (Recording{Info: Info{Model: "parrot", Suites: []Suite{suite}}, Results: results}).Write(&file); err != nil {
		t.Fatal(err)
	}
	whole := file.String()
	rec, err := Read(strings.NewReader(whole), Rescore(library, nil))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := rec.Write(&again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, again.String()); diff != "" {
		t.Errorf("scored again, the run differs (-want +got):\n%s", diff)
	}

	suite.Cases[1].Expect = Expect{Says: []string{"wrong"}} // somebody mends the case, not the program
	rec, err = Read(strings.NewReader(whole), Rescore(library, []Suite{suite}))
	if err != nil {
		t.Fatal(err)
	}
	if got := Summarise(suite, rec.Of("s")).All; got != (Score{Pass: 3, Error: 1}) {
		t.Errorf("by the mended case: %+v", got)
	}
}

func TestReadNamesTheLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ file, want string }{
		{"", "line 1"}, {"{}\n", "line 1"}, {"no JSON\n", "line 1"},
		{"{\"run\":{}}\n{}\n{", "line 3"},
	} {
		if _, err := Read(strings.NewReader(tt.file), nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q in it", tt.file, err, tt.want)
		}
	}
}

func TestCostIsToldOrUnmeasured(t *testing.T) {
	t.Parallel()
	if _, reason, ok := (Info{}).Cost(Use{TokensIn: 5}); ok || reason == "" {
		t.Error("a cost without a price")
	}
	if cost, _, ok := (Info{PriceIn: 2, PriceOut: 4}).Cost(Use{TokensIn: 1e6, TokensOut: 5e5}); !ok || cost != 4 {
		t.Errorf("cost %v", cost)
	}
	if cost, _, ok := (Info{}).Cost(Use{}); !ok || cost != 0 {
		t.Errorf("offline costs %v", cost)
	}
}

// talking is a suite for the parrot with a case of each verdict.
func talking(t *testing.T) (*corpus.Library, Suite) {
	t.Helper()
	library := rules(t)
	s := Suite{Name: "s", Gate: 0.5, MaxGap: 1, Cases: []Case{
		{ID: "a", Lang: corpus.English, Ask: "right", Expect: Expect{Says: []string{"right"}}},
		{ID: "b", Lang: corpus.English, Ask: "wrong", Expect: Expect{Says: []string{"right"}}},
		{ID: "c", Lang: corpus.English, Ask: "boom"},
		{ID: "d", Lang: corpus.English, Turns: []Step{{Say: "apply"}, {Say: "thanks", Expect: Expect{Outcome: []string{string(agent.Done)}}}}},
	}}
	for i := range s.Cases {
		s.Cases[i].Suite = s.Name
	}
	return library, s
}
