package corpus

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShow(t *testing.T) {
	t.Parallel()
	s := &Service{
		ID: "tree-permit", Name: Text{En: "Tree permit", Hi: "पेड़ की अनुमति", Latn: "Ped ki anumati"}, Department: Text{En: "Garden office", Hi: "बाग़ दफ़्तर", Latn: "Baag daftar"},
		Ask: Text{En: "the garden office", Hi: "बाग़ का दफ़्तर", Latn: "baag ka daftar"}, Portal: Link{Name: Text{En: "Garden portal", Hi: "बाग़ पोर्टल", Latn: "Baag portal"}, URL: "https://garden.example"},
		Checked: "2026-11-01", Sources: []Source{{ID: "press", Title: "Newspaper", URL: "https://news.example"}, {ID: "page", Title: "Garden page", URL: "https://garden.example/rules", Official: true}},
		Clauses: []Clause{
			{ID: "late", Kind: Fee, Certainty: Unknown, Text: Text{En: "The late fee is not confirmed.", Hi: "देर की फ़ीस पक्की नहीं।", Latn: "Der ki fees pakki nahin."}, Ask: Text{En: "the office", Hi: "दफ़्तर", Latn: "daftar"}, Sources: []string{"page", "press"}},
			{ID: "fee", Kind: Fee, Lead: true, Text: Text{En: "The fee is 50 rupees.", Hi: "फ़ीस 50 रुपये है।", Latn: "Fees 50 rupaye hai."}, Sources: []string{"page"}},
		},
		Papers: []Paper{{ID: "plan", Name: Text{En: "Plan", Hi: "नक़्शा", Latn: "Naksha"}, Need: "required", Upload: true, Formats: []string{"pdf"}, MaxKB: 100,
			AnyOf: []Option{{ID: "a", Text: Text{En: "Drawing", Hi: "चित्र", Latn: "Chitra"}}}, Missing: Text{En: "Draw one.", Hi: "बना लें।", Latn: "Bana lein."}, Sources: []string{"page"}}},
		Form: &Form{Code: "TRE", Fields: []Field{{ID: "kind", Optional: true, Label: Text{En: "Kind", Hi: "प्रकार", Latn: "Prakaar"}, Question: Text{En: "Which kind?", Hi: "कौन सा?", Latn: "Kaun sa?"},
			Choices: []Option{{ID: "big", Text: Text{En: "Big", Hi: "बड़ा", Latn: "Bada"}}}}}, Declaration: Text{En: "True.", Hi: "सच है।", Latn: "Sach hai."}},
	}
	tests := map[Lang]string{
		English: `Tree permit
===========
Garden office
Portal: Garden portal – https://garden.example
Where to ask: the garden office
Last checked: 2026-11-01

Papers needed
-------------
• Plan: any one of Drawing [1]
  If you do not have it: Draw one.
  To be uploaded (pdf, 100 KB)

Fee
---
• The fee is 50 rupees. [1]
• [not confirmed] The late fee is not confirmed. [1, 2]
  Where to ask: the office

Application form
----------------
1. Kind (optional): Which kind?
   – Big
Declaration: True.

Sources
-------
[1] Garden page (official)
    https://garden.example/rules
[2] Newspaper
    https://news.example
`,
		Hindi: `पेड़ की अनुमति
=========
बाग़ दफ़्तर
पोर्टल: बाग़ पोर्टल – https://garden.example
कहाँ पूछें: बाग़ का दफ़्तर
आख़िरी जाँच: 2026-11-01

ज़रूरी कागज़ात (दस्तावेज़)
----------------
• नक़्शा: इनमें से कोई एक – चित्र [1]
  न हो तो: बना लें।
  अपलोड करना है (pdf, 100 KB)

फ़ीस (शुल्क)
--------
• फ़ीस 50 रुपये है। [1]
• [पुष्टि नहीं] देर की फ़ीस पक्की नहीं। [1, 2]
  कहाँ पूछें: दफ़्तर

आवेदन फ़ॉर्म
--------
1. प्रकार (ज़रूरी नहीं): कौन सा?
   – बड़ा
घोषणा: सच है।

स्रोत
---
[1] Garden page (सरकारी)
    https://garden.example/rules
[2] Newspaper
    https://news.example
`,
	}
	for l, want := range tests {
		var b strings.Builder
		if err := Show(&b, s, l); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, b.String()); d != "" {
			t.Errorf("%s:\n%s", l, d)
		}
	}
}

// TestShowEveryKind: every aspect has a title in each form, in the right
// letters.
func TestShowEveryKind(t *testing.T) {
	t.Parallel()
	l := linter{pack: &pack{service: &Service{}}}
	for _, k := range Kinds {
		l.text(clausesFile, nil, "the title of "+string(k), k.Title(), true)
		if k.Title().Latn == "" {
			t.Errorf("%s has no title in Latin letters", k)
		}
	}
	for _, f := range l.out {
		t.Error(f)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("pipe closed") }

func TestShowReportsWriter(t *testing.T) {
	t.Parallel()
	if err := Show(brokenWriter{}, &Service{}, English); err == nil {
		t.Error("no error")
	}
}
