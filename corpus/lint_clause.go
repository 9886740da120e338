package corpus

import (
	"slices"
	"time"
)

var certainties = []Certainty{Stated, Uncertain, Conflict, Unknown, Ended}

// words of an ended rule, so that no reader takes it for a living one.
var endings = struct{ en, hi []string }{
	en: []string{"end", "stop", "clos", "no longer", "until", "replac", "abolish", "drop", "remov", "earlier", "not accept", "withdrawn", "was ", "were "},
	hi: []string{"बंद", "बन्द", "अब ", "समाप्त", "ख़त्म", "खत्म", "तक ", "पहले", "हटा", "था", "थी", "थे", "जगह"},
}

func (l *linter) lintClause(i int, c Clause) {
	what := "clause " + c.ID
	l.text(clausesFile, at(i), what, c.Text, true)
	l.rests(clausesFile, at(i), what, c.Sources, c.Checked)
	l.date(clausesFile, at(i, "from"), c.From)
	l.date(clausesFile, at(i, "until"), c.Until)
	if c.From != "" && c.Until != "" && c.From > c.Until {
		l.add(clausesFile, "date", at(i, "until"), "swap the two dates or correct one", "%s ends (%s) before it begins (%s)", what, c.Until, c.From)
	}
	if c.When != "" && !kebab.MatchString(c.When) {
		l.add(clausesFile, "schema", at(i, "when"), kebabFix, "%s has a when that is not one short word: %q", what, c.When)
	}
	l.text(clausesFile, at(i, "ask"), "the ask of "+what, c.Ask, c.Certainty == Unknown)
	l.certainty(i, what, c)
	for j, f := range c.Facts {
		l.lintFact(i, j, c, f)
	}
}

func (l *linter) certainty(i int, what string, c Clause) {
	path := at(i, "certainty")
	switch c.Certainty {
	case "", Stated:
		if c.Until != "" && c.Until < l.day {
			l.add(clausesFile, "date", at(i, "until"), "write certainty: ended and say what replaced it", "%s ended on %s but is told as in force", what, c.Until)
		}
	case Uncertain, Conflict, Unknown:
		if !hedged(c.En, hedges.en) {
			l.add(clausesFile, "hedge", at(i, "en"), `say so, for example "one page says ..., another ..." or "is not confirmed"`, "%s is %s but its English sounds certain", what, c.Certainty)
		}
		if !hedged(c.Hi, hedges.hi) {
			l.add(clausesFile, "hedge", at(i, "hi"), "say so, for example पुष्टि नहीं हुई or अलग-अलग बताया गया है", "%s is %s but its Hindi sounds certain", what, c.Certainty)
		}
	case Ended:
		if c.Until > l.day {
			l.add(clausesFile, "date", at(i, "until"), "correct the date or the certainty", "%s is ended but holds until %s", what, c.Until)
		}
		if !hedged(c.En, endings.en) || !hedged(c.Hi, endings.hi) {
			l.add(clausesFile, "hedge", path, "say in both languages that it stopped and what replaced it", "%s is ended but does not say so", what)
		}
	default:
		l.add(clausesFile, "schema", path, "use one of: "+join(certainties), "unknown certainty %q", c.Certainty)
	}
}

// rests checks what a clause or paper rests on.
func (l *linter) rests(file string, path []any, what string, sources []string, checked string) {
	if len(sources) == 0 {
		l.add(file, "source", path, "add sources: with the id of a source in service.yaml", "%s has no source", what)
	}
	for j, id := range sources {
		if _, ok := l.service.Source(id); !ok {
			l.add(file, "source", under(path, "sources", j), "add it to sources: in service.yaml or correct the id", "%s cites %q, which is not a source of the pack", what, id)
		}
	}
	l.checkedOn(file, under(path, "checked"), what, checked)
}

func (l *linter) checkedOn(file string, path []any, what, day string) {
	switch {
	case day == "":
		l.add(file, "date", path, "add checked: with the day the source was read", "%s has no checked date", what)
	case l.date(file, path, day) && day > l.day:
		l.add(file, "date", path, "correct the date", "%s was checked in the future, %s", what, day)
	}
}

// date reports whether day is a date; an empty one is fine but false.
func (l *linter) date(file string, path []any, day string) bool {
	if day == "" {
		return false
	}
	if !isDate(day) {
		l.add(file, "date", path, "write YYYY-MM-DD", "%q is not a date", day)
		return false
	}
	return true
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

var needs = []string{"required", "conditional", "optional"}

var fileEndings = []string{"jpg", "jpeg", "png", "pdf"}

func (l *linter) lintPaper(i int, p Paper) {
	what := "paper " + p.ID
	l.text(papersFile, at(i, "name"), "the name of "+what, p.Name, true)
	l.text(papersFile, at(i, "when"), "the when of "+what, p.When, p.Need == "conditional")
	l.text(papersFile, at(i, "check"), "the check: line of "+what, p.Check, true)
	l.text(papersFile, at(i, "missing"), "the missing: line of "+what, p.Missing, true)
	l.options(papersFile, at(i, "any_of"), what, p.AnyOf)
	l.rests(papersFile, at(i), what, p.Sources, p.Checked)
	if !slices.Contains(needs, p.Need) {
		l.add(papersFile, "schema", at(i, "need"), "use one of: "+join(needs), "%s has an unknown need %q", what, p.Need)
	}
	if p.Certainty != "" && !slices.Contains(certainties, p.Certainty) {
		l.add(papersFile, "schema", at(i, "certainty"), "use one of: "+join(certainties), "%s has an unknown certainty %q", what, p.Certainty)
	}
	for j, f := range p.Formats {
		if !slices.Contains(fileEndings, f) {
			l.add(papersFile, "schema", at(i, "formats", j), "use: "+join(fileEndings), "%s names an unknown file ending %q", what, f)
		}
	}
	if p.MaxKB < 0 {
		l.add(papersFile, "schema", at(i, "max_kb"), "write the limit in kilobytes", "%s has a size limit below zero", what)
	}
	if n := len([]rune(p.Line().En)); n > 2*MaxClause {
		l.add(papersFile, "length", at(i), "drop rare alternatives or split the paper", "%s is %d characters long with its alternatives", what, n)
	}
}

// options checks the choices of a field or the alternatives of a paper.
func (l *linter) options(file string, path []any, what string, all []Option) {
	ids := newIDChecker()
	ids.form = fieldID
	for j, o := range all {
		l.out = append(l.out, ids.check(l.doc(file), o.ID, "choice", under(path, j)...)...)
		l.text(file, under(path, j), "choice "+o.ID+" of "+what, o.Text, true)
	}
}
