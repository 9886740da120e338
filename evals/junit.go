package evals

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
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
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
	Time     string `xml:"time,attr"`
	// Properties count the wrong facts; none where no case was looked at.
	Properties *junitProperties `xml:"properties"`
	Cases      []junitCase      `xml:"testcase"`
	Out        string           `xml:"system-out,omitempty"`
}

type junitProperties struct {
	All []junitProperty `xml:"property"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
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
// together, with classname suite.service.form. A suite in which replies were
// looked at for wrong facts has their count as properties, wrong and wrong.FORM
// beside looked and looked.FORM, and the cases with the reason in system-out.
func JUnit(w io.Writer, rec Recording) error {
	out := junitSuites{Name: "sahayak eval"}
	total := 0.0
	for _, s := range rec.Suites {
		results := rec.Of(s.Name)
		js, took := junitSuite{Name: s.Name}, 0.0
		for _, r := range results {
			took += r.Timing.MS / 1000
		}
		cases := ByCase(results)
		js.Properties, js.Out = junitWrong(wrongOf(cases))
		for _, c := range cases {
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

// junitWrong are the counts of wrong facts as properties, and the cases as text.
func junitWrong(w Wrong) (*junitProperties, string) {
	if !w.Measured() {
		return nil, ""
	}
	var p junitProperties
	add := func(name string, n int) { p.All = append(p.All, junitProperty{name, strconv.Itoa(n)}) }
	looked := 0
	for _, l := range corpus.Langs {
		looked += w.Looked[l]
	}
	add("wrong", len(w.Cases))
	add("looked", looked)
	for _, l := range corpus.Langs {
		add("wrong."+string(l), w.Told[l])
		add("looked."+string(l), w.Looked[l])
	}
	var out strings.Builder
	for _, c := range w.Cases {
		fmt.Fprintf(&out, "WRONG %s: %s\n", c.ID, c.Why)
	}
	return &p, out.String()
}

func firstOf(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}
