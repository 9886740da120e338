package corpus

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// factTypes are the types of Fact.Type. A share is in per cent.
var factTypes = []string{"inr", "days", "working-days", "months", "years", "age", "date", "share", "count", "minutes"}

var plainNumber = regexp.MustCompile(`^\d+(\.\d+)?$`)

func (l *linter) lintFact(i, j int, c Clause, f Fact) {
	path := at(i, "facts", j)
	if !slices.Contains(factTypes, f.Type) {
		l.add(clausesFile, "fact", under(path, "type"), "use one of: "+join(factTypes), "unknown fact type %q", f.Type)
		return
	}
	limit := f.Min != "" || f.Max != ""
	switch {
	case f.Value == "" && !limit:
		l.add(clausesFile, "fact", path, "add value:, or min: or max: for a limit", "the fact has no value")
	case f.Value != "" && limit:
		l.add(clausesFile, "fact", path, "keep value: for an amount, min: and max: for a limit", "the fact is both an amount and a limit")
	case f.Strict && !limit:
		l.add(clausesFile, "fact", under(path, "strict"), "keep strict: for a limit that itself is out, with min: or max:", "strict without a limit says nothing")
	case limit && f.Of == "":
		l.add(clausesFile, "fact", path, "add of: with what is limited, such as family-income or applicant-age", "the limit does not say of what")
	}
	if f.Of != "" && !kebab.MatchString(f.Of) {
		l.add(clausesFile, "fact", under(path, "of"), kebabFix, "%q is not in the form of ids", f.Of)
	}
	for _, v := range []struct{ key, value string }{{"value", f.Value}, {"min", f.Min}, {"max", f.Max}} {
		if v.value != "" {
			l.factValue(i, under(path, v.key), c, f.Type, v.value)
		}
	}
}

func (l *linter) factValue(i int, path []any, c Clause, typ, value string) {
	if typ == "date" {
		if l.date(clausesFile, path, value) {
			l.statesDate(path, c, value)
		}
		return
	}
	if !plainNumber.MatchString(value) {
		l.add(clausesFile, "fact", path, "write digits only: 100000, not 1,00,000 or 1 lakh", "%q is not a plain number", value)
		return
	}
	if !states(c.En, value, wordsEn) {
		l.add(clausesFile, "number", at(i, "en"), "state the value in the text or correct the fact", "the English does not state the fact %s %s", typ, value)
	}
	if !states(c.Hi, value, wordsHi) {
		l.add(clausesFile, "number", at(i, "hi"), "state the value in the text or correct the fact", "the Hindi does not state the fact %s %s", typ, value)
	}
}

// Words that state nought and one without a numeral.
var (
	wordsEn = map[string][]string{
		"0": {"free", "no ", "not ", "nothing", "nil", "zero", "without"},
		"1": {"one", " a ", " an ", "first", "same", "next", "single", "each", "per "},
		"2": {"two", "twice", "both", "second"},
	}
	wordsHi = map[string][]string{
		"0": {"मुफ़्त", "मुफ्त", "निःशुल्क", "नि:शुल्क", "नहीं", "शून्य", "बिना"},
		"1": {"एक", "पहल", "उसी", "अगले", "हर ", "प्रति"},
		"2": {"दो", "दूसर"},
	}
)

// states reports whether the text states the number, in digits or in words.
func states(text, value string, words map[string][]string) bool {
	value = trimZeros(value)
	return says(text, value) || hedged(text, words[value])
}

func trimZeros(v string) string {
	if !strings.Contains(v, ".") {
		return v
	}
	return strings.TrimSuffix(strings.TrimRight(v, "0"), ".")
}

// statesDate looks for the day and the year of a date in both languages; the
// month may be a word.
func (l *linter) statesDate(path []any, c Clause, value string) {
	year, day := value[:4], strings.TrimPrefix(value[8:], "0")
	for _, side := range []struct{ name, text string }{{"English", c.En}, {"Hindi", c.Hi}} {
		digits := numbers(strings.NewReplacer("-", " ", "/", " ", ".", " ").Replace(side.text))
		has := func(v string) bool {
			return slices.ContainsFunc(digits, func(n hindi.Number) bool { return strings.TrimLeft(n.Value, "0") == v })
		}
		if !has(year) || !has(day) {
			l.add(clausesFile, "number", path, "state the day and year in the text or correct the fact", "the %s does not state the date %s", side.name, value)
		}
	}
}
