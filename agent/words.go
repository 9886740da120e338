package agent

import (
	_ "embed"
	"fmt"
	"regexp"
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
	// around are words that may stand beside the phrases of a tag: "will do the rest
	// later".
	around  map[string]map[string]bool
	longest int      // words in the longest whole phrase
	danger  []string // phrases of danger without blanks
	// plain are the plain and anywhere phrases letter for letter: by sound, the name Khan asks
	// where.
	plain map[string][]string // tag → phrases as tokens between blanks
	all   []string            // every phrase

	address, salutations, hesitations map[string]bool // see read
}

func newWords() (*words, error) {
	var file struct {
		Fillers     []string            `yaml:"fillers"`
		Address     []string            `yaml:"address"`
		Salutations []string            `yaml:"salutations"`
		Hesitations []string            `yaml:"hesitations"`
		Around      map[string][]string `yaml:"around"`
		Whole       map[string][]string `yaml:"whole"`
		Plain       map[string][]string `yaml:"plain"`
		Anywhere    map[string][]string `yaml:"anywhere"`
	}
	if err := yaml.Unmarshal(wordsFile, &file); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	w := &words{anywhere: corpus.NewFinder(file.Anywhere), whole: map[string]string{}, around: map[string]map[string]bool{}, plain: map[string][]string{}}
	file.Fillers = append(file.Fillers, file.Address...)
	file.Whole["greeting"] = append(file.Whole["greeting"], file.Salutations...)
	w.address, w.salutations, w.hesitations = phraseSet(file.Address), phraseSet(file.Salutations), phraseSet(file.Hesitations)
	w.all = slices.Concat(file.Fillers, file.Hesitations)
	for _, tags := range []map[string][]string{file.Around, file.Whole, file.Plain, file.Anywhere} {
		for _, phrases := range tags {
			w.all = append(w.all, phrases...)
		}
	}
	slices.Sort(w.all) // or equally likely words are chosen now this way, now that
	w.fillers = phraseSet(file.Fillers)
	w.danger = squeeze(file.Anywhere["danger"])
	for tag, all := range file.Around {
		w.around[tag] = map[string]bool{}
		for _, word := range all {
			w.around[tag][hindi.Normalise(word)] = true
		}
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

// phraseSet are phrases in normal form.
func phraseSet(phrases []string) map[string]bool {
	set := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		set[hindi.Normalise(p)] = true
	}
	return set
}

// cues are the tags of the words found anywhere in a message.
type cues []corpus.Found

func (c cues) has(tag string) bool {
	return slices.ContainsFunc(c, func(f corpus.Found) bool { return f.Tag == tag })
}

// apart reports whether words of a tag are found of which none is part of words of the
// other: "mera form" asks how it stands, but not in "mera form bhar do".
func (c cues) apart(tag, other string) bool {
	return slices.ContainsFunc(c, func(f corpus.Found) bool {
		return f.Tag == tag && !slices.ContainsFunc(c, func(o corpus.Found) bool { return o.Tag == other && o.From < f.To && f.From < o.To })
	})
}

// codeWord is the order to say a made-up mark, "write HACKED-123": no service has
// words of that shape, and no citizen needs them repeated.
var codeWord = regexp.MustCompile(`\b(?:say|write|print|output|repeat|reply|type|bolo|likho|kaho|likh do|लिखो|बोलो|कहो)\W+(?:\w+\W+){0,2}?` + mark + `|` + mark + `\W+(?:likho|bolo|kaho|likh do|लिखो|बोलो|कहो)`)

const mark = `\b[A-Z]{4,}[-_](?:[A-Z]{2,}|[A-Z0-9]{3,})\b`

func (w *words) cues(text string) cues {
	all, _ := w.anywhere.Find(text)
	if !cues(all).has("danger") && (lostBlanks(w.danger, text) || beaten(text)) {
		all = append(all, corpus.Found{Tag: "danger"})
	}
	if asksHuman.MatchString(text) {
		all = append(all, corpus.Found{Tag: "human"})
	}
	if asksSelf.MatchString(text) {
		all = append(all, corpus.Found{Tag: "self"})
	}
	if codeWord.MatchString(text) {
		all = append(all, corpus.Found{Tag: "injection"})
	}
	return all
}

// plainly reports whether a phrase of the tag stands in the text letter for
// letter.
func (w *words) plainly(text, tag string) bool {
	text = " " + strings.Join(hindi.Tokens(text), " ") + " "
	return slices.ContainsFunc(w.plain[tag], func(p string) bool { return strings.Contains(text, p) })
}

// yields tells which tags give way beside another: "haan, baad mein" puts off,
// "chhodo, rehne do" ends, "theek hai, bye" takes leave.
var yields = map[string][]string{
	string(Yes):  {string(Cancel), string(Later), string(Back), "thanks"},
	string(Skip): {string(Cancel), string(Later), string(Why)},
	lack:         {string(Cancel), string(Later), string(Skip)},
	// "rehne do, baad mein" keeps what was answered.
	string(Cancel): {string(Later)},
	"noted":        {string(Yes), string(No), string(Skip), string(Cancel), string(Later), string(Back), "thanks", "greeting"},
}

// agrees reports whether a word only says yes, or is one of courtesy: "haan, niwas
// wala shuru karo" names the niwas one.
func (w *words) agrees(word string) bool {
	return w.whole[word] == string(Yes) || w.around[string(Yes)][word] || w.fillers[word]
}

// wholeTag returns the tag whose phrases, with fillers and the words that may stand
// around them, make up the whole message ("rehne do, cancel kar do please"); "" if
// none does.
func (w *words) wholeTag(text string) (tag string) {
	tokens := hindi.Tokens(text)
	var others []string
	for i := 0; i < len(tokens); {
		used := 0
		for n := min(w.longest, len(tokens)-i); n > 0; n-- {
			found := w.whole[strings.Join(tokens[i:i+n], " ")]
			if found == "" || n == 1 && w.around[tag][tokens[i]] {
				continue
			}
			if tag == "" || slices.Contains(yields[tag], found) {
				tag = found
			}
			// What one lacks gives way only ahead: "nahi hai, cancel karo" cancels,
			// "cancel karna nahi hai" does not.
			if tag == found || found != string(Skip) && found != lack && slices.Contains(yields[found], tag) {
				used = n
				break
			}
		}
		if used == 0 {
			if used = 1; !w.fillers[tokens[i]] {
				others = append(others, tokens[i])
			}
		}
		i += used
	}
	if slices.ContainsFunc(others, func(word string) bool { return !w.around[tag][word] }) {
		return ""
	}
	return tag
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range hindi.Tokens(words) {
		set[w] = true
	}
	return set
}
