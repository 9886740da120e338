package evals

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// rightIs makes the case one on an aspect with its right clauses.
func rightIs(kind corpus.Kind, clauses ...string) change {
	return func(r *Recorded) { r.Case.Kind, r.Case.Expect = kind, Expect{CitesAny: clauses} }
}

func saidBy(citizen string) change {
	return turn(func(t *agent.Turn) { t.Message = citizen })
}

func TestWrongFacts(t *testing.T) {
	t.Parallel()
	library := rules(t)
	const fee, sma, days, daysSMA, deadline = "marriage-registration/fee", "marriage-registration/fee-sma", "marriage-registration/days", "marriage-registration/days-sma", "marriage-registration/deadline"
	for _, tt := range []struct {
		name    string
		changes []change
		want    string // "" for right, "-" for unmeasured, else part of what is wrong
	}{
		{"another fee first", []change{rightIs(corpus.Fee, fee), citing(sma, fee), reply("The fee is 150 rupees. Under the Hindu Act it is 100 rupees.")}, "150 inr of " + sma},
		{"the right fee first", []change{rightIs(corpus.Fee, fee), citing(fee, sma), reply("The fee is 100 rupees; 150 under the Special Act.")}, ""},
		{"in words of Hindi", []change{rightIs(corpus.Fee, fee), citing(sma), reply("फ़ीस डेढ़ सौ रुपये है।")}, "150 inr"},
		{"in Latin letters", []change{rightIs(corpus.Fee, fee), citing(sma), reply("fees 150 rupaye lagegi")}, "150 inr"},
		{"another clause with the same value", []change{rightIs(corpus.Days, days), citing("marriage-registration/days-anand"), reply("15 days")}, ""},
		{"other days", []change{rightIs(corpus.Days, days), citing(daysSMA), reply("It takes 30 days")}, "30 days of " + daysSMA},
		{"an aspect that was not asked", []change{rightIs(corpus.Days, days), citing(sma), reply("The fee is 150 rupees")}, ""},
		{"the fee of another service", []change{rightIs(corpus.Fee, "income-certificate/fee"), citing("rti-application/fee"), reply("10 rupees")}, "10 inr of rti-application/fee"},
		{"free, where it is not", []change{rightIs(corpus.Fee, fee), citing("rti-application/fee-appeal"), reply("It is free")}, "0 inr"},
		{"cited but not stated", []change{rightIs(corpus.Fee, fee), citing(sma), reply("There is a fee under the Special Act")}, ""},
		{"the citizen's own figure", []change{rightIs(corpus.Fee, fee), citing(sma), saidBy("is it 150?"), reply("I cannot confirm 150 rupees")}, ""},
		{"a number that the case expects", []change{rightIs(corpus.Fee, fee), func(r *Recorded) { r.Case.Expect.Numbers = []string{"150"} }, citing(sma), reply("150 rupees")}, ""},
		{"another limit beside the right one", []change{rightIs(corpus.Deadline, deadline), citing("rti-application/deadline", deadline), reply("30 days; a marriage within 60 days")}, ""},
		{"another limit instead", []change{rightIs(corpus.Deadline, deadline), citing("rti-application/deadline"), reply("within 30 days")}, "30 days of rti-application/deadline"},
		{"a limit of the same thing", []change{rightIs(corpus.Eligibility, "old-age-pension/eligibility-income"), citing("ews-certificate/eligibility-income"), reply("up to 8 lakh rupees")}, "800000 inr"},
		{"papers of another service", []change{rightIs(corpus.Papers, "income-certificate/affidavit"), citing("rti-application/question-text"), reply("• Your question")}, "lists the papers of rti-application"},
		{"other papers of the service", []change{rightIs(corpus.Papers, "income-certificate/affidavit"), citing("income-certificate/aadhaar"), reply("• Aadhaar")}, ""},
		{"nothing told", []change{rightIs(corpus.Fee, fee), citing(), reply("I do not know")}, ""},
		{"how-to questions state none", []change{rightIs(corpus.How, "income-certificate/how-online"), citing(sma), reply("150 rupees")}, "-"},
		{"unless a number is expected", []change{rightIs(corpus.Appeal, "rti-application/appeal"), func(r *Recorded) { r.Case.Expect.Numbers = []string{"30"} }, citing("rti-application/appeal-second"), reply("within 90 days")}, "90 days"},
		{"no right clauses", []change{reply("150 rupees"), citing(sma)}, "-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := good(library, tt.changes)
			for _, id := range slices.Concat(r.Case.Rests(), citedBy(r.Turns[0])) {
				if _, ok := library.Clause(id); !ok {
					t.Fatalf("there is no clause %s any more", id)
				}
			}
			x := Result{Case: r.Case, Turns: r.Turns}
			x.judged(Judge(r))
			switch {
			case tt.want == "-":
				if x.Wrong != nil {
					t.Errorf("measured: %q", x.Wrong)
				}
			case x.Wrong == nil:
				t.Error("unmeasured")
			case tt.want == "" && len(x.Wrong) > 0, tt.want != "" && (len(x.Wrong) != 1 || !strings.Contains(x.Wrong[0], tt.want)):
				t.Errorf("wrong %q, want %q", x.Wrong, tt.want)
			}
		})
	}
}

func TestMaxWrongStops(t *testing.T) {
	t.Parallel()
	result := func(id string, l corpus.Lang, wrong ...string) Result {
		if wrong == nil {
			wrong = []string{}
		}
		return Result{Case: Case{ID: id, Suite: "s", Lang: l}, Verdict: Pass, Wrong: wrong}
	}
	results := []Result{
		result("a", corpus.English), result("b", corpus.English, "tells 150 inr of x/fee"), result("c", corpus.Hindi),
		{Case: Case{ID: "d", Suite: "s", Lang: corpus.HindiLatin}, Verdict: Pass}, // asks for none
	}
	second := result("c", corpus.Hindi, "lists the papers of y")
	second.Trial = 2
	for _, tt := range []struct {
		name    string
		most    int
		results []Result
		told    string
		gate    []string
	}{
		{"one too many", 0, results, "en 1 of 2, hi 0 of 1", []string{"s: 1 cases in en tell a wrong"}},
		{"one allowed", 1, results, "en 1 of 2, hi 0 of 1", nil},
		{"wrong in one trial", 0, []Result{results[2], second}, "hi 1 of 1", []string{"s: 1 cases in hi"}},
		{"none looked at", 0, results[3:], "", []string{"s: max_wrong is unmeasured"}},
	} {
		s := Summarise(Suite{Name: "s", Gate: 0.1, MaxWrong: &tt.most}, tt.results)
		if got := s.Wrong.String(); got != tt.told {
			t.Errorf("%s: counts %q, want %q", tt.name, got, tt.told)
		}
		if !slices.EqualFunc(s.Gate, tt.gate, strings.HasPrefix) {
			t.Errorf("%s: gate %q, want %q", tt.name, s.Gate, tt.gate)
		}
	}
	var table, md, page strings.Builder
	s := Summarise(Suite{Name: "s", Gate: 0.1}, results)
	rec := Recording{Info: Info{Suites: []Suite{{Name: "s"}}}, Results: results}
	if err := Table(&table, s, nil); err != nil {
		t.Fatal(err)
	}
	if err := Markdown(&md, rec, []Summary{s}); err != nil {
		t.Fatal(err)
	}
	if err := HTML(&page, rec, []Summary{s}, nil); err != nil {
		t.Fatal(err)
	}
	var junit bytes.Buffer
	if err := JUnit(&junit, rec); err != nil {
		t.Fatal(err)
	}
	var read junitSuites
	if err := xml.Unmarshal(junit.Bytes(), &read); err != nil || len(read.Suites) != 1 || read.Suites[0].Properties == nil {
		t.Fatalf("JUnit: %v\n%s", err, junit.String())
	}
	if diff := cmp.Diff([]junitProperty{
		{"wrong", "1"}, {"looked", "3"}, {"wrong.en", "1"}, {"looked.en", "2"}, {"wrong.hi", "0"}, {"looked.hi", "1"}, {"wrong.hi-Latn", "0"}, {"looked.hi-Latn", "0"},
	}, read.Suites[0].Properties.All); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
	if got := read.Suites[0].Out; got != "WRONG b: tells 150 inr of x/fee\n" {
		t.Errorf("system-out %q", got)
	}
	junit.Reset()
	if err := JUnit(&junit, Recording{Info: rec.Info, Results: results[3:]}); err != nil || strings.Contains(junit.String(), "propert") || strings.Contains(junit.String(), "system-out") {
		t.Errorf("none looked at, and JUnit counts: %v\n%s", err, junit.String())
	}
	for name, text := range map[string]string{"table": table.String(), "Markdown": md.String(), "HTML": page.String()} {
		for _, want := range []string{"en 1 of 2, hi 0 of 1", "150 inr of x/fee"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
	blessed, err := Bless("s", "offline", "lexical", results)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]Blessed{"a": {}, "b": {toldWrong}, "c": {}, "d": {}}, blessed.Cases); diff != "" {
		t.Errorf("blessed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{}, wrongIn([]Mark{{Check: wrongFactsName, Pass: true}})); diff != "" {
		t.Errorf("looked at and right (-want +got):\n%s", diff)
	}
}
