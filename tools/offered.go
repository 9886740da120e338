package tools

import (
	"strconv"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// Offered are the packs that have a form, as a portal offers them, so that a new
// pack needs no code. The fee and the days are only those a leading clause
// states without doubt.
func Offered(library *corpus.Library) []edistrict.Service {
	var all []edistrict.Service
	for _, s := range library.Services {
		if s.Form == nil || s.Ended {
			continue
		}
		offered := edistrict.Service{
			ID: s.ID, Code: s.Form.Code,
			Name:       edistrict.Text{Hi: s.Name.Hi, En: s.Name.En},
			Department: edistrict.Text{Hi: s.Department.Hi, En: s.Department.En},
			Days:       leadFact(s, corpus.Days, "days", "working-days"),
			FeeINR:     leadFact(s, corpus.Fee, "inr"),
		}
		for _, f := range s.Form.Fields {
			field := edistrict.Field{ID: f.ID, Type: f.Type, Required: !f.Optional && f.Only == nil}
			for _, o := range f.Choices {
				field.Choices = append(field.Choices, o.ID)
			}
			offered.Fields = append(offered.Fields, field)
		}
		all = append(all, offered)
	}
	return all
}

// leadFact is the number that the leading clause of an aspect states without
// doubt, nil if there is none.
func leadFact(s *corpus.Service, kind corpus.Kind, types ...string) *int {
	for _, c := range s.Clauses {
		if c.Kind != kind || !c.Lead || c.Certainty != "" && c.Certainty != corpus.Stated || len(c.Facts) != 1 {
			continue
		}
		for _, t := range types {
			if n, err := strconv.Atoi(c.Facts[0].Value); err == nil && c.Facts[0].Type == t {
				return &n
			}
		}
	}
	return nil
}
