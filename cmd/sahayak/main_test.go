package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

// program is the command line over a database of its own.
type program struct {
	t   *testing.T
	env map[string]string
}

func newProgram(t *testing.T) *program {
	t.Helper()
	url := pgtest.PreparedURL(t, "loaded", func(url string) error {
		var errs bytes.Buffer
		env := environment{getenv: func(k string) string { return map[string]string{"DATABASE_URL": url}[k] }, stdout: &errs, stderr: &errs}
		if code := run(context.Background(), []string{"search", "fee"}, env); code != exitOK {
			return errors.New(errs.String())
		}
		return nil
	})
	return &program{t: t, env: map[string]string{"DATABASE_URL": url, "HOME": t.TempDir(), "SAHAYAK_DATA": t.TempDir()}}
}

// talk is chat --json as a process that waits for each message.
type talk struct {
	t     *testing.T
	say   *io.PipeWriter
	hear  *json.Decoder
	ended chan int
}

func (p *program) talk(args ...string) *talk {
	stdin, say := io.Pipe()
	hear, stdout := io.Pipe()
	t := &talk{t: p.t, say: say, hear: json.NewDecoder(hear), ended: make(chan int, 1)}
	go func() {
		code := run(context.Background(), append([]string{"chat", "--json"}, args...), environment{
			getenv: func(k string) string { return p.env[k] }, stdin: stdin, stdout: stdout, stderr: io.Discard,
		})
		stdout.Close()
		t.ended <- code
	}()
	return t
}

func (t *talk) tell(message string) (turn agent.Turn) {
	t.t.Helper()
	if _, err := io.WriteString(t.say, message+"\n"); err != nil {
		t.t.Fatal(err)
	}
	if err := t.hear.Decode(&turn); err != nil {
		t.t.Fatal(err)
	}
	return turn
}

func (t *talk) end() {
	t.t.Helper()
	t.say.Close()
	if code := <-t.ended; code != exitOK {
		t.t.Errorf("chat ended with code %d", code)
	}
}

// run gives the exit code and both outputs.
func (p *program) run(stdin string, args ...string) (code int, stdout, stderr string) {
	p.t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, environment{
		getenv: func(k string) string { return p.env[k] },
		stdin:  strings.NewReader(stdin), stdout: &out, stderr: &errs,
	})
	if strings.Contains(errs.String(), "goroutine ") {
		p.t.Errorf("a stack trace: %s", errs.String())
	}
	return code, out.String(), errs.String()
}

func (p *program) must(stdin string, args ...string) string {
	p.t.Helper()
	code, out, errs := p.run(stdin, args...)
	if code != exitOK {
		p.t.Fatalf("%v: exit code %d: %s%s", args, code, out, errs)
	}
	return out
}

// turns runs chat --json over the messages.
func (p *program) turns(messages []string, args ...string) []agent.Turn {
	p.t.Helper()
	out := p.must(strings.Join(messages, "\n")+"\n", append([]string{"chat", "--json"}, args...)...)
	var all []agent.Turn
	for line := range strings.Lines(out) {
		var t agent.Turn
		if err := json.Unmarshal([]byte(line), &t); err != nil {
			p.t.Fatalf("not a Turn: %v: %s", err, line)
		}
		all = append(all, t)
	}
	if len(all) != len(messages) {
		p.t.Fatalf("%d turns for %d messages", len(all), len(messages))
	}
	return all
}

func TestAskForPapersInLatinLetters(t *testing.T) {
	t.Parallel()
	out := newProgram(t).must("", "ask", "OBC certificate ke liye kaun se documents chahiye?")
	for _, want := range []string{"pehchan", "Source:", "obc-certificate/", "21-11-2026", "https://"} {
		if !strings.Contains(out, want) {
			t.Errorf("the answer does not say %q:\n%s", want, out)
		}
	}
	if regexp.MustCompile(`\p{Devanagari}`).MatchString(out) {
		t.Errorf("Devanagari in an answer in Latin letters:\n%s", out)
	}
}

func TestAskForAFeeThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	out := p.must("", "ask", "--json", "आय प्रमाण पत्र की फीस कितनी है?")
	var turn agent.Turn
	if err := json.Unmarshal([]byte(out), &turn); err != nil {
		t.Fatal(err)
	}
	if turn.Outcome != agent.NotKnown || turn.Language != "hi" {
		t.Errorf("outcome %s, language %s", turn.Outcome, turn.Language)
	}
	if strings.Contains(turn.Reply.Text, "रुपये") || !strings.Contains(turn.Reply.Text, "कहाँ पूछें") {
		t.Errorf("an amount, or no place to ask: %s", turn.Reply.Text)
	}
}

// The names of a Turn's fields are a contract with scripts outside.
func TestTurnAsJSON(t *testing.T) {
	t.Parallel()
	out := newProgram(t).must("", "ask", "--json", "How long does a domicile certificate take?")
	var turn map[string]any
	if err := json.Unmarshal([]byte(out), &turn); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"id", "conversation", "language", "message", "reply", "citations", "passages", "tool_calls", "ask", "outcome", "model", "prompt", "timings_ms"} {
		if _, ok := turn[field]; !ok {
			t.Errorf("no field %q", field)
		}
	}
	if turn["language"] != "en" || turn["model"] != "offline" || turn["ask"] != nil {
		t.Errorf("language %v, model %v, ask %v", turn["language"], turn["model"], turn["ask"])
	}
	passage := turn["passages"].([]any)[0].(map[string]any)
	if passage["score"].(float64) <= 0 || passage["service"] != "domicile-certificate" {
		t.Errorf("first passage %v", passage)
	}
	citation := turn["citations"].([]any)[0].(map[string]any)
	if citation["clause"] != "domicile-certificate/days" || citation["checked"] != "2026-11-21" || citation["url"] == "" {
		t.Errorf("first citation %v", citation)
	}
}

func TestVerifyCertificate(t *testing.T) {
	t.Parallel()
	out := newProgram(t).must("", "ask", "verify certificate SBXC-INC-26-000001")
	for _, want := range []string{"Valid", "SBXC-INC-26-000001", "SANDBOX"} {
		if !strings.Contains(out, want) {
			t.Errorf("the answer does not say %q:\n%s", want, out)
		}
	}
}

func TestPoemIsRefusedInOneLine(t *testing.T) {
	t.Parallel()
	var turn agent.Turn
	if err := json.Unmarshal([]byte(newProgram(t).must("", "ask", "--json", "write me a poem")), &turn); err != nil {
		t.Fatal(err)
	}
	if turn.Outcome != agent.Refused || strings.Contains(turn.Reply.Text, "\n") {
		t.Errorf("%s: %q", turn.Outcome, turn.Reply.Text)
	}
}

// The application of the first look: by conversation, with an interruption, a
// correction and a restart in the middle.
func TestApplicationByConversation(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	as := []string{"--as", "919900000001"}
	first := p.turns([]string{"income certificate banwana hai", "Asha Verma", "Ram Verma"}, as...)
	waiting := first[2].Ask
	if waiting == nil {
		t.Fatalf("nothing is asked: %s", first[2].Reply.Text)
	}
	// A new process, as after a kill: the same question waits.
	chat := p.talk(as...)
	second := chat.tell("kaagaz kya kya lagenge?")
	if second.Outcome != agent.Answered || second.Ask == nil || second.Ask.Field != waiting.Field || second.Conversation != first[0].Conversation {
		t.Fatalf("the interruption lost the question: %s %v %s", second.Outcome, second.Ask, second.Reply.Text)
	}
	turn := second
	answers := map[string]string{
		"dob": "5 March 1990", "years_in_delhi": "12", "mobile": "9900000001", "address": "H-12, Gali 4, Laxmi Nagar", "pincode": "110091",
	}
	paper := filepath.Join(t.TempDir(), "paper.png")
	if err := os.WriteFile(paper, []byte("\x89PNG\r\n\x1a\n a picture of a paper"), 0o600); err != nil {
		t.Fatal(err)
	}
	byKind := map[string]string{"file": "@" + paper, "choice": "1", "yesno": "haan", "number": "1 lakh 20 hazar", "text": "Laxmi Nagar ke paas", "date": "1-1-2020"}
	for turn.Ask.Field != "confirm" {
		next := chat.tell(cmp.Or(answers[turn.Ask.Field], byKind[turn.Ask.Kind]))
		if next.Ask == nil || next.Ask.Field == turn.Ask.Field {
			t.Fatalf("the answer was not taken for %s: %s", turn.Ask.Field, next.Reply.Text)
		}
		turn = next
	}
	if !strings.Contains(turn.Reply.Text, "110091") {
		t.Fatalf("no summary: %s", turn.Reply.Text)
	}
	chat.end()
	chat = p.talk(as...) // and again before the yes
	turn = chat.tell("PIN code galat hai, 110092 karo")
	if turn.Ask == nil || turn.Ask.Field != "confirm" || !strings.Contains(turn.Reply.Text, "110092") {
		t.Fatalf("the PIN code was not corrected: %s", turn.Reply.Text)
	}
	done, status := chat.tell("haan"), chat.tell("status?")
	chat.end()
	number := regexp.MustCompile(`SBX-INC-\d\d-\d{6}`).FindString(done.Reply.Text)
	if done.Outcome != agent.Done || number == "" {
		t.Fatalf("not submitted: %s %s", done.Outcome, done.Reply.Text)
	}
	if status.Outcome != agent.Done || !strings.Contains(status.Reply.Text, number) {
		t.Errorf("no status of %s: %s", number, status.Reply.Text)
	}
}

func TestAskReadsLines(t *testing.T) {
	t.Parallel()
	out := newProgram(t).must("Hi\nwrite me a poem\n", "ask", "--json", "-")
	var conversations []string
	for line := range strings.Lines(out) {
		var turn agent.Turn
		if err := json.Unmarshal([]byte(line), &turn); err != nil {
			t.Fatal(err)
		}
		conversations = append(conversations, turn.Conversation)
	}
	if len(conversations) != 2 || conversations[0] == conversations[1] {
		t.Errorf("conversations %v", conversations)
	}
}

func TestBadInputGetsASentence(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	for name, text := range map[string]string{
		"empty": "", "long": strings.Repeat("क", 10_000), "emoji": "🙏🙏🙏", "invalid UTF-8": "\xff\xfe fees \xff", "NUL": "a\x00b",
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := p.run("", "ask", text)
			if code != exitOK || len(strings.TrimSpace(out)) < 20 || errs != "" {
				t.Errorf("exit code %d, says %q, and on stderr %q", code, out, errs)
			}
		})
	}
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	for _, args := range [][]string{
		{"ask"}, {"dance"}, {"ask", "--as", "my phone", "Hi"}, {"search", "-k", "0", "fee"}, {"search", "--service", "no-such", "fee"},
		{"corpus", "load", "--index", "x"}, {"corpus", "show", "no-such"}, {"eval", "run", "no-such-suite"}, {"ask", "--model", "x", "--provider", "y", "Hi"},
	} {
		if code, _, errs := p.run("", args...); code != exitUsage || !strings.HasPrefix(errs, "sahayak: ") {
			t.Errorf("%v: exit code %d, says %q", args, code, errs)
		}
	}
}

func TestNoDatabase(t *testing.T) {
	t.Parallel()
	p := &program{t: t, env: map[string]string{"DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none?connect_timeout=2", "HOME": t.TempDir(), "SAHAYAK_DATA": t.TempDir()}}
	for _, args := range [][]string{{"ask", "Hi"}, {"search", "fee"}, {"migrate"}} {
		code, _, errs := p.run("", args...)
		if code != exitError || strings.Count(errs, "\n") != 1 || strings.Contains(errs, "secret") {
			t.Errorf("%v: exit code %d, says %q", args, code, errs)
		}
	}
	if code, _, _ := p.run("", "eval", "run"); code != infrastructure {
		t.Errorf("eval run: exit code %d, want %d", code, infrastructure)
	}
}

func TestNoPortal(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.env["SAHAYAK_EDISTRICT_URL"], p.env["SAHAYAK_EDISTRICT_KEY"] = "http://127.0.0.1:1", "key"
	code, out, errs := p.run("", "ask", "verify certificate SBXC-INC-26-000001")
	if code != exitError || !strings.Contains(out, "not answering") || strings.Contains(errs, "127.0.0.1") {
		t.Errorf("exit code %d, says %q, and on stderr %q", code, out, errs)
	}
	if out := p.must("", "ask", "What papers does an income certificate need?"); !strings.Contains(out, "Source:") {
		t.Errorf("rules are not answered while the portal is away: %s", out)
	}
}

func TestBrokenPack(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	dir := t.TempDir()
	pack := filepath.Join(dir, "services", "broken")
	if err := os.MkdirAll(pack, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pack, "service.yaml"), []byte("id: broken\nname: [oops\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := p.run("", "corpus", "lint", dir); code != exitError || !strings.Contains(out, "service.yaml:") {
		t.Errorf("lint: exit code %d, says %q", code, out)
	}
	if code, _, errs := p.run("", "ask", "--corpus", dir, "Hi"); code != exitError || !strings.Contains(errs, "service.yaml:") {
		t.Errorf("ask: exit code %d, says %q", code, errs)
	}
}

func TestEveryCommandHasHelpWithAnExample(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	for _, args := range [][]string{
		{"up"}, {"serve"}, {"chat"}, {"ask"}, {"search"}, {"detect"}, {"sandbox"}, {"doctor"}, {"migrate"},
		{"corpus", "lint"}, {"corpus", "load"}, {"corpus", "show"}, {"corpus", "new"}, {"eval", "run"}, {"eval", "list"}, {"eval", "retrieval"}, {"eval", "passages"}, {"corpus", "diff"}, {"corpus", "export"},
	} {
		if out := p.must("", append(args, "--help")...); !strings.Contains(out, "Example") {
			t.Errorf("%v --help shows no example:\n%s", args, out)
		}
	}
}

func TestDetectAndSearch(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	out := p.must("What papers are needed for this?\nmera status batao bhai\nआय प्रमाण पत्र\n12\n", "detect")
	var langs []string
	for line := range strings.Lines(out) {
		var d detected
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		langs = append(langs, string(d.Lang))
	}
	if got := strings.Join(langs, " "); got != "en hi-Latn hi und" {
		t.Errorf("languages %s", got)
	}
	var result searchResult
	if err := json.Unmarshal([]byte(p.must("", "search", "--json", "-k", "3", "आय प्रमाण पत्र की फ़ीस")), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Hits) != 3 || result.Hits[0].ID != "income-certificate/fee" || result.Hits[0].Vector <= 0 {
		t.Errorf("hits %+v", result.Hits)
	}
}

func TestDoctorHidesSecrets(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.env["SAHAYAK_MODEL_KEY"] = "sk-very-secret"
	for _, args := range [][]string{{"doctor"}, {"doctor", "--json"}} {
		out := p.must("", args...)
		if strings.Contains(out, "sk-very-secret") || strings.Contains(out, p.env["DATABASE_URL"]) {
			t.Errorf("%v shows a secret:\n%s", args, out)
		}
		if !strings.Contains(out, "PostgreSQL") || !strings.Contains(out, "SANDBOX") {
			t.Errorf("%v does not test every dependency:\n%s", args, out)
		}
	}
}

func TestPassagesCanBeIndexed(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	file := filepath.Join(t.TempDir(), "p.jsonl")
	lines := `{"id":"a","text":"The Red Fort is in Delhi.","lang":"en"}` + "\n" + `{"id":"b","text":"लाल किला दिल्ली में है।","lang":"hi"}` + "\n"
	if err := os.WriteFile(file, []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	p.must("", "corpus", "load", "--passages", file, "--index", "forts")
	if out := p.must("", "search", "--index", "forts", "-k", "1", "Red Fort"); !strings.Contains(out, "1. a ") {
		t.Errorf("search: %s", out)
	}
	if code, _, errs := p.run("", "search", "--index", "none", "Red Fort"); code != exitError || !strings.Contains(errs, "no index") {
		t.Errorf("a missing index: exit code %d, %q", code, errs)
	}
}
