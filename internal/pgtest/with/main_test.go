package main

import (
	"bytes"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
)

func TestRun(t *testing.T) {
	t.Parallel()
	given := map[string]string{pgtest.Variable: "postgres:///elsewhere"}
	for _, test := range []struct {
		name   string
		args   []string
		env    map[string]string
		status int
		out    string
		err    string
	}{
		{"no command", nil, given, 2, "", "usage"},
		{"nothing after the dashes", []string{"--"}, given, 2, "", "usage"},
		{"no such command", []string{"--", "/no/such/program"}, given, 1, "", "no such file"},
		{"status", []string{"--", "sh", "-c", "exit 7"}, given, 7, "", ""},
		{"ended by a signal", []string{"sh", "-c", "kill -TERM $$"}, given, 143, "", ""},
		{"a server that is given is used", []string{"sh", "-c", "echo $" + pgtest.Variable}, given, 0, "postgres:///elsewhere\n", ""},
		{"input and output go through", []string{"cat"}, given, 0, "नमस्ते", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			status, err := run(test.args, func(name string) string { return test.env[name] }, strings.NewReader("नमस्ते"), &stdout, &stderr)
			if status != test.status {
				t.Errorf("status: got %d, want %d", status, test.status)
			}
			if got := stdout.String(); got != test.out {
				t.Errorf("output: got %q, want %q", got, test.out)
			}
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("error: got %v, want %q", err, test.err)
			}
		})
	}
}

func TestRunStartsAServerAndTakesItAway(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	status, err := run([]string{"--", "sh", "-c", "echo $" + pgtest.Variable}, func(string) string { return "" }, nil, &stdout, &stderr)
	if status != 0 || err != nil {
		t.Fatalf("got %d, %v: %s", status, err, stderr.String())
	}
	_, socket, ok := strings.Cut(strings.TrimSpace(stdout.String()), "?host=")
	if !ok {
		t.Fatalf("URL: got %q, want one with a socket", stdout.String())
	}
	socket = strings.ReplaceAll(socket, "%2F", "/")
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		t.Errorf("%s after the run: got %v, want it gone", socket, err)
	}
}

// Not parallel: the signal is for the whole process.
func TestRunPassesSignalsOn(t *testing.T) {
	// So that the test does not die of it, whoever listens.
	ours := make(chan os.Signal, 1)
	signal.Notify(ours, syscall.SIGHUP)
	defer signal.Stop(ours)

	var stdout, stderr bytes.Buffer
	// The command tells its parent, which is us, to hang up, and waits for the same.
	script := `trap 'echo passed on; exit 3' HUP; kill -HUP $PPID; while :; do sleep 0.05; done`
	status, err := run([]string{"--", "sh", "-c", script}, func(string) string { return "postgres:///elsewhere" }, nil, &stdout, &stderr)
	if status != 3 || err != nil || stdout.String() != "passed on\n" {
		t.Errorf("got %d, %v, %q; want 3 and word of the signal", status, err, stdout.String())
	}
}
