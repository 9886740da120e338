package sandbox

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

var forms = map[string]*regexp.Regexp{
	"mobile":      regexp.MustCompile(`^([+]?91)?[6-9][0-9]{9}$`),
	"pincode":     regexp.MustCompile(`^[1-9][0-9]{5}$`),
	"email":       regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s.]+$`),
	"amount":      regexp.MustCompile(`^[0-9]{1,10}$`),
	"number":      regexp.MustCompile(`^[0-9]{1,10}$`),
	"yesno":       regexp.MustCompile(`^(yes|no)$`),
	"certificate": regexp.MustCompile(`^[A-Za-z0-9/_. -]{4,64}$`),
}

// checkAnswers finds everything wrong with the answers given: a field the form
// does not have, or a value of the wrong form. Missing ones are not looked for;
// see missingAnswers.
func checkAnswers(fields []Field, answers map[string]string) []wire.FieldProblem {
	var faults []wire.FieldProblem
	for _, id := range sortedKeys(answers) {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.ID == id })
		switch {
		case i < 0:
			faults = append(faults, wire.FieldProblem{Field: "answers." + fieldName(id), Code: "unknown"})
		case answers[id] != "" && !fits(fields[i], answers[id]):
			code := "invalid"
			if fields[i].Type == "choice" {
				code = "not_a_choice"
			}
			faults = append(faults, wire.FieldProblem{Field: "answers." + id, Code: code})
		}
	}
	return faults
}

// missingAnswers finds the required fields without an answer.
func missingAnswers(fields []Field, answers map[string]string) []wire.FieldProblem {
	var faults []wire.FieldProblem
	for _, f := range fields {
		if f.Required && strings.TrimSpace(answers[f.ID]) == "" {
			faults = append(faults, wire.FieldProblem{Field: "answers." + f.ID, Code: "required"})
		}
	}
	return faults
}

func fits(f Field, answer string) bool {
	if !storable(answer) {
		return false
	}
	switch f.Type {
	case "date":
		return isDate(answer)
	case "choice":
		return len(f.Choices) == 0 || slices.Contains(f.Choices, answer)
	}
	form, ok := forms[f.Type]
	return !ok || form.MatchString(answer)
}

// storable: Postgres keeps no text with a zero byte.
func storable(s string) bool { return !strings.ContainsRune(s, 0) }

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// tenDigits is a mobile without its country code.
func tenDigits(mobile string) string { return mobile[max(0, len(mobile)-10):] }
