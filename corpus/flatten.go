package corpus

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// flatten lists the values of anything decoded from a pack under the keys of
// its file, in the order of the type: "name hi", "any_of rent-agreement en".
// Values that are not set are left out.
func flatten(into []part, key string, v reflect.Value) []part {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			into = flatten(into, key, v.Elem())
		}
	case reflect.Struct:
		index := fieldIndex(v.Type())
		for _, k := range yamlKeys(v.Type()) {
			if k != "id" { // it names the item or the entry already
				into = flatten(into, strings.TrimSpace(key+" "+k), v.FieldByIndex(index[k]))
			}
		}
	case reflect.Slice:
		into = flattenList(into, key, v)
	default:
		if !v.IsZero() {
			into = append(into, part{key: key, value: fmt.Sprint(v.Interface())})
		}
	}
	return into
}

func flattenList(into []part, key string, v reflect.Value) []part {
	if v.Type().Elem().Kind() != reflect.Struct {
		words := make([]string, v.Len())
		for i := range words {
			words[i] = fmt.Sprint(v.Index(i).Interface())
		}
		if len(words) > 0 {
			into = append(into, part{key: key, value: strings.Join(words, ", ")})
		}
		return into
	}
	for i := range v.Len() {
		name := strconv.Itoa(i + 1)
		if id := v.Index(i).FieldByName("ID"); id.IsValid() && id.String() != "" {
			name = id.String()
		}
		into = flatten(into, key+" "+name, v.Index(i))
	}
	return into
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
