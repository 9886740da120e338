package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
	"github.com/sahayak-delhi/sahayak/transcript"
)

type chatCmd struct {
	JSON         bool   `name:"json" help:"Read one message a line (@FILE uploads a file), write one Turn a line."`
	As           string `help:"The citizen's phone in international form, taken as verified." placeholder:"PHONE"`
	Conversation string `help:"Id of a conversation to go on with." placeholder:"ID"`
}

func (chatCmd) Help() string {
	return `With --as, the citizen's conversation goes on where it stopped, also after a restart.

Examples:
  sahayak chat --as 919900000001
  printf 'income certificate banwana hai\nRam Kumar\n' | sahayak chat --json`
}

func (c *chatCmd) Run(ctx context.Context, config *Config, env environment) error {
	citizen, err := terminalCitizen(c.As)
	if err != nil {
		return err
	}
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.openAssistant(ctx); err != nil {
		return err
	}
	answer, err := a.handler(ctx)
	if err != nil {
		return err
	}
	talk := conversation{answer: answer, citizen: citizen, id: c.Conversation}
	if !c.JSON {
		fmt.Fprintln(env.stdout, "Sahayak / सहायक. Write in English, हिंदी or Hinglish. Ctrl-D ends.")
		if err := a.tellReminder(ctx, talk); err != nil {
			return err
		}
	}
	return talk.run(ctx, env, c.JSON)
}

// conversation is one talk in the terminal.
type conversation struct {
	answer  channel.Handler
	citizen agent.Citizen
	id      string
}

// tellReminder shows the last turn of a conversation that goes on, if that is a
// reminder.
func (a *app) tellReminder(ctx context.Context, talk conversation) error {
	if talk.id == "" && !talk.citizen.Verified {
		return nil
	}
	id, err := a.transcript.Open(ctx, talk.citizen.Channel, talk.citizen, talk.id)
	if errors.Is(err, transcript.ErrNotFound) {
		return nil // said when a message is sent
	}
	if err != nil {
		return err
	}
	turns, err := a.transcript.Turns(ctx, id)
	if err != nil || len(turns) == 0 || !turns[len(turns)-1].Unasked() {
		return err
	}
	fmt.Fprintln(a.env.stdout)
	return printTurn(a.env.stdout, turns[len(turns)-1], false)
}

func (t *conversation) run(ctx context.Context, env environment, asJSON bool) error {
	lines := make(chan string)
	failed := make(chan error, 1)
	go func() { // a read from the terminal cannot be interrupted
		defer close(lines)
		failed <- eachLine(bufio.NewReader(env.stdin), func(line string) error {
			select {
			case lines <- line:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	for {
		if !asJSON {
			fmt.Fprint(env.stdout, "\n> ")
		}
		select {
		case <-ctx.Done():
			return nil
		case line, ok := <-lines:
			if !ok {
				return <-failed
			}
			if err := t.send(ctx, env, line, asJSON); err != nil {
				return err
			}
		}
	}
}

func (t *conversation) send(ctx context.Context, env environment, line string, asJSON bool) error {
	msg, err := message(line)
	if err != nil {
		fmt.Fprintf(env.stderr, "sahayak: %v\n", err)
		return nil
	}
	turn, err := t.answer(ctx, channel.Inbound{Citizen: t.citizen, Conversation: t.id, Message: msg})
	if err != nil {
		return err
	}
	t.id = turn.Conversation
	if !asJSON && turn.Notice != "" {
		defer fmt.Fprintf(env.stdout, "\n(%s)\n", turn.Notice)
	}
	return printTurn(env.stdout, turn, asJSON)
}

// maxFile is the largest file taken from the terminal.
const maxFile = 16 << 20

// message reads a line: @FILE is a file to upload.
func message(line string) (agent.Message, error) {
	msg := agent.Message{ID: uuid.NewString(), Text: line, At: time.Now()}
	name, ok := strings.CutPrefix(line, "@")
	if !ok || name == "" || strings.ContainsAny(name, " \t") && !exists(name) {
		return msg, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return msg, fmt.Errorf("cannot read the file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return msg, fmt.Errorf("cannot read the file: %w", err)
	case len(data) > maxFile:
		return msg, errors.New("the file is larger than 16 MB")
	}
	msg.Text = ""
	msg.Files = []agent.File{{Name: filepath.Base(name), MIME: http.DetectContentType(data), Data: data}}
	return msg, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
