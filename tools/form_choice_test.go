package tools

import (
	"encoding/json"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
)

func TestOptionsAreTakenByTheirMeaning(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	r := b.call(t, "startApplication", `{"service":"birth-certificate"}`)
	for r.Ask.Field != "relation" {
		s, _ := b.library.Service("birth-certificate")
		field, _ := fieldByID(s.Form.Fields, r.Ask.Field)
		r = b.answer(t, "startApplication", r, fitting(field, b.now))
	}
	for text, want := range map[string]string{"papa hu main": "father", "kuch bhi": ""} {
		next := b.answer(t, "startApplication", r, agent.Answer{Text: text})
		if got := state(t, next).Values["relation"]; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestADraftIsGoneOnWithFromWhereItWasLeft(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	r := b.call(t, "startApplication", `{"service":"income-certificate"}`)
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "Asha Verma"})
	later := b.answer(t, "startApplication", r, agent.Answer{Control: agent.Later})
	for message, want := range map[string]string{
		"apply for income certificate":              draftStep,
		"carry on with the form from where we left": "relative_name",
		"आय प्रमाण पत्र का फ़ॉर्म वहीं से आगे भरो":    "relative_name",
		"income certificate ka wahi form aage badhao": "relative_name",
	} {
		env := b.env()
		env.Message, env.Drafts = message, map[string]json.RawMessage{"income-certificate": later.Draft}
		again, err := b.tools["startApplication"].Call(t.Context(), env, []byte(`{"service":"income-certificate"}`))
		if err != nil {
			t.Fatal(err)
		}
		if again.Ask == nil || again.Ask.Field != want {
			t.Errorf("%q asks %+v, want %s", message, again.Ask, want)
		}
	}
}
