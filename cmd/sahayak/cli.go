package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit codes. The eval commands have two more, gateFailed and infrastructure.
const (
	exitOK    = 0
	exitError = 1
	exitUsage = 2
)

// environment is everything the program touches from outside.
type environment struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	// alone: the process runs this command and ends, so its memory may be set to suit.
	alone bool
}

// cli is the whole command line; each command is a file of its own.
type cli struct {
	Config

	Up        upCmd        `cmd:"" help:"Start everything in one process for a first look."`
	Serve     serveCmd     `cmd:"" help:"Serve citizens in production; needs DATABASE_URL."`
	Chat      chatCmd      `cmd:"" help:"Talk with the assistant in the terminal."`
	Ask       askCmd       `cmd:"" help:"Ask one question."`
	Search    searchCmd    `cmd:"" help:"Find clauses, without an answer."`
	Detect    detectCmd    `cmd:"" help:"Tell which language and script each line is in."`
	Corpus    corpusCmd    `cmd:"" help:"Work with the rules."`
	Eval      evalCmd      `cmd:"" help:"Measure the assistant."`
	Sandbox   sandboxCmd   `cmd:"" help:"Run the e-District sandbox alone."`
	Doctor    doctorCmd    `cmd:"" help:"Show the configuration and test every dependency."`
	Keyset    keysetCmd    `cmd:"" help:"Work with the keyset that seals the record."`
	Retention retentionCmd `cmd:"" help:"Forget forms that nobody went on with."`
	Migrate   migrateCmd   `cmd:"" help:"Bring the database's tables up to date."`
}

// exitStatus is an error that only carries an exit code; what there is to say
// has been said.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// usageError is the caller's mistake: exit code 2.
type usageError struct{ error }

// run parses and obeys the arguments, and returns the exit code. Errors are one
// line on stderr.
func run(ctx context.Context, args []string, env environment) (code int) {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("sahayak"),
		kong.Description("Sahayak answers questions about Delhi's public services in Hindi, English and Hindi in Latin letters, and helps to apply."),
		kong.Writers(env.stdout, env.stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.UsageOnError(),
		kong.Resolvers(environmentResolver(env.getenv)),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(env),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		fmt.Fprintf(env.stderr, "sahayak: %v\n", err)
		return exitError
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(env.stderr, "sahayak: %v\nTry: sahayak --help\n", err)
		return exitUsage
	}
	c.Config.readSecrets(env.getenv)
	err = k.Run(&c.Config)
	var status exitStatus
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &status):
		return int(status)
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitOK // Ctrl-C is how a server is meant to end
	}
	fmt.Fprintf(env.stderr, "sahayak: %s\n", oneLine(err))
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitError
}

func oneLine(err error) string {
	var lines []string
	for line := range strings.Lines(err.Error()) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return strings.Join(lines, "; ")
}
