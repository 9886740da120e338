package tools

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

type statusArguments struct {
	ApplicationNo string `json:"applicationNo,omitempty" jsonschema:"pattern=^[A-Za-z0-9/-]{4\\,40}$,description=number the citizen received"`
	MobileLast4   string `json:"mobileLast4,omitempty" jsonschema:"pattern=^[0-9]{4}$,description=last four digits of the applicant's mobile if the citizen gave them"`
}

// checkStatus tells an applicant how an application stands, and nobody else.
type checkStatus struct {
	kit
	arguments arguments[statusArguments]
}

var _ agent.AssuredTool = (*checkStatus)(nil)

func newCheckStatus(k kit) (*checkStatus, error) {
	a, err := newArguments[statusArguments]("checkStatus", "check_status")
	return &checkStatus{kit: k, arguments: a}, err
}

func (t *checkStatus) Spec() agent.ToolSpec         { return t.arguments.spec }
func (t *checkStatus) Permission() agent.Permission { return agent.NeedsAssurance }

// Proofs are the last four digits of the applicant's mobile. A phone that the
// channel has proved needs no argument.
func (t *checkStatus) Proofs() []string { return []string{last4Field} }

// Fields of its Asks.
const (
	numberField = "applicationNo"
	last4Field  = "mobileLast4"
)

func (t *checkStatus) Call(ctx context.Context, env agent.Env, raw json.RawMessage) (agent.Result, error) {
	args, err := t.arguments.decode(raw)
	if err != nil {
		return agent.Result{}, err
	}
	no := args.ApplicationNo
	if no == "" && len(env.Applications) > 0 {
		no = env.Applications[len(env.Applications)-1]
	}
	if no == "" {
		return t.askFor(env, numberField, statusArguments{}, ""), nil
	}
	args.ApplicationNo = tidyNumber(no)
	return t.tell(ctx, env, args)
}

func (t *checkStatus) Resume(ctx context.Context, env agent.Env, ask agent.Ask, a agent.Answer) (agent.Result, error) {
	var args statusArguments
	if err := json.Unmarshal(ask.State, &args); err != nil {
		return agent.Result{}, fmt.Errorf("status state: %w", err)
	}
	if givesUp(a) {
		return agent.Result{Text: t.say(env, "stopped", nil), Outcome: agent.Done}, nil
	}
	if a.Control == agent.Why {
		return t.askFor(env, ask.Field, args, ""), nil
	}
	var found string
	phrase := "bad_application"
	if no := numberShape.FindString(hindi.Digits(a.Text)); ask.Field == last4Field && no != "" && tidyNumber(no) != args.ApplicationNo {
		args.ApplicationNo = tidyNumber(no) // "no, the number is SBX-..."
		return t.askFor(env, last4Field, args, t.say(env, "number_changed", agent.Map{"No": args.ApplicationNo})), nil
	}
	if ask.Field == last4Field {
		found, phrase = lastFour(a.Text), "bad_last4"
		args.MobileLast4 = found
	} else {
		found = numberWithin(a.Text)
		args.ApplicationNo = tidyNumber(found)
	}
	if found == "" {
		r := t.askFor(env, ask.Field, args, t.say(env, phrase, nil))
		r.Misfit = true
		return r, nil
	}
	return t.tell(ctx, env, args)
}

func (t *checkStatus) Repeat(env agent.Env, ask agent.Ask) agent.Result {
	var args statusArguments
	if err := json.Unmarshal(ask.State, &args); err != nil {
		return agent.Result{}
	}
	return t.askFor(env, ask.Field, args, "")
}

func (t *checkStatus) askFor(env agent.Env, field string, args statusArguments, before string) agent.Result {
	state, _ := json.Marshal(args)
	kind := agent.AskText
	if field == last4Field {
		kind = agent.AskNumber
	}
	return agent.Result{
		Text:    strings.TrimSpace(before + "\n" + t.say(env, "ask_"+field, agent.Map{"No": args.ApplicationNo})),
		Outcome: agent.Asked,
		Ask:     &agent.Ask{Field: field, Kind: kind, State: state, Personal: field == last4Field},
	}
}

// tell looks the application up with whatever second fact there is. A verified
// phone that does not fit is not the end: the applicant may have given another
// number on the form.
func (t *checkStatus) tell(ctx context.Context, env agent.Env, args statusArguments) (agent.Result, error) {
	if !strings.HasPrefix(args.ApplicationNo, "SBX") {
		return agent.Result{Text: t.say(env, "status_elsewhere", nil), Outcome: agent.NotKnown, Data: told{State: "not_connected"}}, nil
	}
	factor := edistrict.SecondFactor{MobileLast4: args.MobileLast4}
	if env.Citizen.Verified {
		factor.VerifiedMobile = localMobile(env.Citizen)
	}
	if factor.IsZero() {
		return t.askFor(env, last4Field, args, ""), nil
	}
	s, err := t.portal.Status(ctx, args.ApplicationNo, factor)
	switch {
	case err == nil:
		return t.describe(env, s), nil
	case errors.Is(err, edistrict.ErrNotFound) && args.MobileLast4 == "":
		return t.askFor(env, last4Field, args, ""), nil
	}
	return t.cannotTell(env, args, err)
}

func (t *checkStatus) cannotTell(env agent.Env, args statusArguments, err error) (agent.Result, error) {
	var failure *edistrict.Error
	errors.As(err, &failure)
	switch {
	case errors.Is(err, edistrict.ErrNotFound), errors.Is(err, edistrict.ErrSecondFactor):
		return agent.Result{Text: t.say(env, "status_no_match", nil), Outcome: agent.NotKnown, Data: told{State: "no_match"}, Retry: t.again(env, args)}, nil
	case errors.Is(err, edistrict.ErrLocked):
		minutes := 15
		if failure != nil && failure.RetryAfter > 0 {
			minutes = int(math.Ceil(failure.RetryAfter.Minutes()))
		}
		return agent.Result{Text: t.say(env, "status_locked", agent.Map{"Minutes": minutes}), Outcome: agent.Refused, Data: told{State: "locked"}}, nil
	case errors.Is(err, edistrict.ErrUnavailable):
		r := agent.Result{Text: t.say(env, "status_down", nil), Outcome: agent.Failed, Data: told{State: "unavailable"}}
		if args.MobileLast4 != "" { // else the phone is the second fact, and no figure is waited for
			r.Retry = t.again(env, args)
		}
		return r, nil
	}
	return agent.Result{}, err
}

// again is the question for the second fact, which the citizen may answer once
// more.
func (t *checkStatus) again(env agent.Env, args statusArguments) *agent.Ask {
	return t.askFor(env, last4Field, statusArguments{ApplicationNo: args.ApplicationNo}, "").Ask
}

// told is what the record keeps of a look-up.
type told struct {
	ApplicationNo string `json:"applicationNo,omitempty"`
	Service       string `json:"service,omitempty"`
	State         string `json:"state"`
	RawStatus     string `json:"rawStatus,omitempty"`
	Sandbox       bool   `json:"sandbox"`
}

var (
	numberShape = regexp.MustCompile(`(?i)\b(SBX)[\s\-–_/]*([A-Z]{3,4})[\s\-–_/]*(\d{2})[\s\-–_/]*(\d{6})\b`)
	bareNumber  = regexp.MustCompile(`\b[0-9]{6,16}\b`)
	fourDigits  = regexp.MustCompile(`(?:^|\D)(\d{4})(?:\D|$)`)
)

// tidyNumber writes SBX numbers the way the portal does.
func tidyNumber(no string) string {
	return strings.ToUpper(numberShape.ReplaceAllString(hindi.Digits(no), "$1-$2-$3-$4"))
}

func numberWithin(text string) string {
	text = hindi.Digits(text)
	if m := numberShape.FindString(text); m != "" {
		return m
	}
	return bareNumber.FindString(text)
}

// lastFour reads four digits, or the end of a whole mobile number.
func lastFour(text string) string {
	digits := hindi.Digits(text)
	if m := mobileShape.FindStringSubmatch(spacing.ReplaceAllString(digits, "$1$2")); m != nil {
		return m[1][6:]
	}
	if m := fourDigits.FindStringSubmatch(digits); m != nil {
		return m[1]
	}
	return ""
}
