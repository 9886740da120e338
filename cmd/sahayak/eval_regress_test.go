package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

// packEdit changes a figure in the texts of packs, as a slip of a rule editor
// would.
type packEdit struct {
	name     string
	services []string // to change; all of the test if nil
	lang     string   // key of the texts; all if empty
	wrong    string   // what the ids of the cases that turn wrong match
	cases    int      // how many these are
}

// Four packs with a fee or a number of days each, asked for in three forms.
var asked = []struct{ service, figure, en, hi, latn string }{
	{"driving-licence-renewal", "200", "What is the fee for driving licence renewal?", "ड्राइविंग लाइसेंस रिन्यू कराने की फ़ीस कितनी है?", "driving licence renew karane ki fees kitni hai"},
	{"construction-worker-registration", "25", "How much is the labour card fee?", "लेबर कार्ड की फ़ीस कितनी है?", "labour card ki fees kitni hai"},
	{"rti-application", "30", "In how many days is an RTI answered?", "आरटीआई का जवाब कितने दिन में मिलता है?", "RTI ka jawab kitne din me milta hai"},
	{"public-grievance", "15", "How many days does a public grievance take?", "जन शिकायत का जवाब कितने दिन में मिलता है?", "jan shikayat ka jawab kitne din me milta hai"},
}

// One wrong figure in a pack stops the run, whichever slice of the suite its
// cases are: the exit code says so and the cases are named.
func TestAWrongFigureInAPackStopsTheRun(t *testing.T) {
	t.Parallel()
	p := program{t: t, env: map[string]string{"DATABASE_URL": pgtest.URL(t), "HOME": t.TempDir(), "SAHAYAK_DATA": t.TempDir()}}
	suites, baselines, good := t.TempDir(), t.TempDir(), t.TempDir()
	var cases strings.Builder
	for _, a := range asked {
		for _, form := range [][2]string{{"en", a.en}, {"hi", a.hi}, {"hi-Latn", a.latn}} {
			fmt.Fprintf(&cases, "  - {id: %s-%s, lang: %s, service: %s, ask: %q, expect: {numbers: [%q]}}\n", a.service, form[0], form[0], a.service, form[1], a.figure)
		}
	}
	write(t, filepath.Join(suites, "s.yaml"), "about: figures\ngate: 0.1\nmax_gap: 1\ncases:\n"+cases.String())
	run := func(packs string, want int, more ...string) string {
		t.Helper()
		args := append([]string{"eval", "run", "--corpus", packs, "--suites", suites, "--baselines", baselines}, more...)
		code, out, errs := p.run("", args...)
		if code != want {
			t.Fatalf("code %d, want %d:\n%s%s", code, want, out, errs)
		}
		return out
	}
	right := editedPacks(t, packEdit{services: []string{}})
	run(right, exitOK, "--out", good)
	p.must("", "eval", "bless", good, "--baselines", baselines)
	run(right, exitOK)

	for _, e := range []packEdit{
		{name: "one service in one form", services: []string{"rti-application"}, lang: "en", wrong: "rti-application-en", cases: 1},
		{name: "one service", services: []string{"rti-application"}, wrong: "rti-application-", cases: 3},
		{name: "one form", lang: "en", wrong: "-en", cases: 4},
		{name: "fees", services: []string{"driving-licence-renewal", "construction-worker-registration"}, wrong: "driving|construction", cases: 6},
		{name: "days in Hindi, in both scripts", services: []string{"rti-application", "public-grievance"}, lang: "hi", wrong: "(application|grievance)-hi", cases: 4},
	} {
		out := run(editedPacks(t, e), regressed)
		_, named, _ := strings.Cut(out, fmt.Sprintf("REGRESSED %d: ", e.cases))
		named, _, _ = strings.Cut(named, "\n")
		if ids := strings.Split(named, ", "); len(ids) != e.cases || len(regexp.MustCompile(e.wrong).FindAllString(named, -1)) != e.cases {
			t.Errorf("%s: the %d cases on %s are not those named:\n%s", e.name, e.cases, e.wrong, out)
		}
	}
}

// editedPacks is a folder with the packs of the test, edited.
func editedPacks(t *testing.T, e packEdit) string {
	t.Helper()
	dir := t.TempDir()
	for _, a := range asked {
		from, to := filepath.Join("..", "..", "corpus", "services", a.service), filepath.Join(dir, "services", a.service)
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		if e.services != nil && !slices.Contains(e.services, a.service) {
			continue
		}
		file := filepath.Join(to, "clauses.yaml")
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := regexp.MustCompile(`(?m)^  `+cmp.Or(e.lang, "(en|hi|latn)")+`: .*$`).ReplaceAllStringFunc(string(raw), func(line string) string {
			return regexp.MustCompile(`\b`+a.figure+`\b`).ReplaceAllString(line, a.figure+"7")
		})
		write(t, file, text)
	}
	if err := os.CopyFS(filepath.Join(dir, "glossary"), os.DirFS("../../corpus/glossary")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
