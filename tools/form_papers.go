package tools

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// attached is what a form knows of one paper: the file, or that it was put off.
// A file lives only in the form: it goes with the yes, and is forgotten with
// the form.
type attached struct {
	MIME   string `json:"mime,omitempty"` // as the bytes say, never as the sender does
	SHA256 string `json:"sha256,omitempty"`
	Data   []byte `json:"data,omitempty"`
	// NotMine: the paper is for other applicants.
	NotMine bool `json:"not_mine,omitempty"`
}

// maxPapers bounds the files of one form, in bytes: its state is stored with
// the conversation after every message.
const maxPapers = 1536 << 10

// paperStep is the step that asks for a paper.
const paperStep = "paper:"

// Choices of a paper step.
const (
	skipPaper  = "skip-paper"
	notMine    = "paper-not-mine"
	restPapers = "rest-papers"
	allPapers  = "papers" // at "what should be changed?"
)

// uploads are the papers a form asks for, in its order.
func uploads(s *corpus.Service) []corpus.Paper {
	var all []corpus.Paper
	for _, id := range s.Form.Uploads {
		if p, ok := s.Paper(id); ok {
			all = append(all, p)
		}
	}
	return all
}

// paperAsked is the paper of the present step.
func paperAsked(s *corpus.Service, f form) (corpus.Paper, bool) {
	id, ok := strings.CutPrefix(f.Field, paperStep)
	if !ok {
		return corpus.Paper{}, false
	}
	return s.Paper(id)
}

// paperLimit is the largest file taken for a paper, in bytes.
func paperLimit(p corpus.Paper) int {
	if p.MaxKB > 0 {
		return min(p.MaxKB<<10, edistrict.MaxDocumentBytes)
	}
	return edistrict.MaxDocumentBytes
}

// mediaTypes are those of the file endings that packs name.
var mediaTypes = map[string]string{"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}

func paperFormats(p corpus.Paper) []string {
	if len(p.Formats) == 0 {
		return []string{"jpg", "png", "pdf"}
	}
	return p.Formats
}

// paperQuestion names the paper, what is acceptable, and how to get it.
func (t *startApplication) paperQuestion(env agent.Env, s *corpus.Service, f form, p corpus.Paper) (string, []agent.Choice) {
	all := uploads(s)
	at := slices.IndexFunc(all, func(q corpus.Paper) bool { return q.ID == p.ID })
	lines := []string{t.say(env, "paper", agent.Map{"At": at + 1, "Of": len(all), "Name": p.Name.In(env.Lang)})}
	if at == 0 && len(f.Papers) == 0 {
		lines = append([]string{t.say(env, "papers_intro", agent.Map{"Papers": len(all)}), ""}, lines...)
	}
	if when := p.When.In(env.Lang); when != "" {
		lines = append(lines, t.say(env, "paper_when", agent.Map{"When": when}))
	}
	if len(p.AnyOf) > 0 {
		var names []string
		for _, o := range p.AnyOf {
			names = append(names, o.In(env.Lang))
		}
		lines = append(lines, t.say(env, "paper_any_of", agent.Map{"Names": strings.Join(names, ", ")}))
	}
	if check := p.Check.In(env.Lang); check != "" {
		lines = append(lines, t.say(env, "paper_check", agent.Map{"Text": check}))
	}
	if missing := p.Missing.In(env.Lang); missing != "" {
		lines = append(lines, t.say(env, "paper_missing", agent.Map{"Text": missing}))
	}
	lines = append(lines, t.say(env, "paper_send", agent.Map{"Formats": formatNames(p), "KB": paperLimit(p) >> 10}))
	choices := []agent.Choice{t.choice(env, skipPaper, "paper_later")}
	if p.Need != "required" {
		choices = append(choices, t.choice(env, notMine, "paper_not_mine"))
	}
	if at < len(all)-1 {
		choices = append(choices, t.choice(env, restPapers, "papers_rest"))
	}
	return strings.Join(lines, "\n"), choices
}

func formatNames(p corpus.Paper) string {
	return strings.ToUpper(strings.Join(paperFormats(p), ", "))
}

// resumePaper takes a file for the paper asked, or moves on without it.
func (t *startApplication) resumePaper(env agent.Env, s *corpus.Service, f form, p corpus.Paper, a agent.Answer) agent.Result {
	name := p.Name.In(env.Lang)
	switch {
	case len(a.Files) > 0:
		file, bad := readPaper(p, f, a.Files[0])
		if bad != nil {
			r := t.ask(env, s, f, t.say(env, bad.phrase, bad.data))
			r.Misfit = true
			return r
		}
		f.Papers[p.ID] = file
		before := t.say(env, "paper_taken", agent.Map{"Name": name, "KB": kilobytes(len(file.Data))})
		if len(a.Files) > 1 {
			before += "\n" + t.say(env, "paper_first_only", nil)
		}
		return t.proceed(env, s, f, before)
	case a.Choice == restPapers, a.Choice == "" && hasKey(a.Text, restWords):
		for _, q := range uploads(s) {
			if _, answered := f.Papers[q.ID]; !answered {
				f.Papers[q.ID] = attached{}
			}
		}
		return t.proceed(env, s, f, t.say(env, "papers_put_off", nil))
	case a.Choice == notMine:
		f.Papers[p.ID] = attached{NotMine: true}
		return t.proceed(env, s, f, "")
	case a.Choice == skipPaper, a.Choice == "" && putsOff(a):
		f.Papers[p.ID] = attached{}
		return t.proceed(env, s, f, t.say(env, "paper_put_off", agent.Map{"Name": name}))
	}
	r := t.ask(env, s, f, t.say(env, "bad_paper", nil))
	r.Misfit = true
	return r
}

// putsOff reads "later", "nahin hai", "I don't have it".
func putsOff(a agent.Answer) bool {
	return a.Control == agent.Skip || a.Control == agent.Later || a.Control == agent.No || hasKey(a.Text, offWords)
}

var (
	offWords  = keySet("not nahin nahi nhi नहीं baad बाद later skip without don't dont haven't missing chhodo छोड़ो छोड़ें")
	restWords = keySet("jama जमा submit sab सब all saare rest")
)

func keySet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[hindi.Key(hindi.Normalise(w))] = true
	}
	return set
}

func hasKey(text string, set map[string]bool) bool {
	return slices.ContainsFunc(strings.Fields(hindi.Normalise(text)), func(w string) bool { return set[hindi.Key(w)] })
}

// readPaper judges a file by its bytes: kind, size, and what the form holds
// already.
func readPaper(p corpus.Paper, f form, file agent.File) (attached, *misfit) {
	media := http.DetectContentType(file.Data)
	accepted := slices.ContainsFunc(paperFormats(p), func(ending string) bool { return mediaTypes[ending] == media })
	sizes := agent.Map{"KB": kilobytes(len(file.Data)), "Limit": paperLimit(p) >> 10, "Formats": formatNames(p)}
	held := 0
	for id, other := range f.Papers {
		if id != p.ID {
			held += len(other.Data)
		}
	}
	switch {
	case len(bytes.TrimSpace(file.Data)) == 0:
		return attached{}, &misfit{phrase: "file_empty"}
	case !accepted:
		return attached{}, &misfit{phrase: "file_kind", data: sizes}
	}
	data := file.Data
	if len(data) > paperLimit(p) {
		if data = smaller(data, media, paperLimit(p)); data == nil {
			return attached{}, &misfit{phrase: "file_large", data: sizes}
		}
		media = http.DetectContentType(data)
	}
	if held+len(data) > maxPapers {
		return attached{}, &misfit{phrase: "files_full", data: agent.Map{"Limit": maxPapers >> 10}}
	}
	sum := sha256.Sum256(data)
	return attached{MIME: media, SHA256: hex.EncodeToString(sum[:]), Data: data}, nil
}

// kilobytes is a size for people, never 0.
func kilobytes(n int) int { return max(1, (n+512)/1024) }

// papersSummary lists what goes along and what is still missing.
func (t *startApplication) papersSummary(env agent.Env, s *corpus.Service, f form) string {
	var with, without []string
	for _, p := range uploads(s) {
		switch got := f.Papers[p.ID]; {
		case len(got.Data) > 0:
			with = append(with, fmt.Sprintf("• %s (%d KB)", p.Name.In(env.Lang), kilobytes(len(got.Data))))
		case got.NotMine || p.Need == "optional":
		default:
			line := "• " + p.Name.In(env.Lang)
			if when := p.When.In(env.Lang); when != "" {
				line += " (" + t.say(env, "only_when", agent.Map{"When": when}) + ")"
			}
			without = append(without, line)
		}
	}
	var b strings.Builder
	if len(with) > 0 {
		b.WriteString("\n\n" + t.say(env, "papers_with", nil) + "\n" + strings.Join(with, "\n"))
	}
	if len(without) > 0 {
		b.WriteString("\n\n" + t.say(env, "papers_without", nil) + "\n" + strings.Join(without, "\n"))
	}
	return b.String()
}
