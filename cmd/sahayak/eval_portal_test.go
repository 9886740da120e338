package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A case has the portal break down for its own messages, again and again, and
// what comes after finds it well.
func TestTheOutageOfACaseIsItsOwn(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	suites := t.TempDir()
	status := "what is the status of SBX-INC-26-999999?"
	var cases strings.Builder
	for _, id := range []string{"a", "b", "c", "d"} { // of three tries each: a breaker would open
		cases.WriteString("- {id: " + id + ", lang: en, phone: \"919810000002\", ask: \"" + status + "\", portal: down, expect: {outcome: [failed]}}\n")
	}
	cases.WriteString("- id: e\n  lang: en\n  turns:\n  - {say: \"" + status + "\", expect: {asks: mobileLast4}}\n" +
		"  - {say: \"0002\", portal: html, expect: {outcome: [failed]}}\n  - {say: \"0002\", expect: {outcome: [unknown], tool: checkStatus}}\n")
	write(t, filepath.Join(suites, "s.yaml"), "about: outages\ngate: 1.0\ncases:\n"+cases.String())
	if code, out, errs := p.run("", "eval", "run", "--suites", suites, "--baselines", t.TempDir(), "--jobs", "1"); code != exitOK || strings.Contains(errs, "try failed") {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
}
