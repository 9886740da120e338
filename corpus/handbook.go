package corpus

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed handbook
var handbookFiles embed.FS

// Handbook writes all packs as one HTML page in both languages, side by side,
// to read on a telephone or to print. It needs no other file and asks nothing
// of the network. Day, YYYY-MM-DD, is the day it is made; rules whose last day
// is past are marked as ended.
func Handbook(w io.Writer, l *Library, day string) error {
	css, err := handbookFiles.ReadFile("handbook/handbook.css")
	if err != nil {
		return fmt.Errorf("handbook: %w", err)
	}
	t, err := template.New("handbook.html").Funcs(handbookWords).ParseFS(handbookFiles, "handbook/*.html")
	if err != nil {
		return fmt.Errorf("handbook: %w", err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, newHandbook(l, day, template.CSS(css))); err != nil {
		return fmt.Errorf("handbook: %w", err)
	}
	_, err = w.Write(page.Bytes())
	return err
}

// handbook is what the page is made from.
type handbook struct {
	Style    template.CSS // our own file, nothing a pack says
	Day      string
	Kinds    []Kind
	Marks    []Certainty
	Chapters []chapter
	Coverage []Coverage
	Clauses  int
}

// chapter is the services of one group.
type chapter struct {
	Title    Text
	Services []servicePage
}

// servicePage is one service, its rules sorted by aspect.
type servicePage struct {
	*Service
	Sections []section
	Fields   []fieldRow
	Numbers  map[string]int // source → its number in the list of sources
}

type section struct {
	Anchor string
	Title  Text
	Rules  []rule
	Papers []rule
}

// rule is a clause or a paper. Paper is nil for a clause.
type rule struct {
	Clause
	Paper *Paper
	Cites []citation
	// AskElsewhere: the place to ask is not the service's own, told at its top.
	AskElsewhere bool
}

type citation struct {
	Number int
	Source
}

// fieldRow is a field with its condition in words.
type fieldRow struct {
	Field
	Condition Text
}

func newHandbook(l *Library, day string, style template.CSS) handbook {
	h := handbook{Style: style, Day: day, Kinds: coverage, Marks: firmest, Coverage: l.CoverageOn(day)}
	for _, g := range serviceGroups {
		c := chapter{Title: groupTitles[g]}
		for _, s := range l.Services {
			if s.Group == g {
				c.Services = append(c.Services, s.page(day))
				h.Clauses += len(s.Clauses)
			}
		}
		if len(c.Services) > 0 {
			h.Chapters = append(h.Chapters, c)
		}
	}
	return h
}

func (s *Service) page(day string) servicePage {
	p := servicePage{Service: s, Numbers: map[string]int{}}
	for i, src := range s.Sources {
		p.Numbers[src.ID] = i + 1
	}
	for _, k := range Kinds {
		sec := section{Anchor: sectionAnchor(s.ID, k), Title: k.Title()}
		for _, lead := range []bool{true, false} {
			for _, c := range s.Clauses {
				if c.Kind == k && c.Lead == lead {
					c.ID, c.Certainty = s.FullID(c.ID), c.certaintyOn(day)
					sec.Rules = append(sec.Rules, p.rule(c, nil))
				}
			}
		}
		if k == Papers {
			for _, paper := range s.Papers {
				c := paper.clause(s)
				c.Certainty = c.certaintyOn(day)
				sec.Papers = append(sec.Papers, p.rule(c, &paper))
			}
		}
		if len(sec.Rules)+len(sec.Papers) > 0 {
			p.Sections = append(p.Sections, sec)
		}
	}
	if s.Form != nil {
		for _, f := range s.Form.Fields {
			p.Fields = append(p.Fields, fieldRow{Field: f, Condition: s.Form.condition(f)})
		}
	}
	return p
}

// rule collects the sources that a clause rests on.
func (p servicePage) rule(c Clause, paper *Paper) rule {
	r := rule{Clause: c, Paper: paper, AskElsewhere: !c.Ask.IsZero() && fold(c.Ask.En) != fold(p.Ask.En)}
	for _, id := range c.Sources {
		if src, ok := p.Source(id); ok {
			r.Cites = append(r.Cites, citation{p.Numbers[id], src})
		}
	}
	return r
}

// condition puts into words when a field is asked; zero if always.
func (f *Form) condition(field Field) Text {
	if field.Only == nil {
		return Text{}
	}
	for _, on := range f.Fields {
		if on.ID != field.Only.Field {
			continue
		}
		var en, hi []string
		for _, v := range field.Only.Is {
			answer := on.answer(v)
			en, hi = append(en, answer.En), append(hi, answer.Hi)
		}
		return Text{
			En: fmt.Sprintf("only if “%s” is: %s", on.Label.En, strings.Join(en, " or ")),
			Hi: fmt.Sprintf("सिर्फ़ तब, जब «%s» में हो: %s", on.Label.Hi, strings.Join(hi, " या ")),
		}
	}
	return Text{}
}

// answer is one of a field's possible values in words.
func (f Field) answer(value string) Text {
	for _, c := range f.Choices {
		if c.ID == value {
			return c.Text
		}
	}
	if t, ok := yesNo[value]; ok {
		return t
	}
	return Text{En: value, Hi: value}
}

func sectionAnchor(service string, k Kind) string { return service + "--" + string(k) }
