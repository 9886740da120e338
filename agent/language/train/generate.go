package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
)

// How often each kind of text is drawn.
const (
	perTemplate = 40
	perSentence = 12
	mixtures    = 9000 // random rows of words, each language
)

// generate makes the training texts: the written sentences, templates with
// their slots filled, rows of words from the word lists, and misspelt copies of
// all of them. It draws from a fixed seed.
func generate(fsys fs.FS) ([]example, error) {
	r := rand.New(rand.NewPCG(7, 11))
	read := func(name string) ([]string, error) {
		b, err := fs.ReadFile(fsys, "data/"+name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		var lines []string
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
				lines = append(lines, line)
			}
		}
		return lines, nil
	}
	var files [6][]string
	for i, name := range []string{"slots.txt", "templates.txt", "en.txt", "hi-latn.txt", "words-en.txt", "words-hi.txt"} {
		var err error
		if files[i], err = read(name); err != nil {
			return nil, err
		}
	}
	slots := map[string][]string{}
	for _, line := range files[0] {
		name, fill, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("slots.txt: no tab in %q", line)
		}
		slots["{"+name+"}"] = strings.Split(fill, "|")
	}
	var out []example
	add := func(text string, hindi bool) { out = append(out, example{text, hindi}) }
	for _, line := range files[1] {
		lang, text, ok := strings.Cut(line, "\t")
		if !ok || lang != "en" && lang != "hi" {
			return nil, fmt.Errorf("templates.txt: bad line %q", line)
		}
		n := perTemplate
		if !strings.Contains(text, "{") {
			n = perSentence
		}
		for range n {
			filled, err := fill(text, slots, r)
			if err != nil {
				return nil, err
			}
			add(filled, lang == "hi")
			add(misspell(filled, lang == "hi", r), lang == "hi")
		}
	}
	for i, hindi := range []bool{false, true} {
		for _, line := range files[2+i] {
			for range perSentence {
				add(line, hindi)
				add(misspell(line, hindi, r), hindi)
			}
		}
	}
	english := strings.Fields(strings.Join(files[4], " "))
	hindi := strings.Fields(strings.Join(files[5], " "))
	for range mixtures {
		add(row(r, english, nil, 0), false)
		add(row(r, hindi, english, 0.25), true)
	}
	for _, w := range english {
		add(w, false)
		add(w, false)
	}
	for _, w := range hindi {
		add(w, true)
		add(misspell(w, true, r), true)
	}
	return out, nil
}

func fill(text string, slots map[string][]string, r *rand.Rand) (string, error) {
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return text, nil
		}
		end := strings.IndexByte(text, '}')
		if end < open {
			return "", fmt.Errorf("templates.txt: unclosed slot in %q", text)
		}
		fillers := slots[text[open:end+1]]
		if len(fillers) == 0 {
			return "", fmt.Errorf("templates.txt: unknown slot in %q", text)
		}
		text = text[:open] + fillers[r.IntN(len(fillers))] + text[end+1:]
	}
}

// row draws two to eight words; a share of them from other.
func row(r *rand.Rand, words, other []string, share float64) string {
	n := 2 + r.IntN(7)
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		if other != nil && r.Float64() < share && i+1 < n {
			b.WriteString(other[r.IntN(len(other))])
			continue
		}
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

// swaps are the ways Hindi spelling in Latin letters wavers.
var swaps = []struct{ from, to string }{
	{"ai", "e"}, {"ee", "i"}, {"aa", "a"}, {"oo", "u"}, {"iy", "i"}, {"w", "v"}, {"v", "w"}, {"z", "j"}, {"sh", "s"}, {"chh", "ch"},
	{"ein", "e"}, {"hain", "hai"}, {"hai", "h"}, {"ke", "k"}, {"mein", "me"}, {"mein", "m"}, {"nahi", "nhi"}, {"aa", "a"}, {"a", "aa"}, {"i", "ee"},
	{"kh", "k"}, {"th", "t"}, {"ph", "f"}, {"q", "k"}, {"ye", "e"}, {"au", "o"}, {"o", "au"},
}

// misspell copies text with one to three slips: in Hindi wavering vowels and
// the dropped ones of kar > kr, in both languages lost, doubled and swapped
// letters.
func misspell(text string, hindi bool, r *rand.Rand) string {
	words := strings.Fields(text)
	for range 1 + r.IntN(3) {
		i := r.IntN(len(words))
		w := words[i]
		switch k := r.IntN(10); {
		case hindi && k < 5:
			s := swaps[r.IntN(len(swaps))]
			w = strings.Replace(w, s.from, s.to, 1)
		case hindi && k < 8:
			w = dropVowel(w, r)
		case len(w) > 4 && k%3 == 0:
			j := 1 + r.IntN(len(w)-2)
			w = w[:j] + w[j+1:]
		case len(w) > 4 && k%3 == 1:
			j := 1 + r.IntN(len(w)-2)
			w = w[:j] + w[j:j+1] + w[j:]
		case len(w) > 4:
			j := 1 + r.IntN(len(w)-3)
			w = w[:j] + w[j+1:j+2] + w[j:j+1] + w[j+2:]
		}
		if w != "" {
			words[i] = w
		}
	}
	return strings.Join(words, " ")
}

// dropVowel drops the first vowel after the first letter: karna > krna.
func dropVowel(w string, r *rand.Rand) string {
	if len(w) < 3 {
		return w
	}
	from := 1 + r.IntN(2)
	if i := strings.IndexAny(w[from:], "aeiu"); i >= 0 {
		return w[:from+i] + w[from+i+1:]
	}
	return w
}
