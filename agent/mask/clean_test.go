package mask

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestFalseAlarms masks what nobody needs to hide: the examples of all packs and
// the messages of the evaluation suites. Those that do hold a number of an
// application or certificate are left out.
func TestFalseAlarms(t *testing.T) {
	t.Parallel()
	texts := cleanTexts(t)
	if len(texts) < 500 {
		t.Fatalf("only %d clean messages", len(texts))
	}
	alarms := 0
	for _, text := range texts {
		if m := Mask(text); m.Text != text {
			alarms++
			t.Logf("%q became %q", text, m.Text)
		}
	}
	share := 100 * float64(alarms) / float64(len(texts))
	t.Logf("false alarms in %.2f %% of %d clean messages", share, len(texts))
	if share > 1 {
		t.Errorf("false alarms in %.2f %% of the messages, want at most 1", share)
	}
}

// TestRulesAreNotMasked goes over the rules themselves: fees, dates, helplines
// and office numbers are no secrets, and a model must read them.
func TestRulesAreNotMasked(t *testing.T) {
	t.Parallel()
	lines, alarms := 0, 0
	for _, file := range files(t, "../../corpus/services", "clauses.yaml") {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			if strings.Contains(line, "@") || strings.Contains(line, "://") || strings.Contains(line, "pattern") {
				continue // offices' addresses and links
			}
			lines++
			if m := Mask(line); m.Text != line {
				alarms++
				t.Logf("%q became %q", strings.TrimSpace(line), strings.TrimSpace(m.Text))
			}
		}
	}
	t.Logf("%d of %d lines of the rules masked", alarms, lines)
	if lines < 1000 || 1000*alarms > lines {
		t.Errorf("%d of %d lines masked, want at most one in a thousand", alarms, lines)
	}
}

func files(t *testing.T, root, name string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (name == "" || d.Name() == name) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func cleanTexts(t *testing.T) []string {
	t.Helper()
	var texts []string
	read := func(file string, take func(*yaml.Node)) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var n yaml.Node
		if err := yaml.Unmarshal(raw, &n); err != nil {
			t.Fatal(err)
		}
		take(&n)
	}
	for _, file := range files(t, "../../corpus/services", "examples.yaml") {
		read(file, func(n *yaml.Node) {
			scalars(n, func(_, v string) { texts = append(texts, v) })
		})
	}
	for _, file := range files(t, "../../evals/suites/first", "") {
		read(file, func(n *yaml.Node) {
			scalars(n, func(key, v string) {
				personal := strings.Contains(strings.ToUpper(v), "SBX") || strings.HasPrefix(v, "DL0") || onlyNumber(v)
				if (key == "ask" || key == "say") && !personal {
					texts = append(texts, v)
				}
			})
		})
	}
	return texts
}

// onlyNumber reports whether a message is a telephone number and nothing else.
func onlyNumber(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return digit(r) < 0 && r != ' ' && r != '+' }) < 0 && len(s) >= 10
}

// scalars gives every scalar below n with the key it stands under.
func scalars(n *yaml.Node, take func(key, value string)) {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if v := n.Content[i+1]; v.Kind == yaml.ScalarNode {
				take(n.Content[i].Value, v.Value)
			} else {
				scalars(v, take)
			}
		}
		return
	}
	for _, c := range n.Content {
		if c.Kind == yaml.ScalarNode {
			take("", c.Value)
		} else {
			scalars(c, take)
		}
	}
}
