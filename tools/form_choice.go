package tools

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// longestOption is the most words in which an option is said in other words.
const longestOption = 5

// byMeaning is the one option of a field whose label means what the message says in other
// words: "papa hu main" is the father. "" if none or several do.
func (t *startApplication) byMeaning(field corpus.Field, text string) string {
	if field.Type != "choice" || len(strings.Fields(text)) > longestOption {
		return ""
	}
	said := t.library.Match(text).Topics
	picked := ""
	for _, o := range field.Choices {
		meant := t.library.Match(o.En).Topics
		if !slices.ContainsFunc(meant, func(c string) bool { return slices.Contains(said, c) }) {
			continue
		}
		if picked != "" {
			return ""
		}
		picked = o.ID
	}
	return picked
}
