package agent

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// A draft is reminded of twice: remindAfter it was put aside, when papers may
// have been found, and remindBefore it is forgotten.
const (
	remindAfter  = 3 * 24 * time.Hour
	remindBefore = 3 * 24 * time.Hour
)

// RemindAt is when the citizen is to be reminded next of a form put aside; zero
// if there is nothing to remind of. It may lie in the past.
func (s State) RemindAt() time.Time {
	var next time.Time
	for service := range s.Drafts {
		for _, due := range s.remindersOf(service) {
			if next.IsZero() || due.Before(next) {
				next = due
			}
		}
	}
	return next
}

// remindersOf are the times, not yet told, at which a draft is to be reminded of.
// A form that is asked just now is not put aside, and one without a time gets its
// time with the next message.
func (s State) remindersOf(service string) (due []time.Time) {
	at, ok := s.DraftTimes[service]
	if !ok || s.Ask != nil && s.Ask.Service == service {
		return nil
	}
	for _, t := range []time.Time{at.Add(remindAfter), at.Add(DraftFor - remindBefore)} {
		if t.After(s.Reminded) {
			due = append(due, t)
		}
	}
	return due
}

// Remind makes the turn that reminds a citizen of all drafts due at now; ok is
// false if none is. The turn has no message: nobody wrote one. The state returned
// is reminded until now in either case, and keeps a pending question as it was.
func (a *Assistant) Remind(state State, now time.Time) (turn Turn, next State, ok bool) {
	state.dropOldDrafts(now)
	lang := state.form()
	how, choices := "remind_apply", []Choice{}
	if state.Ask != nil { // its buttons stay, for they answer it
		how, choices = "remind_choose", slices.Clone(state.Choices)
	}
	var lines []string
	for _, id := range slices.Sorted(maps.Keys(state.Drafts)) {
		due := state.remindersOf(id)
		if len(due) == 0 || due[0].After(now) || !a.appliedFor(id) {
			continue
		}
		s, _ := a.library.Service(id)
		forgotten := state.DraftTimes[id].Add(DraftFor).In(india).Format("02-01-2006")
		lines = append(lines, a.phrases.Say(lang, "remind", Map{"Service": s.Name.In(lang), "Date": forgotten}))
		choices = append(choices, Choice{ID: ApplyChoice(id), Title: s.Name.In(lang)})
		if state.Ask == nil && len(lines) == 1 {
			state.Subject = id // so that "apply" goes on with it
		}
	}
	state.Reminded = now
	if len(lines) == 0 {
		return Turn{}, state, false
	}
	state.Choices = choices
	text := strings.Join(append(lines, a.phrases.Say(lang, how, nil)), "\n")
	return Turn{
		ID: uuid.Must(uuid.NewV7()).String(), Conversation: state.ID, At: now, Language: lang, Outcome: Reminder,
		Reply:     Reply{Text: text, Choices: choices, Attachments: []Attachment{}},
		Citations: []Citation{}, Passages: []Passage{}, ToolCalls: []ToolCall{}, Prompt: a.prompt.hash, TimingsMS: map[string]int64{},
	}, state, true
}

// india is the zone in which dates are told.
var india = time.FixedZone("IST", 5*3600+1800)
