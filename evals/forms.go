package evals

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// filledForms is the file of what people answer to the fields of forms.
type filledForms struct {
	Suite   `yaml:",inline"`
	Start   threeForms                            `yaml:"start"`
	Yes     threeForms                            `yaml:"yes"`
	No      threeForms                            `yaml:"no"`
	Skip    threeForms                            `yaml:"skip"`
	Wrong   []wrongAnswer                         `yaml:"wrong"`
	Samples map[string]map[corpus.Lang][]anAnswer `yaml:"samples"` // by type of field
	Texts   map[string]threeForms                 `yaml:"texts"`   // by field
}

// wrongAnswer is one that no field of the type takes, and what the reply to it
// must hold.
type wrongAnswer struct {
	Type       string `yaml:"type"`
	threeForms `yaml:",inline"`
	Must       threeForms `yaml:"must"`
}

// anAnswer is what somebody writes, the value it stands for, and whether it must be
// read back.
type anAnswer struct {
	Say   string `yaml:"say"`
	Is    string `yaml:"is"`
	Doubt bool   `yaml:"doubt"`
}

// formCases fills in the form of every pack in each form of writing. What depends on
// a choice is shared out among the conversations; a form of many branches gets more.
func formCases(file string, library *corpus.Library) (Suite, []Case, error) {
	var f filledForms
	if err := decode(generatedFS, file, &f); err != nil {
		return f.Suite, nil, err
	}
	var cases []Case
	for at, s := range library.Services {
		if s.Form == nil || s.Ended {
			continue
		}
		seen := map[string]bool{}
		for i := 0; i < len(corpus.Langs) || i < mostFillings && !met(s.Form, seen); i++ {
			lang := corpus.Langs[i%len(corpus.Langs)]
			w := filling{
				file: &f, service: s, lang: lang, turn: at + i, seen: seen, values: map[string]string{},
				wrong: f.Wrong[(at+i)%len(f.Wrong)], onePaper: (at+i)%len(corpus.Langs) > 0,
			}
			c, err := w.conversation()
			if err != nil {
				return f.Suite, nil, fmt.Errorf("%s: %w", file, err)
			}
			if i >= len(corpus.Langs) {
				c.ID += "-" + strconv.Itoa(i/len(corpus.Langs)+1)
			}
			cases = append(cases, c)
		}
	}
	return f.Suite, cases, nil
}

// mostFillings bounds the conversations for one form.
const mostFillings = 6

// met reports whether every field of a form was asked for.
func met(form *corpus.Form, seen map[string]bool) bool {
	return !slices.ContainsFunc(form.Fields, func(f corpus.Field) bool { return !seen[f.ID] })
}

// filling is one conversation in which a form is filled in.
type filling struct {
	file    *filledForms
	service *corpus.Service
	lang    corpus.Lang
	turn    int             // goes on with every sample taken
	seen    map[string]bool // fields and options that an earlier conversation has met
	values  map[string]string
	wrong   wrongAnswer // said once
	told    bool        // the wrong answer was said
	// onePaper: all papers but the first are put off at once.
	onePaper bool
	steps    []Step
}

// conversation answers every field, sends one paper, puts the others off, and says
// yes to the summary.
func (w *filling) conversation() (Case, error) {
	s := w.service
	names := strings.NewReplacer("{en}", s.Name.In(corpus.English), "{hi}", s.Name.In(corpus.Hindi), "{latn}", s.Name.In(corpus.HindiLatin))
	w.say(Step{Say: names.Replace(w.file.Start.in(w.lang))})
	for _, field := range s.Form.Fields {
		if field.Only != nil && !slices.Contains(field.Only.Is, w.values[field.Only.Field]) {
			continue
		}
		w.asks(field.ID)
		a, err := w.answer(field)
		if err != nil {
			return Case{}, err
		}
		w.seen[field.ID] = true
		w.slip(field)
		w.say(Step{Say: a.Say})
		if a.Doubt {
			w.asks(field.ID)
			w.say(Step{Say: w.file.Yes.in(w.lang)})
		}
		w.values[field.ID] = a.Is
	}
	w.papers()
	w.asks("confirm")
	last := &w.steps[len(w.steps)-1]
	for _, field := range s.Form.Fields {
		if v := w.values[field.ID]; v != "" {
			last.Expect.Checks = append(last.Expect.Checks, Check{Name: "slot-kept", rule: &slotKept{Field: field.ID, Is: v}})
		}
	}
	w.say(Step{Say: w.file.Yes.in(w.lang)})
	w.steps[len(w.steps)-1].Expect = Expect{Outcome: []string{"done"}, Asks: "none"}
	submitted := list{s.ID}
	return Case{
		ID: s.ID + "-" + strings.ToLower(string(w.lang)), Lang: w.lang, Service: s.ID, Kind: corpus.How, Tags: []string{"form"},
		Turns: w.steps, End: &End{Submitted: &submitted, Drafts: &list{}, Asks: "none"},
	}, nil
}

func (w *filling) say(s Step) { w.steps = append(w.steps, s) }

// asks expects the last message to be followed by the question for a field.
func (w *filling) asks(field string) {
	e := &w.steps[len(w.steps)-1].Expect
	e.Outcome, e.Asks = []string{"asked"}, field
}

// slip says the wrong answer first, where one for the field's type is at hand.
func (w *filling) slip(field corpus.Field) {
	ahead := field.Type == "date" && field.Max != "today"
	if w.told || field.Type != w.wrong.Type || ahead {
		return
	}
	w.told = true
	w.say(Step{Say: w.wrong.in(w.lang)})
	w.asks(field.ID)
	w.steps[len(w.steps)-1].Expect.Says = []string{w.wrong.Must.in(w.lang)}
}

// papers sends a file for every second paper, from the first, and puts the others
// off, one by one or all at once.
func (w *filling) papers() {
	for i, id := range w.service.Form.Uploads {
		p, _ := w.service.Paper(id)
		w.asks("paper:" + id)
		switch {
		case i > 0 && w.onePaper && i < len(w.service.Form.Uploads)-1:
			w.say(Step{Choice: "rest-papers"})
			return
		case i%2 == 1:
			w.say(Step{Choice: "skip-paper"})
		case slices.Contains(p.Formats, "pdf"):
			w.say(Step{Files: []string{"paper.pdf"}})
		default:
			w.say(Step{Files: []string{"paper.jpg"}})
		}
	}
}

// answer is what is said to a field, with the value it stands for.
func (w *filling) answer(field corpus.Field) (anAnswer, error) {
	w.turn++
	if field.Optional && w.turn%2 == 0 {
		return anAnswer{Say: w.file.Skip.in(w.lang)}, nil
	}
	switch field.Type {
	case "choice", "yesno":
		return w.choose(field), nil
	case "text":
		if text, ok := w.file.Texts[field.ID]; ok {
			return anAnswer{Say: text.in(w.lang), Is: text.in(w.lang)}, nil
		}
	}
	all := w.file.Samples[sampleType(field)][w.lang]
	for i := range all {
		a := all[(w.turn+i)%len(all)]
		if a.Is == "" {
			a.Is = a.Say
		}
		if fits(field, a.Is) {
			return a, nil
		}
	}
	return anAnswer{}, fmt.Errorf("no sample of %s in %s fits the field %s of %s", sampleType(field), w.lang, field.ID, w.service.ID)
}

// sampleType is where the samples for a field stand.
func sampleType(field corpus.Field) string {
	switch {
	case field.Type == "text":
		return "code"
	case field.ID == "applicant_name":
		return "own-name"
	case field.Type == "date" && field.Min == "today":
		return "today"
	case field.Type == "date" && !slices.Contains([]string{"dob", "groom_dob", "bride_dob"}, field.ID):
		return "event"
	}
	return field.Type
}

// fits holds a value against the bounds of a number or the length of a text; dates
// are taken from samples that fit.
func fits(field corpus.Field, value string) bool {
	n := len(value)
	switch field.Type {
	case "number", "amount":
		n, _ = strconv.Atoi(value)
	case "text":
	default:
		return true
	}
	least, err := strconv.Atoi(field.Min)
	if err == nil && n < least {
		return false
	}
	most, err := strconv.Atoi(field.Max)
	return err != nil || n <= most
}

// choose takes the option that leads to the most fields not met yet, of several
// one not taken yet.
func (w *filling) choose(field corpus.Field) anAnswer {
	options := field.Choices
	if field.Type == "yesno" {
		options = []corpus.Option{{ID: "yes", Text: corpus.Text(w.file.Yes)}, {ID: "no", Text: corpus.Text(w.file.No)}}
	}
	best, most := options[0], -1
	for i := range options {
		o := options[(w.turn+i)%len(options)]
		worth := 2 * w.leadsTo(field.ID, o.ID)
		if !w.seen[field.ID+"="+o.ID] {
			worth++
		}
		if worth > most {
			best, most = o, worth
		}
	}
	w.seen[field.ID+"="+best.ID] = true
	return anAnswer{Say: best.In(w.lang), Is: best.ID}
}

// leadsTo counts the fields, not met yet, that are asked only after the option, and
// those asked after them.
func (w *filling) leadsTo(field, option string) (n int) {
	for _, f := range w.service.Form.Fields {
		if f.Only == nil || f.Only.Field != field || !slices.Contains(f.Only.Is, option) {
			continue
		}
		if !w.seen[f.ID] {
			n++
		}
		for _, further := range w.service.Form.Fields {
			if further.Only != nil && further.Only.Field == f.ID && !w.seen[further.ID] {
				n++
			}
		}
	}
	return n
}
