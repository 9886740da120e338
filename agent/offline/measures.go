package offline

import (
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed measures.yaml
var measuresFile []byte

// style is what a limit is for.
type style string

const (
	eligible style = "eligible"
	deadline style = "deadline"
	office   style = "office"
	band     style = "band"
	amount   style = "amount"
)

// measure is what a typed limit measures and how people speak of it.
type measure struct {
	Of    []string    `yaml:"of"`
	Name  corpus.Text `yaml:"name"`
	Style style       `yaml:"style"`
	Unit  string      `yaml:"unit"`
	Plain bool        `yaml:"plain"`
	Cues  []string    `yaml:"cues"`
	Near  bool        `yaml:"near"`
	// Letters compares cues letter for letter.
	Letters bool `yaml:"letters"`
	OfAge   bool `yaml:"of_age"`

	Needs  []string `yaml:"needs"`
	Unless []string `yaml:"unless"`
	Only   []unit   `yaml:"only"`

	cues, letters, needs, unless [][]string
}

func loadMeasures() (map[string]*measure, error) {
	var all []*measure
	if err := yaml.Unmarshal(measuresFile, &all); err != nil {
		return nil, fmt.Errorf("measures.yaml: %w", err)
	}
	byOf := map[string]*measure{}
	for _, m := range all {
		if m.Letters {
			for _, c := range m.Cues {
				m.letters = append(m.letters, hindi.Tokens(c))
			}
			m.Cues = nil
		}
		m.cues, m.needs, m.unless = phrases(m.Cues...), phrases(m.Needs...), phrases(m.Unless...)
		for _, of := range m.Of {
			if byOf[of] != nil {
				return nil, fmt.Errorf("measures.yaml: %s stands twice", of)
			}
			byOf[of] = m
		}
	}
	return byOf, nil
}

// countedIn is the unit of a fact's numbers.
func countedIn(m *measure, f corpus.Fact) unit {
	switch f.Type {
	case "inr":
		return rupees
	case "age", "years":
		return years
	case "months":
		return months
	case "days":
		return days
	case "working-days":
		return workdays
	case "share":
		return percent
	}
	return unit(m.Unit)
}

// Words that tell what a number is, whatever the service.
var (
	ageWords   = phrases("umar", "umr", "age", "aged", "ayu", "old", "turned", "उम्र", "आयु", "उमर")
	isSomebody = phrases("he is", "she is", "i am", "who is", "father is", "mother is", "husband is", "wife is", "son is", "daughter is", "brother is", "sister is", "papa is", "mummy is", "he was")
	oldPaper   = phrases("purana", "purani", "purane", "पुराना", "पुरानी", "पुराने")
	validWords = phrases("valid", "validity", "expiry date", "वैध", "मान्य", "vaidh", "chalega", "चलेगा", "good for", "website says")
	timeBehind = phrases("se", "baad", "ke baad", "ke andar", "के बाद", "के अंदर", "pehle", "pahle", "ago", "purana", "purani", "after", "later", "tak", "mein", "me", "for", "late", "se zyada ho", "ho gaye", "ho gaya", "hue", "guzar", "से", "बाद", "पहले", "पुराना", "पुरानी", "तक", "में", "हो गए", "हो गया", "हुए", "in", "since")
	otherMoney = phrases("fee", "fees", "charge", "charges", "fine", "penalty", "jurmana", "late fee", "bribe", "rishwat", "price", "cost", "bill", "rent", "kiraya", "loan", "deposit", "tax", "refund", "maang", "maange", "फ़ीस", "फीस", "शुल्क", "जुर्माना", "रिश्वत", "किराया", "बिल", "टैक्स", "मिलते", "milte", "milenge", "milega kitna", "मिलेंगे", "installment", "kist")
	monthWords = phrases("mahine", "mahina", "maheene", "month", "monthly", "pm", "महीने", "महीना", "माह", "मासिक", "masik", "मंथली", "हर महीने", "har mahine", "mahana")
	yearWords  = phrases("saal", "salana", "saalana", "year", "yearly", "annual", "annually", "pa", "साल", "सालाना", "वार्षिक", "varshik")
)

// plainMoney is the least sum, in rupees, that is taken for an income where no
// word says so.
const plainMoney = 20_000

// meant tells how surely the quantity counts what the measure is about: 0 for
// not at all. Whole is the message in sounds; plainly, that nothing more need be
// said, as of an age that a rule for minors is about.
func (m *measure) meant(q quantity, whole []string, plainly bool) int {
	plain := m.Plain || plainly
	switch {
	case len(m.Only) > 0 && !slices.Contains(m.Only, q.unit), len(m.needs) > 0 && !anywhere(whole, m.needs), anywhere(whole, m.unless):
		return 0
	}
	switch m.Unit {
	case "rupees":
		if m.Style == amount {
			return m.sum(q, whole)
		}
		return m.money(q, whole)
	case "age":
		return m.age(q, whole, plain)
	case "time":
		if !slices.Contains([]unit{years, months, weeks, days, workdays}, q.unit) {
			return 0
		}
		if !m.OfAge && len(q.wordsAfter) > 0 && ofPerson[q.wordsAfter[0]] {
			return 0
		}
		if anywhere(firstOf(q.after, 2), oldPaper) || anywhere(whole, validWords) {
			return m.spoken(q, whole, false)
		}
	case string(points): // mostly counted without a word
		if q.unit != points && q.unit != noUnit {
			return 0
		}
	default:
		if q.unit != unit(m.Unit) {
			return 0
		}
	}
	return m.spoken(q, whole, plain)
}

// counts is the quantity as the measure counts it: an income in a year, an age in
// years where no word says so.
func (m *measure) counts(q quantity, whole []string) quantity {
	switch {
	case m.Unit == "rupees" && m.Style == amount:
		q.unit = rupees
	case m.Unit == "rupees":
		q = inYear(q, whole)
	case m.Unit == "age" && q.unit == noUnit:
		q.unit = years
	case m.Unit == string(points):
		q.unit = points
	}
	return q
}

// inYear turns a sum said to be for a month into that of a year.
func inYear(q quantity, whole []string) quantity {
	q.unit = rupees
	near := slices.Concat(lastOf(q.before, 5), firstOf(q.after, 4))
	if anywhere(near, monthWords) && !anywhere(near, yearWords) || anywhere(whole, monthWords) && !anywhere(whole, yearWords) && q.value < 1_00_000*millionth {
		q.monthly = true
		q.value *= 12
	}
	return q
}

// money weighs a sum as what somebody earns.
func (m *measure) money(q quantity, whole []string) int {
	large := q.value >= plainMoney*millionth && (q.unit == rupees || q.unit == noUnit)
	switch {
	case q.unit != rupees && q.unit != noUnit, q.daily:
		return 0
	case q.income && (q.unit == rupees || q.value >= 2000*millionth):
		return 2
	case large && !anywhere(whole, otherMoney):
		return 1
	}
	return 0
}

// sum weighs a sum as what is paid or charged, which the words must say: those
// beside it, or any where it is said to be in rupees and to be nothing else.
func (m *measure) sum(q quantity, whole []string) int {
	before, after := lastOf(q.before, 4), firstOf(q.after, 4)
	earned := slices.ContainsFunc(slices.Concat(lastOf(q.wordsBefore, 4), firstOf(q.wordsAfter, 2)), func(w string) bool { return incomeWords[w] })
	daily := slices.ContainsFunc(firstOf(q.wordsAfter, 2), func(w string) bool { return dailyWords[w] })
	year := q.unit == noUnit && q.value >= 1900*millionth && q.value < 2100*millionth
	named, otherwise := anywhere(before, m.cues), anywhere(before, otherMoney)
	switch {
	case q.unit != rupees && q.unit != noUnit, earned, daily, year:
		return 0
	case named:
		return 5
	case otherwise:
		return 0
	case anywhere(after, m.cues):
		return 4
	case q.unit == noUnit, anywhere(after, otherMoney):
		return 0
	}
	return m.spoken(q, whole, false)
}

func (m *measure) age(q quantity, whole []string, plain bool) int {
	said := q.saidAge() || q.barelyAge() || q.unit == noUnit && anywhere(lastOf(q.before, 2), isSomebody)
	switch {
	case q.value >= 120*millionth:
		return 0
	case q.unit == noUnit && !(said && len(q.before) > 0):
		return 0
	case q.unit != noUnit && q.unit != years && q.unit != months:
		return 0
	case !said && anywhere(whole, validWords) && len(q.wordsAfter) > 0 && ofPerson[q.wordsAfter[0]]:
		return m.spoken(q, whole, false) // "5 saal ka hai, chalega?": somebody's age, if the words say whose
	case !said && (q.side != 0 || q.unit == months && !slices.Contains(m.Of, "child-age") || startsWith(q.after, timeBehind) > 0 || anywhere(whole, validWords)):
		return 0
	}
	return m.spoken(q, whole, plain)
}

// spoken weighs the words of the measure: nearest before the number, then behind
// it, then anywhere. Plain is what is meant where no word says so. Words that it
// needs make it surer.
func (m *measure) spoken(q quantity, whole []string, plain bool) int {
	surely := 0
	switch {
	case anywhere(q.before, m.cues), anywhere(q.wordsBefore, m.letters):
		surely = 5
	case anywhere(firstOf(q.after, 5), m.cues), anywhere(firstOf(q.wordsAfter, 6), m.letters):
		surely = 4
	case !m.Near && anywhere(whole, m.cues):
		surely = 3
	case plain:
		surely = 1
	}
	if surely > 0 && len(m.needs) > 0 {
		surely++
	}
	return surely
}

// Measured are the `of` of typed limits that messages are held against.
func Measured() (map[string]bool, error) {
	all, err := loadMeasures()
	known := map[string]bool{}
	for of := range all {
		known[of] = true
	}
	return known, err
}
