package tools

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
	validate "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sahayak-delhi/sahayak/agent"
)

// arguments checks and decodes a tool's arguments; its schema comes from T.
type arguments[T any] struct {
	spec   agent.ToolSpec
	schema *validate.Schema
}

// newArguments reads the tool's description from <file>.md and its schema from
// the fields and tags of T.
func newArguments[T any](name, file string) (arguments[T], error) {
	description, err := files.ReadFile(file + ".md")
	if err != nil {
		return arguments[T]{}, fmt.Errorf("tool %s: %w", name, err)
	}
	r := jsonschema.Reflector{DoNotReference: true, ExpandedStruct: true, Anonymous: true}
	s := r.Reflect(new(T))
	s.Version = ""
	raw, err := json.Marshal(s)
	if err != nil {
		return arguments[T]{}, fmt.Errorf("tool %s: %w", name, err)
	}
	doc, err := validate.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return arguments[T]{}, fmt.Errorf("tool %s: %w", name, err)
	}
	c := validate.NewCompiler()
	id := "tool:" + name // absolute, so that error texts hold no working folder
	if err := c.AddResource(id, doc); err != nil {
		return arguments[T]{}, fmt.Errorf("tool %s: %w", name, err)
	}
	schema, err := c.Compile(id)
	if err != nil {
		return arguments[T]{}, fmt.Errorf("tool %s: %w", name, err)
	}
	spec := agent.ToolSpec{Name: name, Description: strings.TrimSpace(string(description)), Schema: raw}
	return arguments[T]{spec: spec, schema: schema}, nil
}

// decode returns the arguments, or an *agent.ArgumentError listing every fault
// by its place, without the values.
func (a arguments[T]) decode(raw json.RawMessage) (T, error) {
	var v T
	if len(bytes.TrimSpace(raw)) == 0 {
		raw = json.RawMessage("{}")
	}
	doc, err := validate.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return v, &agent.ArgumentError{Faults: []string{"the arguments are not valid JSON"}}
	}
	doc = digitsToStrings(doc)
	var bad *validate.ValidationError
	if err := a.schema.Validate(doc); errors.As(err, &bad) {
		return v, &agent.ArgumentError{Faults: faults(bad)}
	} else if err != nil {
		return v, fmt.Errorf("tool %s: %w", a.spec.Name, err)
	}
	clean, err := json.Marshal(doc)
	if err != nil {
		return v, fmt.Errorf("tool %s: %w", a.spec.Name, err)
	}
	if err := json.Unmarshal(clean, &v); err != nil {
		return v, &agent.ArgumentError{Faults: []string{"the arguments do not fit the schema"}}
	}
	return v, nil
}

// digitsToStrings mends the commonest slip of models: a number given as a JSON
// number where the schema wants its digits. All our arguments are strings.
func digitsToStrings(doc any) any {
	m, ok := doc.(map[string]any)
	if !ok {
		return doc
	}
	for k, v := range m {
		if n, ok := v.(json.Number); ok {
			m[k] = n.String()
		}
	}
	return m
}

func faults(e *validate.ValidationError) []string {
	var all []string
	var walk func(*validate.ValidationError)
	walk = func(e *validate.ValidationError) {
		for _, c := range e.Causes {
			walk(c)
		}
		if len(e.Causes) > 0 {
			return
		}
		where := "/" + strings.Join(e.InstanceLocation, "/")
		what := strings.Join(e.ErrorKind.KeywordPath(), "/")
		all = append(all, fmt.Sprintf("%s does not satisfy %q", where, what))
	}
	walk(e)
	slices.Sort(all)
	return slices.Compact(all)
}
