package agent

import (
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// read leaves out the greeting before what is said and what slips out while one
// dictates, and mends what was misspelt or run together, for whoever reads the
// message. What may be the value of a field stays as it is written, and so does
// what tells of danger or is an attack. Whatever is read, a field gets what is written.
func (t *turning) read() {
	if t.givesValue() || t.choice != "" || utf8.RuneCountInString(t.text) > t.config.MaxLetters {
		return
	}
	if cue := t.words.cues(t.text); cue.has("danger") || cue.has("injection") {
		return
	}
	read := func(text string) string {
		return t.words.withoutHesitation(t.words.withoutGreeting(t.vocabulary().Respell(text)))
	}
	t.text, t.masked.Text = read(t.text), read(t.masked.Text)
}

// givesValue reports whether the message may be the value that is asked for: free
// words that are no question, or few words of any kind.
func (t *turning) givesValue() bool {
	ask := t.state.Ask
	return ask != nil && !strings.Contains(t.text, "?") && (ask.Kind == AskText || len(strings.Fields(t.text)) <= fewWords)
}

// longestAside is the most words in a greeting or in what slips out.
const longestAside = 4

// ofWhom stand behind the one of whom something is said: "namaste, bhai ka ration
// card" greets no brother.
var ofWhom = wordSet("ka ki ke ko se ne का की के को से ने is has died")

// withoutGreeting leaves out a greeting, with the address to whoever is greeted, that
// a question comes after.
func (w *words) withoutGreeting(text string) string {
	fields, forms := spoken(text)
	from := 0
	for from < len(fields) {
		n := longest(w.salutations, forms[from:])
		if n == 0 && from > 0 && w.address[forms[from]] && (strings.HasSuffix(fields[from], ",") || from+1 == len(fields) || !ofWhom[forms[from+1]]) {
			n = 1
		}
		if n == 0 {
			break
		}
		from += n
	}
	if from == 0 || len(fields)-from < leastQuestion {
		return text
	}
	return strings.Join(fields[from:], " ")
}

// leastDictated is the fewest words of a message that is taken to be spoken into the
// phone: in a shorter one each word counts.
const leastDictated = 6

// A word behind one of these, or before one of those, is part of what is said: "do you
// know", "iska matlab", "achha hai".
var (
	saidBehind = wordSet("do did does if let should iska uska ka kya bahut hai h इसका उसका का क्या बहुत है")
	saidBefore = wordSet("kya hai h tha क्या है था")
)

// withoutHesitation leaves out what slips out while one dictates.
func (w *words) withoutHesitation(text string) string {
	fields, forms := spoken(text)
	if len(fields) < leastDictated {
		return text
	}
	kept := make([]string, 0, len(fields))
	for i := 0; i < len(fields); {
		n := longest(w.hesitations, forms[i:])
		if n == 0 || i > 0 && saidBehind[forms[i-1]] || i+n < len(forms) && saidBefore[forms[i+n]] {
			n = 1
			kept = append(kept, fields[i])
		}
		i += n
	}
	if len(kept) == len(fields) {
		return text
	}
	return strings.Join(kept, " ")
}

// spoken are the words of a text as written, with the signs on them, and in normal
// form.
func spoken(text string) (fields, forms []string) {
	fields = strings.Fields(text)
	forms = make([]string, len(fields))
	for i, f := range fields {
		forms[i] = hindi.Normalise(f)
	}
	return fields, forms
}

// longest is how many of the first words make up the longest of the phrases; 0 if
// they make up none.
func longest(phrases map[string]bool, words []string) int {
	for n := min(longestAside, len(words)); n > 0; n-- {
		if phrases[strings.Join(words[:n], " ")] {
			return n
		}
	}
	return 0
}
