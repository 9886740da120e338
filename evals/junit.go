package evals

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	Time    string       `xml:"time,attr"`
	Failure *junitReason `xml:"failure"`
	Error   *junitReason `xml:"error"`
}

type junitReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes the run as JUnit XML: one testcase for each case, all its trials
// together, with classname suite.service.form.
func JUnit(w io.Writer, rec Recording) error {
	out := junitSuites{Name: "sahayak eval"}
	total := 0.0
	for _, s := range rec.Suites {
		results := rec.Of(s.Name)
		js, took := junitSuite{Name: s.Name}, 0.0
		for _, r := range results {
			took += r.Timing.MS / 1000
		}
		for _, c := range ByCase(results) {
			js.Tests++
			x := junitCase{
				Name: c.Case.ID, Class: strings.TrimSuffix(s.Name+"."+c.Case.Service, ".") + "." + string(c.Case.Lang),
				Time: fmt.Sprintf("%.3f", c.First.Timing.MS/1000),
			}
			reason := &junitReason{Type: string(c.Verdict), Message: firstOf(c.First.Faults), Text: strings.Join(c.First.Faults, "\n")}
			switch c.Verdict {
			case Fail:
				js.Failures, x.Failure = js.Failures+1, reason
			case Error:
				js.Errors, x.Error = js.Errors+1, reason
			}
			js.Cases = append(js.Cases, x)
		}
		js.Time = fmt.Sprintf("%.3f", took)
		out.Suites = append(out.Suites, js)
		out.Tests, out.Failures, out.Errors = out.Tests+js.Tests, out.Failures+js.Failures, out.Errors+js.Errors
		total += took
	}
	out.Time = fmt.Sprintf("%.3f", total)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("junit: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("junit: %w", err)
	}
	return nil
}

func firstOf(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}
