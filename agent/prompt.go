package agent

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed prompts
var promptsFS embed.FS

// prompt is the system prompt as files; hash names their exact contents in
// every Turn.
type prompt struct {
	system *template.Template
	hash   string
}

// newPrompt reads the files; also are further texts that models are shown.
func newPrompt(also []string) (*prompt, error) {
	h := sha256.New()
	for _, text := range also {
		fmt.Fprintf(h, "%d\n%s\n", len(text), text)
	}
	err := fs.WalkDir(promptsFS, "prompts", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := promptsFS.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s\n%s\n", path, text)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("prompts: %w", err)
	}
	system, err := template.ParseFS(promptsFS, "prompts/system.tmpl")
	if err != nil {
		return nil, fmt.Errorf("prompts: %w", err)
	}
	p := &prompt{system: system, hash: hex.EncodeToString(h.Sum(nil))[:12]}
	if p.render(corpus.English) == "" {
		return nil, fmt.Errorf("prompts: system.tmpl gives nothing")
	}
	return p, nil
}

// render is the system prompt for an answer in the given form.
func (p *prompt) render(l corpus.Lang) string {
	names := map[corpus.Lang]string{
		corpus.English: "English", corpus.Hindi: "Hindi in Devanagari script",
		corpus.HindiLatin: "Hindi in Latin letters, as people type it on WhatsApp",
	}
	var b strings.Builder
	if err := p.system.Execute(&b, map[string]string{"Form": names[l]}); err != nil {
		return ""
	}
	return b.String()
}
