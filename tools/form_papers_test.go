package tools

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/sandbox"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// atPapers is the form at its first paper.
func (b *bench) atPapers(t *testing.T) agent.Result {
	t.Helper()
	s, _ := b.library.Service("income-certificate")
	r := b.call(t, "startApplication", `{"service":"income-certificate"}`)
	for r.Ask != nil && !strings.HasPrefix(r.Ask.Field, paperStep) {
		field, ok := fieldByID(s.Form.Fields, r.Ask.Field)
		if !ok {
			t.Fatalf("asks for %s", r.Ask.Field)
		}
		r = b.answer(t, "startApplication", r, fitting(field, b.now))
	}
	return r
}

func photo(t *testing.T, width, height int) []byte {
	t.Helper()
	noise := rand.New(rand.NewPCG(1, 2))
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			shade := uint8(200 + noise.IntN(40))
			picture.SetRGBA(x, y, color.RGBA{shade, shade, shade, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPaperSteps(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	first := b.atPapers(t)
	if first.Ask.Field != paperStep+"id-proof" || first.Ask.Kind != agent.AskFile {
		t.Fatalf("asks %s", first.Ask.Field)
	}
	const second = paperStep + "present-address-proof"
	pdf := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("x"), 150<<10)...)
	big := photo(t, 2400, 1800)
	if len(big) < edistrict.MaxDocumentBytes {
		t.Fatalf("the photo is too small to test with: %d", len(big))
	}
	tests := []struct {
		name   string
		answer agent.Answer
		asks   string
		held   bool
		says   string
	}{
		{"a picture", agent.Answer{Files: []agent.File{{Name: "a", Data: onePixel}}}, second, true, "Attached"},
		{"a PDF", agent.Answer{Files: []agent.File{{Name: "a.txt", Data: []byte("%PDF-1.4\nsmall")}}}, second, true, "Attached"},
		{"a photo of megabytes is made smaller", agent.Answer{Files: []agent.File{{Name: "a.jpg", Data: big}}}, second, true, "Attached"},
		{"a name does not make a picture", agent.Answer{Files: []agent.File{{Name: "a.png", MIME: "image/png", Data: []byte("MZ\x90\x00 program")}}}, first.Ask.Field, false, "kind"},
		{"a page", agent.Answer{Files: []agent.File{{Name: "a.pdf", Data: []byte("<html><script>")}}}, first.Ask.Field, false, "kind"},
		{"a large PDF", agent.Answer{Files: []agent.File{{Name: "a.pdf", Data: pdf}}}, first.Ask.Field, false, "150 KB"},
		{"an empty file", agent.Answer{Files: []agent.File{{Name: "a.png"}}}, first.Ask.Field, false, "empty"},
		{"a broken picture that is too large", agent.Answer{Files: []agent.File{{Name: "a.jpg", Data: append([]byte("\xff\xd8\xff\xe0"), pdf...)}}}, first.Ask.Field, false, "at most 100 KB"},
		{"skip", agent.Answer{Text: "skip", Control: agent.Skip}, second, false, "later"},
		{"baad mein", agent.Answer{Text: "baad mein", Control: agent.Later}, second, false, "later"},
		{"nahi hai", agent.Answer{Text: "yeh mere paas nahi hai"}, second, false, "later"},
		{"a no", agent.Answer{Text: "no", Control: agent.No}, second, false, "later"},
		{"all the rest", agent.Answer{Choice: restPapers}, confirmStep, false, "missing"},
		{"words", agent.Answer{Text: "theek"}, first.Ask.Field, false, "waiting for the file"},
		{"back", agent.Answer{Control: agent.Back}, "purpose", false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := b.answer(t, "startApplication", first, tt.answer)
			f := state(t, r)
			if r.Ask.Field != tt.asks || !contains(r.Text, tt.says) {
				t.Errorf("asks %s: %q", r.Ask.Field, r.Text)
			}
			got := f.Papers["id-proof"]
			if (len(got.Data) > 0) != tt.held {
				t.Errorf("held: %v", got.MIME)
			}
			if len(got.Data) > edistrict.MaxDocumentBytes {
				t.Errorf("%d bytes are held", len(got.Data))
			}
		})
	}
}

func TestPapersGoAlongAndMissingOnesAreTold(t *testing.T) {
	t.Parallel()
	for _, l := range corpus.Langs {
		b := newBench(t, "")
		b.lang = l
		r := b.answer(t, "startApplication", b.atPapers(t), agent.Answer{Files: []agent.File{{Data: onePixel}}})
		r = b.answer(t, "startApplication", r, agent.Answer{Choice: restPapers})
		s, _ := b.library.Service("income-certificate")
		with, _ := s.Paper("id-proof")
		without, _ := s.Paper("photo")
		if r.Ask.Field != confirmStep || !contains(r.Text, with.Name.In(l)+" (1 KB)") || !contains(r.Text, without.Name.In(l)) {
			t.Fatalf("%s: the summary does not tell of the papers: %q", l, r.Text)
		}
		done := b.answer(t, "startApplication", r, agent.Answer{Choice: "yes"})
		if done.Application == "" || !contains(done.Text, without.Name.In(l)) {
			t.Fatalf("%s: %q", l, done.Text)
		}
		var papers []string
		rows, err := b.pool.Query(context.Background(), `SELECT paper FROM edistrict_sandbox.documents WHERE application_no = $1`, done.Application)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var paper string
			if err := rows.Scan(&paper); err != nil {
				t.Fatal(err)
			}
			papers = append(papers, paper)
		}
		if rows.Err() != nil || len(papers) != 1 || papers[0] != "id-proof" {
			t.Errorf("%s: the portal has %v, %v", l, papers, rows.Err())
		}
	}
}

func TestYesHoldsForThePapersShown(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	r := b.answer(t, "startApplication", b.atPapers(t), agent.Answer{Files: []agent.File{{Data: onePixel}}})
	summary := b.answer(t, "startApplication", r, agent.Answer{Choice: restPapers})
	f := state(t, summary)
	other, bad := readPaper(corpus.Paper{ID: "id-proof"}, f, agent.File{Data: []byte("%PDF-1.4 another")})
	if bad != nil {
		t.Fatal(bad.phrase)
	}
	f.Papers["id-proof"] = other
	summary.Ask = &agent.Ask{Field: confirmStep, State: f.marshal()}
	if r := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}); r.Ask == nil || r.Application != "" {
		t.Errorf("another file was sent: %q", r.Text)
	}
}

func TestFilesOfOneFormAreBounded(t *testing.T) {
	t.Parallel()
	f := form{Papers: map[string]attached{"other": {Data: make([]byte, maxPapers)}}}
	if _, bad := readPaper(corpus.Paper{ID: "p"}, f, agent.File{Data: onePixel}); bad == nil || bad.phrase != "files_full" {
		t.Errorf("%v", bad)
	}
}

func (b *bench) submitted(t *testing.T) (n int) {
	t.Helper()
	if err := b.pool.QueryRow(context.Background(),
		`SELECT count(*) FROM edistrict_sandbox.applications WHERE submitted_at IS NOT NULL`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// losing is the bench over a portal whose n-th reply, counted from the last
// reset, is lost after the portal has done its work.
func (b *bench) losing(t *testing.T) (lossy *bench, lose func(n int64)) {
	t.Helper()
	server, err := sandbox.New(context.Background(), b.pool, sandbox.Config{
		APIKey: "key", Services: Offered(b.library), Now: func() time.Time { return b.now }, Slow: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	var left atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if left.Add(-1) == 0 {
			server.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	broken := *b
	broken.tools = map[string]agent.Tool{}
	broken.connect(t, edistrict.Config{BaseURL: h.URL, APIKey: "key", Attempts: 1, BreakerFailures: -1})
	return &broken, left.Store
}

func TestEveryReplyLostInTurn(t *testing.T) {
	t.Parallel()
	b, lose := newBench(t, "").losing(t)
	papers := agent.Answer{Files: []agent.File{{Data: onePixel}}}
	for _, between := range []string{"nothing", "change", "language"} {
		for n := range int64(7) {
			b.lang = corpus.English
			r := b.answer(t, "startApplication", b.atPapers(t), papers)
			r = b.answer(t, "startApplication", r, papers)
			r = b.answer(t, "startApplication", r, agent.Answer{Choice: restPapers})
			before := b.submitted(t)
			lose(n + 1)
			for i := 0; i < 4 && r.Ask != nil; i++ {
				r = b.answer(t, "startApplication", r, agent.Answer{Choice: "yes"})
				if b.lang = corpus.English; between == "language" { // "हाँ", after "yes"
					b.lang = corpus.Hindi
				}
				if i == 0 && between == "change" && r.Ask != nil { // the citizen changes something
					r = b.answer(t, "startApplication", r, agent.Answer{Text: "pin code galat hai, 110001 karo", Control: agent.Edit})
				}
			}
			lose(0)
			if made := b.submitted(t) - before; made != 1 || r.Application == "" {
				t.Errorf("reply %d lost, then %s: %d submitted; %q", n+1, between, made, r.Text)
			}
		}
	}
}

func TestDetailsAreKeptOnlyWithAYes(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	summary := b.fill(t, "income-certificate")
	if r := b.answer(t, "startApplication", summary, agent.Answer{Choice: "yes"}); r.Remember != nil {
		t.Error("kept without a yes to it")
	}
	r := b.answer(t, "startApplication", summary, agent.Answer{Choice: yesRemember})
	if r.Remember["applicant_name"] != "Asha Verma" {
		t.Fatalf("kept %v", r.Remember)
	}
	env := b.env()
	env.Known = r.Remember
	ask, err := b.tools["startApplication"].Call(t.Context(), env, []byte(`{"service":"domicile-certificate"}`))
	if err != nil {
		t.Fatal(err)
	}
	if ask.Ask.Field != knownStep || !contains(ask.Text, "Asha Verma") {
		t.Fatalf("not offered: %q", ask.Text)
	}
	for choice, want := range map[string]string{"yes": "Asha Verma", "no": "", forgetKnown: ""} {
		next, err := b.tools["startApplication"].Resume(t.Context(), env, *ask.Ask, agent.Answer{Choice: choice})
		if err != nil {
			t.Fatal(err)
		}
		if got := state(t, next).Values["applicant_name"]; got != want {
			t.Errorf("%s: name %q", choice, got)
		}
		if (choice == forgetKnown) != (next.Remember != nil) {
			t.Errorf("%s: remember %v", choice, next.Remember)
		}
	}
}

func TestStatusInPlainWords(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	tool := b.tools["checkStatus"].(*checkStatus)
	states := append([]edistrict.State{edistrict.Unknown, "SOMETHING-NEW"}, edistrict.States...)
	for _, l := range corpus.Langs {
		b.lang = l
		seen := map[string]bool{}
		for _, state := range states {
			r := tool.describe(b.env(), edistrict.Status{
				No: "SBX-INC-26-000001", State: state, RawStatus: "XYZ", DueAt: b.now.Add(-50 * time.Hour), Overdue: true,
			})
			if contains(r.Text, "<no value>") || contains(r.Text, "do_") || contains(r.Text, "state_") || contains(r.Text, "with_") {
				t.Errorf("%s in %s: %q", state, l, r.Text)
			}
			if lines := strings.Split(r.Text, "\n"); len(lines) < 3 {
				t.Errorf("%s in %s says too little: %q", state, l, r.Text)
			}
			running := !state.Final() && state != edistrict.Unknown && state != "SOMETHING-NEW" && state != edistrict.Draft
			if running && (!contains(r.Text, "1902") || !contains(r.Text, " 2 ")) {
				t.Errorf("%s in %s: two days late, but it says %q", state, l, r.Text)
			}
			unknown := state == edistrict.Unknown || state == "SOMETHING-NEW"
			if unknown != contains(r.Text, "XYZ") {
				t.Errorf("%s in %s: %q", state, l, r.Text)
			}
			if seen[r.Text] && state != "SOMETHING-NEW" {
				t.Errorf("%s in %s sounds like another state", state, l)
			}
			seen[r.Text] = true
		}
	}
}
