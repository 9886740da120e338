package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// document is one parsed YAML file. It is kept beside the Go values decoded
// from it because only its nodes know their lines.
type document struct {
	path string
	root *yaml.Node // nil for an absent, empty or unreadable file
}

// parseDocument reads YAML text; what is wrong with it comes back as findings.
func parseDocument(path string, text []byte) (document, []Finding) {
	d := document{path: path}
	if line := invalidLine(text); line > 0 {
		return d, []Finding{{File: path, Line: line, Rule: "yaml", Message: "the file is not UTF-8 text here", Fix: "save it as UTF-8"}}
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var n yaml.Node
	err := dec.Decode(&n)
	if errors.Is(err, io.EOF) {
		return d, nil
	}
	if err != nil {
		if line := tabbedLine(text); line > 0 {
			return d, []Finding{{File: path, Line: line, Rule: "yaml", Message: "the line is indented with a tab", Fix: "use spaces"}}
		}
		return d, []Finding{syntaxFinding(path, err)}
	}
	d.root = n.Content[0]
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		if err != nil {
			return d, []Finding{syntaxFinding(path, err)}
		}
		return d, []Finding{{File: path, Line: more.Line, Rule: "yaml", Message: "a second document starts here", Fix: "remove the line with ---"}}
	}
	return d, nil
}

// invalidLine returns the line of the first byte that is not UTF-8, or 0.
func invalidLine(text []byte) int {
	if utf8.Valid(text) {
		return 0
	}
	line := 1
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n <= 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		text = text[n:]
	}
	return line
}

// tabbedLine returns the first line with a tab before its text, or 0. The YAML
// library names the line above.
func tabbedLine(text []byte) int {
	line := 0
	for l := range bytes.Lines(text) {
		line++
		indent := l[:len(l)-len(bytes.TrimLeft(l, " \t"))]
		if bytes.ContainsRune(indent, '\t') {
			return line
		}
	}
	return 0
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(.*)`)

// syntaxFinding turns the YAML library's words into ours for the mistakes
// that people make most.
func syntaxFinding(path string, err error) Finding {
	m := yamlLine.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	line, _ := strconv.Atoi(m[1])
	f := Finding{File: path, Line: line, Rule: "yaml", Message: "not valid YAML: " + m[2], Fix: "compare with a neighbouring entry"}
	switch {
	case strings.Contains(m[2], "mapping values are not allowed"):
		f.Fix = `put the text in double quotes: it holds ": ", or the line is indented differently from its neighbours`
	case strings.Contains(m[2], "cannot start any token"):
		f.Fix = "put texts that begin with a sign in double quotes"
	case strings.Contains(m[2], "did not find expected"):
		f.Fix = "look for a missing quote, dash or indent on this line or the one above; inside { } a text with ? needs double quotes"
	}
	return f
}

// line finds the line of the value at path: a string steps into a mapping, an
// int into a list. Where the path ends early, it is the line of the last part
// found, and 1 for an empty file.
func (d document) line(path ...any) int {
	n, line := d.root, 1
	for _, step := range path {
		if n == nil {
			break
		}
		line = n.Line
		switch step := step.(type) {
		case string:
			n = valueOf(n, step)
		case int:
			if n.Kind != yaml.SequenceNode || step >= len(n.Content) {
				n = nil
				break
			}
			n = n.Content[step]
		}
	}
	if n != nil {
		line = n.Line
	}
	return line
}

func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func (d document) finding(rule string, path []any, fix, format string, args ...any) Finding {
	return Finding{File: d.path, Line: d.line(path...), Rule: rule, Message: fmt.Sprintf(format, args...), Fix: fix}
}
