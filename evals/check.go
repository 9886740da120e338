package evals

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/agent"
)

// Check is one check as a case asks for it: the name of a CheckKind with its
// parameters. Not turns it round.
type Check struct {
	Name string
	Not  bool

	rule rule
}

// rule is a check's typed parameters; look holds a view against them.
type rule interface{ look(view) finding }

// sound rules know parameters that make no sense.
type sound interface{ sound() error }

// present rules can tell what it is that stands there and must not.
type present interface{ present(view) string }

// turnable rules hear that they are turned round: none of several is then meant.
type turnable interface{ turned() }

// view is what one check looks at.
type view struct {
	Recorded
	step  int          // 1-based; 0 for the whole case
	turn  agent.Turn   // of the step; the last one for the whole case
	turns []agent.Turn // from the first to turn
	state *agent.State // after turn; nil when it was not kept
}

// finding is what a rule makes of a view.
type finding struct {
	value      float64
	pass       bool
	unmeasured string
	why        string
}

// holds is a finding of yes or no.
func holds(ok bool, why string, args ...any) finding {
	if ok {
		return finding{value: 1, pass: true}
	}
	return finding{why: fmt.Sprintf(why, args...)}
}

// unmeasured is a finding of something that cannot be told, with the reason.
func unmeasured(why string) finding { return finding{pass: true, unmeasured: why} }

// CheckKind is a check that cases may ask for, with what evaluators read of it.
type CheckKind struct {
	Name  string `json:"name"`
	Group string `json:"group"`
	En    string `json:"en"`
	Hi    string `json:"hi"`
	// Example is a list of one check, as it stands under "checks:" of a case.
	Example string `json:"example"`
	// Whole checks look at the conversation up to their message; under the
	// case's own checks they are made once, others for each message.
	Whole bool `json:"whole,omitempty"`
	// OneWay checks measure a quantity and cannot be turned round by not.
	OneWay bool `json:"one_way,omitempty"`

	fresh func() rule
}

// fresh makes an empty rule of a type.
func fresh[T any, P interface {
	*T
	rule
}]() rule {
	return P(new(T))
}

// CheckKinds lists every check, by group and in reading order.
func CheckKinds() []CheckKind {
	var all []CheckKind
	for _, g := range []struct {
		name  string
		kinds []CheckKind
	}{
		{"text", textChecks}, {"form", shapeChecks}, {"facts", factChecks}, {"language", languageChecks}, {"citations", citationChecks},
		{"retrieval", retrievalChecks}, {"outcome", outcomeChecks}, {"tools", toolChecks}, {"dialogue", dialogueChecks},
		{"safety", safetyChecks}, {"cost", costChecks},
	} {
		for _, k := range g.kinds {
			k.Group = g.name
			all = append(all, k)
		}
	}
	return all
}

var checkKinds = func() map[string]CheckKind {
	byName := map[string]CheckKind{}
	for _, k := range CheckKinds() {
		byName[k.Name] = k
	}
	return byName
}()

// run makes the mark of a check on a view.
func (c Check) run(v view) Mark {
	f := c.rule.look(v)
	m := Mark{Check: c.Name, Step: v.step, Value: f.value, Pass: f.pass, Unmeasured: f.unmeasured, Why: f.why}
	if math.IsNaN(m.Value) || math.IsInf(m.Value, 0) {
		m.Value, m.Pass, m.Unmeasured, m.Why = 0, true, "the value is no number", ""
	}
	if c.Not && m.Unmeasured == "" {
		m.Check, m.Value, m.Pass, m.Why = "not-"+c.Name, 1-m.Value, !m.Pass, ""
		if said, ok := c.rule.(present); ok && !m.Pass {
			m.Why = said.present(v)
		} else if !m.Pass {
			m.Why = "holds, and must not: " + c.Name + c.shown()
		}
	}
	return m
}

// shown is the check's parameters on one line, for a report.
func (c Check) shown() string {
	raw, err := json.Marshal(c)
	if err != nil || len(raw) > 160 {
		return ""
	}
	return " " + string(raw)
}

// UnmarshalYAML reads {check: NAME, not: true, parameters...}, or just the NAME
// of a check without parameters. Unknown names and parameters are errors with
// their line.
func (c *Check) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		n = &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "check", Line: n.Line}, n}}
	}
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: a check is written {check: NAME, ...}", n.Line)
	}
	rest := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: n.Line}
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key, value := n.Content[i], n.Content[i+1]; key.Value {
		case "check":
			c.Name = value.Value
		case "not":
			if err := value.Decode(&c.Not); err != nil {
				return fmt.Errorf("line %d: not: %w", key.Line, err)
			}
		default:
			rest.Content = append(rest.Content, key, value)
		}
	}
	if err := c.make(rest); err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	return nil
}

func (c *Check) make(parameters *yaml.Node) error {
	if c.Name == "" {
		return errors.New("the check has no name: write check: NAME")
	}
	kind, ok := checkKinds[c.Name]
	if !ok {
		return fmt.Errorf("there is no check %q; sahayak eval checks lists them", c.Name)
	}
	if c.Not && kind.OneWay {
		return fmt.Errorf("check %s measures a quantity and takes no not; use min and max", c.Name)
	}
	c.rule = kind.fresh()
	known := yamlNames(reflect.TypeOf(c.rule).Elem())
	seen := map[string]bool{}
	for i := 0; i+1 < len(parameters.Content); i += 2 {
		key := parameters.Content[i]
		switch {
		case !slices.Contains(known, key.Value) && len(known) == 0:
			return fmt.Errorf("check %s has no parameters, and so no %q", c.Name, key.Value)
		case !slices.Contains(known, key.Value):
			return fmt.Errorf("check %s has no parameter %q; it has %s", c.Name, key.Value, strings.Join(known, ", "))
		case seen[key.Value]:
			return fmt.Errorf("check %s: %q stands twice", c.Name, key.Value)
		}
		seen[key.Value] = true
	}
	if err := parameters.Decode(c.rule); err != nil {
		return fmt.Errorf("check %s: %w", c.Name, err)
	}
	if t, ok := c.rule.(turnable); ok && c.Not {
		t.turned()
	}
	if s, ok := c.rule.(sound); ok {
		if err := s.sound(); err != nil {
			return fmt.Errorf("check %s: %w", c.Name, err)
		}
	}
	return nil
}

// yamlNames are the keys a struct is decoded from, inlined structs included.
func yamlNames(t reflect.Type) (names []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			names = append(names, yamlNames(f.Type)...)
		case name != "" && name != "-":
			names = append(names, name)
		}
	}
	return names
}

// MarshalYAML writes the check as it is read.
func (c Check) MarshalYAML() (any, error) {
	n := yaml.Node{Kind: yaml.MappingNode}
	if c.rule != nil {
		if err := n.Encode(c.rule); err != nil {
			return nil, fmt.Errorf("check %s: %w", c.Name, err)
		}
	}
	head := []*yaml.Node{{Kind: yaml.ScalarNode, Value: "check"}, {Kind: yaml.ScalarNode, Value: c.Name}}
	if c.Not {
		head = append(head, &yaml.Node{Kind: yaml.ScalarNode, Value: "not"}, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
	}
	n.Content = append(head, n.Content...)
	n.Style = yaml.FlowStyle
	return &n, nil
}

// MarshalJSON writes the check with the keys it has in YAML.
func (c Check) MarshalJSON() ([]byte, error) {
	m := map[string]any{}
	if c.rule != nil {
		parametersOf(reflect.ValueOf(c.rule).Elem(), m)
	}
	m["check"] = c.Name
	if c.Not {
		m["not"] = true
	}
	return json.Marshal(m)
}

// parametersOf puts the fields of a rule that say something under their keys.
func parametersOf(v reflect.Value, into map[string]any) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			parametersOf(v.Field(i), into)
		case name == "" || options == "omitempty" && v.Field(i).IsZero():
		default:
			into[name] = v.Field(i).Interface()
		}
	}
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Check) UnmarshalJSON(raw []byte) error { return yaml.Unmarshal(raw, c) }
