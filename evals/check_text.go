package evals

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// textChecks compare the words of a reply.
var textChecks = []CheckKind{
	{Name: "equals", En: "The reply is exactly this text, but for blanks at its ends.", Hi: "जवाब ठीक यही है; आगे-पीछे की ख़ाली जगह नहीं गिनी जाती।",
		Example: "- {check: equals, text: \"Please send the application number.\"}", fresh: fresh[equals]},
	{Name: "contains", En: "The reply holds all of these texts, letter by letter; any: true asks for one of them.", Hi: "जवाब में ये सब शब्द हूबहू हैं; any: true हो तो एक भी काफ़ी है।",
		Example: "- {check: contains, text: [\"SDM office\", \"1031\"]}", fresh: fresh[contains]},
	{Name: "icontains", En: "As contains, small and capital letters being the same.", Hi: "contains जैसा ही; छोटे-बड़े अंग्रेज़ी अक्षर एक माने जाते हैं।",
		Example: "- {check: icontains, text: aadhaar}", fresh: fresh[icontains]},
	{Name: "says", En: "The reply says these words in any spelling of the three forms: kaagaz, kagaz and काग़ज़ are one.", Hi: "जवाब में ये शब्द किसी भी लिखावट में हैं: kaagaz, kagaz और काग़ज़ एक ही हैं।",
		Example: "- {check: says, text: [kaagaz, aadhaar], any: true}", fresh: fresh[saysWords]},
	{Name: "starts-with", En: "The reply begins with one of these texts.", Hi: "जवाब इनमें से किसी एक से शुरू होता है।",
		Example: "- {check: starts-with, text: \"Yes\"}", fresh: fresh[startsWith]},
	{Name: "ends-with", En: "The reply ends with one of these texts.", Hi: "जवाब इनमें से किसी एक पर ख़त्म होता है।",
		Example: "- {check: ends-with, text: [\"?\", \"।\"]}", fresh: fresh[endsWith]},
	{Name: "regex", En: "The reply matches this regular expression (Go's RE2 syntax).", Hi: "जवाब इस पैटर्न (RE2) से मेल खाता है।",
		Example: "- {check: regex, pattern: 'SBX-[A-Z]+-\\d{2}-\\d{6}'}", fresh: fresh[matches]},
	{Name: "in-order", En: "These texts stand in the reply in this order.", Hi: "ये शब्द जवाब में इसी क्रम में आते हैं।",
		Example: "- {check: in-order, text: [\"112\", \"181\"]}", fresh: fresh[inOrder]},
	{Name: "first-line", En: "The first line of the reply says these words, in any spelling: the answer comes first.", Hi: "जवाब की पहली पंक्ति में ये शब्द हैं, लिखावट कोई भी: असली बात पहले आए।",
		Example: "- {check: first-line, text: \"21 days\"}", fresh: fresh[firstLine]},
	{Name: "similar", En: "The reply is as near to this text as min says: 1 less the share of letters to change (Levenshtein).", Hi: "जवाब इस लिखे के कितना पास है: 1 में से बदले जाने वाले अक्षरों का हिस्सा घटाकर (लेवेनश्टाइन)।",
		Example: "- {check: similar, text: \"It takes 21 days.\", min: 0.8}", OneWay: true, fresh: fresh[similar]},
	{Name: "word-overlap", En: "The share of this text's words, by sound, that stand in the reply, repeats counted (ROUGE-1 recall).", Hi: "इस लिखे के कितने शब्द, उच्चारण से मिलाकर, जवाब में हैं (ROUGE-1 रिकॉल)।",
		Example: "- {check: word-overlap, text: \"apply at the SDM office\", min: 0.7}", OneWay: true, fresh: fresh[wordOverlap]},
	{Name: "button-says", En: "Some button or row of the reply has these words in its title.", Hi: "जवाब के किसी बटन पर ये शब्द लिखे हैं।",
		Example: "- {check: button-says, text: \"Apply now\"}", fresh: fresh[buttonSays]},
}

type words struct {
	Text list `yaml:"text"`
}

func (w words) sound() error { return needs("text", len(w.Text) == 0 || slices.Contains(w.Text, "")) }

type anyOf struct {
	Any bool `yaml:"any,omitempty"`
}

func (a *anyOf) turned() { a.Any = true }

// among asks found for all of the words, or for any.
func among(words list, any bool, found func(string) bool) finding {
	var missing []string
	for _, w := range words {
		if !found(w) {
			missing = append(missing, w)
		}
	}
	switch {
	case any && len(missing) == len(words):
		return holds(false, "says none of %s", strings.Join(words, ", "))
	case !any && len(missing) > 0:
		return finding{value: 1 - float64(len(missing))/float64(len(words)), why: fmt.Sprintf("does not say %q", missing[0])}
	}
	return holds(true, "")
}

type equals struct {
	words `yaml:",inline"`
}

func (r equals) look(v view) finding {
	got := strings.TrimSpace(v.turn.Reply.Text)
	return holds(slices.ContainsFunc(r.Text, func(w string) bool { return strings.TrimSpace(w) == got }), "the reply is another text")
}

type contains struct {
	words `yaml:",inline"`
	anyOf `yaml:",inline"`
}

func (r contains) look(v view) finding {
	return among(r.Text, r.Any, func(w string) bool { return strings.Contains(v.turn.Reply.Text, w) })
}

type icontains contains

func (r icontains) look(v view) finding {
	text := strings.ToLower(v.turn.Reply.Text)
	return among(r.Text, r.Any, func(w string) bool { return strings.Contains(text, strings.ToLower(w)) })
}

type saysWords contains

func (r saysWords) look(v view) finding {
	text := " " + keys(v.turn.Reply.Text) + " "
	return among(r.Text, r.Any, func(w string) bool { return strings.Contains(text, " "+keys(w)+" ") })
}

func (r saysWords) present(v view) string {
	return fmt.Sprintf("says %q", missing(r.Text, func(w string) bool { return !says(v.turn.Reply.Text, w) }))
}

// says tells whether words stand in a text in any spelling.
func says(text, words string) bool {
	return strings.Contains(" "+keys(text)+" ", " "+keys(words)+" ")
}

// keys are the phonetic keys of a text, so that "kaagaz", "kagaz" and "काग़ज़"
// are one.
func keys(text string) string {
	tokens := hindi.Tokens(text)
	for i, t := range tokens {
		tokens[i] = hindi.Key(t)
	}
	return strings.Join(tokens, " ")
}

type startsWith struct {
	words `yaml:",inline"`
}

func (r startsWith) look(v view) finding {
	text := strings.TrimSpace(v.turn.Reply.Text)
	return holds(slices.ContainsFunc(r.Text, func(w string) bool { return strings.HasPrefix(text, w) }), "does not begin with %s", strings.Join(r.Text, " or "))
}

type endsWith struct {
	words `yaml:",inline"`
}

func (r endsWith) look(v view) finding {
	text := strings.TrimSpace(v.turn.Reply.Text)
	return holds(slices.ContainsFunc(r.Text, func(w string) bool { return strings.HasSuffix(text, w) }), "does not end with %s", strings.Join(r.Text, " or "))
}

type matches struct {
	Pattern string `yaml:"pattern"`

	compiled *regexp.Regexp
}

func (r *matches) sound() (err error) {
	if err := needs("pattern", r.Pattern == ""); err != nil {
		return err
	}
	r.compiled, err = regexp.Compile(r.Pattern)
	return err
}

func (r *matches) look(v view) finding {
	return holds(r.compiled.MatchString(v.turn.Reply.Text), "does not match %s", r.Pattern)
}

type inOrder struct {
	words `yaml:",inline"`
}

func (r inOrder) look(v view) finding {
	rest := v.turn.Reply.Text
	for _, w := range r.Text {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			return holds(false, "%q does not stand in the reply in its place", w)
		}
		rest = after
	}
	return holds(true, "")
}

type firstLine struct {
	words `yaml:",inline"`
	anyOf `yaml:",inline"`
}

func (r firstLine) look(v view) finding {
	line, _, _ := strings.Cut(strings.TrimSpace(v.turn.Reply.Text), "\n")
	text := " " + keys(line) + " "
	f := among(r.Text, r.Any, func(w string) bool { return strings.Contains(text, " "+keys(w)+" ") })
	if !f.pass {
		f.why = "the first line " + f.why
	}
	return f
}

type similar struct {
	Text  string `yaml:"text"`
	least `yaml:",inline"`
}

func (r similar) look(v view) finding {
	return r.share(similarity([]rune(strings.TrimSpace(v.turn.Reply.Text)), []rune(strings.TrimSpace(r.Text))), "the reply is another text")
}

func (r similar) sound() error {
	if err := needs("text", r.Text == ""); err != nil {
		return err
	}
	return r.least.sound()
}

// similarity is 1 less the Levenshtein distance over the longer length.
func similarity(a, b []rune) float64 {
	longer := max(len(a), len(b))
	if longer == 0 {
		return 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return 1 - float64(row[len(b)])/float64(longer)
}

type wordOverlap similar

func (r wordOverlap) sound() error { return similar(r).sound() }

func (r wordOverlap) look(v view) finding {
	left := map[string]int{}
	for _, k := range strings.Fields(keys(v.turn.Reply.Text)) {
		left[k]++
	}
	want := strings.Fields(keys(r.Text))
	if len(want) == 0 {
		return unmeasured("the text of the check has no words")
	}
	both := 0
	for _, k := range want {
		if left[k] > 0 {
			left[k]--
			both++
		}
	}
	return r.share(float64(both)/float64(len(want)), "too few of the words stand in the reply")
}

type buttonSays struct {
	words `yaml:",inline"`
}

func (r buttonSays) look(v view) finding {
	var titles strings.Builder
	for _, c := range v.turn.Reply.Choices {
		titles.WriteString(" " + keys(c.Title) + " |")
	}
	return among(r.Text, false, func(w string) bool { return strings.Contains(titles.String(), " "+keys(w)+" ") })
}
