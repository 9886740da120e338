package tools

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// state is the form behind an Ask.
func state(t *testing.T, r agent.Result) form {
	t.Helper()
	if r.Ask == nil {
		t.Fatalf("nothing is asked; last words %q", r.Text)
	}
	f, err := unmarshalForm(r.Ask.State)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSeveralAnswersInOneMessage(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	tests := []struct {
		name, text string
		want       map[string]string
		doubts     map[string]string
		asks       string
	}{
		{
			"Latin-letter Hindi", "mera naam Asha Devi hai, mobile 98100 00002, pin 110092",
			map[string]string{"applicant_name": "Asha Devi", "mobile": "9810000002", "pincode": "110092"}, nil, "relative_name",
		},
		{
			"no commas", "naam Asha Devi mobile 9810000002 pin 110092",
			map[string]string{"applicant_name": "Asha Devi", "mobile": "9810000002", "pincode": "110092"}, nil, "relative_name",
		},
		{
			"the name bare", "Asha Devi, 9810000002, 110092",
			map[string]string{"applicant_name": "Asha Devi", "mobile": "9810000002", "pincode": "110092"}, nil, "relative_name",
		},
		{
			"English", "My name is Asha Devi and my father's name is Ram Lal, date of birth 5 March 1990, phone +91 98100 00002",
			map[string]string{"applicant_name": "Asha Devi", "relative_name": "Ram Lal", "dob": "1990-03-05", "mobile": "9810000002"}, nil, "address",
		},
		{
			"Hindi", "मेरा नाम आशा देवी है, पिता का नाम राम लाल, मोबाइल ९८१०००००००२ नहीं ९८१००००००२, पिन कोड ११००९२",
			map[string]string{"applicant_name": "आशा देवी", "relative_name": "राम लाल", "mobile": "9810000002", "pincode": "110092"}, nil, "dob",
		},
		{
			"an address with commas", "naam Asha Devi, pata H-12, Gali 4, Laxmi Nagar, pin 110092, mobile 9810000002",
			map[string]string{"applicant_name": "Asha Devi", "address": "H-12, Gali 4, Laxmi Nagar", "pincode": "110092", "mobile": "9810000002"}, nil, "relative_name",
		},
		{
			"a date in doubt", "naam Asha Devi, janm tithi 3/4/90",
			map[string]string{"applicant_name": "Asha Devi"}, map[string]string{"dob": "1990-04-03"}, "relative_name",
		},
		{
			"a bare date", "Asha Devi, 15-08-1990",
			map[string]string{"applicant_name": "Asha Devi", "dob": "1990-08-15"}, nil, "relative_name",
		},
		{"one answer only", "Asha Devi", map[string]string{"applicant_name": "Asha Devi"}, nil, "relative_name"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := b.call(t, "startApplication", `{"service":"income-certificate"}`)
			r := b.answer(t, "startApplication", start, agent.Answer{Text: tt.text})
			f := state(t, r)
			if diff := cmp.Diff(tt.want, f.Values); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
			if tt.doubts == nil {
				tt.doubts = map[string]string{}
			}
			if diff := cmp.Diff(tt.doubts, f.Doubts); diff != "" {
				t.Errorf("doubts (-want +got):\n%s", diff)
			}
			if r.Ask.Field != tt.asks {
				t.Errorf("asks %s, want %s", r.Ask.Field, tt.asks)
			}
		})
	}
}

func TestWordsOfAnAnswerAreNoOtherAnswers(t *testing.T) {
	t.Parallel()
	library, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := library.Service("income-certificate")
	tests := []struct{ asked, text string }{
		{"address", "H-12, Mata Sundari Road, Delhi"},
		{"address", "pata nahin"},
		{"employer", "Naam Steel and Papa Foods"},
		{"years_in_delhi", "110 saal"},
		{"applicant_name", "Mata Prasad"},
		{"applicant_name", "Pita Ram"},
	}
	for _, tt := range tests {
		f, err := unmarshalForm([]byte(`{"service":"income-certificate","values":{"occupation":"salaried"}}`))
		if err != nil {
			t.Fatal(err)
		}
		f.Field = tt.asked
		field, _ := fieldByID(s.Form.Fields, tt.asked)
		if g := glean(s, f, tt.text, agent.Env{Now: testDay}); manyAnswers(field, g) {
			t.Errorf("%q for %s is read as %v", tt.text, tt.asked, g.values)
		}
	}
}

func TestDoubtsAreReadBack(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		field corpus.Field
		text  string
		want  bool
	}{
		{"short year", corpus.Field{Type: "date"}, "5/3/90", true},
		{"short year in Devanagari", corpus.Field{Type: "date"}, "५/३/९०", true},
		{"short year after a word", corpus.Field{Type: "date"}, "5 march 90", true},
		{"day and month may be exchanged", corpus.Field{Type: "date"}, "03/04/1990", true},
		{"exchanged it would be in the future", corpus.Field{Type: "date", Max: "today"}, "12-05-2026", false},
		{"day above twelve", corpus.Field{Type: "date"}, "15-08-1990", false},
		{"day and month alike", corpus.Field{Type: "date"}, "08-08-1990", false},
		{"month in words", corpus.Field{Type: "date"}, "5 March 1990", false},
		{"year first", corpus.Field{Type: "date"}, "1990-03-04", false},
		{"amount in words", corpus.Field{Type: "amount"}, "डेढ़ लाख", true},
		{"amount in English words", corpus.Field{Type: "amount"}, "one lakh", true},
		{"amount with k", corpus.Field{Type: "amount"}, "20k", true},
		{"amount in digits and words", corpus.Field{Type: "amount"}, "1 lakh 20 hazar", false},
		{"amount in digits", corpus.Field{Type: "amount"}, "1,20,000", false},
		{"name alone", corpus.Field{Type: "name"}, "Asha Devi", false},
		{"name introduced", corpus.Field{Type: "name"}, "mera naam Asha Devi hai", false},
		{"name in a sentence", corpus.Field{Type: "name"}, "likh lo ji Asha Devi", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := doubtful(tt.field, tt.text, testDay); got != tt.want {
				t.Errorf("doubtful(%q) = %v", tt.text, got)
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	ask := func() agent.Result {
		r := b.call(t, "startApplication", `{"service":"income-certificate"}`)
		for _, text := range []string{"Asha Devi", "Ram Lal", "03/04/1990"} {
			r = b.answer(t, "startApplication", r, agent.Answer{Text: text})
		}
		return r
	}
	for l, date := range map[corpus.Lang]string{corpus.English: "3 April 1990?", corpus.Hindi: "3 अप्रैल 1990", corpus.HindiLatin: "3 April 1990"} {
		b.lang = l
		if r := ask(); r.Ask.Kind != agent.AskYesNo || !contains(r.Text, date) || len(r.Choices) != 2 {
			t.Errorf("%s: %q", l, r.Text)
		}
	}
	tests := []struct {
		name   string
		answer agent.Answer
		asks   string
		dob    string
	}{
		{"yes", agent.Answer{Choice: "yes"}, "mobile", "1990-04-03"},
		{"typed yes", agent.Answer{Text: "haan", Control: agent.Yes}, "mobile", "1990-04-03"},
		{"no", agent.Answer{Choice: "no"}, "dob", ""},
		{"another date", agent.Answer{Text: "4 March 1990"}, "mobile", "1990-03-04"},
		{"the answer to the next question", agent.Answer{Text: "9810000002"}, "address", "1990-04-03"},
		{"something else", agent.Answer{Text: "what?"}, "dob", ""},
	}
	for _, tt := range tests {
		r := b.answer(t, "startApplication", ask(), tt.answer)
		if f := state(t, r); r.Ask.Field != tt.asks || f.Values["dob"] != tt.dob {
			t.Errorf("%s: asks %s with dob %q", tt.name, r.Ask.Field, f.Values["dob"])
		}
	}
}

func TestCorrectionOfWordsIsReadBackWhereTheyMayBeOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	summary := b.fill(t, "income-certificate")
	tests := []struct {
		text, field, value string
		plain              bool // beyond doubt
	}{
		{"naam galat hai, Asha Rani karo", "applicant_name", "Asha Rani", true},
		{"change my name to Asha Rani", "applicant_name", "Asha Rani", true},
		{"नाम गलत है, आशा रानी कर दीजिए", "applicant_name", "आशा रानी", true},
		{"pita ka naam galat hai, Mohan Lal kar do", "relative_name", "Mohan Lal", true},
		{"sorry her name is Sarla Rani not Asha Devi", "applicant_name", "Sarla Rani", true},
		{"naam galat hai, Asha karo", "applicant_name", "Asha", false},
		{"change my address to B-7, Rohini Sector 3", "address", "B-7, Rohini Sector 3", false},
		{"pata badal do, B-7, Rohini Sector 3", "address", "B-7, Rohini Sector 3", false},
		{"naam badalna hai", "applicant_name", "", false},
	}
	for _, tt := range tests {
		r := b.answer(t, "startApplication", summary, agent.Answer{Text: tt.text, Control: agent.Edit})
		f := state(t, r)
		if tt.plain {
			if r.Ask.Field != confirmStep || f.Values[tt.field] != tt.value || !contains(r.Text, tt.value) {
				t.Errorf("%q: asks %s, %s is %q", tt.text, r.Ask.Field, tt.field, f.Values[tt.field])
			}
			continue
		}
		if r.Ask.Field != tt.field || f.Doubts[tt.field] != tt.value {
			t.Errorf("%q: asks %s, doubts %v", tt.text, r.Ask.Field, f.Doubts)
			continue
		}
		if tt.value == "" {
			continue
		}
		if r = b.answer(t, "startApplication", r, agent.Answer{Choice: "yes"}); r.Ask.Field != confirmStep || !contains(r.Text, tt.value) {
			t.Errorf("%q: no summary with %s: %q", tt.text, tt.value, r.Text)
		}
	}
}

func TestYesIsNoName(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	start := b.call(t, "startApplication", `{"service":"income-certificate"}`)
	for _, c := range []agent.Control{agent.Yes, agent.No} {
		if r := b.answer(t, "startApplication", start, agent.Answer{Text: "haan", Control: c}); !r.Misfit || r.Ask.Field != "applicant_name" {
			t.Errorf("%s is taken for a name", c)
		}
	}
}

func TestFirstMessageMayHoldAnswers(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	env := b.env()
	env.Message = "income certificate banwana hai, naam Asha Devi, pin 110092"
	r, err := b.tools["startApplication"].Call(t.Context(), env, []byte(`{"service":"income-certificate"}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"applicant_name": "Asha Devi", "pincode": "110092"}, state(t, r).Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if r.Ask.Field != "relative_name" || !r.Personal || !contains(r.Text, "Asha Devi") {
		t.Errorf("asks %s: %q", r.Ask.Field, r.Text)
	}
}

// TestOptionsBehindTheAnswer: what stands behind the answer and its comma is taken if it is
// an option of another field, and only then.
func TestOptionsBehindTheAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ say, name, gender, mobile string }{
		{"Anil Kumar Dubey, male, mobile 9810456723", "Anil Kumar Dubey", "male", "9810456723"},
		{"Anita Negi, mahila", "Anita Negi", "female", ""},
		{"अनीता नेगी, महिला", "अनीता नेगी", "female", ""},
		{"Anil, Kumar", "Anil, Kumar", "", ""},
	} {
		b := newBench(t, "")
		r := b.call(t, "startApplication", `{"service":"domicile-certificate"}`)
		r = b.answer(t, "startApplication", r, agent.Answer{Text: c.say})
		f, err := unmarshalForm(r.Ask.State)
		if err != nil {
			t.Fatal(err)
		}
		if v := f.Values; c.gender != "" && v["applicant_name"] != c.name || v["gender"] != c.gender || v["mobile"] != c.mobile {
			t.Errorf("%q: name %q, gender %q, mobile %q", c.say, v["applicant_name"], v["gender"], v["mobile"])
		}
	}
}
