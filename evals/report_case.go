package evals

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// reportCase is one case as the page shows it.
type reportCase struct {
	Verdict  Verdict
	Head     string // suite, form, service, kind, id
	Standing string // NEW, REGRESSED, flaky ...
	Faults   []string
	Messages []reportMessage
	Marks    string
	Index    int // in the packed traces
	Lang     corpus.Lang
	First    string // the first message
}

// reportMessage is one message with its reply.
type reportMessage struct {
	Question, Reply, Notes string
	AskedIn, Lang          corpus.Lang
}

// packedTrace is the record of a passed case, short names for its size.
type packedTrace struct {
	Lang     corpus.Lang     `json:"l"`
	Messages []packedMessage `json:"m"`
	Marks    string          `json:"k"`
}

type packedMessage struct {
	Question string      `json:"q"`
	Reply    string      `json:"r"`
	Lang     corpus.Lang `json:"l"`
	Notes    string      `json:"o"`
}

// fill makes the cases at one level of detail.
func (r *report) fill(cases []CaseResult, diffs map[string]*Diff, d detail) error {
	r.Bad, r.Good = nil, nil
	var traces []packedTrace
	for _, c := range cases {
		x := reportCase{Verdict: c.Verdict, Head: headOf(c.Case), Standing: strings.TrimSpace(standing(diffs[c.Case.Suite], c)), Lang: c.Case.Lang}
		if c.Verdict != Pass {
			x.Faults, x.Messages, x.Marks = clipAll(c.First.Faults, d.asked), messagesOf(c.First, d.bad, d.asked), marksOf(c.First.Marks)
			r.Bad = append(r.Bad, x)
			continue
		}
		trace := packedTrace{Lang: c.Case.Lang, Marks: marksOf(c.First.Marks)}
		for _, m := range messagesOf(c.First, d.good, d.asked) {
			trace.Messages = append(trace.Messages, packedMessage{m.Question, m.Reply, m.Lang, m.Notes})
		}
		if len(trace.Messages) > 0 && d.first > 0 {
			x.First = clip(trace.Messages[0].Question, d.first)
		}
		x.Index = len(traces)
		traces, r.Good = append(traces, trace), append(r.Good, x)
	}
	var err error
	r.Packed, err = pack(traces)
	return err
}

func headOf(c Case) string {
	return strings.Join(slices.DeleteFunc([]string{c.Suite, string(c.Lang), c.Service, string(c.Kind), c.ID}, func(s string) bool { return s == "" }), " · ")
}

func clipAll(texts []string, letters int) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = clip(t, letters)
	}
	return out
}

func messagesOf(r Result, reply, asked int) []reportMessage {
	out := make([]reportMessage, len(r.Turns))
	steps := r.Case.steps()
	for i, t := range r.Turns {
		notes := notesOf(t)
		if i < len(steps) && steps[i].Portal != "" {
			notes = "portal " + steps[i].Portal + " · " + notes
		}
		out[i] = reportMessage{Question: clip(t.Message, asked), Reply: clip(t.Reply.Text, reply), AskedIn: r.Case.Lang, Lang: t.Language, Notes: notes}
	}
	return out
}

// notesOf tells what stands behind a reply: outcome, what was cited, found and
// called.
func notesOf(t agent.Turn) string {
	notes := []string{string(t.Outcome)}
	if len(t.Citations) > 0 {
		ids := make([]string, len(t.Citations))
		for i, c := range t.Citations {
			ids[i] = c.Clause
		}
		notes = append(notes, "cites "+strings.Join(ids, ", "))
	}
	var found []string
	for _, p := range t.Passages {
		if !slices.ContainsFunc(t.Citations, func(c agent.Citation) bool { return c.Clause == p.ID }) {
			found = append(found, p.ID)
		}
	}
	if len(found) > 0 {
		more := ""
		if len(found) > passagesShown {
			more, found = fmt.Sprintf(" and %d more", len(found)-passagesShown), found[:passagesShown]
		}
		notes = append(notes, "also found "+strings.Join(found, ", ")+more)
	}
	for _, c := range t.ToolCalls {
		call := "calls " + c.Name + clip(string(c.Arguments), 200)
		if c.Error != "" {
			call += ": " + clip(c.Error, 200)
		}
		notes = append(notes, call)
	}
	if t.Ask != nil {
		notes = append(notes, "waits for "+t.Ask.Field)
	}
	if len(t.Grounding) > 0 {
		notes = append(notes, "a reply was not grounded: "+clip(strings.Join(t.Grounding, "; "), 300))
	}
	if t.Error != "" {
		notes = append(notes, "error: "+clip(t.Error, 200))
	}
	return strings.Join(notes, " · ")
}

// passagesShown bounds the clauses found that were not cited.
const passagesShown = 5

// marksOf lists the marks that have a value, one entry a check.
func marksOf(marks []Mark) string {
	values := scores(marks)
	var parts []string
	for _, m := range marks {
		v, ok := values[m.Check]
		if !ok {
			continue
		}
		delete(values, m.Check)
		parts = append(parts, fmt.Sprintf("%s %.3g", m.Check, v))
	}
	return strings.Join(parts, " · ")
}
