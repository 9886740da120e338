package tools

import (
	"fmt"
	"math/big"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// misfit says why an answer does not fit its field: the id of a phrase and its
// data.
type misfit struct {
	phrase string
	data   agent.Map
}

// read turns an answer into the field's canonical value: dates as YYYY-MM-DD,
// amounts as plain rupees, mobiles as ten digits, choices as ids.
func read(f corpus.Field, a agent.Answer, today time.Time) (string, *misfit) {
	text := strings.TrimSpace(withoutSigns(a.Text))
	if words(f) && notKnown.MatchString(text) {
		return "", &misfit{phrase: "not_known_yet"}
	}
	switch f.Type {
	case "choice":
		return readChoice(f.Choices, a)
	case "yesno":
		return readYesNo(a)
	case "date":
		return readDate(f, text, today)
	case "mobile":
		return readPattern(text, mobileShape, "bad_mobile")
	case "pincode":
		return readPattern(text, pincodeShape, "bad_pincode")
	case "amount", "number":
		return readNumber(f, text)
	case "email":
		return readEmail(text)
	case "name":
		return readName(text)
	case "certificate":
		return readCertificate(text)
	case "address":
		if denies(text) && !strings.ContainsFunc(hindi.Digits(text), unicode.IsDigit) { // "pata to bataya hi nahi"
			return "", &misfit{phrase: "bad_address"}
		}
		return readText(f, text, 8, 250)
	}
	return readText(f, text, 1, 250)
}

// withoutSigns leaves out the small pictures that people put beside an answer.
func withoutSigns(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r == 0xFE0F || r == 0x20E3 {
			return -1
		}
		return r
	}, text)
}

// notKnown is an answer that says there is none.
var notKnown = regexp.MustCompile(`(?i)^(?:mujhe\s+|mujhko\s+|i\s+)?(?:(?:pata|malum|maloom)\s+(?:nahin|nahi|nhi)|(?:nahin|nahi|nhi)\s+(?:pata|malum|maloom)|(?:do not|don'?t|dont)\s+know|not sure|no idea|\?+|(?:मुझे\s+)?(?:पता|मालूम)\s+(?:नहीं|नही)|(?:मुझे\s+)?(?:नहीं|नही)\s+(?:पता|मालूम))(?:\s+(?:hai|h|है))?[.।!?\s]*$`)

var (
	mobileShape  = regexp.MustCompile(`(?:^|\D)(?:\+?91|0)?([6-9]\d{9})(?:\D|$)`)
	pincodeShape = regexp.MustCompile(`(?:^|\D)(110\d{3})(?:\D|$)`) // every PIN code of Delhi begins 110
	spacing      = regexp.MustCompile(`(\d)[\s-]+(\d)`)
)

func readPattern(text string, shape *regexp.Regexp, phrase string) (string, *misfit) {
	digits := hindi.Digits(text)
	for range 2 { // overlapping groups need a second pass
		digits = spacing.ReplaceAllString(digits, "$1$2")
	}
	for _, written := range []string{digits, spokenDigits(text)} {
		if m := shape.FindStringSubmatch(written); m != nil && m[1] != "110000" {
			return m[1], nil
		}
	}
	return "", &misfit{phrase: phrase}
}

// digitWords are the digits as they are said, by phonetic key.
var digitWords = func() map[string]string {
	keys := map[string]string{}
	for i, words := range []string{
		"zero oh shunya shoonya sifar jeero शून्य ज़ीरो", "one ek एक वन", "two do दो टू", "three teen तीन थ्री", "four char chaar चार फ़ोर",
		"five paanch panch पाँच फ़ाइव", "six chhe chah chhah छह छः सिक्स", "seven saat sat सात सेवन", "eight aath ath आठ एट", "nine nau नौ नाइन",
	} {
		for _, w := range strings.Fields(words) {
			keys[hindi.Key(hindi.Normalise(w))] = string(rune('0' + i))
		}
	}
	return keys
}()

// spokenDigits writes "nine eight double seven" and "nau aath ..." as digits,
// other words as a blank between runs.
func spokenDigits(text string) string {
	var b strings.Builder
	times := 1
	for _, w := range hindi.Tokens(hindi.Digits(text)) {
		digit, ok := digitWords[hindi.Key(w)]
		switch {
		case w == "double" || w == "डबल":
			times = 2
			continue
		case w == "triple" || w == "ट्रिपल":
			times = 3
			continue
		case ok:
			b.WriteString(strings.Repeat(digit, times))
		case strings.Trim(w, "0123456789") == "":
			b.WriteString(w)
		default:
			b.WriteByte(' ')
		}
		times = 1
	}
	return b.String()
}

func readEmail(text string) (string, *misfit) {
	for _, word := range strings.Fields(text) {
		if a, err := mail.ParseAddress(strings.Trim(word, ".,;")); err == nil && strings.Contains(a.Address, ".") {
			return strings.ToLower(a.Address), nil
		}
	}
	return "", &misfit{phrase: "bad_email"}
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[hindi.Normalise(w)] = true
	}
	return set
}

// denies reports whether a text says no in Hindi, which no name or address does.
func denies(text string) bool {
	return slices.ContainsFunc(hindi.Tokens(text), func(w string) bool { return w != "no" && denials[w] })
}

// readCertificate finds the number in a sentence: the longest run of letters,
// digits and dashes that holds a digit.
func readCertificate(text string) (string, *misfit) {
	best := ""
	for _, run := range numberRuns.FindAllString(strings.ToUpper(hindi.Digits(text)), -1) {
		if len(run) > len(best) && strings.ContainsAny(run, "0123456789") {
			best = run
		}
	}
	if len(best) < 4 || len(best) > 40 {
		return "", &misfit{phrase: "bad_certificate"}
	}
	return best, nil
}

// numberRuns are what can be a number on a certificate.
var numberRuns = regexp.MustCompile(`[0-9A-Z][0-9A-Z/-]*`)

func readText(f corpus.Field, text string, least, most int) (string, *misfit) {
	least, most = bound(f.Min, least), bound(f.Max, most)
	text = strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(text); {
	case n < least:
		return "", &misfit{phrase: "too_short"}
	case n > most:
		return "", &misfit{phrase: "too_long", data: agent.Map{"Most": most}}
	}
	return text, nil
}

func bound(written string, otherwise int) int {
	var n int
	if _, err := fmt.Sscanf(written, "%d", &n); err == nil {
		return n
	}
	return otherwise
}

func readNumber(f corpus.Field, text string) (string, *misfit) {
	if digit := strings.TrimSpace(spokenDigits(text)); len(digit) == 1 && len(hindi.Tokens(text)) == 1 {
		text = digit // "do" and "ek" are most often something else, but not alone
	}
	numbers := hindi.Numbers(text)
	if len(numbers) != 1 {
		return "", &misfit{phrase: "bad_" + f.Type}
	}
	n, ok := new(big.Rat).SetString(numbers[0].Value)
	if !ok || !n.IsInt() || n.Sign() < 0 {
		return "", &misfit{phrase: "bad_" + f.Type}
	}
	if least, ok := new(big.Rat).SetString(f.Min); ok && n.Cmp(least) < 0 {
		return "", &misfit{phrase: "too_small", data: agent.Map{"Least": f.Min}}
	}
	if most, ok := new(big.Rat).SetString(f.Max); ok && n.Cmp(most) > 0 {
		return "", &misfit{phrase: "too_big", data: agent.Map{"Most": f.Max}}
	}
	return n.RatString(), nil
}

// usualOptions are what people say for an option that most forms have, beside its title.
var usualOptions = map[string][]string{
	"female":        {"woman", "girl", "lady", "aurat", "ladki", "stri", "औरत", "लड़की", "स्त्री"},
	"male":          {"man", "boy", "gents", "aadmi", "ladka", "mard", "आदमी", "लड़का", "मर्द"},
	"home":          {"housewife", "house wife", "homemaker", "grihini", "gharelu mahila", "गृहिणी", "हाउसवाइफ", "घरेलू महिला"},
	"daily-wage":    {"labour", "labourer", "mazdoor", "mazdoori", "dihadi", "मज़दूर", "मज़दूरी", "दिहाड़ी"},
	"self-employed": {"business", "shop", "dukaan", "dukandar", "vyapar", "apna kaam", "दुकानदार", "व्यापार", "बिज़नेस"},
	"salaried":      {"job", "private job", "naukri", "service", "government job", "sarkari naukri", "नौकरी", "जॉब"},
	"no-work":       {"unemployed", "jobless", "berozgar", "kuch nahi karte", "kuch nahi karta", "kuch nahi karti", "बेरोज़गार", "कुछ नहीं करते"},
}

func readChoice(options []corpus.Option, a agent.Answer) (string, *misfit) {
	names := map[string][]string{}
	for _, o := range options {
		if a.Choice == o.ID {
			return o.ID, nil
		}
		names[o.ID] = append([]string{o.En, o.Hi, o.In(corpus.HindiLatin), o.ID}, usualOptions[o.ID]...)
	}
	if n := hindi.Numbers(a.Text); len(n) == 1 {
		var i int
		if _, err := fmt.Sscanf(n[0].Value, "%d", &i); err == nil && i >= 1 && i <= len(options) && !strings.ContainsFunc(a.Text, unicode.IsLetter) {
			return options[i-1].ID, nil
		}
	}
	all, _ := corpus.NewFinder(names).Find(a.Text)
	best := corpus.Found{}
	tie := false
	for _, f := range all {
		switch {
		case f.Letters > best.Letters:
			best, tie = f, false
		case f.Letters == best.Letters && f.Tag != best.Tag:
			tie = true
		}
	}
	if best.Tag != "" && !tie {
		return best.Tag, nil
	}
	if id := choiceByWord(names, a.Text); id != "" {
		return id, nil
	}
	return "", &misfit{phrase: "bad_choice"}
}

// choiceByWord takes "dihaadi" for "Dihaadi mazdoori": the one option with a
// word of the message that no other option has; "" if none or several do.
func choiceByWord(names map[string][]string, text string) string {
	in := map[string]map[string]bool{} // word → options
	for id, all := range names {
		for _, name := range all {
			for _, w := range hindi.Tokens(name) {
				key := hindi.Key(w)
				if in[key] == nil {
					in[key] = map[string]bool{}
				}
				in[key][id] = true
			}
		}
	}
	picked := ""
	for _, w := range hindi.Tokens(text) {
		key := hindi.Key(w)
		if len(in[key]) != 1 || commonWords[key] {
			continue
		}
		for id := range in[key] {
			if picked != "" && picked != id {
				return ""
			}
			picked = id
		}
	}
	return picked
}

// commonWords say nothing of an option.
var commonWords = keySet("nahin nahi nhi नहीं no not ka ki ke ko se mein main me koi kuch aur ya hai hain or of the a an and is in for to my abhi now other anya sab all pata par pe on ek one cheez thing theek thik galat wrong sahi correct change badal badalna")

func readYesNo(a agent.Answer) (string, *misfit) {
	switch {
	case a.Choice == "yes" || a.Choice == "no":
		return a.Choice, nil
	case a.Control == agent.Yes || a.Control == agent.No:
		return string(a.Control), nil
	}
	// "yes, all done", "nahin hai": the word at the head, if no other speaks against it.
	tokens := hindi.Tokens(a.Text)
	if len(tokens) == 0 || len(tokens) > 6 {
		return "", &misfit{phrase: "bad_yesno"}
	}
	if a.Control == agent.Skip && !slices.ContainsFunc(tokens, unknownWords.has) && slices.ContainsFunc(tokens, noWords.has) {
		return "no", nil // "mere paas nahi hai"
	}
	yes, no := slices.ContainsFunc(tokens, yesWords.has), slices.ContainsFunc(tokens, noWords.has)
	switch {
	case yesWords.has(tokens[0]) && !no:
		return "yes", nil
	case noWords.has(tokens[0]) && !yes:
		return "no", nil
	}
	return "", &misfit{phrase: "bad_yesno"}
}

// keyed are words by phonetic key.
type keyed map[string]bool

func (k keyed) has(word string) bool { return k[hindi.Key(word)] }

var (
	yesWords = keyed(keySet("yes yeah haan han ji हाँ जी"))
	noWords  = keyed(keySet("no not nahin nahi nhi नहीं नही"))
	// unknownWords are those of one who does not know it.
	unknownWords = keyed(keySet("know sure idea remember pata malum maloom yaad पता मालूम याद"))
)
