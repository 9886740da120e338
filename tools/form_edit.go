package tools

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// fieldChoices are the answered fields, as buttons.
func (t *startApplication) fieldChoices(env agent.Env, s *corpus.Service, f form) []agent.Choice {
	var choices []agent.Choice
	for _, field := range s.Form.Fields {
		if _, answered := f.Values[field.ID]; answered && f.applies(field) {
			choices = append(choices, agent.Choice{ID: field.ID, Title: field.Label.In(env.Lang)})
		}
	}
	if len(s.Form.Uploads) > 0 {
		choices = append(choices, t.choice(env, allPapers, "papers_label"))
	}
	return choices
}

// resumeEdit takes which field is to be corrected.
func (t *startApplication) resumeEdit(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	if _, ok := fieldByID(s.Form.Fields, a.Choice); ok {
		return t.askAgain(env, s, f, a.Choice)
	}
	if a.Choice == allPapers || a.Choice == "" && namesPapers(a.Text) {
		return t.askPapers(env, s, f, "")
	}
	if a.Control == agent.Back || a.Control == agent.No || a.Control == agent.Yes {
		return t.proceed(env, s, f, "")
	}
	if r, ok := t.correct(env, s, f, a); ok {
		return r
	}
	r := t.ask(env, s, f, t.say(env, "bad_choice", nil))
	r.Misfit = true
	return r
}

func (t *startApplication) askAgain(env agent.Env, s *corpus.Service, f form, field string) agent.Result {
	f.forget(field)
	f.Field, f.Editing = field, true
	return t.ask(env, s, f, "")
}

// askPapers asks again for the papers put off; if none was, for all of them.
func (t *startApplication) askPapers(env agent.Env, s *corpus.Service, f form, before string) agent.Result {
	missing := false
	for _, p := range uploads(s) {
		missing = missing || len(f.Papers[p.ID].Data) == 0
	}
	for _, p := range uploads(s) {
		if !missing || len(f.Papers[p.ID].Data) == 0 {
			delete(f.Papers, p.ID)
		}
	}
	return t.proceed(env, s, f, before)
}

var paperWords = keySet("paper papers document documents file kaagaz kagaz kaagzaat dastavez")

func namesPapers(text string) bool { return hasKey(text, paperWords) }

// correct obeys "PIN code galat hai, 110092 karo": it finds the answered field
// that the message names and, if the message also holds a fitting value, takes
// it; else asks that field again. ok is false when no field is named.
func (t *startApplication) correct(env agent.Env, s *corpus.Service, f form, a agent.Answer) (agent.Result, bool) {
	field, ok := t.named(s, f, a.Text, a.Control == agent.Edit || f.Field == editStep)
	if !ok {
		asked, _ := fieldByID(s.Form.Fields, f.Field)
		if shapedField, value := shaped(f.given(s), a.Text, asked); value != "" && words(asked) && saysWrong(a.Text) { // "number galat likh diya, 98100... hai"
			return t.replace(env, s, f, shapedField, value), true
		}
		return agent.Result{}, false
	}
	if value, ok := valueWithin(field, a, env); ok {
		if field.Type == "date" && doubtful(field, a.Text, env.Now) {
			f.forget(field.ID)
			f.Doubts[field.ID] = value
			f.Field = field.ID
			return t.ask(env, s, f, ""), true
		}
		return t.changed(env, s, f, field, value), true
	}
	if value, ok := t.wordsWithin(field, a.Text, f.Values[field.ID], env); ok {
		if old := f.Values[field.ID]; field.Type == "name" && withoutOld(a.Text, old) != a.Text && !noNames[hindi.Normalise(value)] { // both are told, and which is wrong
			return t.changed(env, s, f, field, value), true
		}
		if field.Type == "name" && namesSomebody(value) {
			return t.replace(env, s, f, field, value), true
		}
		f.forget(field.ID)
		f.Doubts[field.ID], f.Field = value, field.ID
		return t.ask(env, s, f, ""), true
	}
	return t.askAgain(env, s, f, field.ID), true
}

// changed takes a new value, says so and goes on.
func (t *startApplication) changed(env agent.Env, s *corpus.Service, f form, field corpus.Field, value string) agent.Result {
	f.Values[field.ID] = value
	return t.proceed(env, s, f, t.say(env, "changed", agent.Map{"Label": field.Label.In(env.Lang), "Value": t.shown(env, field, value)}))
}

// named finds the answered field, or the one asked, whose label the message names best. Loose takes
// one word of a label for it, where a change is asked for.
func (t *startApplication) named(s *corpus.Service, f form, text string, loose bool) (corpus.Field, bool) {
	names := map[string][]string{}
	for _, field := range s.Form.Fields {
		if _, answered := f.Values[field.ID]; !answered && field.ID != f.Field || !f.applies(field) {
			continue
		}
		names[field.ID] = append([]string{
			field.Label.En, field.Label.Hi, field.Label.In(corpus.HindiLatin), strings.ReplaceAll(field.ID, "_", " "),
		}, append(slices.Clone(fieldNames[field.ID]), usualNames[field.Type]...)...)
	}
	all, _ := corpus.NewFinder(names).Find(text)
	place := func(id string) int {
		return slices.IndexFunc(s.Form.Fields, func(field corpus.Field) bool { return field.ID == id })
	}
	best := corpus.Found{}
	for _, found := range all {
		// "pata" alone is that of the field that comes first.
		first := found.Letters == best.Letters && found.From == best.From && place(found.Tag) < place(best.Tag)
		if found.Letters > best.Letters || first {
			best = found
		}
	}
	// "naam" alone is the applicant's.
	if named, _ := fieldByID(s.Form.Fields, best.Tag); named.Type == "name" && named.ID != "applicant_name" {
		for _, found := range all {
			if found.Tag == "applicant_name" && found.Letters == best.Letters && found.From == best.From {
				best = found
			}
		}
	}
	// A word that only one label has tells more than "name" or "date" alone.
	usual, named := fieldByID(s.Form.Fields, best.Tag)
	labels := map[string][]string{}
	for id, all := range names {
		if of, _ := fieldByID(s.Form.Fields, id); loose && !named || named && of.Type == usual.Type {
			labels[id] = all[:4]
		}
	}
	if told, ok := fieldByID(s.Form.Fields, choiceByWord(labels, possessive.ReplaceAllString(text, ""))); ok {
		return told, true
	}
	return fieldByID(s.Form.Fields, best.Tag)
}

// possessive is the end of "the tenant's".
var possessive = regexp.MustCompile(`['’]s\b`)

// usualNames are what people call a field of a type, beside its label.
var usualNames = map[string][]string{
	"pincode": {"pin", "pincode", "pin code", "पिन", "पिन कोड"},
	"mobile":  {"mobile", "phone", "phone number", "मोबाइल", "फ़ोन", "mobile number"},
	"address": {"address", "पता", "pata", "ghar ka pata"},
	"name":    {"name", "naam", "नाम"},
	"date":    {"date", "tareekh", "tarikh", "तारीख", "तारीख़", "dob"},
	"amount":  {"income", "amount", "aay", "aamdani", "आय", "आमदनी"},
	"email":   {"email", "e-mail", "ईमेल"},
}

// valueWithin reads a value out of a sentence, for the types whose shape stands
// out; a name or address cannot be told from the words around it.
func valueWithin(field corpus.Field, a agent.Answer, env agent.Env) (string, bool) {
	switch field.Type {
	case "pincode", "mobile", "date", "email", "amount", "number", "choice":
		value, bad := read(field, agent.Answer{Text: a.Text}, env.Now)
		return value, bad == nil
	}
	return "", false
}
