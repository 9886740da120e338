package corpus

import (
	"regexp"
	"slices"
	"strconv"
)

var (
	formCode   = regexp.MustCompile(`^[A-Z]{3,4}$`)
	fieldTypes = []string{"name", "text", "address", "date", "mobile", "pincode", "email", "amount", "number", "choice", "yesno", "certificate"}
	// personal types always hold data about a person.
	personalTypes = []string{"name", "address", "mobile", "email"}
)

func (l *linter) lintForm(f *Form) {
	if !formCode.MatchString(f.Code) {
		l.add(formFile, "form", at("code"), "write 3 or 4 capital letters, such as INC", "the form code %q cannot stand in application numbers", f.Code)
	}
	l.text(formFile, at("note"), "the form's note", f.Note, f.Derived)
	l.text(formFile, at("declaration"), "the declaration", f.Declaration, true)
	if len(f.Fields) == 0 {
		l.add(formFile, "form", at("fields"), "list the fields in the order they are asked", "the form asks nothing")
	}
	earlier := map[string]Field{}
	for i, field := range f.Fields {
		l.lintField(i, field, earlier)
		earlier[field.ID] = field
	}
	l.lintUploads(f)
}

func (l *linter) lintField(i int, f Field, earlier map[string]Field) {
	path, what := at("fields", i), "field "+f.ID
	l.text(formFile, under(path, "label"), "the label of "+what, f.Label, true)
	l.text(formFile, under(path, "question"), "the question of "+what, f.Question, true)
	l.text(formFile, under(path, "help"), "the help of "+what, f.Help, false)
	l.options(formFile, under(path, "choices"), what, f.Choices)
	if !slices.Contains(fieldTypes, f.Type) {
		l.add(formFile, "form", under(path, "type"), "use one of: "+join(fieldTypes), "%s has an unknown type %q", what, f.Type)
	}
	if f.Type == "choice" && len(f.Choices) < 2 {
		l.add(formFile, "form", path, "add choices: with id, en and hi", "%s is a choice with fewer than two choices", what)
	}
	if f.Type != "choice" && len(f.Choices) > 0 {
		l.add(formFile, "form", under(path, "choices"), "write type: choice or remove the choices", "%s has choices but is of type %s", what, f.Type)
	}
	if slices.Contains(personalTypes, f.Type) && !f.Personal {
		l.add(formFile, "form", path, "add personal: true", "%s holds personal data and is not marked so", what)
	}
	l.lintBounds(path, what, f)
	if f.Only != nil {
		l.lintOnly(under(path, "only"), what, *f.Only, earlier)
	}
}

// lintBounds checks min and max: dates for dates, whole numbers elsewhere.
func (l *linter) lintBounds(path []any, what string, f Field) {
	for _, b := range []struct{ key, value string }{{"min", f.Min}, {"max", f.Max}} {
		switch {
		case b.value == "":
		case slices.Contains([]string{"choice", "yesno", "mobile", "pincode", "email", "certificate"}, f.Type):
			l.add(formFile, "form", under(path, b.key), "remove it", "%s is of type %s, which has no %s", what, f.Type, b.key)
		case f.Type == "date":
			if b.value != "today" && !isDate(b.value) {
				l.add(formFile, "form", under(path, b.key), "write YYYY-MM-DD or today", "%s has a %s that is not a date: %q", what, b.key, b.value)
			}
		default:
			if n, err := strconv.Atoi(b.value); err != nil || n < 0 {
				l.add(formFile, "form", under(path, b.key), "write digits only", "%s has a %s that is not a whole number: %q", what, b.key, b.value)
			}
		}
	}
	low, errLow := strconv.Atoi(f.Min)
	high, errHigh := strconv.Atoi(f.Max)
	crossed := errLow == nil && errHigh == nil && low > high
	if crossed || isDate(f.Min) && isDate(f.Max) && f.Min > f.Max {
		l.add(formFile, "form", under(path, "min"), "swap them or correct one", "%s has min %s above max %s", what, f.Min, f.Max)
	}
}

func (l *linter) lintOnly(path []any, what string, o Only, earlier map[string]Field) {
	field, ok := earlier[o.Field]
	if !ok {
		l.add(formFile, "form", under(path, "field"), "name a field that stands above it", "%s depends on %q, which is not an earlier field", what, o.Field)
		return
	}
	if len(o.Is) == 0 {
		l.add(formFile, "form", path, "add is: with the values", "%s depends on %q but names no value", what, o.Field)
	}
	var values []string
	switch field.Type {
	case "choice":
		for _, c := range field.Choices {
			values = append(values, c.ID)
		}
	case "yesno":
		values = []string{"yes", "no"}
	default:
		l.add(formFile, "form", under(path, "field"), "depend on a choice or yesno field", "%s depends on %q, whose answers are free", what, o.Field)
		return
	}
	for j, v := range o.Is {
		if !slices.Contains(values, v) {
			l.add(formFile, "form", under(path, "is", j), "use one of: "+join(values), "%s waits for %q, which %s never is", what, v, o.Field)
		}
	}
}

// lintUploads checks that the form's uploads and the papers marked upload are
// the same.
func (l *linter) lintUploads(f *Form) {
	for i, id := range f.Uploads {
		p, ok := l.service.Paper(id)
		if !ok {
			l.add(formFile, "form", at("uploads", i), "name a paper of papers.yaml", "upload %q is not a paper", id)
		} else if !p.Upload {
			l.add(formFile, "form", at("uploads", i), "add upload: true to the paper", "paper %s is uploaded but not marked so", id)
		}
	}
	for i, p := range l.service.Papers {
		if p.Upload && !slices.Contains(f.Uploads, p.ID) {
			l.add(papersFile, "form", at(i, "upload"), "list it under uploads: in form.yaml", "paper %s is marked upload but the form does not take it", p.ID)
		}
	}
}

// lintCodes looks for two forms with one code, whose application numbers could
// not be told apart.
func (t *tree) lintCodes() []Finding {
	var out []Finding
	owner := map[string]string{}
	for _, p := range t.packs {
		f := p.service.Form
		if f == nil || f.Code == "" {
			continue
		}
		if other, ok := owner[f.Code]; ok {
			out = append(out, p.doc(formFile).finding("form", at("code"), "choose other letters", "the form code %s belongs to %s", f.Code, other))
			continue
		}
		owner[f.Code] = p.slug
	}
	return out
}
