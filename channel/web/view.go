package web

import (
	"encoding/base64"
	"html/template"
	"regexp"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// view is what the template "page" draws.
type view struct {
	server    *server
	Lang      corpus.Lang // of the page's own words
	Turns     []turnPart
	Older     bool // earlier turns were left out
	Alerts    []string
	MessageID string // for the next message sent without scripts
	Draft     string // text to begin with, after a failure
	Retry     *choiceView
}

// turnPart is what the template "turn" draws.
type turnPart struct {
	*view
	turnView
}

// turnView is a turn made ready for the template.
type turnView struct {
	Form     corpus.Lang // of the turn
	At, Time string      // RFC 3339, and as shown
	Mine     []piece     // what the citizen wrote; empty if that was only a file
	Reminder bool        // told without a message before it
	Lines    []line
	Notice   []line
	Choices  []choiceView // only of the last turn
	Files    []fileView
	Crisis   bool
}

type choiceView struct{ ID, Title string }

type fileView struct {
	Name string
	URL  template.URL // empty if the content is not at hand
}

// Say is a phrase in the page's language.
func (v *view) Say(id string) string { return v.server.phrases.Say(v.Lang, id, nil) }

// SayIn is a phrase in another language.
func (v *view) SayIn(l corpus.Lang, id string) string { return v.server.phrases.Say(l, id, nil) }

// Asset is the address of a file of the page.
func (v *view) Asset(name string) string { return v.server.assets.urls[name] }

// Sandbox reports whether this is a practice system.
func (v *view) Sandbox() bool { return v.server.Sandbox }

// Langs are the languages to choose from.
func (v *view) Langs() []corpus.Lang { return corpus.Langs }

func (v *view) alert(p *problem) *view {
	v.Alerts = append(v.Alerts, v.server.phrases.Say(v.Lang, p.phrase, p.data()))
	return v
}

// replaceLast puts a turn in the place of the last one, if it is that one as
// History gave it, else behind it.
func (v *view) replaceLast(t turnView) {
	part := turnPart{view: v, turnView: t}
	if n := len(v.Turns); n > 0 && v.Turns[n-1].At == t.At {
		v.Turns[n-1] = part
		return
	}
	v.Turns = append(v.Turns, part)
}

// delhi is the one time zone of India, which has no summer time.
var delhi = time.FixedZone("IST", 5*60*60+30*60)

func (s *server) turnView(lang corpus.Lang, t agent.Turn, last bool) turnView {
	v := turnView{
		Form: t.Language, At: t.At.UTC().Format(time.RFC3339), Time: s.clock(t.At),
		Mine: mine(t.Message, s.phrases.Say(lang, "hidden", nil)), Crisis: t.Outcome == agent.Crisis, Reminder: t.Unasked(),
	}
	v.Lines = lines(t.Reply.Text, t.Citations, v.Crisis)
	if t.Notice != "" {
		v.Notice = lines(t.Notice, nil, false)
	}
	if last {
		for _, c := range t.Reply.Choices {
			v.Choices = append(v.Choices, choiceView(c))
		}
	}
	for _, a := range t.Reply.Attachments {
		v.Files = append(v.Files, fileView{Name: a.Name, URL: dataURL(a)})
	}
	return v
}

// clock shows the time of day, and the date if that is not today's.
func (s *server) clock(at time.Time) string {
	at, now := at.In(delhi), s.Now().In(delhi)
	if at.Year() == now.Year() && at.YearDay() == now.YearDay() {
		return at.Format("15:04")
	}
	return at.Format("02-01-2006, 15:04")
}

// hidden are the tokens that stand for identifiers in what the transcript keeps,
// and the one that stands for a whole answer to a form.
var hidden = regexp.MustCompile(`<(?:EMAIL|PAN|AADHAAR|MOBILE)_\d+>|^<[A-Za-z][A-Za-z0-9_]*>$`)

// mine is what the citizen wrote, with a sign where the record has a token.
func mine(text, label string) []piece {
	var pieces []piece
	for {
		at := hidden.FindStringIndex(text)
		if at == nil {
			break
		}
		if at[0] > 0 {
			pieces = append(pieces, piece{Text: text[:at[0]]})
		}
		pieces = append(pieces, piece{Hidden: label})
		text = text[at[1]:]
	}
	if text != "" {
		pieces = append(pieces, piece{Text: text})
	}
	return pieces
}

// downloadable are the types a browser is told; others are just bytes.
var downloadable = map[string]bool{"application/pdf": true, "image/png": true, "image/jpeg": true, "text/plain": true}

// dataURL holds the file's content, so that it needs no address of its own that
// others could guess.
func dataURL(a agent.Attachment) template.URL {
	if len(a.Data) == 0 {
		return ""
	}
	kind, _, _ := strings.Cut(a.MIME, ";")
	if !downloadable[kind] {
		kind = "application/octet-stream"
	}
	return template.URL("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(a.Data))
}
