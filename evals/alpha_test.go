package evals

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
)

// grid reads labels written one rater a line, one item a column; * is none.
func grid(lines ...string) (labels []Label) {
	for i, line := range lines {
		for j, v := range strings.Fields(line) {
			if v != "*" {
				labels = append(labels, Label{Item: fmt.Sprint(j), Rater: fmt.Sprint(i), Label: v})
			}
		}
	}
	return labels
}

// TestAlphaOfPublishedExamples has the data of Krippendorff (2011), section C
// with four observers, and of the article in Wikipedia with three.
func TestAlphaOfPublishedExamples(t *testing.T) {
	t.Parallel()
	four := grid(
		"1 2 3 3 2 1 4 1 2 * * *",
		"1 2 3 3 2 2 4 1 2 5 * 3",
		"* 3 3 3 2 3 4 2 2 5 1 *",
		"1 2 3 3 2 4 4 1 2 5 1 *",
	)
	three := grid(
		"* * * * * 3 4 1 2 1 1 3 3 * 3",
		"1 * 2 1 3 3 4 3 * * * * * * *",
		"* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
	)
	tests := []struct {
		labels []Label
		scale  Scale
		want   float64
	}{
		{four, Nominal, 0.743}, {four, Interval, 0.849},
		{three, Nominal, 0.691}, {three, Interval, 0.811},
		{grid("1 2 3", "1 2 3"), Interval, 1},
		{grid("a b a b", "b a b a"), Nominal, -0.75},
	}
	for _, tt := range tests {
		got, err := Alpha(tt.labels, tt.scale)
		if err != nil || math.Abs(got-tt.want) > 0.0005 {
			t.Errorf("%s: alpha %.4f, want %.3f, %v", tt.scale, got, tt.want, err)
		}
	}
}

func TestAlphaThatIsNone(t *testing.T) {
	t.Parallel()
	for _, labels := range [][]Label{nil, grid("1 2"), grid("1 *", "* 1"), grid("1 1", "1 1")} {
		if got, err := Alpha(labels, Nominal); !errors.Is(err, ErrNoAlpha) || got != 0 {
			t.Errorf("%v: %v, %v", labels, got, err)
		}
	}
	if _, err := Alpha(grid("good bad", "bad bad"), Interval); err == nil || errors.Is(err, ErrNoAlpha) {
		t.Errorf("words on the interval scale: %v", err)
	}
	twice := []Label{{"a", "x", "1"}, {"a", "x", "2"}}
	if _, err := Alpha(twice, Nominal); err == nil {
		t.Error("a rater labels an item twice, and that is no error")
	}
}

func TestJudgeGatesOnlyInAgreement(t *testing.T) {
	t.Parallel()
	people, same, other := judged(judgeItems)
	tests := []struct {
		name             string
		opinions, people []Label
		gates            bool
		why              string
	}{
		{"agrees", same, people, true, ""},
		{"disagrees", other, people, false, "below 0.7"},
		{"one person", same, people[:judgeItems], false, "only 1 person"},
		{"few items", same[:5], people, false, "only 5 items"},
		{"no people", same, nil, false, "unmeasured"},
	}
	for _, tt := range tests {
		a, err := Agree("m", tt.opinions, tt.people, Nominal)
		if err != nil {
			t.Fatal(err)
		}
		gates, why := a.MayGate()
		if gates != tt.gates || !strings.Contains(why, tt.why) {
			t.Errorf("%s: gates %v, %q", tt.name, gates, why)
		}
		if m := a.Mark(1, "bad", []string{"bad"}); m.Pass == tt.gates || m.Value != 0 {
			t.Errorf("%s: mark of a bad label %+v", tt.name, m)
		}
		if m := a.Mark(1, "good", []string{"bad"}); !m.Pass || m.Value != 1 {
			t.Errorf("%s: mark of a good label %+v", tt.name, m)
		}
	}
}

// judged are labels of two people who agree, of a judge who says the same, and
// of one who says the opposite of half of it.
func judged(items int) (people, same, other []Label) {
	for _, who := range []string{"asha", "ravi"} {
		for i := range items {
			people = append(people, Label{fmt.Sprint(i), who, []string{"good", "bad"}[i%2]})
		}
	}
	for i := range items {
		same = append(same, Label{fmt.Sprint(i), "m", []string{"good", "bad"}[i%2]})
		other = append(other, Label{fmt.Sprint(i), "m", []string{"good", "bad"}[i/2%2]})
	}
	return people, same, other
}

func TestLabelsAreReadBack(t *testing.T) {
	t.Parallel()
	people, _, _ := judged(3)
	var b bytes.Buffer
	if err := WriteLabels(&b, people); err != nil {
		t.Fatal(err)
	}
	got, err := ReadLabels(&b)
	if d := cmp.Diff(people, got); d != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
	for _, bad := range []string{"", "item,label\na,b\n", "item,rater,label\n,x,1\n", "item,rater,label\na\n"} {
		if _, err := ReadLabels(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// oneAnswer is a model that always says the same.
type oneAnswer string

func (oneAnswer) Name() string { return "one-answer" }

func (o oneAnswer) Respond(_ context.Context, r agent.Request) (agent.Response, error) {
	if !strings.Contains(r.System, "1 to 5") || strings.Contains(r.Message, "ABCPE1234F") {
		return agent.Response{}, errors.New("the rubric is missing, or an identifier shows")
	}
	return agent.Response{Text: string(o)}, nil
}

func TestModelOpinion(t *testing.T) {
	t.Parallel()
	turn := agent.Turn{Message: "my PAN is ABCPE1234F", Reply: agent.Reply{Text: "Your PAN is ABCPE1234F. Please wait."}}
	for text, want := range map[string]string{"4": "4", " \"Good\".": "good", "ठीक": "ठीक", "4 out of 5": "", "": "", "I think it is rude": ""} {
		got, err := ModelOpinion{oneAnswer(text)}.Label(context.Background(), "Polite? 1 to 5", turn)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: label %q, %v", text, got, err)
		}
	}
}
