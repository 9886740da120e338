package tools

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// wrongWords say that an answer given is wrong; beside the name of its field they ask
// for it to be put right, wherever in the form that is said.
var wrongWords = wordSet("galat ghalat glat galti wrong wrongly incorrect incorrectly mistake typo mistyped misspelt misspelled गलत ग़लत गलती ग़लती")

// mostAmended is the most words in which an earlier answer is put right.
const mostAmended = 25

// amend obeys "I typed the wrong name, it should be Rakesh Kumar" and "Ramesh nahi Rakesh"
// at any question: it corrects the answered field that the message names beside a word
// for what is wrong, or whose value it takes back. ok is false when it does neither.
func (t *startApplication) amend(env agent.Env, s *corpus.Service, f form, a agent.Answer) (agent.Result, bool) {
	asked, _ := fieldByID(s.Form.Fields, f.Field)
	tokens := hindi.Tokens(a.Text)
	if a.Choice != "" || len(a.Files) > 0 || a.Control != agent.NoControl || asked.Type == "text" || len(tokens) > mostAmended {
		return agent.Result{}, false
	}
	for _, field := range s.Form.Fields {
		old := hindi.Tokens(f.Values[field.ID])
		if field.Type != "name" || len(old) == 0 || len(tokens) <= len(old)+1 || !slices.Equal(tokens[:len(old)], old) || !denials[tokens[len(old)]] && tokens[len(old)] != "not" {
			continue
		}
		if value, ok := t.wordsWithin(field, a.Text, f.Values[field.ID], env); ok {
			return t.replace(env, s, f, field, value), true
		}
	}
	if !saysWrong(a.Text) || len(labelSpans(f.open(s), a.Text, f.Field)) > 0 && len(labelSpans(f.given(s), a.Text, "")) == 0 {
		return agent.Result{}, false
	}
	return t.correct(env, s, f, a)
}

// saysWrong reports whether a word of the message says that an answer is wrong.
func saysWrong(text string) bool {
	return slices.ContainsFunc(hindi.Tokens(text), func(w string) bool { return wrongWords[w] })
}

// restate takes what does not answer the question asked, but names an answered field and
// has a value for it: "papa ka naam Mohan Lal Yadav likhna tha", where the gender is asked.
func (t *startApplication) restate(env agent.Env, s *corpus.Service, f form, a agent.Answer) (agent.Result, bool) {
	if a.Choice != "" || a.Control != agent.NoControl || strings.Contains(a.Text, "?") || len(strings.Fields(a.Text)) > mostAmended {
		return agent.Result{}, false
	}
	spans := labelSpans(f.given(s), a.Text, "")
	if len(spans) == 1 && !words(spans[0].field) {
		field := spans[0].field
		if value, ok := valueWithin(field, a, env); ok && value != f.Values[field.ID] {
			return t.replace(env, s, f, field, a.Text), true
		}
	}
	restated := false
	for i, sp := range spans {
		until := len(a.Text)
		if i+1 < len(spans) {
			until = spans[i+1].start
		}
		said := trimmed(labelled(sp.field, a.Text[sp.end:until]), func(w string) bool { return aroundAmended[w] })
		if value, bad := read(sp.field, agent.Answer{Text: said}, env.Now); bad == nil && words(sp.field) && value != f.Values[sp.field.ID] {
			if len(spans) == 1 {
				return t.replace(env, s, f, sp.field, value), true
			}
			f.forget(sp.field.ID)
			f.Doubts[sp.field.ID], restated = value, true
		}
	}
	if !restated {
		return agent.Result{}, false
	}
	return t.proceed(env, s, f, ""), true
}

// given are the fields that apply and have an answer.
func (f form) given(s *corpus.Service) []corpus.Field {
	return slices.DeleteFunc(slices.Clone(s.Form.Fields), func(field corpus.Field) bool {
		_, has := f.Values[field.ID]
		return !has || !f.applies(field)
	})
}

// aroundAmended are the words before and after a new value that say whose it is, that the
// old one is wrong and that it be changed.
var aroundAmended = wordSet("i my me we our you her his their she he they short half full complete adha aadha adhoora poora pura typed wrote written write entered enter gave given give put filled fill told said have has had the a an it its it's is was were be by in " +
	"aadhaar aadhar adhar card pan voter passport certificate marksheet per on आधार कार्ड पैन मार्कशीट should must to as of from not but instead wrong wrongly incorrect incorrectly mistake typo mistyped spelt spelled spelling misspelt misspelled correct right actual actually " +
	"sorry oh oops wait hold on minute min ek ok please change changed make edit update new one and so that this do no yes " +
	"mera meri mere mujhse mujhe humse hamara hamari maine mene ne se galat ghalat glat galti ho gaya gya gai gayi gyi hai h he hain tha thi hoga hogi likh likha likhi likho likhna " +
	"likhiye diya di diye de dena dijiye daal dala dal bhar bhara kar karo karna kardo kare karein kijiye chahiye hona sahi asli theek thik wala wali badal badalna badlo badlna " +
	"sudhar naya nayi ka ki ke ko me mein jagah bajay balki aur are arre bhai nahi nahin nhi na woh wo ye yeh yah isko use usko haan " +
	"मेरा मेरी मेरे मुझसे मुझे हमसे हमारा हमारी मैंने ने से गलत ग़लत गलती ग़लती हो गया गई गयी है हैं था थी होगा होगी लिख लिखा लिखी लिखो लिखना लिखिए दिया दी दिए दे देना दीजिए " +
	"रुको रुकिए एक मिनट डाल डाला भर भरा कर करो करना करें कीजिए चाहिए होना सही असली ठीक वाला वाली बदल बदलना बदलो सुधार नया नई का की के को में जगह बजाय बल्कि और अरे भाई नहीं नही वह वो यह ये इसको उसे उसको हाँ")

// wordsWithin takes a new name or address out of "naam galat hai, Asha Rani karo": what
// is left of the message without the field's name, the old value and the words around
// them, at both ends. It is only ever read back, never simply taken.
func (t *startApplication) wordsWithin(field corpus.Field, text, old string, env agent.Env) (string, bool) {
	if field.Type != "name" && field.Type != "address" {
		return "", false
	}
	labels := map[string]bool{}
	for _, name := range append([]string{field.Label.En, field.Label.Hi, field.Label.In(corpus.HindiLatin)}, append(slices.Clone(fieldNames[field.ID]), usualNames[field.Type]...)...) {
		for _, w := range hindi.Tokens(name) {
			labels[hindi.Key(w)] = true
		}
	}
	around := func(w string) bool { return aroundAmended[w] || labels[hindi.Key(w)] }
	kept := trimmed(notThis.ReplaceAllString(withoutOld(text, old), ""), around)
	if field.Type == "name" { // what stands behind the last word for what is wrong, or whose it is
		for _, at := range slices.Backward(wordShape.FindAllStringIndex(kept, -1)) {
			if w := hindi.Normalise(kept[at[0]:at[1]]); wrongWords[w] || labels[hindi.Key(w)] {
				kept = trimmed(kept[at[1]:], around)
				break
			}
		}
	}
	if before := hindi.Tokens(old); len(before) > 0 { // "Ramesh nahi Rakesh", not "Ramesh Kumar"
		words, tokens := wordShape.FindAllStringIndex(kept, -1), hindi.Tokens(kept)
		if n := len(before); len(words) == len(tokens) && len(tokens) > n+1 && slices.Equal(tokens[:n], before) && around(tokens[n]) {
			kept = trimmed(kept[words[n][0]:], around)
		}
	}
	if kept == "" {
		return "", false
	}
	value, bad := read(field, agent.Answer{Text: kept}, env.Now)
	return value, bad == nil
}

// withoutOld leaves out the part of a message that only says of the old value that it is
// wrong: "Rampal likho, Ramphal galat likh diya".
func withoutOld(text, old string) string {
	before := hindi.Tokens(old)
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;।", r) })
	if len(before) == 0 || len(parts) < 2 {
		return text
	}
	kept := slices.DeleteFunc(slices.Clone(parts), func(part string) bool {
		tokens := hindi.Tokens(part)
		says := slices.ContainsFunc(tokens, func(w string) bool { return wrongWords[w] || denials[w] })
		return says && !slices.ContainsFunc(before, func(w string) bool { return !slices.Contains(tokens, w) })
	})
	if len(kept) == 0 {
		return text
	}
	return strings.Join(kept, ",")
}

// trimmed is a text without the words around it, at both ends.
func trimmed(text string, around func(word string) bool) string {
	words := wordShape.FindAllStringIndex(text, -1)
	is := func(at []int) bool { return around(hindi.Normalise(text[at[0]:at[1]])) }
	for len(words) > 0 && is(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return ""
	}
	return text[words[0][0]:words[len(words)-1][1]]
}

// changeTail are the words after a new value that ask for the change.
var changeTail = regexp.MustCompile(`(?i)[\s,]+(?:karo|kar do|kar dijiye|kar dein|kardo|likho|likh do|likhiye|likhna|hona chahiye|hai|h|please|instead|करो|कर दो|कर दीजिए|कर दें|लिखो|लिखिए|लिखना|होना चाहिए|है)[\s.।]*$`)

// withoutTail leaves them out.
func withoutTail(text string) string {
	for {
		cut := strings.Trim(changeTail.ReplaceAllString(text, ""), edges)
		if cut == text {
			return text
		}
		text = cut
	}
}
