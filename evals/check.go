package evals

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// checks are all that a turn is held against; each returns what is wrong, ""
// for nothing. None needs a judge.
var checks = []func(*corpus.Library, Case, Expect, agent.Turn) string{
	checkOutcome, checkLanguage, checkScript, checkCited, checkCitesExist,
	checkSays, checkNumbers, checkTool, checkAsk, checkChoice,
}

func judge(l *corpus.Library, c Case, e Expect, t agent.Turn) (faults []string) {
	for _, check := range checks {
		if fault := check(l, c, e, t); fault != "" {
			faults = append(faults, fault)
		}
	}
	return faults
}

func checkOutcome(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	if len(e.Outcome) > 0 && !slices.Contains(e.Outcome, string(t.Outcome)) {
		return fmt.Sprintf("outcome %s, want %s", t.Outcome, strings.Join(e.Outcome, " or "))
	}
	if t.Outcome == agent.Failed && !slices.Contains(e.Outcome, string(agent.Failed)) {
		return "the turn failed: " + t.Error
	}
	return ""
}

func checkLanguage(_ *corpus.Library, c Case, e Expect, t agent.Turn) string {
	if want := wanted(c, e); t.Language != want {
		return fmt.Sprintf("language %s, want %s", t.Language, want)
	}
	return ""
}

func wanted(c Case, e Expect) corpus.Lang {
	if e.Language != "" {
		return e.Language
	}
	return c.Lang
}

// strayShare is the share of letters of the other script that a reply may hold:
// addresses of pages, ids and names are in Latin letters everywhere.
const strayShare = 0.35

// checkScript looks at the words themselves, addresses and source lines left out.
func checkScript(_ *corpus.Library, c Case, e Expect, t agent.Turn) string {
	if t.Outcome == agent.Menu { // greets in two languages
		return ""
	}
	deva, latin := 0, 0
	for _, word := range strings.Fields(t.Reply.Text) {
		if strings.Contains(word, "/") || strings.Contains(word, "@") {
			continue
		}
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Devanagari, r):
				deva++
			case unicode.Is(unicode.Latin, r):
				latin++
			}
		}
	}
	all := deva + latin
	switch want := wanted(c, e); {
	case all == 0:
		return ""
	case want == corpus.Hindi && float64(latin)/float64(all) > strayShare:
		return "the reply is not in Devanagari"
	case want != corpus.Hindi && float64(deva)/float64(all) > 0.02:
		return "the reply has Devanagari in it"
	}
	return ""
}

func checkCited(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	cited := map[string]bool{}
	for _, c := range t.Citations {
		cited[c.Clause] = true
		if len(e.CitesOnly) > 0 && !slices.Contains(e.CitesOnly, c.Service) {
			return "cites " + c.Clause + ", another service"
		}
	}
	for _, want := range e.Cites {
		if !cited[want] {
			return "does not cite " + want
		}
	}
	if len(e.CitesAny) > 0 && !slices.ContainsFunc(e.CitesAny, func(id string) bool { return cited[id] }) {
		return "cites none of " + strings.Join(e.CitesAny, ", ")
	}
	return ""
}

// checkCitesExist holds for every turn: a citation is a clause of the library
// that was found in this turn.
func checkCitesExist(l *corpus.Library, _ Case, _ Expect, t agent.Turn) string {
	for _, c := range t.Citations {
		if _, ok := l.Clause(c.Clause); !ok {
			return "cites a clause that does not exist: " + c.Clause
		}
		if !slices.ContainsFunc(t.Passages, func(p agent.Passage) bool { return p.ID == c.Clause }) {
			return "cites a clause that was not found in this turn: " + c.Clause
		}
	}
	if t.Outcome == agent.Answered && len(t.Passages) > 0 && len(t.Citations) == 0 {
		return "answers without a citation"
	}
	return ""
}

func checkSays(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	for _, w := range e.Says {
		if !says(t.Reply.Text, w) {
			return fmt.Sprintf("does not say %q", w)
		}
	}
	for _, w := range e.SaysNot {
		if says(t.Reply.Text, w) {
			return fmt.Sprintf("says %q", w)
		}
	}
	if len(e.SaysAny) > 0 && !slices.ContainsFunc(e.SaysAny, func(w string) bool { return says(t.Reply.Text, w) }) {
		return "says none of " + strings.Join(e.SaysAny, ", ")
	}
	return ""
}

// says compares by phonetic keys, so that "kaagaz", "kagaz" and "काग़ज़" are one.
func says(text, words string) bool {
	return strings.Contains(" "+keys(text)+" ", " "+keys(words)+" ")
}

func keys(text string) string {
	tokens := hindi.Tokens(text)
	for i, t := range tokens {
		tokens[i] = hindi.Key(t)
	}
	return strings.Join(tokens, " ")
}

func checkNumbers(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	found := hindi.Numbers(t.Reply.Text)
	for _, want := range e.Numbers {
		if !slices.ContainsFunc(found, func(n hindi.Number) bool { return n.Value == want }) {
			return "does not state the number " + want
		}
	}
	return ""
}

func checkTool(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	for _, c := range t.ToolCalls {
		if c.Name == e.ToolNot {
			return "calls " + c.Name
		}
	}
	if e.Tool == "" {
		return ""
	}
	for _, c := range t.ToolCalls {
		if c.Name == e.Tool && fits(c.Arguments, e.Arguments) {
			return ""
		}
	}
	return "does not call " + e.Tool + " as expected"
}

func fits(raw json.RawMessage, want map[string]string) bool {
	got := map[string]any{}
	if err := json.Unmarshal(raw, &got); err != nil {
		return false
	}
	for k, v := range want {
		if got[k] != v {
			return false
		}
	}
	return true
}

func checkAsk(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	field := "none"
	if t.Ask != nil {
		field = t.Ask.Field
	}
	if e.Asks != "" && e.Asks != field {
		return fmt.Sprintf("waits for %s, want %s", field, e.Asks)
	}
	return ""
}

func checkChoice(_ *corpus.Library, _ Case, e Expect, t agent.Turn) string {
	if e.Choice != "" && !slices.ContainsFunc(t.Reply.Choices, func(c agent.Choice) bool { return c.ID == e.Choice }) {
		return "does not offer " + e.Choice
	}
	return ""
}
