package tools

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// startArguments are what a model may pass; every detail of the citizen comes
// from the citizen.
type startArguments struct {
	Service string `json:"service" jsonschema:"required,pattern=^[a-z0-9-]{2\\,60}$,description=id of the service such as income-certificate"`
}

// startApplication guides through the form of any pack that has one.
type startApplication struct {
	kit
	arguments arguments[startArguments]
}

var _ agent.Tool = (*startApplication)(nil)

func newStartApplication(k kit) (*startApplication, error) {
	a, err := newArguments[startArguments]("startApplication", "start_application")
	return &startApplication{kit: k, arguments: a}, err
}

func (t *startApplication) Spec() agent.ToolSpec         { return t.arguments.spec }
func (t *startApplication) Permission() agent.Permission { return agent.Write }

func (t *startApplication) Call(_ context.Context, env agent.Env, raw json.RawMessage) (agent.Result, error) {
	args, err := t.arguments.decode(raw)
	if err != nil {
		return agent.Result{}, err
	}
	s, ok := t.library.Service(args.Service)
	if !ok || s.Form == nil || s.Ended {
		return agent.Result{}, &agent.ArgumentError{Faults: []string{"/service names no service that is applied for here"}}
	}
	if draft, ok := env.Drafts[s.ID]; ok {
		if f, err := unmarshalForm(draft); err == nil && len(f.Values)+len(f.Doubts) > 0 {
			if goesOn.MatchString(env.Message) {
				r := t.proceed(env, s, f, "")
				r.DropDraft = true
				return r, nil
			}
			f.Field = draftStep
			return t.ask(env, s, f, ""), nil
		}
	}
	return t.begin(env, s, env.Message), nil
}

// begin asks the first field of a new form. The message that started it may
// answer some of them already.
func (t *startApplication) begin(env agent.Env, s *corpus.Service, message string) agent.Result {
	f, _ := unmarshalForm(json.RawMessage(`{}`))
	f.ID, f.Service = uuid.Must(uuid.NewV7()).String(), s.ID
	before := t.say(env, "form_intro", agent.Map{"Service": s.Name.In(env.Lang), "Questions": len(s.Form.Fields)})
	g := glean(s, f, message, env)
	for id, value := range g.values { // "assistance for daughters of poor widows" names nobody
		if field, _ := fieldByID(s.Form.Fields, id); field.Type == "name" && ofItsName(s, value) {
			delete(g.values, id)
		}
	}
	f.take(g)
	if said := t.took(env, s, g, ""); said != "" {
		before += "\n\n" + said
	}
	var r agent.Result
	if f.Field = f.next(s); len(f.known(s, env)) > 0 {
		f.Field = knownStep
		r = t.ask(env, s, f, before)
	} else {
		r = t.proceed(env, s, f, before)
	}
	r.DropDraft = true
	r.Personal = g.beside("") > 0
	return r
}

func (t *startApplication) Resume(ctx context.Context, env agent.Env, ask agent.Ask, a agent.Answer) (agent.Result, error) {
	f, s, err := t.load(ask)
	if err != nil {
		return agent.Result{}, err
	}
	switch {
	case a.Control == agent.Cancel || a.Choice == "cancel":
		return agent.Result{Text: t.say(env, "form_cancelled", nil), Outcome: agent.Done, Service: s.ID, DropDraft: true}, nil
	case a.Control == agent.Later && paperNotAsked(s, f):
		return agent.Result{
			Text:    t.say(env, "form_later", agent.Map{"Service": s.Name.In(env.Lang), "Date": indianDay(env.Now.Add(draftFor))}),
			Choices: []agent.Choice{{ID: agent.ApplyChoice(s.ID), Title: t.say(env, "go_on", nil)}},
			Outcome: agent.Done, Service: s.ID, Draft: f.marshal(),
		}, nil
	}
	if a.Control == agent.Why {
		return t.why(env, s, f, a.Text), nil
	}
	if f.Field != knownStep && f.Field != draftStep {
		r, rest, ok := t.takeBack(env, s, f, a)
		if ok {
			return r, nil
		}
		a = rest
		if r, ok := t.amend(env, s, f, a); ok {
			return r, nil
		}
	}
	switch {
	case f.Field == knownStep:
		return t.resumeKnown(env, s, f, a), nil
	case f.Field == draftStep:
		return t.resumeDraft(env, s, f, a), nil
	case f.Field == editStep:
		return t.resumeEdit(env, s, f, a), nil
	case a.Control == agent.Back:
		return t.goBack(env, s, f), nil
	case f.Field == confirmStep:
		return t.resumeConfirm(ctx, env, s, f, a)
	}
	if p, ok := paperAsked(s, f); ok {
		if len(a.Files) == 0 && a.Choice == "" && a.Control == agent.Edit {
			if r, ok := t.correct(env, s, f, a); ok {
				return r, nil
			}
		}
		return t.resumePaper(env, s, f, p, a), nil
	}
	if (a.Control == agent.Edit || a.Choice == "edit") && !takesOption(s, f, a) {
		if r, ok := t.correct(env, s, f, a); ok {
			return r, nil
		}
	}
	return t.fill(env, s, f, a), nil
}

// takesOption reports whether the answer is an option of the field asked, of
// which "Change the address" may be one.
func takesOption(s *corpus.Service, f form, a agent.Answer) bool {
	field, _ := fieldByID(s.Form.Fields, f.Field)
	typed := hindi.Normalise(a.Text)
	return slices.ContainsFunc(field.Choices, func(o corpus.Option) bool {
		return a.Choice == o.ID || slices.ContainsFunc([]string{o.En, o.Hi, o.In(corpus.HindiLatin)}, func(title string) bool { return hindi.Normalise(title) == typed })
	})
}

func (t *startApplication) load(ask agent.Ask) (form, *corpus.Service, error) {
	f, err := unmarshalForm(ask.State)
	if err != nil {
		return f, nil, err
	}
	s, ok := t.library.Service(f.Service)
	if !ok || s.Form == nil {
		return f, nil, errFormGone
	}
	return f, s, nil
}

func paperNotAsked(s *corpus.Service, f form) bool {
	_, asked := paperAsked(s, f)
	return !asked
}

// fill takes the answer to the field asked, and whatever else the message says,
// and asks the next.
func (t *startApplication) fill(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	field, ok := fieldByID(s.Form.Fields, f.Field)
	if !ok { // the pack changed under the form
		f.Field = f.next(s)
		return t.ask(env, s, f, "")
	}
	if len(a.Files) > 0 && a.Text == "" {
		r := t.ask(env, s, f, t.say(env, "file_early", nil))
		r.Misfit = true
		return r
	}
	if _, waits := f.Doubts[field.ID]; waits {
		if r, done := t.settleDoubt(env, s, f, field, a); done {
			return r
		}
		delete(f.Doubts, field.ID)
	}
	g := glean(s, f, a.Text, env)
	if a.Choice == "" && manyAnswers(field, g) {
		return t.takeMany(env, s, f, field, g, a)
	}
	if field.Type == "name" && a.Choice == "" {
		a.Text = relationAfter.ReplaceAllString(a.Text, "")
		if m := namedFirst.FindStringSubmatch(a.Text); m != nil && field.ID == "applicant_name" {
			a.Text = m[1]
		}
		if len(labelSpans(f.given(s), a.Text, "")) == 0 { // or it corrects that of another
			a.Text = ofKin.ReplaceAllString(a.Text, "")
			if m := relationBefore.FindStringSubmatch(a.Text); m != nil && field.ID != "applicant_name" {
				a.Text = m[1] + m[2]
			}
		}
	}
	// "naam" alone may stand anywhere in a sentence, "pati ka naam" only before the name.
	if named, ok := g.values[field.ID]; ok && field.Type == "name" && field.ID != "applicant_name" && a.Choice == "" && courteous(g.leading) {
		a.Text = named
	}
	value, bad := "", (*misfit)(nil)
	switch {
	case field.Optional && (a.Control == agent.Skip || a.Control == agent.No && field.Type != "yesno"):
	case words(field) && a.Control == agent.Skip:
		return t.mustGive(env, s, f)
	case words(field) && (a.Control == agent.Yes || a.Control == agent.No): // "haan" is nobody's name
		bad = &misfit{phrase: "bad_" + field.Type}
	case field.Type == "mobile" && a.Choice == knownMobile:
		value = localMobile(env.Citizen)
	default:
		value, bad = read(field, a, env.Now)
	}
	if bad != nil && a.Control == agent.Skip {
		return t.mustGive(env, s, f)
	}
	if bad != nil && a.Choice == "" && a.Control == agent.NoControl {
		if meant := t.byMeaning(field, a.Text); meant != "" {
			value, bad = meant, nil
		}
	}
	if bad != nil {
		if r, ok := t.restate(env, s, f, a); ok {
			return r
		}
	}
	if bad != nil {
		r := t.ask(env, s, f, t.say(env, bad.phrase, bad.data))
		r.Misfit = true
		return r
	}
	if a.Choice == "" && value != "" && doubtful(field, a.Text, env.Now) {
		f.Doubts[field.ID] = value
		return t.ask(env, s, f, "")
	}
	f.Values[field.ID] = value
	return t.proceed(env, s, f, "")
}

// courteous reports whether what stands before a label says nothing: "theek hai,
// pati ka naam Salim".
func courteous(leading string) bool {
	return !slices.ContainsFunc(hindi.Tokens(leading), func(w string) bool { return !beside[w] && !courtesies[w] })
}

var courtesies = wordSet("theek thik accha achha acha so well mere unke uske inke iske hamare his her our their ठीक अच्छा मेरे उनके उसके इनके इसके हमारे")

// words reports whether a field takes free words.
func words(field corpus.Field) bool {
	return field.Type == "name" || field.Type == "text" || field.Type == "address"
}

// manyAnswers reports whether a message answers more than the field asked.
// Where free words are asked for, such words may be part of the answer, so more
// has to speak for it.
func manyAnswers(asked corpus.Field, g gleaned) bool {
	beside := g.beside(asked.ID)
	switch asked.Type {
	case "text", "certificate", "number", "amount":
		return beside > 0 && g.labels > 0 && (asked.Type != "text" || g.labels > 1)
	}
	return beside > 0
}

// takeMany takes all that a message says. The field asked gets what stands
// before the first name, or the whole message if nothing else fits.
func (t *startApplication) takeMany(env agent.Env, s *corpus.Service, f form, field corpus.Field, g gleaned, a agent.Answer) agent.Result {
	_, has := g.values[field.ID]
	if _, doubt := g.doubts[field.ID]; !has && !doubt {
		for _, text := range []string{g.leading, a.Text} {
			if text == a.Text && field.Type != "address" || strings.TrimSpace(text) == "" {
				continue
			}
			value, bad := read(field, agent.Answer{Text: text, Control: a.Control}, env.Now)
			if bad != nil {
				continue
			}
			if doubtful(field, text, env.Now) {
				g.doubts[field.ID] = value
			} else {
				g.values[field.ID] = value
			}
			break
		}
		if _, has = g.values[field.ID]; !has && !words(field) {
			g.addressAhead(f.open(s), field.ID, env)
		}
	}
	f.take(g)
	r := t.proceed(env, s, f, t.took(env, s, g, field.ID))
	r.Personal = true
	return r
}

// take puts what a message said into the form.
func (f form) take(g gleaned) {
	for id, v := range g.values {
		f.Values[id] = v
		delete(f.Doubts, id)
	}
	for id, v := range g.doubts {
		f.Doubts[id] = v
	}
}

// took says back what was taken from a message, in the order of the form.
func (t *startApplication) took(env agent.Env, s *corpus.Service, g gleaned, asked string) string {
	if g.beside(asked) == 0 {
		return ""
	}
	var lines []string
	for _, field := range s.Form.Fields {
		if value, ok := g.values[field.ID]; ok {
			lines = append(lines, "• "+field.Label.In(env.Lang)+": "+t.readBack(env, field, value))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return t.say(env, "took", nil) + "\n" + strings.Join(lines, "\n")
}

// proceed asks the next open step, or shows the summary.
func (t *startApplication) proceed(env agent.Env, s *corpus.Service, f form, before string) agent.Result {
	f.prune(s.Form.Fields)
	f.Editing = false
	f.Field = f.next(s)
	return t.ask(env, s, f, before)
}

// goBack asks the previous step again; at the first it stays.
func (t *startApplication) goBack(env agent.Env, s *corpus.Service, f form) agent.Result {
	previous := f.previous(s)
	if previous == "" {
		return t.ask(env, s, f, t.say(env, "at_first", nil))
	}
	f.forget(previous)
	delete(f.Doubts, f.Field)
	f.Field = previous
	return t.ask(env, s, f, "")
}

// goesOn asks for the form as it was left, so that it need not be asked whether to go on.
var goesOn = regexp.MustCompile(`(?i)\b(?:from )?where (?:i|we) (?:left|stopped|were)\b|\bcarry on\b|\b(?:wahi|wahin|vahi|vahin|jahan|jaha)\s+(?:se|tak|form|wala|chhod\w*)\b|(?:वहीं|जहाँ|जहां)\s+(?:से|तक|छोड़\S*)`)

// resumeDraft goes on with a form put aside, or starts afresh.
func (t *startApplication) resumeDraft(env agent.Env, s *corpus.Service, f form, a agent.Answer) agent.Result {
	switch {
	case a.Choice == "fresh" || a.Control == agent.No || t.saysAny(a, "draft_fresh") || t.draftByWord(a) == "fresh":
		return t.begin(env, s, "")
	case a.Choice == "continue" || a.Control == agent.Yes || t.saysAny(a, "draft_continue", "go_on") || t.draftByWord(a) == "continue":
		r := t.proceed(env, s, f, "")
		r.DropDraft = true
		return r
	}
	r := t.ask(env, s, f, t.say(env, "bad_choice", nil))
	r.Misfit = true
	return r
}

// draftByWord takes "wahi aage badhao" and "naya shuru karo": what only one of
// the two buttons says.
func (t *startApplication) draftByWord(a agent.Answer) string {
	if a.Choice != "" || len(strings.Fields(a.Text)) > longestSlip {
		return ""
	}
	names := map[string][]string{"continue": {"continue", "resume", "wahi", "वही"}, "fresh": {"fresh", "new", "naya", "नया"}}
	for _, l := range corpus.Langs {
		names["continue"] = append(names["continue"], t.phrases.Say(l, "draft_continue", nil), t.phrases.Say(l, "go_on", nil))
		names["fresh"] = append(names["fresh"], t.phrases.Say(l, "draft_fresh", nil))
	}
	return choiceByWord(names, a.Text)
}

// saysAny reports whether the message is one of the phrases in any form: the
// citizen may type a button's words in another than the last reply had.
func (t *startApplication) saysAny(a agent.Answer, phrases ...string) bool {
	typed := hindi.Normalise(a.Text)
	for _, l := range corpus.Langs {
		for _, id := range phrases {
			if typed != "" && typed == hindi.Normalise(t.phrases.Say(l, id, nil)) {
				return true
			}
		}
	}
	return false
}

// Repeat says the pending question in the present form of writing.
func (t *startApplication) Repeat(env agent.Env, ask agent.Ask) agent.Result {
	f, s, err := t.load(ask)
	if err != nil {
		return agent.Result{}
	}
	return t.ask(env, s, f, "")
}
