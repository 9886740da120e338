package evals

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// list is one or several texts; a lone one needs no brackets in YAML.
type list []string

func (l *list) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = list{n.Value}
		return nil
	}
	return n.Decode((*[]string)(l))
}

// bounds limit a quantity; nil does not.
type bounds struct {
	Min *float64 `yaml:"min,omitempty"`
	Max *float64 `yaml:"max,omitempty"`
}

func (b bounds) sound() error {
	switch {
	case b.Min == nil && b.Max == nil:
		return errors.New("needs min or max")
	case b.Min != nil && b.Max != nil && *b.Min > *b.Max:
		return errors.New("min is above max")
	}
	return nil
}

// count holds a quantity of things against the bounds.
func (b bounds) count(n float64, things string) finding {
	f := finding{value: n, pass: true}
	switch {
	case b.Min != nil && n < *b.Min:
		f.pass, f.why = false, fmt.Sprintf("%s %s, at least %s wanted", number(n), things, number(*b.Min))
	case b.Max != nil && n > *b.Max:
		f.pass, f.why = false, fmt.Sprintf("%s %s, at most %s allowed", number(n), things, number(*b.Max))
	}
	return f
}

// least is the smallest share that passes; 1 if nothing is said.
type least struct {
	Min *float64 `yaml:"min,omitempty"`
}

func (l least) sound() error {
	if l.Min != nil && (*l.Min < 0 || *l.Min > 1) {
		return errors.New("min is a share, 0 to 1")
	}
	return nil
}

// share holds a share in [0,1] against the least; why tells what lacks.
func (l least) share(value float64, why string, args ...any) finding {
	want := 1.0
	if l.Min != nil {
		want = *l.Min
	}
	f := finding{value: value, pass: value >= want-1e-12}
	if !f.pass {
		f.why = fmt.Sprintf(why, args...) + fmt.Sprintf(" (%.3f, at least %.3f wanted)", value, want)
	}
	return f
}

// number writes a quantity without needless zeros.
func number(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }

func needs(what string, empty bool) error {
	if empty {
		return fmt.Errorf("needs %s", what)
	}
	return nil
}
