package agent

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Tool permissions, enforced here for every tool alike. What a tool checks
// itself comes on top: neither trusts the other.

// callsAllowed is how many tool calls a model may make in one turn. An honest
// one needs two or three; more are guesses.
const callsAllowed = 8

// soundPermission refuses a tool whose permission says nothing that could be
// enforced.
func soundPermission(tool Tool) error {
	name := tool.Spec().Name
	switch tool.Permission() {
	case Read, Write:
		return nil
	case NeedsAssurance:
		if a, ok := tool.(AssuredTool); !ok || len(a.Proofs()) == 0 {
			return fmt.Errorf("assistant: tool %s needs assurance and names no proof", name)
		}
		return nil
	}
	return fmt.Errorf("assistant: tool %s has no known permission: %q", name, tool.Permission())
}

// callTool runs a call of a model's, if it may be made at all.
func (t *turning) callTool(ctx context.Context, tool Tool, arguments json.RawMessage) (Result, error) {
	if t.calls++; t.calls > callsAllowed {
		return Result{}, &ArgumentError{Faults: []string{"too many calls in one turn"}}
	}
	proved, err := t.proofsGiven(tool, arguments)
	if err != nil {
		return Result{}, err
	}
	result, err := tool.Call(ctx, t.env(), arguments)
	if err != nil {
		return Result{}, err
	}
	return result, permitted(tool, result, proved || t.phoneProved(), false)
}

// resumeTool gives a tool the answer it waits for, and with it the yes, if the
// answer is one.
func (t *turning) resumeTool(ctx context.Context, tool Tool, ask Ask, answer Answer) (Result, error) {
	env := t.env()
	env.Yes = plainYes(ask, answer)
	result, err := tool.Resume(ctx, env, ask, answer)
	if err != nil {
		return Result{}, err
	}
	a, ok := tool.(AssuredTool)
	proved := ok && slices.Contains(a.Proofs(), ask.Field) && strings.ContainsAny(hindi.Digits(answer.Text), "0123456789")
	return result, permitted(tool, result, proved || t.phoneProved(), env.Yes)
}

// plainYes reports whether an answer is a yes and nothing else to a question of
// that kind: said in words that mean nothing else, or tapped.
func plainYes(ask Ask, answer Answer) bool {
	tapped := answer.Choice == yesChoice || strings.HasPrefix(answer.Choice, yesChoice+"-")
	said := answer.Choice == "" && answer.Control == Yes
	return ask.Kind == AskYesNo && len(answer.Files) == 0 && (tapped || said)
}

// yesChoice is the id of a tapped yes; a tool may add a word to it, such as
// yes-remember.
const yesChoice = "yes"

func (t *turning) phoneProved() bool { return t.state.Citizen.Verified && t.state.Citizen.Phone != "" }

// errNotPermitted is a tool that did what its permission does not cover. The
// turn fails, so that nothing of it is told.
var errNotPermitted = errors.New("not permitted")

func permitted(tool Tool, r Result, assured, yes bool) error {
	may := tool.Permission()
	switch {
	case r.Application != "" && (may != Write || !yes):
		return fmt.Errorf("tool %s: an application without a recorded yes: %w", tool.Spec().Name, errNotPermitted)
	case r.Private && (may != NeedsAssurance || !assured):
		return fmt.Errorf("tool %s: a personal record without assurance: %w", tool.Spec().Name, errNotPermitted)
	}
	return nil
}

// proofsGiven reports whether a call carries a second fact. One that the citizen
// did not write in this message does not count for a fact: the model may have it
// from a clause, an earlier message or its own guess.
func (t *turning) proofsGiven(tool Tool, arguments json.RawMessage) (bool, error) {
	a, ok := tool.(AssuredTool)
	if !ok || tool.Permission() != NeedsAssurance {
		return false, nil
	}
	var given map[string]any
	dec := json.NewDecoder(bytes.NewReader(arguments))
	dec.UseNumber()
	if dec.Decode(&given) != nil {
		return false, nil // the tool lists what is wrong
	}
	var faults []string
	proved := false
	for _, name := range a.Proofs() {
		switch value := fmt.Sprint(given[name]); {
		case given[name] == nil, value == "":
		case wroteDigits(t.written, value):
			proved = true
		default:
			faults = append(faults, "/"+name+" was not written by the citizen in this message; leave it out")
		}
	}
	if len(faults) > 0 {
		return false, &ArgumentError{Faults: faults}
	}
	return proved, nil
}

var (
	digitRun  = regexp.MustCompile(`[0-9]+`)
	betweenIn = regexp.MustCompile(`([0-9])[ \-]+([0-9])`)
)

// wroteDigits reports whether a text has the digits as a number of its own or at
// the end of a longer one, in either script.
func wroteDigits(text, digits string) bool {
	text, digits = hindi.Digits(text), hindi.Digits(digits)
	if digitRun.FindString(digits) != digits {
		return false
	}
	for _, runs := range []string{text, betweenIn.ReplaceAllString(text, "$1$2")} {
		if slices.ContainsFunc(digitRun.FindAllString(runs, -1), func(run string) bool { return strings.HasSuffix(run, digits) }) {
			return true
		}
	}
	return false
}
