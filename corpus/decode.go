package corpus

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decode fills v, a pointer, from the document. It is strict and tells every
// fault with its line: unknown and repeated keys, a list where a text should
// be. It exists because the YAML library's own decoder, told to be strict,
// parses the text a second time and names neither the fix nor, for inlined
// structs, the right type.
func (d document) decode(v any) []Finding {
	if d.root == nil {
		return nil
	}
	dec := decoder{path: d.path, indexes: map[reflect.Type]map[string][]int{}}
	dec.value(d.root, reflect.ValueOf(v).Elem())
	return dec.findings
}

type decoder struct {
	path     string
	indexes  map[reflect.Type]map[string][]int // key → field, for each struct met
	findings []Finding
}

func (d *decoder) fault(n *yaml.Node, fix, format string, args ...any) {
	d.findings = append(d.findings, Finding{File: d.path, Line: n.Line, Rule: "schema", Message: fmt.Sprintf(format, args...), Fix: fix})
}

func (d *decoder) value(n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.AliasNode {
		d.fault(n, "write the text out", "*%s refers to another place of the file", n.Value)
		return
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return // an empty value is a missing one; lint says which are needed
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Struct:
		d.mapping(n, v)
	case reflect.Slice:
		d.list(n, v)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, `begin each entry with "- "`, "a list is needed here")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, c := range n.Content {
		d.value(c, v.Index(i))
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "write en: and hi:, or whatever keys the guide lists, below one another", "keys with values are needed here")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		if first, ok := seen[key.Value]; ok {
			d.fault(key, "keep one of them", "the key %q is also on line %d", key.Value, first)
			continue
		}
		seen[key.Value] = key.Line
		at, ok := d.index(v.Type())[key.Value]
		if !ok {
			d.fault(key, "use one of: "+strings.Join(yamlKeys(v.Type()), ", "), "unknown key %q", key.Value)
			continue
		}
		d.value(val, v.FieldByIndex(at))
	}
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.fault(n, "write one value on the line", "a single value is needed here")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.TrimSpace(n.Value))
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.fault(n, "write true or false", "%q is not true or false", n.Value)
			return
		}
		v.SetBool(n.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			d.fault(n, "write digits only", "%q is not a whole number", n.Value)
			return
		}
		v.SetInt(int64(i))
	default:
		// A Go type the format does not have: a fault of the program, but a
		// finding is kinder than a panic to whoever edits the pack.
		d.fault(n, "report this", "values of type %s cannot be read", v.Type())
	}
}

// yamlKey reads a field's tag: its key, "" if it is not in the file, and
// whether it is inlined.
func yamlKey(f reflect.StructField) (key string, inline bool) {
	tag := strings.Split(f.Tag.Get("yaml"), ",")
	if tag[0] == "-" || !f.IsExported() {
		return "", false
	}
	return tag[0], slices.Contains(tag[1:], "inline")
}

func (d *decoder) index(t reflect.Type) map[string][]int {
	if _, ok := d.indexes[t]; !ok {
		d.indexes[t] = fieldIndex(t)
	}
	return d.indexes[t]
}

// fieldIndex finds the field of each key of a struct, inlined ones included.
func fieldIndex(t reflect.Type) map[string][]int {
	index := map[string][]int{}
	for i := range t.NumField() {
		k, inline := yamlKey(t.Field(i))
		switch {
		case inline:
			for key, at := range fieldIndex(t.Field(i).Type) {
				index[key] = append([]int{i}, at...)
			}
		case k != "":
			index[k] = []int{i}
		}
	}
	return index
}

// yamlKeys lists the keys of a struct as they stand in a file, in order.
func yamlKeys(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		k, inline := yamlKey(t.Field(i))
		switch {
		case inline:
			keys = append(keys, yamlKeys(t.Field(i).Type)...)
		case k != "":
			keys = append(keys, k)
		}
	}
	return keys
}
