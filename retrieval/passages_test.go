package retrieval

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestLoadPassages(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	file := `{"id":"tiger","text":"The tiger is the largest living cat.","lang":"en"}

{"id":"baagh","text":"बाघ सबसे बड़ी बिल्ली है।","lang":"hi"}
{"id":"kutub","text":"कुतुब मीनार दिल्ली के महरौली में है।","lang":"hi"}
{"id":"quote","text":"It's a 'quoted' \\ text; DROP TABLE passages","lang":"en"}
{"id":"bare","text":"🙂"}
`
	for _, want := range []int{5, 0} { // twice equals once
		if n, err := s.LoadPassages(t.Context(), "animals", ReadPassages(strings.NewReader(file)), nil); n != want || err != nil {
			t.Fatalf("changed %d, %v, want %d", n, err, want)
		}
	}
	for text, want := range map[string]string{
		"largest cat": "tiger",
		"सबसे बड़ी बिल्ली":   "baagh",
		"qutub minar kahaan": "kutub", // sound alone crosses the scripts
		"quoted":             "quote",
	} {
		hits := search(t, s, Query{Text: text, Index: "animals", K: 1})
		if len(hits) != 1 || hits[0].ID != want {
			t.Errorf("%q finds %v, want %s", text, ids(hits), want)
		}
	}
	shorter := strings.Join(strings.SplitAfter(file, "\n")[:3], "")
	if n, err := s.LoadPassages(t.Context(), "animals", ReadPassages(strings.NewReader(shorter)), nil); n != 3 || err != nil {
		t.Errorf("leaving three out changed %d, %v, want 3", n, err)
	}
}

func TestBadPassagesLeaveTheIndexAsItWas(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	good := `{"id":"a","text":"one","lang":"en"}` + "\n"
	if _, err := s.LoadPassages(t.Context(), "small", ReadPassages(strings.NewReader(good)), nil); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, file, want string }{
		{"not JSON", good + "oops\n", "line 2"},
		{"no id", `{"text":"x"}`, "passage 1: id"},
		{"same id twice", good + good, "twice"},
		{"unknown language", `{"id":"b","text":"x","lang":"klingon"}`, `unknown lang "klingon"`},
		{"too long", `{"id":"b","text":"` + strings.Repeat("x", maxPassage+1) + `"}`, "longer than"},
		{"endless line", `{"id":"b","text":"` + strings.Repeat("x", 8*maxPassage) + `"}`, "line 1: longer than"},
	}
	for _, test := range tests {
		n, err := s.LoadPassages(t.Context(), "small", ReadPassages(strings.NewReader(test.file)), nil)
		if n != 0 || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: changed %d, error %v, want one with %q", test.name, n, err, test.want)
		}
	}
	if diff := cmp.Diff([]string{"a"}, ids(search(t, s, Query{Langs: []corpus.Lang{corpus.English}, Index: "small"}))); diff != "" {
		t.Errorf("index after the failures (-want +got):\n%s", diff)
	}
	for _, index := range []string{DefaultIndex, "Übersicht", ""} {
		if _, err := s.LoadPassages(t.Context(), index, each(nil), nil); !errors.Is(err, ErrName) {
			t.Errorf("index %q: %v, want ErrName", index, err)
		}
	}
}

// TestGeneralPassages stands for any encyclopedia: sentences of names and facts
// that no glossary knows. Within a language the words find them, across scripts
// the sound of the names does.
func TestGeneralPassages(t *testing.T) {
	t.Parallel()
	lib := embedded(t)
	s := New(pgtest.DB(t), lib, DefaultIndex, Lexical(lib))
	var all []Passage
	for i, p := range places {
		all = append(all,
			Passage{ID: fmt.Sprint("en-", i), Lang: corpus.English, Text: fmt.Sprintf("%s is a town on the river %s, known for its %s fair.", p.en, p.riverEn, p.goodsEn)},
			Passage{ID: fmt.Sprint("hi-", i), Lang: corpus.Hindi, Text: fmt.Sprintf("%s %s नदी के किनारे बसा शहर है, जो %s के मेले के लिए जाना जाता है।", p.hi, p.riverHi, p.goodsHi)})
	}
	if _, err := s.LoadPassages(t.Context(), "places", each(all), nil); err != nil {
		t.Fatal(err)
	}
	var within, across int
	for i, p := range places {
		hits := search(t, s, Query{Text: "On which river is " + p.en + "?", Index: "places", K: 10})
		if len(hits) > 0 && hits[0].ID == fmt.Sprint("en-", i) {
			within++
		}
		if contains(hits, fmt.Sprint("hi-", i)) {
			across++
		}
		hits = search(t, s, Query{Text: p.hi + " में किस चीज़ का मेला लगता है?", Index: "places", K: 10})
		if len(hits) > 0 && hits[0].ID == fmt.Sprint("hi-", i) {
			within++
		}
		if contains(hits, fmt.Sprint("en-", i)) {
			across++
		}
	}
	n := 2 * len(places)
	t.Logf("%d questions: R@1 within a language %.2f, R@10 across %.2f", n, float64(within)/float64(n), float64(across)/float64(n))
	if within*10 < n*9 || across*100 < n*35 {
		t.Errorf("within %d, across %d of %d, want 0.90 and 0.35", within, across, n)
	}
}

func contains(hits []Hit, id string) bool {
	for _, h := range hits {
		if h.ID == id {
			return true
		}
	}
	return false
}

var places = []struct{ en, hi, riverEn, riverHi, goodsEn, goodsHi string }{
	{"Hoshangabad", "होशंगाबाद", "Narmada", "नर्मदा", "brass", "पीतल"},
	{"Maheshwar", "महेश्वर", "Narmada", "नर्मदा", "saree", "साड़ी"},
	{"Sonepur", "सोनपुर", "Gandak", "गंडक", "cattle", "पशु"},
	{"Ayodhya", "अयोध्या", "Sarayu", "सरयू", "flower", "फूल"},
	{"Nashik", "नासिक", "Godavari", "गोदावरी", "grape", "अंगूर"},
	{"Ujjain", "उज्जैन", "Shipra", "शिप्रा", "spice", "मसाले"},
	{"Haridwar", "हरिद्वार", "Ganga", "गंगा", "lamp", "दीये"},
	{"Mathura", "मथुरा", "Yamuna", "यमुना", "sweets", "मिठाई"},
	{"Kota", "कोटा", "Chambal", "चंबल", "stone", "पत्थर"},
	{"Guwahati", "गुवाहाटी", "Brahmaputra", "ब्रह्मपुत्र", "tea", "चाय"},
	{"Cuttack", "कटक", "Mahanadi", "महानदी", "silver", "चाँदी"},
	{"Surat", "सूरत", "Tapti", "ताप्ती", "diamond", "हीरे"},
	{"Bharuch", "भरूच", "Narmada", "नर्मदा", "peanut", "मूँगफली"},
	{"Lucknow", "लखनऊ", "Gomti", "गोमती", "kite", "पतंग"},
	{"Jaunpur", "जौनपुर", "Gomti", "गोमती", "perfume", "इत्र"},
	{"Patna", "पटना", "Ganga", "गंगा", "book", "किताबों"},
	{"Leh", "लेह", "Indus", "सिंधु", "apricot", "खुबानी"},
	{"Ahmedabad", "अहमदाबाद", "Sabarmati", "साबरमती", "garba", "गरबा"},
	{"Vijayawada", "विजयवाड़ा", "Krishna", "कृष्णा", "mango", "आम"},
	{"Srinagar", "श्रीनगर", "Jhelum", "झेलम", "shawl", "शॉल"},
}

func FuzzReadPassages(f *testing.F) {
	f.Add(`{"id":"a","text":"one","lang":"en"}`)
	f.Add("\n\n{\"id\":1}")
	f.Add("\x00\xff{")
	f.Fuzz(func(t *testing.T, file string) {
		lines, failed := strings.Count(file, "\n")+1, false
		n := 0
		for _, err := range ReadPassages(strings.NewReader(file)) {
			if failed {
				t.Fatal("the sequence goes on after an error")
			}
			failed = err != nil
			n++
		}
		if n > lines {
			t.Errorf("%d passages from %d lines", n, lines)
		}
	})
}
