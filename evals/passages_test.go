package evals

import (
	"context"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestPassagesAreSound(t *testing.T) {
	t.Parallel()
	passages, err := Passages()
	if err != nil {
		t.Fatal(err)
	}
	langs, texts, counts := map[string]corpus.Lang{}, map[string]bool{}, map[corpus.Lang]int{}
	for _, p := range passages {
		if langs[p.ID] != "" || texts[p.Text] {
			t.Errorf("%s: its id or its text is there twice", p.ID)
		}
		langs[p.ID], texts[p.Text] = p.Lang, true
		counts[p.Lang]++
		if n := len(strings.Fields(p.Text)); n < 60 || n > 120 {
			t.Errorf("%s: %d words, want 60 to 120", p.ID, n)
		}
		if !strings.HasSuffix(p.ID, "-"+string(p.Lang)) || written(p.Text) != p.Lang {
			t.Errorf("%s: says %s, is written in %s", p.ID, p.Lang, written(p.Text))
		}
	}
	if diff := cmp.Diff(map[corpus.Lang]int{corpus.English: 100, corpus.Hindi: 100}, counts); diff != "" {
		t.Errorf("passages of each language (-want +got):\n%s", diff)
	}

	questions, err := PassageQuestions()
	if err != nil {
		t.Fatal(err)
	}
	ids, asked := map[string]bool{}, map[string]int{}
	for _, q := range questions {
		if ids[q.ID] || written(q.Text) != q.Lang {
			t.Errorf("%s: there twice or not written in %s", q.ID, q.Lang)
		}
		ids[q.ID] = true
		if len(q.Same) != 1 || len(q.Cross) != 1 {
			t.Fatalf("%s: %d and %d passages answer it, want one in each language", q.ID, len(q.Same), len(q.Cross))
		}
		asked[q.Same[0]]++
		same, cross := langs[q.Same[0]], langs[q.Cross[0]]
		if same != q.Lang || cross == "" || cross == q.Lang || topic(q.Same[0]) != topic(q.Cross[0]) {
			t.Errorf("%s: answered by %s and %s, want one topic in its own and in the other language", q.ID, q.Same, q.Cross)
		}
		if words := plainWords(q.Text); contained(words, passages) {
			t.Errorf("%s copies its passage", q.ID)
		}
	}
	for _, p := range passages {
		if asked[p.ID] != 1 {
			t.Errorf("%s: %d questions, want one", p.ID, asked[p.ID])
		}
	}
}

// written tells the language by the letters that prevail.
func written(text string) corpus.Lang {
	n := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Devanagari, r):
			n++
		case unicode.Is(unicode.Latin, r):
			n--
		}
	}
	if n > 0 {
		return corpus.Hindi
	}
	return corpus.English
}

func topic(id string) string {
	before, _, _ := strings.Cut(id, "-")
	return before
}

// contained reports whether five words in a row stand in a passage.
func contained(words []string, passages []Passage) bool {
	const run = 5
	for _, p := range passages {
		text := " " + strings.Join(plainWords(p.Text), " ") + " "
		for i := range len(words) - run + 1 {
			if strings.Contains(text, " "+strings.Join(words[i:i+run], " ")+" ") {
				return true
			}
		}
	}
	return false
}

func TestMeasurePassages(t *testing.T) {
	t.Parallel()
	questions := []PassageQuestion{
		{ID: "one", Lang: corpus.English, Text: "one", Same: []string{"1-en"}, Cross: []string{"1-hi"}},
		{ID: "two", Lang: corpus.English, Text: "two", Same: []string{"2-en"}, Cross: []string{"2-hi"}},
		{ID: "three", Lang: corpus.Hindi, Text: "तीन", Same: []string{"3-hi"}, Cross: []string{"3-en"}},
	}
	hits := map[Direction][]string{
		{corpus.English, corpus.English}: {"1-en", "2-en"},
		{corpus.Hindi, corpus.Hindi}:     {"3-hi"},
		{corpus.English, corpus.Hindi}:   {"3-hi", "2-hi"},
		{corpus.Hindi, corpus.English}:   {},
	}
	search := func(_ context.Context, q Question, in corpus.Lang, _ int) ([]string, error) {
		return hits[Direction{q.Lang, in}], nil
	}
	want := []RetrievalScore{
		{Questions: 2, R1: 0.5, R5: 1, R10: 1, MRR: 0.75},
		{Questions: 1, R1: 1, R5: 1, R10: 1, MRR: 1},
		{Questions: 2, R1: 0, R5: 0.5, R10: 0.5, MRR: 0.25},
		{Questions: 1},
	}
	for i, d := range Directions {
		found, err := MeasurePassages(t.Context(), search, questions, d)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := ScoreRetrieval(found, "")
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", d, diff)
		}
	}
}

func TestBM25(t *testing.T) {
	t.Parallel()
	search := BM25([]Passage{
		{ID: "a", Lang: corpus.English, Text: "The tiger, the tiger."},
		{ID: "b", Lang: corpus.English, Text: "The tiger and the crow met in the forest of the north."},
		{ID: "c", Lang: corpus.English, Text: "The crow."},
		{ID: "d", Lang: corpus.Hindi, Text: "बाघ और कौआ।"},
	})
	tests := []struct {
		name, text string
		in         corpus.Lang
		k          int
		want       []string
	}{
		{"more often and shorter comes first", "Tiger?", corpus.English, 10, []string{"a", "b"}},
		{"rare words count more", "the north", corpus.English, 1, []string{"b"}},
		{"no more than k", "the", corpus.English, 2, []string{"a", "b"}},
		{"danda is no letter", "कौआ", corpus.Hindi, 10, []string{"d"}},
		{"no shared word", "बाघ", corpus.English, 10, []string{}},
		{"no such language", "tiger", corpus.HindiLatin, 10, nil},
	}
	for _, test := range tests {
		got, err := search(t.Context(), Question{Text: test.text}, test.in, test.k)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
