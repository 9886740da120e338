package edistrict

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// India is the zone of every time that comes without one. A fixed offset: India
// has had no summer time since 1945, and no zone file is needed.
var india = time.FixedZone("IST", 5*60*60+30*60)

// The types below read what old portals send as well as what the interface
// promises. A value that cannot be read is left empty: half an answer that says
// so is better than none, and a guess is worse than both.

// looseBool reads true, "true", "Y", "1" and 1.
type looseBool bool

func (b *looseBool) UnmarshalJSON(raw []byte) error {
	switch strings.ToLower(strings.Trim(string(raw), `" `)) {
	case "true", "1", "y", "yes":
		*b = true
	default:
		*b = false
	}
	return nil
}

// looseString reads strings and numbers; anything else is empty.
type looseString string

func (s *looseString) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		*s = looseString(strings.TrimSpace(text))
		return nil
	}
	var number json.Number
	if json.Unmarshal(raw, &number) == nil {
		*s = looseString(number)
	}
	return nil
}

// looseInt reads 7 and "7"; anything else is nil.
type looseInt struct{ value *int }

func (i *looseInt) UnmarshalJSON(raw []byte) error {
	if n, err := strconv.Atoi(strings.Trim(string(raw), `" `)); err == nil {
		i.value = &n
	}
	return nil
}

// looseTime reads RFC 3339, the portals' three ways without a zone (then it is
// Indian time), bare days, and milliseconds since 1970.
type looseTime struct{ time.Time }

var timeForms = []string{
	time.RFC3339Nano, "02-01-2006 15:04:05", "2006-01-02 15:04:05",
	"2006-01-02T15:04:05", "02-01-2006", "2006-01-02", "02/01/2006",
}

func (t *looseTime) UnmarshalJSON(raw []byte) error {
	text := strings.TrimSpace(strings.Trim(string(raw), `"`))
	for _, form := range timeForms {
		if at, err := time.ParseInLocation(form, text, india); err == nil {
			t.Time = at.In(india)
			return nil
		}
	}
	// Below 10^11 the number would be seconds, or a day in 1973: not ours.
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil && ms >= 1e11 && ms < 1e14 {
		t.Time = time.UnixMilli(ms).In(india)
	}
	return nil
}

// looseText reads {"hi","en"} and a bare string, which is taken as English.
type looseText struct{ Text }

func (t *looseText) UnmarshalJSON(raw []byte) error {
	var both struct{ Hi, En looseString }
	if json.Unmarshal(raw, &both) == nil {
		t.Text = Text{Hi: string(both.Hi), En: string(both.En)}
		return nil
	}
	var one looseString
	_ = one.UnmarshalJSON(raw)
	t.En = string(one)
	return nil
}

// unquote takes JSON out of JSON strings, however often it was wrapped.
func unquote(raw json.RawMessage) json.RawMessage {
	for range 4 {
		raw = bytes.TrimSpace(raw)
		var inner string
		if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &inner) != nil {
			break
		}
		raw = json.RawMessage(inner)
	}
	return raw
}

// flatten reads an array whose members may be objects, arrays of objects to any
// depth, or either inside a JSON string.
func flatten(raw json.RawMessage) []json.RawMessage {
	raw = unquote(raw)
	if len(raw) == 0 {
		return nil
	}
	if raw[0] == '{' {
		return []json.RawMessage{raw}
	}
	var members []json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return nil
	}
	var flat []json.RawMessage
	for _, m := range members {
		flat = append(flat, flatten(m)...)
	}
	return flat
}
