package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
)

// Delta is one item of the rules that is not the same in two states of a
// corpus.
type Delta struct {
	// ID is that of a service, of a clause or paper ("service/clause"), of a
	// form ("service/form") or of its field ("service/form/field").
	ID      string `json:"id"`
	Service string `json:"service"`
	What    string `json:"what"`   // service, clause, paper, form or field
	Action  string `json:"action"` // added, removed or changed
	// Parts are the keys that differ, in the order of the file; all of them if
	// the item was added or removed.
	Parts []Difference `json:"parts"`
}

// Difference is one key of an item, before and after; empty means absent.
type Difference struct {
	Key string `json:"key"` // as in the file: en, certainty, facts 1 value
	Old string `json:"old"`
	New string `json:"new"`
}

// Diff lists what changed in the services between two corpus folders, by
// service, in the order of the new files; examples, glossary and groups are no
// rules and are left out. The new folder must load. The old one may be in an
// older format: keys that are no longer known are passed over, but its files
// must be YAML.
func Diff(before, after fs.FS) ([]Delta, error) {
	old, err := readTree(before)
	if err != nil {
		return nil, fmt.Errorf("earlier packs: %w", err)
	}
	for _, f := range old.faults() {
		if f.Rule == "yaml" {
			return nil, fmt.Errorf("earlier packs: %w", ErrPack{f})
		}
	}
	now, err := readTree(after)
	if err != nil {
		return nil, fmt.Errorf("corpus folder without services: %w", err)
	}
	if faults := now.faults(); len(faults) > 0 {
		errs := make([]error, len(faults))
		for i, f := range faults {
			errs[i] = ErrPack{f}
		}
		return nil, errors.Join(errs...)
	}
	return diffItems(old.items(), now.items()), nil
}

// item is a part of a pack that changes on its own.
type item struct {
	id, service, what string
	parts             []part
}

// part is one value of an item under its key.
type part struct{ key, value string }

// items lists everything a citizen is told or asked, pack by pack.
func (t *tree) items() []item {
	var all []item
	for _, p := range t.packs {
		s := p.service
		add := func(what, id string, v any) {
			all = append(all, item{id: id, service: p.slug, what: what, parts: flatten(nil, "", reflect.ValueOf(v))})
		}
		add("service", p.slug, *s)
		for _, c := range s.Clauses {
			add("clause", p.slug+"/"+c.ID, c)
		}
		for _, paper := range s.Papers {
			add("paper", p.slug+"/"+paper.ID, paper)
		}
		if s.Form == nil {
			continue
		}
		head := *s.Form
		head.Fields = nil // they are items of their own
		add("form", p.slug+"/form", head)
		for _, f := range s.Form.Fields {
			add("field", p.slug+"/form/"+f.ID, f)
		}
	}
	return all
}

// diffItems pairs the items by id. What was removed stands after the rest of
// its service.
func diffItems(before, after []item) []Delta {
	old := map[string]item{}
	for _, i := range before {
		old[i.id] = i
	}
	kept := map[string]bool{}
	byService := map[string][]Delta{}
	for _, i := range after {
		kept[i.id] = true
		was, ok := old[i.id]
		action := "changed"
		if !ok {
			action = "added"
		}
		if parts := differences(was.parts, i.parts); len(parts) > 0 {
			byService[i.service] = append(byService[i.service], Delta{ID: i.id, Service: i.service, What: i.what, Action: action, Parts: parts})
		}
	}
	for _, i := range before {
		if !kept[i.id] {
			byService[i.service] = append(byService[i.service],
				Delta{ID: i.id, Service: i.service, What: i.what, Action: "removed", Parts: differences(i.parts, nil)})
		}
	}
	var all []Delta
	for _, service := range sortedKeys(byService) {
		all = append(all, byService[service]...)
	}
	return all
}

// differences lists the keys whose values differ, those of the new item first.
func differences(before, after []part) []Difference {
	old, now := map[string]string{}, map[string]string{}
	for _, p := range before {
		old[p.key] = p.value
	}
	var out []Difference
	for _, p := range after {
		now[p.key] = p.value
		if old[p.key] != p.value {
			out = append(out, Difference{Key: p.key, Old: old[p.key], New: p.value})
		}
	}
	for _, p := range before {
		if _, ok := now[p.key]; !ok {
			out = append(out, Difference{Key: p.key, Old: p.value})
		}
	}
	return out
}
