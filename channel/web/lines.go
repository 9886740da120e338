package web

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent"
)

// line is one line of a reply.
type line struct {
	Pieces []piece
	Source bool // names the clause the answer rests on
	Item   bool // of a list
	Gap    bool // an empty line came before
}

// piece is text; with URL it is a link, and with Hidden it is a sign for
// something that is not shown.
type piece struct {
	Text   string
	URL    string
	Tel    string // number to call
	Hidden string
}

var (
	links   = regexp.MustCompile(`https?://[^\s<>"']+`)
	numbers = regexp.MustCompile(`\b1\d{2,4}\b`)
	items   = regexp.MustCompile(`^\s*([-•*]|\d{1,2}[.)])\s+`)
)

// lines makes a reply ready to be drawn. Line breaks are kept, addresses become
// links, and in a crisis the helplines can be tapped.
func lines(text string, citations []agent.Citation, crisis bool) []line {
	var out []line
	gap := false
	for raw := range strings.Lines(text) {
		raw = strings.TrimRight(raw, " \r\n")
		if strings.TrimSpace(raw) == "" {
			gap = len(out) > 0
			continue
		}
		out = append(out, line{Pieces: pieces(raw, crisis), Source: isSource(raw, citations), Item: items.MatchString(raw), Gap: gap})
		gap = false
	}
	return out
}

// isSource reports whether a line names one of the clauses cited.
func isSource(text string, citations []agent.Citation) bool {
	for _, c := range citations {
		if c.Clause != "" && strings.Contains(text, c.Clause) {
			return true
		}
	}
	return false
}

func pieces(text string, crisis bool) []piece {
	var out []piece
	for {
		at := links.FindStringIndex(text)
		if at == nil {
			return append(out, calls(text, crisis)...)
		}
		// The full stop of a sentence is not part of an address.
		url := strings.TrimRight(text[at[0]:at[1]], ".,;:!?)]}।॥…*_")
		out = append(out, calls(text[:at[0]], crisis)...)
		out = append(out, piece{Text: shortened(url), URL: url})
		text = text[at[0]+len(url):]
	}
}

// calls makes helplines into numbers to tap, in a crisis.
func calls(text string, crisis bool) []piece {
	if text == "" {
		return nil
	}
	if !crisis {
		return []piece{{Text: text}}
	}
	var out []piece
	for {
		at := numbers.FindStringIndex(text)
		if at == nil {
			break
		}
		if at[0] > 0 {
			out = append(out, piece{Text: text[:at[0]]})
		}
		number := text[at[0]:at[1]]
		out = append(out, piece{Text: number, Tel: "tel:" + number})
		text = text[at[1]:]
	}
	if text != "" {
		out = append(out, piece{Text: text})
	}
	return out
}

// longestLink is how many letters of an address are shown before only its host
// is; all of it is linked.
const longestLink = 34

// shortened is an address as people say it.
func shortened(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if utf8.RuneCountInString(rest) <= longestLink {
		return rest
	}
	host, _, _ := strings.Cut(rest, "/")
	return host + "/…"
}
