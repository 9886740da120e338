package tools

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// gleaned is what one message says of several fields at once.
type gleaned struct {
	values  map[string]string // by field id
	doubts  map[string]string // values to be said yes to
	labels  int               // fields that the message names
	leading string            // what stands before the first label or number
}

// taken is how many fields the message fills beside the one asked.
func (g gleaned) beside(asked string) int {
	n := 0
	for _, m := range []map[string]string{g.values, g.doubts} {
		for id := range m {
			if id != asked {
				n++
			}
		}
	}
	return n
}

// span is a part of a message that belongs to a field: a label, and after it
// the value; or a value whose shape cannot be mistaken.
type span struct {
	field      corpus.Field
	start, end int // of the label or the shape, in bytes
	value      string
}

// monthWords are the months as they stand in a date beside other answers.
const monthWords = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|जनवरी|फ़रवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर`

var (
	wordShape   = regexp.MustCompile(`[\p{L}\p{M}\p{N}@]+`)
	mobileWhole = regexp.MustCompile(`(?:^|[^\d+])((?:\+?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5})(?:\D|$)`)
	pinWhole    = regexp.MustCompile(`(?:^|\D)(110\s?\d{3})(?:\D|$)`)
	emailWhole  = regexp.MustCompile(`([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)`)
	dateWhole   = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}|\d{1,2}(?:st|nd|rd|th)?[\s-]+(?i:` + monthWords + `)[\s,-]+(?:19|20)\d{2})(?:[^\d/.-]|$)`)
	// shapes are those that cannot be mistaken for anything else.
	shapes = []struct {
		kind string
		form *regexp.Regexp
	}{{"mobile", mobileWhole}, {"pincode", pinWhole}, {"email", emailWhole}, {"date", dateWhole}}
	// breaks part the answers of a message.
	breaks = regexp.MustCompile(`(?i)[,;।\n]|(?:^|\s)(?:aur|and|और|hai|है)(?:\s|$)|\.\s`)
	edges  = " \t\n,;:.=-–।"
	links  = regexp.MustCompile(`(?i)^(?:should be|is|was|hai|h|ka|ki|number|no|code|है)(?:[\s:.]+|$)`)
	tails  = regexp.MustCompile(`(?i)[\s,]+(?:hai|h|he|aur|and|mera|meri|mere|unk[aei]|usk[aei]|my|his|her|their|the|है|और|मेरा|मेरी|मेरे|उनका|उनकी|उनके|उसका|उसकी|उसके)$`)
)

// glean reads a message that may answer several open fields, wherever they
// stand in the form: each by its name ("pin 110092", "pita ka naam Mohan"), or
// by a shape that only one open field can have.
func glean(s *corpus.Service, f form, text string, env agent.Env) gleaned {
	text = hindi.Digits(text)
	g := gleaned{values: map[string]string{}, doubts: map[string]string{}, leading: text}
	open := f.open(s)
	spans := labelSpans(open, text, f.Field)
	for _, shape := range shapes {
		spans = append(spans, shapeSpans(open, shape.kind, shape.form, text, f.Field)...)
	}
	slices.SortStableFunc(spans, func(a, b span) int { return a.start - b.start })
	if len(spans) == 0 {
		g.options(open, f.Field)
		return g
	}
	g.leading = strings.Trim(text[:spans[0].start], edges)
	for i, sp := range spans {
		value, until := sp.value, len(text)
		if i+1 < len(spans) {
			until = max(sp.end, spans[i+1].start)
		}
		if value == "" {
			g.labels++
			value = labelled(sp.field, text[sp.end:until])
		}
		if words(sp.field) && slices.ContainsFunc(hindi.Tokens(value), func(w string) bool { return wrongWords[w] }) {
			value = trimmed(value, func(w string) bool { return aroundAmended[w] })
		}
		if _, done := g.values[sp.field.ID]; done || value == "" {
			continue
		}
		read, bad := read(sp.field, agent.Answer{Text: value}, env.Now)
		switch {
		case bad != nil:
		case doubtful(sp.field, value, env.Now):
			g.doubts[sp.field.ID] = read
		default:
			g.values[sp.field.ID] = read
		}
	}
	for id := range g.values { // said twice, once beyond doubt
		delete(g.doubts, id)
	}
	g.leading = strings.Trim(tails.ReplaceAllString(g.leading, ""), edges)
	if first := spans[0]; descent[labelKey(text[first.start:first.end])] {
		g.take(open, "applicant_name", env)
	}
	g.options(open, f.Field)
	return g
}

// mostOfOption is the most words of an option that stands by itself between commas.
const mostOfOption = 2

// options takes what stands behind the answer and its comma and is an option of another open
// field: "Anil Kumar Dubey, male".
func (g *gleaned) options(open []corpus.Field, asked string) {
	parts := strings.FieldsFunc(g.leading, func(r rune) bool { return strings.ContainsRune(",;।\n", r) })
	if field, ok := fieldByID(open, asked); len(parts) < 2 || !ok || field.Type != "name" && field.Type != "choice" {
		return
	}
	kept := parts[:1]
	for _, part := range parts[1:] {
		at := slices.IndexFunc(open, func(field corpus.Field) bool {
			_, bad := readChoice(field.Choices, agent.Answer{Text: part})
			return field.ID != asked && field.Type == "choice" && bad == nil
		})
		if at < 0 || len(hindi.Tokens(part)) > mostOfOption {
			kept = append(kept, part)
			continue
		}
		g.values[open[at].ID], _ = readChoice(open[at].Choices, agent.Answer{Text: part})
	}
	g.leading = strings.Join(kept, ",")
}

// take gives what leads the message to an open field that nothing else was said of.
func (g gleaned) take(open []corpus.Field, id string, env agent.Env) {
	field, ok := fieldByID(open, id)
	if _, has := g.values[id]; !ok || has {
		return
	}
	if value, bad := read(field, agent.Answer{Text: g.leading}, env.Now); bad == nil && !doubtful(field, g.leading, env.Now) {
		g.values[id] = value
	}
}

// addressAhead takes what stands before a PIN code as the address, where that is open and
// something else is asked: "gali no 4 sangam vihar pin 110080".
func (g gleaned) addressAhead(open []corpus.Field, asked string, env agent.Env) {
	if g.values["pincode"] == "" || asked == "pincode" || len(hindi.Tokens(g.leading)) < fewOfAddress {
		return
	}
	if at := slices.IndexFunc(open, func(field corpus.Field) bool { return field.Type == "address" && field.ID != asked }); at >= 0 {
		g.take(open, open[at].ID, env)
	}
}

// fewOfAddress is the fewest words of an address that is not named so.
const fewOfAddress = 3

// labelled is the value behind a label: up to the next break, except for an
// address, which has commas of its own.
func labelled(field corpus.Field, after string) string {
	after = strings.TrimLeft(after, edges)
	for {
		cut := links.ReplaceAllString(after, "")
		if cut == after || field.Type == "name" && len(cut) == 0 {
			break
		}
		after = strings.TrimLeft(cut, edges)
	}
	if field.Type != "address" && field.Type != "amount" && field.Type != "date" {
		for _, at := range breaks.FindAllStringIndex(after, -1) {
			if after[at[0]] != '.' || !initial.MatchString(after[:at[0]]) {
				after = after[:at[0]]
				break
			}
		}
	}
	for {
		cut := strings.TrimRight(tails.ReplaceAllString(strings.TrimRight(after, edges), ""), edges)
		if cut == after {
			return after
		}
		after = cut
	}
}

// initial is a name or a title cut short: the stop after it ends nothing.
var initial = regexp.MustCompile(`(?i)(?:^|[\s.])(?:\p{L}|sh|smt|dr|mr|mrs|ms|km|kr|md|mohd)$`)

// shapeSpans are the values of a kind that only one open field can take.
func shapeSpans(open []corpus.Field, kind string, shape *regexp.Regexp, text, asked string) []span {
	var of []corpus.Field
	for _, field := range open {
		if field.Type == kind {
			of = append(of, field)
		}
	}
	i := slices.IndexFunc(of, func(f corpus.Field) bool { return f.ID == asked })
	switch {
	case i >= 0:
	case len(of) == 1:
		i = 0
	default:
		return nil
	}
	found := shape.FindAllStringSubmatchIndex(text, -1)
	if len(found) != 1 {
		return nil
	}
	at := found[0]
	return []span{{field: of[i], start: at[2], end: at[3], value: text[at[2]:at[3]]}}
}

// labelSpans finds the names of open fields. A name of a field of letters
// counts only where a new thing begins, for "Mata" may be part of a street.
func labelSpans(open []corpus.Field, text, asked string) []span {
	labels := labelKeys(open, asked)
	words := wordShape.FindAllStringIndex(text, -1)
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = hindi.Key(hindi.Normalise(text[w[0]:w[1]]))
	}
	var spans []span
	several := relations(labels, keys)
	for i := 0; i < len(words); i++ {
		for n := min(5, len(words)-i); n > 0; n-- {
			field, ok := labels[strings.Join(keys[i:i+n], " ")]
			if ok && several && n == 1 && parents[keys[i]] != "" && i+1 < len(words) {
				spans = append(spans, span{field: field, start: words[i][0], end: words[i][1]})
				break
			}
			lineal := ok && descent[strings.Join(keys[i:i+n], " ")]
			if !ok || !lineal && !begins(field, text[:words[i][0]]) || n == 1 && i == 0 && field.Type == "name" && !plainName[keys[i]] && !(field.ID == asked && fatherly[keys[i]]) && !signed.MatchString(text[words[i][1]:]) || i+n < len(words) && (denial[keys[i+n]] || field.Type == "choice" && numberWord[keys[i+n]]) {
				continue
			}
			spans = append(spans, span{field: field, start: words[i][0], end: words[i+n-1][1]})
			i += n - 1
			break
		}
	}
	return spans
}

// descent are the names of a relative's field that stand right behind one's own name:
// "Rakesh Yadav s/o Mohan Yadav".
var descent = func() map[string]bool {
	keys := map[string]bool{}
	for _, name := range []string{"s o", "d o", "w o", "son of", "daughter of", "wife of", "पुत्र", "पुत्री"} {
		keys[labelKey(name)] = true
	}
	return keys
}()

// parents are the single words for a parent, by phonetic key.
var parents = func() map[string]string {
	keys := map[string]string{}
	for parent, words := range map[string]string{"father": "papa pita pitaji father dad पापा पिता पिताजी", "mother": "mummy mammi maa mother mom mata मम्मी माँ माता"} {
		for _, w := range strings.Fields(words) {
			keys[hindi.Key(hindi.Normalise(w))] = parent
		}
	}
	return keys
}()

// relations reports whether a message names both parents, "papa Mohan Negi mummy
// Kamla Negi": then each word for one is a label wherever it stands.
func relations(labels map[string]corpus.Field, keys []string) bool {
	named := map[string]bool{}
	for _, key := range keys {
		if _, ok := labels[key]; ok && parents[key] != "" {
			named[parents[key]] = true
		}
	}
	return len(named) > 1
}

// denial after a label makes it no label: "pata nahin" is "I do not know".
var denial = map[string]bool{hindi.Key("nahin"): true, hindi.Key("nahi"): true, hindi.Key("nhi"): true}

// signed is what makes a label of any word before it: "mother - Lakshmi Rao", "mother is ...".
var signed = regexp.MustCompile(`(?i)^\s*(?:[-:–=]|is\b)\s`)

// numberWord after a label makes it part of an address: "makaan number 15".
var numberWord = map[string]bool{hindi.Key("number"): true, hindi.Key("no"): true, hindi.Key("नंबर"): true}

// plainName are the single words that are a label even at the start of a
// message; "Mata Prasad" is a name.
var plainName = map[string]bool{hindi.Key("naam"): true, hindi.Key("name"): true, hindi.Key("nam"): true}

// fatherly are the single words that are a label at the start of the answer to the
// very field: nobody is called so.
var fatherly = map[string]bool{hindi.Key("pita"): true, hindi.Key("pitaji"): true, hindi.Key("father"): true, hindi.Key("fathers"): true}

func begins(field corpus.Field, before string) bool {
	switch field.Type {
	case "mobile", "pincode", "email", "date", "amount":
		return true
	}
	before = strings.TrimRight(before, " \t")
	if before == "" {
		return true
	}
	last := before[len(before)-1]
	if strings.HasSuffix(before, "।") || strings.ContainsRune(",;.:\n", rune(last)) || last >= '0' && last <= '9' {
		return true
	}
	words := hindi.Tokens(before)
	return len(words) > 0 && opening[words[len(words)-1]]
}

// opening are words after which a new thing begins.
var opening = wordSet("aur and hai h my his her their mera meri mere unka unki unke uska uski uske और है मेरा मेरी मेरे उनका उनकी उनके उसका उसकी उसके")

// labelKeys are the names of the open fields, by phonetic keys. A name that two
// fields share is that of the one asked, or nobody's.
func labelKeys(open []corpus.Field, asked string) map[string]corpus.Field {
	labels := map[string]corpus.Field{}
	shared := map[string]bool{}
	for _, field := range open {
		names := []string{field.Label.En, field.Label.Hi, field.Label.In(corpus.HindiLatin)}
		names = append(names, fieldNames[field.ID]...)
		if field.Type == "mobile" || field.Type == "pincode" || field.Type == "email" {
			names = append(names, usualNames[field.Type]...)
		}
		for _, name := range names {
			key := labelKey(name)
			if key == "" {
				continue
			}
			if joined := strings.ReplaceAll(key, " ", ""); joined != key && len(labels[joined].ID) == 0 {
				labels[joined] = field // "जन्मतिथि"
			}
			if other, taken := labels[key]; taken && other.ID != field.ID {
				shared[key] = true
				if field.ID != asked {
					continue
				}
			}
			labels[key] = field
		}
	}
	for key := range shared {
		if labels[key].ID != asked {
			delete(labels, key)
		}
	}
	return labels
}

func labelKey(name string) string {
	if at := strings.IndexByte(name, '('); at > 0 {
		name = name[:at]
	}
	var keys []string
	for _, w := range wordShape.FindAllString(name, -1) {
		keys = append(keys, hindi.Key(hindi.Normalise(w)))
	}
	return strings.Join(keys, " ")
}

// fieldNames are what people call the fields that most forms have; phonetic
// keys make the Devanagari spellings of the Hindi words the same.
var fieldNames = map[string][]string{
	"applicant_name": {"my name", "mera naam", "mera nam", "naam", "name", "full name", "poora naam", "applicant name", "aavedak ka naam"},
	"father_name":    {"s o", "d o", "son of", "daughter of", "पुत्र", "पुत्री", "father", "father name", "fathers name", "father s name", "my father name", "papa", "dad", "dads name", "dad s name", "papa ka naam", "pita", "pitaji", "pita ka naam", "pita ji ka naam", "pitaji ka naam"},
	"mother_name":    {"mother", "mother name", "mothers name", "mother s name", "maa", "mummy", "mom", "maa ka naam", "mata", "mata ka naam", "mata ji ka naam", "mummy ka naam"},
	"relative_name": {"s o", "d o", "w o", "son of", "daughter of", "wife of", "पुत्र", "पुत्री", "father", "father name", "fathers name", "father s name", "my fathers name", "dads name", "dad s name", "husband", "husband name", "husbands name", "husband s name", "papa ka naam", "father ka naam", "husband ka naam", "pita", "pita ka naam",
		"pita ji ka naam", "pitaji ka naam", "pati", "pati ka naam"},
	"spouse_name":   {"w o", "wife of", "husband", "husband name", "wife", "wife name", "pati ka naam", "patni ka naam"},
	"dob":           {"dob", "d o b", "date of birth", "birth date", "birth year", "year of birth", "janm ka saal", "born on", "born", "janm", "janm tithi", "janm tareekh", "janm ki tareekh", "janmdin", "janm din"},
	"address":       {"address", "pata", "ghar ka pata", "present address", "residing at"},
	"annual_income": {"income", "annual income", "yearly income", "family income", "aay", "aamdani", "saalana aay", "kamai"},
	"family_income": {"income", "annual income", "yearly income", "family income", "aay", "aamdani", "saalana aay", "kamai"},
	"gender":        {"gender", "ling"},
}
