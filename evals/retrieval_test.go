package evals

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestQuestionsAreSound(t *testing.T) {
	t.Parallel()
	questions, err := Questions()
	if err != nil {
		t.Fatal(err)
	}
	library := rules(t)
	known := taught(library)
	asked := map[string]int{}
	ids, forms := map[string]bool{}, map[corpus.Lang]int{}
	for _, q := range questions {
		if ids[q.ID] || q.ID == "" || q.Text == "" || len(q.Gold) == 0 {
			t.Errorf("%q: no id, no text, no gold, or twice", q.ID)
		}
		ids[q.ID] = true
		forms[q.Lang]++
		asked[q.Service]++
		for _, id := range q.Gold {
			if _, ok := library.Clause(id); !ok {
				t.Errorf("%s: clause %s does not exist", q.ID, id)
			}
		}
		if known[bare(q.Text)] {
			t.Errorf("%s asks what a pack already says", q.ID)
		}
	}
	for _, l := range corpus.Langs {
		if forms[l] < 150 {
			t.Errorf("%d questions in %s, want at least 150", forms[l], l)
		}
	}
	for _, s := range library.Services {
		if asked[s.ID] < 9 {
			t.Errorf("%d questions about %s, want at least 9", asked[s.ID], s.ID)
		}
	}
}

func TestMeasureRetrieval(t *testing.T) {
	t.Parallel()
	questions := []Question{
		{ID: "first", Lang: corpus.English, Gold: []string{"a/1"}},
		{ID: "fourth", Lang: corpus.English, Gold: []string{"x/y", "a/4"}},
		{ID: "seventh", Lang: corpus.Hindi, Gold: []string{"a/7"}},
		{ID: "never", Lang: corpus.Hindi, Gold: []string{"b/1"}},
	}
	search := func(context.Context, Question, int) ([]string, error) {
		return []string{"a/1", "a/2", "a/3", "a/4", "a/5", "a/6", "a/7"}, nil
	}
	all, err := MeasureRetrieval(context.Background(), search, questions)
	if err != nil {
		t.Fatal(err)
	}
	english, _ := ScoreRetrieval(all, corpus.English)
	hindi, _ := ScoreRetrieval(all, corpus.Hindi)
	want := []RetrievalScore{
		{Questions: 2, R1: 0.5, R5: 1, R10: 1, MRR: (1 + 0.25) / 2},
		{Questions: 2, R1: 0, R5: 0, R10: 0.5, MRR: 1.0 / 7 / 2},
	}
	if diff := cmp.Diff(want, []RetrievalScore{english, hindi}); diff != "" {
		t.Errorf("scores differ (-want +got):\n%s", diff)
	}
	if _, ok := ScoreRetrieval(all, corpus.HindiLatin); ok {
		t.Error("a form without questions is measured")
	}
	broken := func(context.Context, Question, int) ([]string, error) { return nil, errors.New("down") }
	if _, err := MeasureRetrieval(context.Background(), broken, questions); err == nil {
		t.Error("a failing search is no error")
	}
}
