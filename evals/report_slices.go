package evals

import (
	"github.com/sahayak-delhi/sahayak/corpus"
)

// sliceTable is slices with a column for each form.
type sliceTable struct {
	Name, Rows string // keys of reportWords
	Fold       bool
	Lines      []sliceLine
}

type sliceLine struct {
	Name  string
	Cells []sliceCell // in order of corpus.Langs
}

type sliceCell struct {
	Text string
	Low  bool // something does not pass
}

func sliceTables(cases []CaseResult, library *corpus.Library) []sliceTable {
	name := func(id string) string {
		if id == "" {
			return "–"
		}
		if s, ok := library.Service(id); ok {
			return s.Name.En + " · " + s.Name.Hi
		}
		return id
	}
	return []sliceTable{
		{Name: "by_service", Rows: "service", Lines: lines(cases, ByService, func(s Slice) string { return name(s.Service) })},
		{Name: "by_kind", Rows: "kind", Lines: lines(cases, ByKind, func(s Slice) string { return or(string(s.Kind), "–") })},
		{Name: "by_all", Rows: "service_kind", Fold: true, Lines: lines(cases, Full, func(s Slice) string {
			return or(s.Service, "–") + ", " + or(string(s.Kind), "–")
		})},
	}
}

func or(text, instead string) string {
	if text == "" {
		return instead
	}
	return text
}

// lines puts the forms of a slice side by side.
func lines(cases []CaseResult, key func(Case) Slice, name func(Slice) string) (out []sliceLine) {
	at := map[Slice]int{}
	for _, s := range SlicesOf(cases, key) {
		row := s.Slice
		row.Lang = ""
		i, ok := at[row]
		if !ok {
			i = len(out)
			at[row] = i
			out = append(out, sliceLine{Name: name(row), Cells: make([]sliceCell, len(corpus.Langs))})
			for j := range out[i].Cells {
				out[i].Cells[j].Text = "–"
			}
		}
		for j, l := range corpus.Langs {
			if l == s.Lang {
				out[i].Cells[j] = sliceCell{Text: cell(s.Score), Low: s.Pass < s.Total()}
			}
		}
	}
	return out
}
