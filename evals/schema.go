package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

type object = map[string]any

// CasesSchema is the JSON Schema of a file of cases, for editors, made from the
// types that such files are decoded into.
func CasesSchema() []byte {
	s := schemas{defs: object{}}
	root := object{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Evaluation cases",
		"description": "A list of cases, or a whole suite in one file: about, gate and cases. docs/evals.md explains it.",
		"anyOf":       []any{s.of(reflect.TypeFor[[]Case]()), s.suite()},
	}
	s.defs["check"] = s.check()
	root["$defs"] = s.defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(fmt.Sprintf("evals: the schema of cases: %v", err)) // texts and lists alone
	}
	return b.Bytes()
}

// schemas gathers the definitions of structs while it meets them.
type schemas struct{ defs object }

// told are the sentences that an editor shows beside a key.
var told = map[string]string{
	"id": "Unique in the suite.", "lang": "The form the citizen writes in: en, hi or hi-Latn.", "ask": "A single question.",
	"search": "A question to the search alone.", "gold": "Clauses that answer it, best first, as service/clause.", "turns": "A conversation.",
	"files": "Files sent with the message, relative to the folder of this file.", "depends": "Clauses the case rests on; default: those it expects.",
	"expect": "What must come of it. Keys that are not given do not matter.", "checks": "Any checks by name; sahayak eval checks lists them.",
	"end": "The state in which the conversation must end.", "phone": "Makes the citizen a verified one with this number.",
	"tags": "Words to filter by.", "says": "All of these words, in any spelling of the three forms.", "outcome": "One of these.",
	"cites": "All of these clauses are cited.", "cites_any": "At least one of these clauses is cited.", "cites_only": "No clause of another service is cited.",
	"says_any": "At least one of these words.", "says_not": "None of these words.", "numbers": "All of these numbers, in any script or in words.",
	"portal": "How the portal misbehaves during this message; without, it works.",
	"asks":   "The field waited for; none for nothing.", "choice": "Id of a choice.", "say": "What the citizen writes; {applicationNo} is the number received before.",
}

// enums are the words a key may have.
func enum(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[corpus.Lang]():
		return plain(corpus.Langs)
	case reflect.TypeFor[corpus.Kind]():
		return plain(corpus.Kinds)
	}
	return nil
}

func plain[T ~string](all []T) (texts []string) {
	for _, v := range all {
		texts = append(texts, string(v))
	}
	return texts
}

var outcomes = plain([]agent.Outcome{
	agent.Answered, agent.NotKnown, agent.Clarify, agent.Asked, agent.Done, agent.Refused, agent.Crisis, agent.Handoff, agent.Menu, agent.Failed,
})

func (s schemas) of(t reflect.Type) object {
	scalar := []string{"string", "number", "boolean"} // YAML's own reading of 21 and true
	switch {
	case t == reflect.TypeFor[Check]():
		return object{"$ref": "#/$defs/check"}
	case t == reflect.TypeFor[list]():
		return object{"anyOf": []any{object{"type": scalar}, object{"type": "array", "items": object{"type": scalar}}}}
	case enum(t) != nil:
		return object{"enum": enum(t)}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": object{"type": scalar}}
	case reflect.Struct:
		name := strings.ToLower(t.Name())
		if _, known := s.defs[name]; !known {
			s.defs[name] = object{} // met; filled below
			s.defs[name] = s.closed(s.properties(t))
		}
		return object{"$ref": "#/$defs/" + name}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Float64:
		return object{"type": "number"}
	}
	return object{"type": scalar}
}

func (s schemas) closed(properties object) object {
	return object{"type": "object", "additionalProperties": false, "properties": properties}
}

// properties are the keys of a struct, those of inlined ones included.
func (s schemas) properties(t reflect.Type) object {
	all := object{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			for k, v := range s.properties(f.Type) {
				all[k] = v
			}
		case name == "" || name == "-":
		default:
			property := s.of(f.Type)
			switch name {
			case "outcome":
				property = object{"type": "array", "items": object{"enum": outcomes}}
			case "portal":
				property = object{"enum": Outages}
			}
			if text := told[name]; text != "" {
				property["description"] = text
			}
			all[name] = property
		}
	}
	return all
}

func (s schemas) suite() object {
	properties := s.properties(reflect.TypeFor[Suite]())
	properties["cases"] = s.of(reflect.TypeFor[[]Case]())
	return s.closed(properties)
}

// check is a check by its bare name, or an object whose parameters depend on it.
func (s schemas) check() object {
	var names []string
	var rules []any
	for _, k := range CheckKinds() {
		names = append(names, k.Name)
		properties := s.properties(reflect.TypeOf(k.fresh()).Elem())
		properties["check"] = object{"const": k.Name, "description": k.En + " " + k.Hi}
		if !k.OneWay {
			properties["not"] = object{"type": "boolean", "description": "Turns the check round."}
		}
		rules = append(rules, object{
			"if":   object{"required": []string{"check"}, "properties": object{"check": object{"const": k.Name}}},
			"then": s.closed(properties),
		})
	}
	slices.Sort(names)
	return object{"anyOf": []any{
		object{"enum": names},
		object{"type": "object", "required": []string{"check"}, "properties": object{"check": object{"enum": names}}, "allOf": rules},
	}}
}
