package transcript

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of what Postgres takes for jsonb, with room to spare.
const (
	maxDepth    = 256
	maxDigits   = 1000
	maxExponent = 1000
)

// storable is v as JSON that Postgres accepts. People and models send what it
// refuses: NUL and half surrogates in strings, numbers beyond its range,
// nesting without end. NUL is dropped, broken text becomes U+FFFD, such a
// number becomes a string, and what lies too deep becomes null.
func storable(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var tree any
	if err := dec.Decode(&tree); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return json.Marshal(cleaned(tree, 0))
}

func cleaned(v any, depth int) any {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		return cleanText(v)
	case json.Number:
		if !fits(string(v)) {
			return string(v)
		}
	case []any:
		for i := range v {
			v[i] = cleaned(v[i], depth+1)
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[cleanText(k)] = cleaned(e, depth+1)
		}
		return out
	}
	return v
}

// cleanText is s as Postgres takes it for text.
func cleanText(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

func fits(number string) bool {
	digits, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	if exponent == "" {
		exponent = "0"
	}
	n, err := strconv.Atoi(exponent)
	return err == nil && len(digits) <= maxDigits && -maxExponent <= n && n <= maxExponent
}

// messageKey is a message's id as it is stored. One that Postgres would refuse,
// or that is too long to be indexed, is hashed rather than cleaned, so that two
// ids never become one.
func messageKey(id string) string {
	const longest = 200
	if len(id) <= longest && utf8.ValidString(id) && !strings.Contains(id, "\x00") {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:])
}
