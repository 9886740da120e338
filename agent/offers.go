package agent

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Ids of choices carry what they do, so that a button still works after a
// restart or on another day.
const (
	applyChoice   = "apply:"   // apply:<service>; empty: ask which
	statusChoice  = "status:"  // status of an application
	verifyChoice  = "verify:"  // check a certificate
	serviceChoice = "service:" // service:<service>
	kindChoice    = "kind:"    // kind:<kind>:<service>
)

// KindChoice is the id of a choice that asks one aspect of a service.
func KindChoice(k corpus.Kind, service string) string { return kindChoice + string(k) + ":" + service }

// ServiceChoice is the id of a choice that names a service.
func ServiceChoice(service string) string { return serviceChoice + service }

// ApplyChoice is the id of a choice that starts an application.
func ApplyChoice(service string) string { return applyChoice + service }

// chosen turns the id of a choice into what it stands for; ok is false for ids
// that belong to a tool's Ask.
func (t *turning) chosen(id string) (u Understanding, ok bool) {
	switch {
	case strings.HasPrefix(id, applyChoice):
		u = Understanding{Intent: Apply}
		u.Services = t.known(strings.TrimPrefix(id, applyChoice))
	case strings.HasPrefix(id, againChoice):
		u = Understanding{Intent: Apply, Services: t.known(strings.TrimPrefix(id, againChoice))}
	case strings.HasPrefix(id, statusChoice):
		u = Understanding{Intent: CheckState}
	case strings.HasPrefix(id, verifyChoice):
		u = Understanding{Intent: VerifyDoc}
	case strings.HasPrefix(id, serviceChoice):
		u = Understanding{Intent: Question, Services: t.known(strings.TrimPrefix(id, serviceChoice))}
		if t.state.Aspect != "" && t.state.Subject == "" {
			u.Kinds = []corpus.Kind{t.state.Aspect} // "fees?" – "which service?" – this one
		}
	case strings.HasPrefix(id, kindChoice):
		kind, service, _ := strings.Cut(strings.TrimPrefix(id, kindChoice), ":")
		u = Understanding{Intent: Question, Services: t.known(service)}
		if slices.Contains(corpus.Kinds, corpus.Kind(kind)) {
			u.Kinds = []corpus.Kind{corpus.Kind(kind)}
		}
	default:
		return u, false
	}
	return u, true
}

func (t *turning) known(service string) []string {
	if _, ok := t.library.Service(service); ok {
		return []string{service}
	}
	return nil
}

// menu is what Sahayak can do, as choices.
func (t *turning) menu() []Choice {
	return []Choice{
		{ID: applyChoice, Title: t.phrases.Say(t.lang, "menu_apply", nil)},
		{ID: statusChoice, Title: t.phrases.Say(t.lang, "menu_status", nil)},
		{ID: verifyChoice, Title: t.phrases.Say(t.lang, "menu_verify", nil)},
	}
}

// offer sets the reply's choices, unless it has some.
func (t *turning) offer(choices ...Choice) {
	if len(t.turn.Reply.Choices) == 0 && len(choices) > 0 {
		t.turn.Reply.Choices = choices
	}
}

// usualKinds are the aspects most asked, offered as next steps.
var usualKinds = []corpus.Kind{corpus.Papers, corpus.Days, corpus.Fee, corpus.Eligibility}

// nextSteps offers at most three: to apply, if that can be done here, and the
// usual questions not just answered.
func (t *turning) nextSteps(service string, answered []corpus.Kind) []Choice {
	s, ok := t.library.Service(service)
	if !ok {
		return nil
	}
	var steps []Choice
	if s.Form != nil && !s.Ended {
		steps = append(steps, Choice{ID: ApplyChoice(service), Title: t.phrases.Say(t.lang, "apply_now", nil)})
	}
	for _, k := range usualKinds {
		if len(steps) < 3 && !slices.Contains(answered, k) {
			steps = append(steps, Choice{ID: KindChoice(k, service), Title: t.phrases.Say(t.lang, "kind_"+string(k), nil)})
		}
	}
	return steps
}
