package evals

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// long is a run of n cases whose replies are long Hindi texts, a fifth failing.
func long(t *testing.T, n int) (Recording, []Summary, *corpus.Library) {
	t.Helper()
	library := rules(t)
	var texts []string
	clauses := library.Clauses()
	for _, c := range clauses {
		texts = append(texts, c.Hi)
	}
	suite := Suite{Name: "s", Gate: 0.5, MaxGap: 1}
	rec := Recording{Info: Info{Model: "offline", Embedder: "lexical", Trials: 1}}
	for i := range n {
		c := Case{ID: fmt.Sprintf("case-%04d-hi", i), Lang: corpus.Hindi, Service: library.Services[i%50].ID, Kind: corpus.Kinds[i%len(corpus.Kinds)], Suite: "s"}
		turn := agent.Turn{Language: corpus.Hindi, Outcome: agent.Answered, Message: texts[(7*i)%len(texts)]}
		for j := range 6 {
			turn.Reply.Text += texts[(11*i+j)%len(texts)] + "\n"
			turn.Passages = append(turn.Passages, agent.Passage{ID: clauses[(11*i+j)%len(texts)].ID})
		}
		r := Result{Case: c, Turns: []agent.Turn{turn}, Timing: Timing{MS: 9, Messages: []float64{9}}}
		marks := []Mark{{Check: "words", Step: 1, Value: 1, Pass: true}}
		if i%5 == 0 {
			marks = []Mark{{Check: "words", Step: 1, Why: `does not say "<script>alert(1)</script>" & | more` + "\x01"}}
		}
		r.judged(marks)
		suite.Cases, rec.Results = append(suite.Cases, c), append(rec.Results, r)
	}
	rec.Suites = []Suite{suite}
	return rec, []Summary{Summarise(suite, rec.Results)}, library
}

func TestReportFitsItsRoom(t *testing.T) {
	t.Parallel()
	rec, summaries, library := long(t, 1000)
	var page bytes.Buffer
	if err := HTML(&page, rec, summaries, library); err != nil {
		t.Fatal(err)
	}
	if page.Len() > 1_000_000 {
		t.Errorf("1,000 cases take %d bytes", page.Len())
	}
	var md bytes.Buffer
	if err := Markdown(&md, rec, summaries); err != nil {
		t.Fatal(err)
	}
	if md.Len() > MarkdownLimit {
		t.Errorf("the summary has %d bytes", md.Len())
	}
}

func TestReportAsksTheNetworkForNothing(t *testing.T) {
	t.Parallel()
	rec, summaries, library := long(t, 20)
	var page bytes.Buffer
	if err := HTML(&page, rec, summaries, library); err != nil {
		t.Fatal(err)
	}
	text := page.String()
	if found := regexp.MustCompile(`(?i)(src|srcset|data|poster|action)=|href="[^#]|url\(|@import|fetch\(|XMLHttp|<script[^>]+>|<script>alert`).FindString(text); found != "" {
		t.Errorf("the page holds %q", found)
	}
	for _, want := range []string{"default-src &#39;none&#39;", `<html lang="en">`, "<main>", "<h1>", `lang="hi"`, "जो पास नहीं हुए", "Cases that pass", "does not say"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	packed := regexp.MustCompile(`<div id="packed" hidden>([^<]*)</div>`).FindStringSubmatch(text)
	if packed == nil {
		t.Fatal("no packed traces")
	}
	raw, err := base64.RawURLEncoding.DecodeString(packed[1])
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var traces []packedTrace
	if err := json.NewDecoder(z).Decode(&traces); err != nil || len(traces) != 16 || traces[0].Messages[0].Reply == "" {
		t.Errorf("%d traces of 16, %v", len(traces), err)
	}
}

func TestReportWordsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	used := regexp.MustCompile(`t "([a-z_]+)"`).FindAllStringSubmatch(reportHTML, -1)
	for _, u := range used {
		if _, ok := reportWords[u[1]]; !ok {
			t.Errorf("the page wants the words %q", u[1])
		}
	}
	for key, w := range reportWords {
		if w[0] == "" || !regexp.MustCompile(`\p{Devanagari}`).MatchString(w[1]) || regexp.MustCompile(`\p{Devanagari}`).MatchString(w[0]) {
			t.Errorf("%s: %q", key, w)
		}
	}
}

func TestJUnitCounts(t *testing.T) {
	t.Parallel()
	library, suite := talking(t)
	results, err := Run(t.Context(), parrot{}, library, suite, Options{Trials: 2})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := JUnit(&out, Recording{Info: Info{Suites: []Suite{suite}}, Results: results}); err != nil {
		t.Fatal(err)
	}
	var got junitSuites
	if err := xml.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 4 || got.Failures != 1 || got.Errors != 1 || len(got.Suites) != 1 || len(got.Suites[0].Cases) != 4 {
		t.Errorf("%+v", got)
	}
	if f := got.Suites[0].Cases[1].Failure; f == nil || !strings.Contains(f.Message, "right") {
		t.Errorf("the failure says nothing: %+v", f)
	}
	rec, summaries, _ := long(t, 5) // a fault with a sign that XML does not know
	out.Reset()
	if err := JUnit(&out, rec); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(out.Bytes(), &junitSuites{}); err != nil {
		t.Errorf("not well-formed: %v", err)
	}
	var md bytes.Buffer
	if err := Markdown(&md, rec, summaries); err != nil || strings.Contains(md.String(), "<script") {
		t.Errorf("markdown lets HTML through: %v\n%s", err, md.String())
	}
}
