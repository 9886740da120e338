package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel"
)

type askCmd struct {
	Text         []string `arg:"" help:"The question; - reads one a line from standard input, each a conversation of its own."`
	JSON         bool     `name:"json" help:"Print the whole Turn as JSON, one line each."`
	As           string   `help:"The citizen's phone in international form, taken as verified." placeholder:"PHONE"`
	Conversation string   `help:"Id of a conversation to go on with." placeholder:"ID"`
}

func (askCmd) Help() string {
	return `Examples:
  sahayak ask "OBC certificate ke liye kaun se documents chahiye?"
  sahayak ask --json "How long does a domicile certificate take?"
  sahayak ask - < questions.txt`
}

func (c *askCmd) Run(ctx context.Context, config *Config, env environment) error {
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
	one := func(text string, fresh bool) (agent.Turn, error) {
		turn, err := answer(ctx, channel.Inbound{
			Citizen: citizen, Conversation: c.Conversation, Fresh: fresh,
			Message: agent.Message{ID: uuid.NewString(), Text: text, At: time.Now()},
		})
		if err != nil {
			return turn, err
		}
		return turn, printTurn(env.stdout, turn, c.JSON)
	}
	text := strings.Join(c.Text, " ")
	if text != "-" {
		turn, err := one(text, c.As == "" && c.Conversation == "")
		if err == nil && turn.Outcome == agent.Failed {
			return exitStatus(exitError)
		}
		return err
	}
	if c.Conversation != "" {
		return usageError{errors.New("--conversation goes with one question, not with -")}
	}
	return eachLine(env.stdin, func(line string) error {
		_, err := one(line, true)
		return err
	})
}

// terminalCitizen is the person at the terminal, who is believed.
func terminalCitizen(phone string) (agent.Citizen, error) {
	phone = strings.TrimPrefix(strings.ReplaceAll(phone, " ", ""), "+")
	if phone != "" && (len(phone) < 8 || len(phone) > 15 || strings.Trim(phone, "0123456789") != "") {
		return agent.Citizen{}, usageError{errors.New("--as wants a phone in international form, such as 919900000001")}
	}
	return agent.Citizen{Channel: "terminal", Phone: phone, Verified: phone != ""}, nil
}

// maxLine is the longest line read from standard input, in bytes.
const maxLine = 1 << 20

// eachLine calls f for every line, the last one with or without a line break.
func eachLine(r io.Reader, f func(string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for lines.Scan() {
		if err := f(lines.Text()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	return nil
}

// printTurn writes the reply for a person, or the Turn as one line of JSON.
func printTurn(w io.Writer, turn agent.Turn, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(turn)
	}
	var b strings.Builder
	b.WriteString(turn.Reply.Text + "\n")
	for i, c := range turn.Reply.Choices {
		fmt.Fprintf(&b, "  [%d] %s\n", i+1, c.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
