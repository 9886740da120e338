package agent

import (
	"io/fs"
	"strings"
	"testing"
	"unicode"

	"github.com/sahayak-delhi/sahayak/agent/mask"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// TestPromptsHoldNoIdentifier reads every prompt file as if a citizen had
// written it: nothing in it may need masking.
func TestPromptsHoldNoIdentifier(t *testing.T) {
	t.Parallel()
	files, hindi := 0, false
	err := fs.WalkDir(promptsFS, "prompts", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := promptsFS.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		hindi = hindi || strings.ContainsFunc(string(raw), func(r rune) bool { return unicode.Is(unicode.Devanagari, r) })
		if masked := mask.Mask(string(raw)).Text; masked != string(raw) {
			t.Errorf("%s holds an identifier; masked it reads\n%s", path, masked)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d prompt files, %v", files, err)
	}
	if !hindi {
		t.Error("no prompt has an example in Hindi")
	}
}

func TestPromptHashNamesEveryText(t *testing.T) {
	t.Parallel()
	seen := map[string][]string{}
	for _, also := range [][]string{nil, {"a"}, {"b"}, {"a", "b"}, {"ab"}} {
		p, err := newPrompt(also)
		if err != nil {
			t.Fatal(err)
		}
		if other, double := seen[p.hash]; double {
			t.Errorf("%q and %q have the same hash %s", also, other, p.hash)
		}
		seen[p.hash] = also
		for _, l := range corpus.Langs {
			if text := p.render(l); !strings.Contains(text, "Citizen:") {
				t.Errorf("the prompt for %s has no example: %q", l, text)
			}
		}
	}
}
