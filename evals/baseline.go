package evals

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Baseline is what a suite gave when somebody last agreed to it: verdicts, no
// texts. It moves by bless alone.
type Baseline struct {
	Suite    string             `json:"suite"`
	Model    string             `json:"model"`
	Embedder string             `json:"embedder"`
	Cases    map[string]Blessed `json:"cases"` // by id
}

// Blessed are the names of the checks that a case does not pass, in order, each
// once, and toldWrong before them if a reply told a wrong fact; none for a case
// that passes and tells none.
type Blessed []string

// toldWrong is no name of a check: the count of wrong facts decides no case.
const toldWrong = "WRONG"

// wrong: a reply told a wrong fact when the case was blessed.
func (b Blessed) wrong() bool { return len(b) > 0 && b[0] == toldWrong }

// pass: the case passed when it was blessed.
func (b Blessed) pass() bool { return len(b) == 0 || len(b) == 1 && b.wrong() }

//go:embed baselines
var baselines embed.FS

// EmbeddedBaselines are those built into the program.
func EmbeddedBaselines() (fs.FS, error) {
	sub, err := fs.Sub(baselines, "baselines")
	if err != nil {
		return nil, fmt.Errorf("baselines: %w", err)
	}
	return sub, nil
}

// LoadBaseline reads the baseline of a suite; ok is false when none was blessed.
func LoadBaseline(fsys fs.FS, suite string) (b Baseline, ok bool, err error) {
	raw, err := fs.ReadFile(fsys, suite+".json")
	if errors.Is(err, fs.ErrNotExist) {
		return b, false, nil
	}
	if err != nil {
		return b, false, fmt.Errorf("baseline of %s: %w", suite, err)
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, false, fmt.Errorf("baseline of %s: %w", suite, err)
	}
	if b.Suite != suite {
		return b, false, fmt.Errorf("baseline of %s: it says it is of %q", suite, b.Suite)
	}
	return b, true, nil
}

// Bless makes a baseline of a suite's results. A case that could not be run has
// no place in it.
func Bless(suite, model, embedder string, results []Result) (Baseline, error) {
	b := Baseline{Suite: suite, Model: model, Embedder: embedder, Cases: map[string]Blessed{}}
	for _, c := range ByCase(results) {
		if c.Verdict == Error {
			return b, fmt.Errorf("case %s of suite %s could not be run; only a whole run can be blessed", c.Case.ID, suite)
		}
		failing := Blessed{}
		for _, m := range c.First.Marks {
			if !m.Pass && !slices.Contains(failing, m.Check) {
				failing = append(failing, m.Check)
			}
		}
		slices.Sort(failing)
		if len(c.Wrong) > 0 {
			failing = slices.Insert(failing, 0, toldWrong)
		}
		b.Cases[c.Case.ID] = failing
	}
	if len(b.Cases) == 0 {
		return b, fmt.Errorf("suite %s has no results", suite)
	}
	return b, nil
}

// File is the baseline as stored: one case a line, in order of ids, so that a
// review sees which cases moved.
func (b Baseline) File() ([]byte, error) {
	var out bytes.Buffer
	head, err := json.Marshal(map[string]string{"suite": b.Suite, "model": b.Model, "embedder": b.Embedder})
	if err != nil {
		return nil, fmt.Errorf("baseline of %s: %w", b.Suite, err)
	}
	out.Write(bytes.TrimSuffix(head, []byte("}")))
	out.WriteString(",\"cases\":{")
	for i, id := range slices.Sorted(maps.Keys(b.Cases)) {
		line, err := json.Marshal(b.Cases[id])
		if err != nil {
			return nil, fmt.Errorf("baseline of %s: case %s: %w", b.Suite, id, err)
		}
		name, err := json.Marshal(id)
		if err != nil {
			return nil, fmt.Errorf("baseline of %s: %w", b.Suite, err)
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "\n%s:%s", name, line)
	}
	out.WriteString("\n}}\n")
	return out.Bytes(), nil
}

// Diff tells a run from a baseline, by ids of cases.
type Diff struct {
	// Comparable is false when the run is of another model or embedder than the
	// baseline: then a case that fails now is no regression of the program.
	Comparable bool     `json:"comparable"`
	Regressed  []string `json:"regressed,omitempty"` // passed, and fails now; or tells a wrong fact, and did not
	Fixed      []string `json:"fixed,omitempty"`     // failed, and passes now
	New        []string `json:"new,omitempty"`       // not in the baseline
	Missing    []string `json:"missing,omitempty"`   // in the baseline, no longer in the suite
}

// Against holds results against the baseline. A case that was left out of the
// run on purpose is not missing as long as the suite still has it. A case that
// could not be run is neither regressed nor fixed.
func (b Baseline) Against(suite Suite, model, embedder string, results []Result) Diff {
	d := Diff{Comparable: b.Model == model && b.Embedder == embedder}
	for _, c := range ByCase(results) {
		was, ok := b.Cases[c.Case.ID]
		switch {
		case !ok:
			d.New = append(d.New, c.Case.ID)
		case was.pass() && c.Verdict == Fail, len(c.Wrong) > 0 && !was.wrong():
			d.Regressed = append(d.Regressed, c.Case.ID)
		case !was.pass() && c.Verdict == Pass:
			d.Fixed = append(d.Fixed, c.Case.ID)
		}
	}
	there := map[string]bool{}
	for _, c := range suite.Cases {
		there[c.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(b.Cases)) {
		if !there[id] {
			d.Missing = append(d.Missing, id)
		}
	}
	return d
}

// Hold adds the comparison with the baseline to the summary. Missing cases fail
// the gate: a case may leave a suite, but not unseen.
func (s *Summary) Hold(d Diff) {
	s.Diff = &d
	if len(d.Missing) > 0 {
		s.Gate = append(s.Gate, fmt.Sprintf("%s: in the baseline and no longer in the suite: %d, first %s; bless a run if they were taken out on purpose", s.Suite, len(d.Missing), d.Missing[0]))
	}
}

// Regressed: a case that passed in the baseline fails now, or tells a wrong fact
// that it did not tell, with the same model.
func (s Summary) Regressed() bool {
	return s.Diff != nil && s.Diff.Comparable && len(s.Diff.Regressed) > 0
}
