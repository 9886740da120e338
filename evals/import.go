package evals

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// importColumns are the columns of a CSV of cases, by where their values go.
// Those of many values are parted by "|"; yaml ones are read as YAML.
var importColumns = struct{ one, many, expectOne, expectMany, yaml []string }{
	one:        []string{"id", "lang", "service", "kind", "phone", "ask", "search"},
	many:       []string{"tags", "depends", "gold", "files"},
	expectOne:  []string{"language", "tool", "tool_not", "asks", "choice"},
	expectMany: []string{"outcome", "cites", "cites_any", "cites_only", "says", "says_any", "says_not", "numbers"},
	yaml:       []string{"checks", "arguments"},
}

// ImportCSV reads cases from a table whose first line names the columns. Every
// mistake is told, with its line.
func ImportCSV(r io.Reader) ([]Case, error) {
	table := csv.NewReader(stripped(r))
	table.TrimLeadingSpace = true
	head, err := table.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: the names of the columns: %w", err)
	}
	c := importColumns
	known := slices.Concat(c.one, c.many, c.expectOne, c.expectMany, c.yaml)
	for i, name := range head {
		head[i] = strings.TrimSpace(name)
		if !slices.Contains(known, head[i]) {
			return nil, fmt.Errorf("line 1: there is no column %q; there are %s", head[i], strings.Join(known, ", "))
		}
		if slices.Contains(head[:i], head[i]) {
			return nil, fmt.Errorf("line 1: the column %q stands twice", head[i])
		}
	}
	in := importing{seen: map[string]bool{}}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.Join(append(in.faults, err)...) // it names its line
		}
		line, _ := table.FieldPos(0)
		node, err := caseNode(head, row)
		if err != nil {
			in.faults = append(in.faults, fmt.Errorf("line %d: %w", line, err))
			continue
		}
		text, err := yaml.Marshal(node)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		in.take(line, text)
	}
	return in.cases, errors.Join(in.faults...)
}

// caseNode is a row as the mapping that a case is decoded from.
func caseNode(head, row []string) (map[string]any, error) {
	top, expect := map[string]any{}, map[string]any{}
	for i, name := range head {
		value := strings.TrimSpace(row[i])
		if value == "" {
			continue
		}
		c := importColumns
		switch {
		case slices.Contains(c.one, name):
			top[name] = value
		case slices.Contains(c.many, name):
			top[name] = parted(value)
		case slices.Contains(c.expectOne, name):
			expect[name] = value
		case slices.Contains(c.expectMany, name):
			expect[name] = parted(value)
		default:
			var v any
			if err := yaml.Unmarshal([]byte(value), &v); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			expect[name] = v
		}
	}
	if checks, ok := expect["checks"]; ok && top["search"] != nil {
		top["checks"] = checks
		delete(expect, "checks")
	}
	if len(expect) > 0 {
		top["expect"] = expect
	}
	return top, nil
}

func parted(value string) (all []string) {
	for v := range strings.SplitSeq(value, "|") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// ImportJSONL reads cases from lines of JSON with the keys they have in YAML.
// Empty lines do not matter.
func ImportJSONL(r io.Reader) ([]Case, error) {
	in := importing{seen: map[string]bool{}}
	lines := bufio.NewScanner(stripped(r))
	lines.Buffer(nil, 1<<20)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) > 0 {
			in.take(n, lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		in.faults = append(in.faults, fmt.Errorf("line %d: %w", n+1, err))
	}
	return in.cases, errors.Join(in.faults...)
}

// stripped is r without the mark that some programs put before UTF-8.
func stripped(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	return b
}

// importing gathers cases and what is wrong with others.
type importing struct {
	cases  []Case
	seen   map[string]bool
	faults []error
}

// take reads one case from JSON or YAML.
func (in *importing) take(line int, text []byte) {
	var c Case
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err := d.Decode(&c)
	if err == nil {
		err = c.validate(in.seen)
	}
	if err != nil {
		in.faults = append(in.faults, fmt.Errorf("line %d: case %q: %w", line, c.ID, err))
		return
	}
	in.cases = append(in.cases, c)
}
