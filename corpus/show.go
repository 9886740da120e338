package corpus

import (
	"fmt"
	"io"
	"strings"
)

// Show writes a pack as a citizen would read it in the given form: plain text,
// one section for each aspect the pack speaks of, then the form and the
// sources. The error is the writer's.
func Show(w io.Writer, s *Service, l Lang) error {
	p := page{service: s, lang: l, cited: map[string]int{}}
	p.head()
	for _, k := range Kinds {
		p.section(k)
	}
	p.form()
	p.sources()
	_, err := io.WriteString(w, p.b.String())
	return err
}

// page collects the text; sources get numbers as they are cited.
type page struct {
	service *Service
	lang    Lang
	b       strings.Builder
	cited   map[string]int
	order   []string
}

func (p *page) say(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

func (p *page) in(t Text) string { return t.In(p.lang) }

func (p *page) head() {
	s := p.service
	name := p.in(s.Name)
	p.say("%s\n%s", name, strings.Repeat("=", width(name)))
	p.say("%s", p.in(s.Department))
	if s.Ended {
		p.say("%s", p.in(wordEnded))
	}
	p.say("%s: %s – %s", p.in(wordPortal), p.in(s.Portal.Name), s.Portal.URL)
	p.say("%s: %s", p.in(wordAsk), p.in(s.Ask))
	p.say("%s: %s", p.in(wordChecked), s.Checked)
}

// width counts what takes room on a line: Devanagari's vowel signs do not.
func width(s string) int {
	n := 0
	for _, r := range s {
		if r < 0x900 || r > 0x97f || (r >= 0x904 && r <= 0x939) {
			n++
		}
	}
	return max(n, 3)
}

func (p *page) heading(t Text) { p.say("\n%s\n%s", p.in(t), strings.Repeat("-", width(p.in(t)))) }

func (p *page) section(k Kind) {
	var lead, rest []Clause
	for _, c := range p.service.Clauses {
		switch {
		case c.Kind != k:
		case c.Lead:
			lead = append(lead, c)
		default:
			rest = append(rest, c)
		}
	}
	all := append(lead, rest...)
	if len(all) == 0 && (k != Papers || len(p.service.Papers) == 0) {
		return
	}
	p.heading(k.Title())
	for _, c := range all {
		p.clause(c)
	}
	if k == Papers {
		for _, paper := range p.service.Papers {
			p.paper(paper)
		}
	}
}

func (p *page) clause(c Clause) {
	p.say("• %s%s%s", p.mark(c.Certainty), p.in(c.Text), p.cite(c.Sources))
	if !c.Ask.IsZero() {
		p.say("  %s: %s", p.in(wordAsk), p.in(c.Ask))
	}
}

func (p *page) mark(c Certainty) string {
	if t, ok := certaintyMarks[c]; ok {
		return "[" + p.in(t) + "] "
	}
	return ""
}

func (p *page) paper(paper Paper) {
	p.say("• %s%s%s", p.mark(paper.Certainty), p.in(paper.Line()), p.cite(paper.Sources))
	for _, line := range []struct{ label, text Text }{{wordCheck, paper.Check}, {wordMissing, paper.Missing}} {
		if !line.text.IsZero() {
			p.say("  %s: %s", p.in(line.label), p.in(line.text))
		}
	}
	if paper.Upload {
		p.say("  %s%s", p.in(wordUpload), limits(paper))
	}
}

// limits tells the portal's limits for a file: " (jpg, pdf, 100 KB)".
func limits(p Paper) string {
	all := append([]string{}, p.Formats...)
	if p.MaxKB > 0 {
		all = append(all, fmt.Sprintf("%d KB", p.MaxKB))
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

// cite numbers the sources: " [1, 3]".
func (p *page) cite(ids []string) string {
	var numbers []string
	for _, id := range ids {
		if p.cited[id] == 0 {
			p.order = append(p.order, id)
			p.cited[id] = len(p.order)
		}
		numbers = append(numbers, fmt.Sprint(p.cited[id]))
	}
	if len(numbers) == 0 {
		return ""
	}
	return " [" + strings.Join(numbers, ", ") + "]"
}

func (p *page) form() {
	f := p.service.Form
	if f == nil {
		return
	}
	p.heading(wordForm)
	if !f.Note.IsZero() {
		p.say("%s", p.in(f.Note))
	}
	for i, field := range f.Fields {
		optional := ""
		if field.Optional {
			optional = " (" + p.in(wordOptional) + ")"
		}
		p.say("%d. %s%s: %s", i+1, p.in(field.Label), optional, p.in(field.Question))
		if !field.Help.IsZero() {
			p.say("   %s", p.in(field.Help))
		}
		for _, c := range field.Choices {
			p.say("   – %s", p.in(c.Text))
		}
	}
	p.say("%s: %s", p.in(wordDeclaration), p.in(f.Declaration))
}

func (p *page) sources() {
	if len(p.order) == 0 {
		return
	}
	p.heading(wordSources)
	for i, id := range p.order {
		src, _ := p.service.Source(id)
		official := ""
		if src.Official {
			official = " (" + p.in(wordOfficial) + ")"
		}
		p.say("[%d] %s%s\n    %s", i+1, src.Title, official, src.URL)
	}
}
