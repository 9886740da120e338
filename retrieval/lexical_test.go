package retrieval

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLexicalBringsFormsTogether(t *testing.T) {
	t.Parallel()
	embed := Lexical(embedded(t))
	tests := []struct{ text, near, far string }{
		{"आय प्रमाण पत्र की फीस", "aay praman patra ki fees", "शादी में कितने गवाह चाहिए"},
		{"income certificate fee", "आय प्रमाण पत्र शुल्क", "driving licence test"},
		{"जन्म प्रमाण पत्र", "janm praman patr", "राशन कार्ड"},
		{"marriage registration witnesses", "shadi ke panjikaran me gawah", "income certificate validity"},
		{"domicile certificate", "domisile certificat", "driving licence"},
	}
	for _, test := range tests {
		v, err := embed(t.Context(), []string{test.text, test.near, test.far})
		if err != nil {
			t.Fatal(err)
		}
		near, far := cosine(v[0], v[1]), cosine(v[0], v[2])
		if near < far+0.25 {
			t.Errorf("%q: %.2f to %q, %.2f to %q, want a quarter between", test.text, near, test.near, far, test.far)
		}
	}
}

func TestLexicalVectors(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	texts := []string{"", "🙏", "क्या है", "income certificate fee", "आय", "x1 22 ३३"}
	first, err := Lexical(lib)(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range first {
		if len(v) != LexicalDimension {
			t.Errorf("%q: dimension %d, want %d", texts[i], len(v), LexicalDimension)
		}
		if got, want := length(v), float64(min(i/3, 1)); math.Abs(got-want) > 1e-3 {
			t.Errorf("%q: length %.4f, want %.0f", texts[i], got, want)
		}
	}
	again, err := Lexical(lib)(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("a second embedder gives other vectors:\n%s", diff)
	}
}

func TestLexicalStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Lexical(embedded(t))(ctx, []string{"fee"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func FuzzLexical(f *testing.F) {
	embed := Lexical(embedded(f))
	for _, q := range questions(f, tenServices)[:20] {
		f.Add(q.Text)
	}
	f.Add("\xff\u202eअ्")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := embed(t.Context(), []string{text})
		if err != nil {
			t.Fatal(err)
		}
		if n := length(v[0]); n != 0 && math.Abs(n-1) > 1e-3 {
			t.Errorf("%q: length %v, want 0 or 1", text, n)
		}
	})
}

func length(v []float32) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return math.Sqrt(sum)
}

func TestBM25(t *testing.T) {
	t.Parallel()
	b := bm25{K1: 1.2, B: 0.6, Length: 60}
	if once, twice := b.weight(1, 60), b.weight(2, 60); once <= 0 || twice <= once || twice >= 2*once {
		t.Errorf("counts 1, 2 weigh %.2f, %.2f: want growing ever less", once, twice)
	}
	if short, long := b.weight(1, 10), b.weight(1, 200); short <= long {
		t.Errorf("in 10 and 200 words %.2f, %.2f: want less in the longer", short, long)
	}
	if most := b.weight(1e6, 60); most >= b.K1+1 {
		t.Errorf("a million times weighs %.2f, want below %.2f", most, b.K1+1)
	}
}
