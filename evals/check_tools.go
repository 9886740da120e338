package evals

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
)

// toolChecks look at the calls of tools, and at what they leave behind.
var toolChecks = []CheckKind{
	{Name: "tool-called", En: "This tool was called in the turn, with at least these arguments.", Hi: "यह टूल चलाया गया, कम से कम इन मानों के साथ।",
		Example: "- {check: tool-called, name: checkStatus, arguments: {applicationNo: SBX-INC-26-000001}}", fresh: fresh[toolCalled]},
	{Name: "tool-not-called", En: "None of these tools was called; with no names: no tool at all.", Hi: "इनमें से कोई टूल नहीं चलाया गया; नाम न हों तो कोई भी नहीं।",
		Example: "- {check: tool-not-called, names: [startApplication]}", fresh: fresh[toolNotCalled]},
	{Name: "argument-f1", En: "F1 of the tool's arguments: harmonic mean of the share of given ones that are right and of right ones that are given; the best call counts.", Hi: "टूल के मानों का F1: दिए गए मानों में सही का हिस्सा और सही मानों में दिए गए का हिस्सा, दोनों का हरात्मक माध्य।", OneWay: true,
		Example: "- {check: argument-f1, name: checkStatus, arguments: {applicationNo: SBX-INC-26-000001}, min: 0.9}", fresh: fresh[argumentF1]},
	{Name: "arguments-exact", En: "This tool was called with exactly these arguments and no others.", Hi: "यह टूल ठीक इन्हीं मानों के साथ चलाया गया, न कम न ज़्यादा।",
		Example: "- {check: arguments-exact, name: checkStatus, arguments: {applicationNo: SBX-INC-26-000001}}", fresh: fresh[argumentsExact]},
	{Name: "tool-order", En: "These tools were called in this order; others may stand between.", Hi: "ये टूल इसी क्रम में चलाए गए; बीच में और भी हो सकते हैं।", Whole: true,
		Example: "- {check: tool-order, names: [startApplication, checkStatus]}", fresh: fresh[toolOrder]},
	{Name: "tools-only", En: "No tool but these was called: any other call is forbidden.", Hi: "इनके सिवा कोई टूल नहीं चलाया गया; बाक़ी सब मना हैं।", Whole: true,
		Example: "- {check: tools-only, names: [checkStatus]}", fresh: fresh[toolsOnly]},
	{Name: "tool-count", En: "So many calls were made, of this tool or of all.", Hi: "इतनी बार टूल चलाया गया (यह टूल, या सब मिलाकर)।", Whole: true, OneWay: true,
		Example: "- {check: tool-count, name: startApplication, max: 1}", fresh: fresh[toolCount]},
	{Name: "tool-clean", En: "No call came back with an error.", Hi: "किसी टूल ने गड़बड़ी नहीं बताई।",
		Example: "- {check: tool-clean}", fresh: fresh[toolClean]},
	{Name: "tool-result", En: "A call of this tool came back with these values.", Hi: "टूल ने ये मान लौटाए।",
		Example: "- {check: tool-result, name: startApplication, values: {service: income-certificate}}", fresh: fresh[toolResult]},
	{Name: "confirmed-before-write", En: "Whenever an application was sent, the message before had asked for a yes to the summary.", Hi: "आवेदन भेजने से ठीक पहले हर बार सार दिखाकर हाँ माँगी गई थी।", Whole: true,
		Example: "- {check: confirmed-before-write}", fresh: fresh[confirmedBeforeWrite]},
	{Name: "no-write", En: "Nothing was sent to a government system.", Hi: "सरकारी सिस्टम को कुछ नहीं भेजा गया।", Whole: true,
		Example: "- {check: no-write}", fresh: fresh[noWrite]},
	{Name: "end-state", En: "The conversation ends in this state: drafts, applications by service, the field waited for, their values; or in the state with this hash.", Hi: "बातचीत इसी स्थिति में ख़त्म होती है: अधूरे फ़ॉर्म, भेजे गए आवेदन, पूछा जा रहा ख़ाना; या इस हैश वाली स्थिति में।", Whole: true,
		Example: "- {check: end-state, drafts: [], submitted: [income-certificate], asks: none}", fresh: fresh[endState]},
}

type call struct {
	Name      string            `yaml:"name"`
	Arguments map[string]string `yaml:"arguments,omitempty"`
}

func (r call) sound() error { return needs("name", r.Name == "") }

// of are the calls of that name in a turn with their arguments as texts.
func (r call) of(t agent.Turn) (all []map[string]string) {
	for _, c := range t.ToolCalls {
		if c.Name == r.Name {
			all = append(all, flat(c.Arguments))
		}
	}
	return all
}

// flat are the fields of a JSON object as texts; nil if it is none.
func flat(raw json.RawMessage) map[string]string {
	var fields map[string]any
	if json.Unmarshal(raw, &fields) != nil {
		return nil
	}
	texts := make(map[string]string, len(fields))
	for k, v := range fields {
		if s, ok := v.(string); ok {
			texts[k] = s
			continue
		}
		text, _ := json.Marshal(v) // what was just decoded always encodes
		texts[k] = string(text)
	}
	return texts
}

// same counts the wanted fields that got has.
func same(got, want map[string]string) (n int) {
	for k, v := range want {
		if g, ok := got[k]; ok && g == v {
			n++
		}
	}
	return n
}

type toolCalled struct {
	call `yaml:",inline"`
}

func (r toolCalled) look(v view) finding {
	fits := func(got map[string]string) bool { return same(got, r.Arguments) == len(r.Arguments) }
	return holds(slices.ContainsFunc(r.of(v.turn), fits), "does not call %s as expected", r.Name)
}

type toolNotCalled struct {
	Names list `yaml:"names,omitempty"`
}

func (r toolNotCalled) look(v view) finding {
	for _, c := range v.turn.ToolCalls {
		if len(r.Names) == 0 || slices.Contains(r.Names, c.Name) {
			return holds(false, "calls %s", c.Name)
		}
	}
	return holds(true, "")
}

type argumentF1 struct {
	call  `yaml:",inline"`
	least `yaml:",inline"`
}

func (r argumentF1) sound() error { return errors.Join(r.call.sound(), r.least.sound()) }

func (r argumentF1) look(v view) finding {
	calls := r.of(v.turn)
	if len(calls) == 0 {
		return r.share(0, "does not call %s", r.Name)
	}
	best := 0.0
	for _, got := range calls {
		f1 := 1.0 // nothing wanted, nothing given
		if n := len(got) + len(r.Arguments); n > 0 {
			f1 = 2 * float64(same(got, r.Arguments)) / float64(n)
		}
		best = max(best, f1)
	}
	return r.share(best, "calls %s with other arguments", r.Name)
}

type argumentsExact struct {
	call `yaml:",inline"`
}

func (r argumentsExact) look(v view) finding {
	exact := func(got map[string]string) bool {
		return len(got) == len(r.Arguments) && same(got, r.Arguments) == len(got)
	}
	return holds(slices.ContainsFunc(r.of(v.turn), exact), "does not call %s with exactly these arguments", r.Name)
}

// called are the names of all calls so far, in order. A tool that waited for
// answers stands once for each call, not for each answer.
func (v view) called() (names []string) {
	for _, t := range v.turns {
		for _, c := range t.ToolCalls {
			names = append(names, c.Name)
		}
	}
	return names
}

type toolNames struct {
	Names list `yaml:"names"`
}

type toolOrder struct {
	toolNames `yaml:",inline"`
}

func (r toolOrder) sound() error { return needs("names", len(r.Names) == 0) }

func (r toolOrder) look(v view) finding {
	rest := v.called()
	for _, name := range r.Names {
		at := slices.Index(rest, name)
		if at < 0 {
			return holds(false, "%s is not called in its place", name)
		}
		rest = rest[at+1:]
	}
	return holds(true, "")
}

type toolsOnly struct {
	toolNames `yaml:",inline"` // may be empty
}

func (r toolsOnly) look(v view) finding {
	for _, name := range v.called() {
		if !slices.Contains(r.Names, name) {
			return holds(false, "calls %s, which is forbidden", name)
		}
	}
	return holds(true, "")
}

type toolCount struct {
	Name   string `yaml:"name,omitempty"`
	bounds `yaml:",inline"`
}

func (r toolCount) look(v view) finding {
	n := 0
	for _, name := range v.called() {
		if r.Name == "" || name == r.Name {
			n++
		}
	}
	return r.count(float64(n), "calls")
}

type toolClean struct{}

func (toolClean) look(v view) finding {
	for _, c := range v.turn.ToolCalls {
		if c.Error != "" {
			return holds(false, "%s came back with an error", c.Name)
		}
	}
	return holds(true, "")
}

type toolResult struct {
	Name   string            `yaml:"name"`
	Values map[string]string `yaml:"values"`
}

func (r toolResult) sound() error {
	return needs("name and values", r.Name == "" || len(r.Values) == 0)
}

func (r toolResult) look(v view) finding {
	for _, c := range v.turn.ToolCalls {
		if c.Name == r.Name && same(flat(c.Result), r.Values) == len(r.Values) {
			return holds(true, "")
		}
	}
	return holds(false, "%s does not come back with these values", r.Name)
}

// writer is the tool that sends applications; confirmField is what it waits for
// before it does.
const (
	writer       = "startApplication"
	confirmField = "confirm"
)

// wrote tells whether a turn sent an application.
func wrote(t agent.Turn) bool {
	return slices.ContainsFunc(t.ToolCalls, func(c agent.ToolCall) bool {
		return c.Name == writer && flat(c.Result)["applicationNo"] != ""
	})
}

type confirmedBeforeWrite struct{}

func (confirmedBeforeWrite) look(v view) finding {
	writes := 0
	for i, t := range v.turns {
		if !wrote(t) {
			continue
		}
		writes++
		if i == 0 || v.turns[i-1].Ask == nil || v.turns[i-1].Ask.Field != confirmField {
			return holds(false, "message %d sends an application without a yes to the summary", i+1)
		}
	}
	if writes == 0 {
		return unmeasured("no application was sent")
	}
	return holds(true, "")
}

type noWrite struct{}

func (noWrite) look(v view) finding {
	for i, t := range v.turns {
		if wrote(t) {
			return holds(false, "message %d sends an application", i+1)
		}
	}
	return holds(v.state == nil || len(v.state.Applications) == 0, "the conversation has received an application number")
}

type endState struct {
	End `yaml:",inline"`
}

func (r endState) sound() error { return r.End.sound() }

func (r endState) look(v view) finding {
	if v.state == nil {
		return unmeasured("the state of the conversation was not kept")
	}
	if wrong := r.End.compare(endOf(*v.state, v.Library)); len(wrong) > 0 {
		return finding{why: "the conversation ends with " + strings.Join(wrong, "; ")}
	}
	return holds(true, "")
}
