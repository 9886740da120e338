package retrieval

import (
	"slices"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// asking is a small library whose first two packs have questions of their own.
func asking(t *testing.T) *corpus.Library {
	t.Helper()
	lib := few(t)
	for i, s := range lib.Services {
		s.Questions = nil
		if i < 2 {
			s.Questions = []corpus.Questions{{ID: "about", Names: corpus.Names{
				En: []string{"zebra crossing at midnight"}, Hi: []string{"आधी रात को ज़ेबरा"}, Latn: []string{"aadhi raat ko zebra"},
			}}}
		}
	}
	lib.Services[1].Questions[0].Names = corpus.Names{En: []string{"giraffe standing in the rain"}}
	return lib
}

func TestPrecedentsInThreeForms(t *testing.T) {
	t.Parallel()
	lib := asking(t)
	r := newReader(lib)
	p := newPrecedents(r, readWeights().Regression)
	want := lib.Services[0].ID + "/about"
	for _, text := range []string{"is the zebra crossing at midnight", "आधी रात को ज़ेबरा दिखा", "adhi rat ko zebra dikha", "zebra crossings"} {
		best := p.resemble(r.read(text), 0.25).best(5)
		if len(best) == 0 || best[0].clause != want || best[0].similarity > 1.0001 {
			t.Errorf("%q resembles %+v, want %s first", text, best, want)
		}
	}
	if best := p.resemble(r.read("elephants"), 0.25).best(5); len(best) > 0 {
		t.Errorf("elephants resemble %+v", best)
	}
}

// TestNamesakes: what was asked of one service's clause helps to find its
// namesake in another, for less.
func TestNamesakes(t *testing.T) {
	t.Parallel()
	lib := asking(t)
	r := newReader(lib)
	found := newPrecedents(r, readWeights().Regression).resemble(r.read("giraffe standing in the rain"), 0.25)
	similarity := func(service *corpus.Service) float64 {
		clauses, worth := found.within(reading{}, []string{service.ID}, likelyWeights{Precedent: 1, Namesake: 0.5})
		at := slices.Index(clauses, service.ID+"/about")
		if at < 0 {
			return 0
		}
		return worth[at]
	}
	if got := similarity(lib.Services[1]); got < 0.99 {
		t.Errorf("its own clause resembles by %.2f, want 1", got)
	}
	if got := similarity(lib.Services[0]); got < 0.49 || got > 0.51 {
		t.Errorf("the namesake resembles by %.2f, want 0.5", got)
	}
}

func BenchmarkResemble(b *testing.B) {
	r := newReader(embedded(b))
	p := newPrecedents(r, readWeights().Regression)
	var all []reading
	for _, q := range questions(b, tenServices) {
		all = append(all, r.read(q.Text))
	}
	for i := 0; b.Loop(); i++ {
		p.resemble(all[i%len(all)], 0.25).best(maxPrecedents)
	}
}
