package agent

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

//go:embed words.yaml
var wordsFile []byte

// words recognises by code, in all three forms, what a message wants.
type words struct {
	anywhere *corpus.Finder // by sound: anything said in passing
	// whole phrases make up a message, letter for letter: by sound, the name
	// Kavita would quit a form.
	whole   map[string]string // normalised phrase → tag
	fillers map[string]bool   // words of courtesy that change nothing
	longest int               // words in the longest whole phrase
	// plain are the plain and anywhere phrases letter for letter: by sound, the name Khan asks
	// where.
	plain map[string][]string // tag → phrases as tokens between blanks
}

func newWords() (*words, error) {
	var file struct {
		Fillers  []string            `yaml:"fillers"`
		Whole    map[string][]string `yaml:"whole"`
		Plain    map[string][]string `yaml:"plain"`
		Anywhere map[string][]string `yaml:"anywhere"`
	}
	if err := yaml.Unmarshal(wordsFile, &file); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	w := &words{anywhere: corpus.NewFinder(file.Anywhere), whole: map[string]string{}, fillers: map[string]bool{}, plain: map[string][]string{}}
	for _, f := range file.Fillers {
		w.fillers[hindi.Normalise(f)] = true
	}
	for _, all := range []map[string][]string{file.Plain, file.Anywhere} {
		for tag, phrases := range all {
			for _, p := range phrases {
				w.plain[tag] = append(w.plain[tag], " "+strings.Join(hindi.Tokens(p), " ")+" ")
			}
		}
	}
	for tag, phrases := range file.Whole {
		for _, p := range phrases {
			tokens := hindi.Tokens(p)
			key := strings.Join(tokens, " ")
			if other, double := w.whole[key]; double && other != tag {
				return nil, fmt.Errorf("words.yaml: %q is both %s and %s", p, tag, other)
			}
			w.whole[key] = tag
			w.longest = max(w.longest, len(tokens))
		}
	}
	return w, nil
}

// cues are the tags of the words found anywhere in a message.
type cues []corpus.Found

func (c cues) has(tag string) bool {
	return slices.ContainsFunc(c, func(f corpus.Found) bool { return f.Tag == tag })
}

func (w *words) cues(text string) cues {
	all, _ := w.anywhere.Find(text)
	return all
}

// plainly reports whether a phrase of the tag stands in the text letter for
// letter.
func (w *words) plainly(text, tag string) bool {
	text = " " + strings.Join(hindi.Tokens(text), " ") + " "
	return slices.ContainsFunc(w.plain[tag], func(p string) bool { return strings.Contains(text, p) })
}

// wholeTag returns the tag whose phrases, with fillers between them, make up
// the whole message ("rehne do, cancel kar do please"); "" if none does.
func (w *words) wholeTag(text string) (tag string) {
	tokens := hindi.Tokens(text)
	for i := 0; i < len(tokens); {
		used := 0
		for n := min(w.longest, len(tokens)-i); n > 0; n-- {
			found := w.whole[strings.Join(tokens[i:i+n], " ")]
			if found != "" && (tag == "" || tag == found) {
				tag, used = found, n
				break
			}
		}
		if used == 0 && w.fillers[tokens[i]] {
			used = 1
		}
		if used == 0 {
			return ""
		}
		i += used
	}
	return tag
}
