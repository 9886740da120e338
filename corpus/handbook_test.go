package corpus

import (
	"bytes"
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func handbookOf(t *testing.T, l *Library) string {
	t.Helper()
	var b bytes.Buffer
	if err := Handbook(&b, l, today); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements walks the page and gives each element.
func elements(t *testing.T, page string) []html.Token {
	t.Helper()
	var all []html.Token
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return all
		case html.StartTagToken, html.SelfClosingTagToken:
			all = append(all, z.Token())
		}
	}
}

func attribute(e html.Token, key string) string {
	for _, a := range e.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestHandbookHoldsEverything: every clause and paper can be linked to, links
// lead somewhere, and the page asks nothing of the network.
func TestHandbookHoldsEverything(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	page := handbookOf(t, l)
	ids := map[string]bool{}
	all := elements(t, page)
	for _, e := range all {
		if id := attribute(e, "id"); id != "" {
			if ids[id] {
				t.Errorf("two elements have the id %q", id)
			}
			ids[id] = true
		}
		if attribute(e, "src") != "" || slices.Contains([]string{"script", "link", "img", "iframe", "object"}, e.Data) {
			t.Errorf("the page loads something: %s", e)
		}
	}
	for _, e := range all {
		if to, ok := strings.CutPrefix(attribute(e, "href"), "#"); ok && !ids[to] {
			t.Errorf("the link to #%s leads nowhere", to)
		}
	}
	for _, c := range l.Clauses() {
		if !ids[c.ID] {
			t.Errorf("%s is not in the handbook", c.ID)
		}
	}
	if style := regexp.MustCompile(`(?s)<style>.*</style>`).FindString(page); strings.Contains(style, "url(") || strings.Contains(style, "@import") || !strings.Contains(style, "@page") {
		t.Error("the style sheet loads something or has no page size")
	}
	for _, s := range l.Services {
		if !strings.Contains(page, html.EscapeString(s.Form.declaration())) {
			t.Errorf("%s: the declaration of its form is missing", s.ID)
		}
	}
}

func (f *Form) declaration() string {
	if f == nil {
		return ""
	}
	return f.Declaration.Hi
}

// TestHandbookTellsARule reads one rule, one paper and one field as printed.
func TestHandbookTellsARule(t *testing.T) {
	t.Parallel()
	l, err := Load(soundCorpus(t))
	if err != nil {
		t.Fatal(err)
	}
	page := regexp.MustCompile(`\s+`).ReplaceAllString(handbookOf(t, l), " ")
	for _, want := range []string{
		`<p lang="en">The fee is 1,20,000 rupees.</p><p lang="hi">शुल्क १.२ लाख रुपये है।</p>`,
		`<a href="https://garden.example/rules" rel="noreferrer" title="Garden page">[1]</a>`,
		`<time datetime="2026-11-01">01-11-2026</time>`,
		`in force 01-01-2020 to 31-12-2030`,
		`<div class="rule unknown" id="tree-permit/late-fee">`,
		`<p lang="en">Where to ask: Ask the garden office.</p>`,
		`<p>Any one of:</p><ul><li>Drawing</li></ul>`,
		`To be uploaded (pdf, 100 KB)`,
		`only if “Own garden” is: no`,
		`सिर्फ़ तब, जब «अपना बाग़» में हो: नहीं`,
		`01-01-1990 to today`,
		`<td class="stated"><a href="#tree-permit--fee">✓ stated</a></td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestHandbookTrustsNoPack: what a pack says stays text.
func TestHandbookTrustsNoPack(t *testing.T) {
	t.Parallel()
	l, err := Load(soundCorpus(t,
		edit{"services/tree-permit/clauses.yaml", "A rule about this.", "<script>alert(1)</script>"},
		edit{"services/tree-permit/service.yaml", "https://garden.example/rules", "javascript:alert(1)"},
		edit{"services/tree-permit/service.yaml", "title: Garden page", `title: '"><img src=x>'`}))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range elements(t, handbookOf(t, l)) {
		if e.Data == "script" || e.Data == "img" || strings.HasPrefix(attribute(e, "href"), "javascript:") {
			t.Errorf("a pack put this into the page: %s", e)
		}
	}
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	const clauses = "services/tree-permit/clauses.yaml"
	for _, tt := range []struct {
		name string
		edit edit
		want Certainty // of the fee
	}{
		{"the leading clause", edit{clauses, "value: 120000", "value: 120000"}, Stated},
		{"the leading clause is unsure", edit{clauses, "  lead: true", "  lead: true\n  certainty: conflict"}, Conflict},
		{"the leading clause has ended", edit{clauses, "until: 2030-12-31", "until: 2026-11-20"}, Ended},
		{"no leading clause: the firmest", edit{clauses, "  lead: true\n", ""}, Stated},
		{"no leading clause, none firm", edit{clauses, "  lead: true", "  certainty: unknown"}, Unknown},
		{"none at all", edit{clauses, "", "[]"}, ""},
		{"a service that ended", edit{"services/tree-permit/service.yaml", "group: civil", "group: civil\nended: true"}, Ended},
	} {
		l, err := Load(soundCorpus(t, tt.edit))
		if err != nil {
			t.Fatal(err)
		}
		cells := l.CoverageOn(today)[0].Cells
		if got := cells[slices.Index(CoverageKinds(), Fee)]; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWriteCoverage(t *testing.T) {
	t.Parallel()
	l, err := Load(soundCorpus(t, edit{"services/tree-permit/service.yaml", "en: Tree permit", `en: '=HYPERLINK("https://x.example","Tree"), permit'`}))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteCoverage(&b, l, today); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	firm := []string{"stated", "stated", "stated", "stated", "stated", "stated", "stated", "stated", "stated"}
	want := [][]string{
		{"service", "name", "checked", "eligibility", "papers", "fee", "days", "validity", "how", "status", "verify", "appeal"},
		append([]string{"tree-permit", `'=HYPERLINK("https://x.example","Tree"), permit`, "2026-11-01"}, firm...),
		append([]string{"well-permit", "Well permit", "2026-11-01"}, firm...),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
