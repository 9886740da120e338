package evals

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// shapeChecks look at the form of a reply: how long, which parts, which links.
var shapeChecks = []CheckKind{
	{Name: "length", En: "The reply has so many characters.", Hi: "जवाब में इतने अक्षर हैं।", OneWay: true,
		Example: "- {check: length, min: 20, max: 1000}", fresh: fresh[length]},
	{Name: "words", En: "The reply has so many words.", Hi: "जवाब में इतने शब्द हैं।", OneWay: true,
		Example: "- {check: words, max: 120}", fresh: fresh[wordCount]},
	{Name: "lines", En: "The reply has so many lines that are not empty.", Hi: "जवाब में इतनी भरी हुई पंक्तियाँ हैं।", OneWay: true,
		Example: "- {check: lines, max: 25}", fresh: fresh[lineCount]},
	{Name: "sentences", En: "The reply has so many sentences, by full stop, danda, question or exclamation mark.", Hi: "जवाब में इतने वाक्य हैं (पूर्ण विराम, प्रश्न चिह्न वगैरह से गिने गए)।", OneWay: true,
		Example: "- {check: sentences, max: 8}", fresh: fresh[sentenceCount]},
	{Name: "list-items", En: "The reply lists so many points, one a line, behind a bullet or a number.", Hi: "जवाब की सूची में इतनी बातें हैं, हर पंक्ति पर एक।", OneWay: true,
		Example: "- {check: list-items, min: 3}", fresh: fresh[listItems]},
	{Name: "is-question", En: "The reply asks the citizen something: its last line ends with a question mark.", Hi: "जवाब नागरिक से कुछ पूछता है: आख़िरी पंक्ति प्रश्न चिह्न पर ख़त्म होती है।",
		Example: "- {check: is-question, not: true}", fresh: fresh[isQuestion]},
	{Name: "not-empty", En: "There is a reply.", Hi: "जवाब ख़ाली नहीं है।",
		Example: "- {check: not-empty}", fresh: fresh[notEmpty]},
	{Name: "links-whole", En: "Every link is whole: an address with a host, no half of a Markdown link, no blank inside.", Hi: "हर लिंक पूरा है: कोई अधूरा या टूटा हुआ पता नहीं।",
		Example: "- {check: links-whole}", fresh: fresh[linksWhole]},
	{Name: "links-allowed", En: "Every link leads to one of these hosts, their subdomains included, or to the page of a cited clause.", Hi: "हर लिंक इन्हीं वेबसाइटों का या बताए गए नियम के स्रोत का है।",
		Example: "- {check: links-allowed, hosts: [delhi.gov.in, india.gov.in]}", fresh: fresh[linksAllowed]},
	{Name: "links", En: "The reply has so many links.", Hi: "जवाब में इतने लिंक हैं।", OneWay: true,
		Example: "- {check: links, max: 3}", fresh: fresh[linkCount]},
	{Name: "no-markup", En: "The reply has no Markdown headings, tables, code or HTML, which WhatsApp would show as they are.", Hi: "जवाब में Markdown या HTML के निशान नहीं हैं, जो WhatsApp पर वैसे ही दिख जाते।",
		Example: "- {check: no-markup}", fresh: fresh[noMarkup]},
	{Name: "no-placeholder", En: "No place of a template was left open: {name}, {{.Fee}}, %s, <no value>, undefined.", Hi: "कोई ख़ाली साँचा नहीं छूटा: {name}, {{.Fee}}, %s, <no value>, undefined।",
		Example: "- {check: no-placeholder}", fresh: fresh[noPlaceholder]},
	{Name: "no-repeat", En: "No line of the reply stands twice.", Hi: "जवाब की कोई पंक्ति दो बार नहीं है।",
		Example: "- {check: no-repeat}", fresh: fresh[noRepeat]},
	{Name: "fits-whatsapp", En: "The reply fits WhatsApp: text at most 4,096 characters; at most 10 choices; titles at most 24 characters, 20 where they are buttons.", Hi: "जवाब WhatsApp में आ जाता है: 4,096 अक्षर, 10 विकल्प, और विकल्प का नाम 24 अक्षर तक (बटन का 20 तक)।",
		Example: "- {check: fits-whatsapp}", fresh: fresh[fitsWhatsApp]},
	{Name: "attachments", En: "The reply carries so many files.", Hi: "जवाब के साथ इतनी फ़ाइलें हैं।", OneWay: true,
		Example: "- {check: attachments, min: 1}", fresh: fresh[attachments]},
}

type length struct {
	bounds `yaml:",inline"`
}

func (r length) look(v view) finding {
	return r.count(float64(utf8.RuneCountInString(v.turn.Reply.Text)), "characters")
}

type wordCount struct {
	bounds `yaml:",inline"`
}

func (r wordCount) look(v view) finding {
	return r.count(float64(len(strings.Fields(v.turn.Reply.Text))), "words")
}

type lineCount struct {
	bounds `yaml:",inline"`
}

func (r lineCount) look(v view) finding {
	return r.count(float64(len(filled(v.turn.Reply.Text))), "lines")
}

// filled are the lines that are not empty, without blanks around them.
func filled(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

type sentenceCount struct {
	bounds `yaml:",inline"`
}

// sentenceEnd is the end of a sentence; the points of 1.5 and S.D.M. are none.
var sentenceEnd = regexp.MustCompile(`[.!?।]+(?:[\s"')]|$)`)

func (r sentenceCount) look(v view) finding {
	n := 0
	for _, line := range filled(links.ReplaceAllString(v.turn.Reply.Text, "link")) {
		n += max(1, len(sentenceEnd.FindAllString(line, -1)))
	}
	return r.count(float64(n), "sentences")
}

type listItems struct {
	bounds `yaml:",inline"`
}

var listItem = regexp.MustCompile(`^(?:[-•*–]\s|\(?[0-9०-९]{1,2}[.)]\s)`)

func (r listItems) look(v view) finding {
	n := 0
	for _, line := range filled(v.turn.Reply.Text) {
		if listItem.MatchString(line) {
			n++
		}
	}
	return r.count(float64(n), "points in lists")
}

type isQuestion struct{}

func (isQuestion) look(v view) finding {
	lines := filled(v.turn.Reply.Text)
	return holds(len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], "?"), "the reply does not end with a question")
}

type notEmpty struct{}

func (notEmpty) look(v view) finding {
	return holds(strings.TrimSpace(v.turn.Reply.Text) != "", "the reply is empty")
}

var (
	links      = regexp.MustCompile(`https?://[^\s)>\]]*`)
	linkPieces = regexp.MustCompile(`\]\(\s*\)|\]\([^)\s]*\s[^)]*\)|\]\([^)]*$|\[[^\]]*\]\((?:[^h)]|h[^t)])`)
)

type linksWhole struct{}

func (linksWhole) look(v view) finding {
	text := v.turn.Reply.Text
	if linkPieces.MatchString(text) {
		return holds(false, "there is half of a Markdown link")
	}
	for _, link := range links.FindAllString(text, -1) {
		u, err := url.Parse(strings.TrimRight(link, ".,;।"))
		if err != nil || !strings.Contains(u.Hostname(), ".") {
			return holds(false, "a link has no proper host")
		}
	}
	return holds(true, "")
}

type linksAllowed struct {
	Hosts list `yaml:"hosts"`
}

func (r linksAllowed) sound() error { return needs("hosts", len(r.Hosts) == 0) }

func (r linksAllowed) look(v view) finding {
	for _, link := range links.FindAllString(v.turn.Reply.Text, -1) {
		link = strings.TrimRight(link, ".,;।")
		u, err := url.Parse(link)
		if err != nil {
			return holds(false, "a link cannot be read")
		}
		host := u.Hostname()
		known := slices.ContainsFunc(r.Hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
		for _, c := range v.turn.Citations {
			known = known || c.URL == link
		}
		if !known {
			return holds(false, "links to %s", host)
		}
	}
	return holds(true, "")
}

type linkCount struct {
	bounds `yaml:",inline"`
}

func (r linkCount) look(v view) finding {
	return r.count(float64(len(links.FindAllString(v.turn.Reply.Text, -1))), "links")
}

type noMarkup struct{}

var markup = regexp.MustCompile("(?m)^#{1,6} |^\\|.*\\|\\s*$|```|\\*\\*[^*\\s][^*\n]*\\*\\*|\\]\\(http|</?[a-z][a-z0-9]*(?: [^<>]*)?/?>")

func (noMarkup) look(v view) finding {
	found := markup.FindString(v.turn.Reply.Text)
	return holds(found == "", "has the markup %q", found)
}

type noPlaceholder struct{}

var placeholder = regexp.MustCompile(`\{\{[^}]*\}\}|\{[A-Za-z_][A-Za-z0-9_.]*\}|%!?[sdvq]\b|%!\w|<no value>|\bundefined\b|\[object Object\]|\bNaN\b`)

func (noPlaceholder) look(v view) finding {
	found := placeholder.FindString(v.turn.Reply.Text)
	return holds(found == "", "has an open place %q", found)
}

type noRepeat struct{}

func (noRepeat) look(v view) finding {
	seen := map[string]bool{}
	for _, line := range filled(v.turn.Reply.Text) {
		line = hindi.Normalise(line)
		if line != "" && seen[line] {
			return holds(false, "a line stands twice")
		}
		seen[line] = true
	}
	return holds(true, "")
}

// Limits of WhatsApp's messages, in characters and choices.
const (
	whatsAppText, whatsAppRows, whatsAppButtons = 4096, 10, 3
	whatsAppRow, whatsAppButton                 = 24, 20
)

type fitsWhatsApp struct{}

func (fitsWhatsApp) look(v view) finding {
	r := v.turn.Reply
	if n := utf8.RuneCountInString(r.Text); n > whatsAppText {
		return holds(false, "the text has %d characters", n)
	}
	if len(r.Choices) > whatsAppRows {
		return holds(false, "%d choices are offered", len(r.Choices))
	}
	most := whatsAppRow
	if len(r.Choices) <= whatsAppButtons {
		most = whatsAppButton
	}
	for _, c := range r.Choices {
		if n := utf8.RuneCountInString(c.Title); n > most {
			return holds(false, "a choice has %d characters, %d fit", n, most)
		}
	}
	return holds(true, "")
}

type attachments struct {
	bounds `yaml:",inline"`
}

func (r attachments) look(v view) finding {
	return r.count(float64(len(v.turn.Reply.Attachments)), "files")
}
