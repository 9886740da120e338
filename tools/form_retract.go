package tools

import (
	"regexp"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Words with which one takes back what was said. Denials open many an answer, so
// they take something back only beside a name or a shape of what was answered;
// slips do by themselves. What stands between a slip and the new answer is said of
// the slip: "galti ho gayi, naam ... ".
var (
	slips   = wordSet("oh oops sorry wait hold actually arre arey arrey are galti galat mistake maaf ruko rukiye correction अरे ओह सॉरी गलती ग़लती माफ माफ़ रुको रुकिए गलत ग़लत")
	denials = wordSet("no nahi nahin nhi नहीं नही")
	ofSlips = wordSet("i my made a it its is was that hold on one minute ek min ho gai gayi gyi gaya gya hui se kijiye kar karo karna maine mene ye yeh likh likha diya लिख लिखा दिया हो गई गयी से कीजिए करें करना मैंने हुई एक यह ये")
)

// slip is a message that begins by taking something back.
type slip struct {
	rest string // what follows
	sure bool   // by a slip, not by a denial alone
}

// slipOf reads the words of taking back at the head of a message; ok is false if
// it has none.
func slipOf(text string) (s slip, ok bool) {
	at := 0
	for _, w := range wordShape.FindAllStringIndex(text, -1) {
		word := hindi.Normalise(text[w[0]:w[1]])
		switch {
		case slips[word]:
			s.sure = true
		case denials[word], s.sure && ofSlips[word]:
		default:
			s.rest = strings.Trim(text[at:], edges+"!")
			return s, at > 0
		}
		at = w[1]
	}
	return s, s.sure
}

// longestSlip is the most words in which an earlier answer is taken back.
const longestSlip = 14

// takeBack obeys "arre galti ho gayi, naam Puja Yadav likhna hai", "no, the PIN is
// 110018" and "sorry, Vikas Bhatnagar": it takes the new value for the answered field
// that the message names, or whose shape it has, or else for the last one answered.
// Free words are read back first. ok is false when nothing answered is taken back;
// the answer is then what follows the words of taking back.
func (t *startApplication) takeBack(env agent.Env, s *corpus.Service, f form, a agent.Answer) (r agent.Result, rest agent.Answer, ok bool) {
	slip, found := slipOf(a.Text)
	if !found || a.Choice != "" || len(a.Files) > 0 || a.Control != agent.NoControl && a.Control != agent.Edit || len(strings.Fields(a.Text)) > longestSlip {
		return r, a, false
	}
	rest = a
	if slip.sure && slip.rest != "" {
		rest.Text = slip.rest
	}
	asked, open := fieldByID(s.Form.Fields, f.Field)
	if asked.Type == "text" { // a complaint may begin with "galti se"
		return r, a, false
	}
	if _, waits := f.Doubts[f.Field]; waits {
		if slip.rest != "" {
			rest.Text = slip.rest
		}
		return r, rest, false // what is read back is what is taken back
	}
	if open && len(labelSpans(f.open(s), slip.rest, f.Field)) > 0 {
		return r, rest, false
	}
	answered := f.given(s)
	if spans := labelSpans(answered, slip.rest, ""); len(spans) > 0 {
		field := spans[0].field
		if value, ok := t.wordsWithin(field, slip.rest, f.Values[field.ID], env); ok {
			return t.replace(env, s, f, field, value), rest, true
		}
		value := labelled(field, saidWrong.ReplaceAllString(slip.rest[spans[0].end:], ""))
		if _, bad := read(field, agent.Answer{Text: value}, env.Now); bad != nil && !words(field) {
			value = slip.rest // "that mobile is my son's, use 98..."
		}
		return t.replace(env, s, f, field, value), rest, true
	}
	if field, value := shaped(answered, slip.rest, asked); value != "" {
		return t.replace(env, s, f, field, value), rest, true
	}
	last, has := fieldByID(s.Form.Fields, f.previous(s))
	if !slip.sure || !has || !open || f.Values[last.ID] == "" {
		return r, rest, false
	}
	if slip.rest == "" {
		return t.askAgain(env, s, f, last.ID), rest, true
	}
	answer := agent.Answer{Text: withoutTail(slip.rest)}
	_, misfits := read(last, answer, env.Now)
	_, fits := read(asked, answer, env.Now)
	if misfits != nil || fits == nil && last.Type != "choice" && last.Type != asked.Type {
		return r, rest, false
	}
	return t.replace(env, s, f, last, answer.Text), rest, true
}

// shaped is the one answered field of a shape, a mobile number say, that the text
// has; "" if there is none, several, or the shape is that of the field asked.
func shaped(answered []corpus.Field, text string, asked corpus.Field) (corpus.Field, string) {
	text = hindi.Digits(text)
	for _, shape := range shapes {
		if asked.Type == shape.kind {
			continue
		}
		if spans := shapeSpans(answered, shape.kind, shape.form, text, ""); len(spans) > 0 {
			return spans[0].field, spans[0].value
		}
	}
	return corpus.Field{}, ""
}

// replace takes a new value for an answered field; free words and what may be read
// in two ways are read back, what does not fit is asked for again.
func (t *startApplication) replace(env agent.Env, s *corpus.Service, f form, field corpus.Field, text string) agent.Result {
	text = withoutTail(text)
	value, bad := read(field, agent.Answer{Text: text}, env.Now)
	if bad != nil {
		return t.askAgain(env, s, f, field.ID)
	}
	if words(field) && !(field.Type == "name" && namesSomebody(value)) || doubtful(field, text, env.Now) {
		f.forget(field.ID)
		f.Doubts[field.ID], f.Field = value, field.ID
		return t.ask(env, s, f, "")
	}
	return t.changed(env, s, f, field, value)
}

// saidWrong says of an answer that it was wrong, before the right one: "my name wrong,
// it is Harpreet Kaur".
var saidWrong = regexp.MustCompile(`(?i)^\s*(?:is |was )?(?:wrong(?:ly)?|incorrect(?:ly)?|galat|गलत|ग़लत)(?:\s+(?:hai|h|tha|thi|है|था|थी))?[\s,.;:\-]+(?:(?:it'?s|it is|it should be|should be|the right one is|sahi|सही)\s+(?:hai\s+|है\s+)?)?`)
