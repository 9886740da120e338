package agent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestGround(t *testing.T) {
	t.Parallel()
	clauses := []corpus.Clause{
		{ID: "s/limit", Service: "s", Text: corpus.Text{En: "Family income may be at most Rs 1,20,000 a year.", Hi: "परिवार की आय साल में 1,20,000 रुपये से ज़्यादा न हो।"}},
		{ID: "s/days", Service: "s", Text: corpus.Text{En: "The office takes 21 days.", Hi: "दफ़्तर को 21 दिन लगते हैं।"}},
	}
	tests := []struct {
		name string
		resp Response
		want []string
	}{
		{"digits of the clause", Response{Text: "At most 1,20,000 a year.", Citations: []string{"s/limit"}, Outcome: Answered}, nil},
		{"the same in words", Response{Text: "Ek lakh bees hazar tak.", Citations: []string{"s/limit"}, Outcome: Answered}, nil},
		{"the same in Devanagari digits", Response{Text: "१,२०,००० रुपये तक", Citations: []string{"s/limit"}, Outcome: Answered}, nil},
		{"another number", Response{Text: "At most 1,50,000 a year.", Citations: []string{"s/limit"}, Outcome: Answered}, []string{"number 150000 stands in no cited clause"}},
		{"number of a clause not cited", Response{Text: "It takes 21 days.", Citations: []string{"s/limit"}, Outcome: Answered}, []string{"number 21 stands in no cited clause"}},
		{"clause that was not found", Response{Text: "Yes.", Citations: []string{"s/fee"}, Outcome: Answered}, []string{`clause "s/fee" was not found in this turn`}},
		{"answer without a citation", Response{Text: "Yes.", Outcome: Answered}, []string{"an answer without a citation"}},
		{"question back needs none", Response{Text: "Which service?", Outcome: Clarify}, nil},
	}
	library := &corpus.Library{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, ground(tt.resp, Request{Clauses: clauses}, library)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
		})
	}
}
