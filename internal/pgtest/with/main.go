// Command with runs a command that needs a test database server, such as go test, with one that lives as long as the command:
//
//	go run ./internal/pgtest/with -- go test ./...
//
// The command finds the server's URL in SAHAYAK_TEST_DATABASE_URL. Its exit status becomes ours, signals are passed on to it, and the
// server and its folder go away however it ends. If the variable is set already that server is used. On a machine without PostgreSQL or
// pgvector the server of DATABASE_URL is used, whose role must be allowed to make databases; none that exists is touched.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/sahayak-delhi/sahayak/internal/pgtest"
	"github.com/sahayak-delhi/sahayak/internal/postgres"
)

func main() {
	status, err := run(os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "with:", err)
	}
	os.Exit(status)
}

// run returns the command's exit status, or 2 for a wrong call and 1 if there is no server or the command cannot be started.
func run(args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) (status int, err error) {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return 2, errors.New("usage: with -- COMMAND [ARGUMENT...]")
	}
	// From here on a signal is the command's to act on; the server must outlive it.
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)

	url := getenv(pgtest.Variable)
	if url == "" {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		server, err := pgtest.StartServer(ctx)
		switch {
		case err == nil:
			url = server.URL
			defer func() {
				if cerr := server.Close(); cerr != nil && err == nil {
					status, err = max(status, 1), cerr
				}
			}()
		case getenv("DATABASE_URL") != "" && (errors.Is(err, postgres.ErrNoPostgres) || errors.Is(err, postgres.ErrNoPgvector)):
			url = getenv("DATABASE_URL")
			fmt.Fprintln(stderr, "with: no PostgreSQL with pgvector here, so the tests make their databases on the server of DATABASE_URL")
		default:
			return 1, err
		}
	}

	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	cmd.Env = append(os.Environ(), pgtest.Variable+"="+url)
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			cmd.Process.Signal(s) // it may be gone already, which the next turn of the loop learns
		case err := <-ended:
			return exitStatus(err)
		}
	}
}

// exitStatus returns what the shell would: the command's own, or 128 and the signal that ended it.
func exitStatus(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case !errors.As(err, &exit):
		return 1, err
	}
	if state, ok := exit.Sys().(syscall.WaitStatus); ok && state.Signaled() {
		return 128 + int(state.Signal()), nil
	}
	return exit.ExitCode(), nil
}
