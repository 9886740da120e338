package retrieval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Passage is one text to be found, of any origin.
type Passage struct {
	ID   string      `json:"id"`
	Text string      `json:"text"`
	Lang corpus.Lang `json:"lang"` // en, hi, hi-Latn, und; empty is und
}

// maxPassage bounds a passage, and with it a line of a passages file, in bytes.
const maxPassage = 1 << 17

// LoadPassages makes the named index equal to the passages, as [Store.Load]
// does for the library: what is new or changed is written, what is missing is
// removed, an index that is not there yet is made. It returns how many passages
// were written or removed. An error of the sequence, a bad passage or an id
// given twice leaves the index as it was.
func (s *Store) LoadPassages(ctx context.Context, index string, passages iter.Seq2[Passage, error], progress Progress) (changed int, err error) {
	if index == s.name {
		return 0, fmt.Errorf("load %s: %w: it belongs to the library", index, ErrName)
	}
	changed, err = s.load(ctx, index, func(yield func(source, error) bool) {
		place := 0
		for p, err := range passages {
			src := source{ID: p.ID, Lang: p.Lang, Place: place, Text: p.Text}
			if err == nil {
				src, err = src.checked()
			}
			place++
			if !yield(src, err) {
				return
			}
		}
	}, -1, progress)
	if err != nil {
		return 0, fmt.Errorf("load %s: %w", index, err)
	}
	return changed, nil
}

func (src source) checked() (source, error) {
	switch src.Lang {
	case "":
		src.Lang = corpus.Undetermined
	case corpus.English, corpus.Hindi, corpus.HindiLatin, corpus.Undetermined:
	default:
		return src, fmt.Errorf("passage %q: unknown lang %q", src.ID, src.Lang)
	}
	switch {
	case src.ID == "" || len(src.ID) > 500 || strings.ContainsRune(src.ID, 0):
		return src, fmt.Errorf("passage %d: id must be 1 to 500 bytes without NUL", src.Place+1)
	case len(src.Text) > maxPassage:
		return src, fmt.Errorf("passage %q: longer than %d bytes", src.ID, maxPassage)
	}
	src.Text = strings.ToValidUTF8(src.Text, "\uFFFD")
	return src, nil
}

// ReadPassages reads passages as JSON, one on each line: {"id","text","lang"}.
// Empty lines are passed over. The sequence ends with the first error, which
// names the line.
func ReadPassages(r io.Reader) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 8*maxPassage) // JSON may write a letter as six or twelve
		n := 0
		for lines.Scan() {
			n++
			line := bytes.TrimSpace(lines.Bytes())
			if len(line) == 0 {
				continue
			}
			var p Passage
			if err := json.Unmarshal(line, &p); err != nil {
				yield(Passage{}, fmt.Errorf("line %d: not a passage {\"id\",\"text\",\"lang\"}: %w", n, err))
				return
			}
			if !yield(p, nil) {
				return
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(Passage{}, fmt.Errorf("line %d: longer than %d bytes", n+1, 8*maxPassage))
		} else if err != nil {
			yield(Passage{}, fmt.Errorf("line %d: %w", n+1, err))
		}
	}
}
