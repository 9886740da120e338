package evals

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// costChecks measure what a turn takes, and what of the model had to be undone.
var costChecks = []CheckKind{
	{Name: "latency", En: "The turn, or one stage of it (search, model, language, tool:NAME), took so many milliseconds.", Hi: "जवाब (या उसका एक चरण) बनने में इतने मिलीसेकंड लगे।", OneWay: true,
		Example: "- {check: latency, stage: search, max: 200}", fresh: fresh[latency]},
	{Name: "tokens", En: "The model read and wrote so many tokens; part: in or out counts one of them.", Hi: "मॉडल ने इतने टोकन पढ़े और लिखे; part: in या out से केवल एक गिना जाता है।", OneWay: true,
		Example: "- {check: tokens, part: in, max: 6000}", fresh: fresh[tokens]},
	{Name: "cost", En: "The turn cost so much, by these prices for a million tokens, in any one currency.", Hi: "दस लाख टोकन के इन दामों से जवाब पर इतना ख़र्च आया।", OneWay: true,
		Example: "- {check: cost, in: 12.5, out: 50, max: 0.2}", fresh: fresh[cost]},
	{Name: "conversation-tokens", En: "All turns so far took so many tokens.", Hi: "अब तक की पूरी बातचीत में इतने टोकन लगे।", Whole: true, OneWay: true,
		Example: "- {check: conversation-tokens, max: 20000}", fresh: fresh[conversationTokens]},
	{Name: "grounding", En: "The number check objected so often to the model's words (default: never).", Hi: "संख्या-जाँच ने मॉडल के शब्दों पर इतनी बार आपत्ति की (न लिखें तो कभी नहीं)।", OneWay: true,
		Example: "- {check: grounding, max: 0}", fresh: fresh[grounding]},
	{Name: "not-rejected", En: "The model's reply was sent as it was, not replaced by the clauses' own words.", Hi: "मॉडल का जवाब ही भेजा गया, उसे हटाकर नियम के शब्द नहीं रखने पड़े।",
		Example: "- {check: not-rejected}", fresh: fresh[notRejected]},
	{Name: "model", En: "One of these models answered: no fallback stepped in.", Hi: "इन्हीं में से किसी मॉडल ने जवाब दिया; कोई दूसरा मॉडल बीच में नहीं आया।",
		Example: "- {check: model, is: offline}", fresh: fresh[model]},
	{Name: "no-error", En: "Nothing was noted for staff as an error, even if the citizen was served.", Hi: "कर्मचारियों के लिए कोई गड़बड़ी दर्ज नहीं हुई, भले नागरिक को जवाब मिला हो।",
		Example: "- {check: no-error}", fresh: fresh[noError]},
}

type latency struct {
	Stage  string `yaml:"stage,omitempty"`
	bounds `yaml:",inline"`
}

func (r latency) look(v view) finding {
	stage := r.Stage
	if stage == "" {
		stage = "total"
	}
	ms, ok := v.turn.TimingsMS[stage]
	if !ok {
		return unmeasured("the turn has no time of " + stage)
	}
	return r.count(float64(ms), "ms in "+stage)
}

type tokens struct {
	Part   string `yaml:"part,omitempty"`
	bounds `yaml:",inline"`
}

func (r tokens) sound() error {
	if !slices.Contains([]string{"", "in", "out"}, r.Part) {
		return fmt.Errorf("part %q is not in or out", r.Part)
	}
	return r.bounds.sound()
}

func (r tokens) look(v view) finding {
	n := 0
	if r.Part != "out" {
		n += v.turn.Tokens.In
	}
	if r.Part != "in" {
		n += v.turn.Tokens.Out
	}
	return r.count(float64(n), "tokens")
}

type cost struct {
	In     float64 `yaml:"in"`
	Out    float64 `yaml:"out"`
	bounds `yaml:",inline"`
}

func (r cost) sound() error {
	if r.In < 0 || r.Out < 0 || r.In+r.Out == 0 {
		return errors.New("needs the prices in and out, for a million tokens")
	}
	return r.bounds.sound()
}

func (r cost) look(v view) finding {
	return r.count((float64(v.turn.Tokens.In)*r.In+float64(v.turn.Tokens.Out)*r.Out)/1e6, "spent")
}

type conversationTokens struct {
	bounds `yaml:",inline"`
}

func (r conversationTokens) look(v view) finding {
	n := 0
	for _, t := range v.turns {
		n += t.Tokens.In + t.Tokens.Out
	}
	return r.count(float64(n), "tokens")
}

type grounding struct {
	Max int `yaml:"max,omitempty"`
}

func (r grounding) look(v view) finding {
	most := float64(r.Max)
	return bounds{Max: &most}.count(float64(len(v.turn.Grounding)), "objections")
}

type notRejected struct{}

func (notRejected) look(v view) finding {
	return holds(v.turn.Rejected == "", "the model's reply was rejected: %s", strings.Join(v.turn.Grounding, "; "))
}

type model struct {
	oneOf `yaml:",inline"`
}

func (r model) look(v view) finding {
	return holds(slices.Contains(r.Is, v.turn.Model), "%s answered, want %s", v.turn.Model, strings.Join(r.Is, " or "))
}

type noError struct{}

func (noError) look(v view) finding { return holds(v.turn.Error == "", "an error was noted") }
