package evals

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// factChecks compare what is stated, not how: 45 days, पैंतालीस दिन and paintalis
// din are one.
var factChecks = []CheckKind{
	{Name: "numbers", En: "All of these numbers stand in the reply, in digits of either script or in words; any: true asks for one of them.", Hi: "ये सब संख्याएँ जवाब में हैं, अंकों में या शब्दों में; any: true हो तो एक भी काफ़ी है।",
		Example: "- {check: numbers, values: [\"21\", \"120000\"]}", fresh: fresh[numbers]},
	{Name: "numbers-only", En: "The reply states no number but these; dates, sources and links aside.", Hi: "इनके सिवा कोई संख्या जवाब में नहीं है; तारीख़, स्रोत और लिंक छोड़कर।",
		Example: "- {check: numbers-only, values: [\"21\", \"120000\"]}", fresh: fresh[numbersOnly]},
	{Name: "amounts", En: "All of these sums in rupees stand in the reply: ₹1.2 lakh, Rs 1,20,000, एक लाख बीस हज़ार रुपये.", Hi: "रुपयों की ये सब रकमें जवाब में हैं: ₹1.2 lakh, Rs 1,20,000, एक लाख बीस हज़ार रुपये।",
		Example: "- {check: amounts, values: [\"120000\"]}", fresh: fresh[amounts]},
	{Name: "amounts-only", En: "The reply names no sum in rupees but these; an empty list forbids every sum.", Hi: "इनके सिवा रुपयों की कोई रकम जवाब में नहीं है; सूची ख़ाली हो तो कोई भी नहीं।",
		Example: "- {check: amounts-only, values: []}", fresh: fresh[amountsOnly]},
	{Name: "dates", En: "All of these dates stand in the reply, as 31-03-2026, 31 March 2026 or 31 मार्च 2026; write them YYYY-MM-DD, or MM-DD without a year.", Hi: "ये सब तारीख़ें जवाब में हैं, 31-03-2026, 31 March 2026 या 31 मार्च 2026 के रूप में; यहाँ YYYY-MM-DD या MM-DD लिखें।",
		Example: "- {check: dates, values: [\"2026-03-31\"]}", fresh: fresh[datesStated]},
	{Name: "papers", En: "All of these papers are named in the reply, each in any of its names and any form: Aadhaar, आधार कार्ड, adhar card.", Hi: "ये सब काग़ज़ जवाब में हैं, किसी भी नाम और लिखावट में: Aadhaar, आधार कार्ड, adhar card।",
		Example: "- {check: papers, values: [aadhaar, ration card]}", fresh: fresh[papersNamed]},
	{Name: "papers-only", En: "The reply names no paper but these.", Hi: "इनके सिवा कोई काग़ज़ जवाब में नहीं है।",
		Example: "- {check: papers-only, values: [aadhaar, passport photo]}", fresh: fresh[papersOnly]},
	{Name: "facts-agree", En: "The reply states the same numbers, sums, dates and papers as this text, whichever form either is in; value is the share they share (Jaccard).", Hi: "जवाब में वही संख्याएँ, रकमें, तारीख़ें और काग़ज़ हैं जो इस लिखे में हैं, दोनों की लिखावट चाहे जो हो।",
		Example: "- {check: facts-agree, text: \"21 दिन में, और आधार कार्ड चाहिए\"}", OneWay: true, fresh: fresh[factsAgree]},
	{Name: "clause-facts", En: "Every typed value of this clause (fee, days, age, limit) stands in the reply, so that the case follows the pack when the rule changes.", Hi: "इस नियम में दर्ज हर मान (फ़ीस, दिन, उम्र, सीमा) जवाब में है; नियम बदले तो जाँच भी साथ बदलती है।",
		Example: "- {check: clause-facts, clause: income-certificate/days}", fresh: fresh[clauseFacts]},
	{Name: "numbers-cited", En: "Every number of the reply stands in a clause it cites, in its where-to-ask or in a tool's result; value is the share that does.", Hi: "जवाब की हर संख्या किसी बताए गए नियम में या टूल के नतीजे में मौजूद है।",
		Example: "- {check: numbers-cited}", OneWay: true, fresh: fresh[numbersCited]},
	sameFactsCheck,
	wrongCheck,
}

type values struct {
	Values list `yaml:"values"`
}

func (w values) sound() error { return needs("values", len(w.Values) == 0) }

// plainValues are numbers as hindi.Numbers writes them, so that a case may say
// "1,20,000" or "1.2 lakh" too.
func plainValues(all []string) []string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = w
		if found := hindi.Numbers(w); len(found) == 1 {
			out[i] = found[0].Value
		}
	}
	return out
}

// stray tells the first of got that is not among the wanted.
func stray(got, wanted []string, what string) finding {
	for _, g := range got {
		if !slices.Contains(wanted, g) {
			return holds(false, "states the %s %s", what, g)
		}
	}
	return holds(true, "")
}

type numbers struct {
	values `yaml:",inline"`
	anyOf  `yaml:",inline"`
}

func (r numbers) look(v view) finding {
	found := hindi.Numbers(v.turn.Reply.Text)
	f := among(plainValues(r.Values), r.Any, func(w string) bool {
		return slices.ContainsFunc(found, func(n hindi.Number) bool { return n.Value == w })
	})
	if !f.pass {
		f.why = "does not state the number " + missing(plainValues(r.Values), func(w string) bool {
			return slices.ContainsFunc(found, func(n hindi.Number) bool { return n.Value == w })
		})
	}
	return f
}

// missing names the first that is not found.
func missing(all []string, found func(string) bool) string {
	for _, w := range all {
		if !found(w) {
			return w
		}
	}
	return ""
}

type numbersOnly struct {
	Values list `yaml:"values"` // may be empty
}

func (r numbersOnly) look(v view) finding {
	return stray(FactsOf(nil, v.turn.Reply.Text).Numbers, plainValues(r.Values), "number")
}

type amounts struct {
	values `yaml:",inline"`
	anyOf  `yaml:",inline"`
}

func (r amounts) look(v view) finding {
	return stated(r.Values, r.Any, FactsOf(nil, v.turn.Reply.Text).Amounts, plainValues, "sum")
}

func stated(want list, any bool, got []string, read func([]string) []string, what string) finding {
	want = read(want)
	in := func(w string) bool { return slices.Contains(got, w) }
	f := among(want, any, in)
	if !f.pass {
		f.why = fmt.Sprintf("does not state the %s %s", what, missing(want, in))
	}
	return f
}

type amountsOnly numbersOnly

func (r amountsOnly) look(v view) finding {
	return stray(FactsOf(nil, v.turn.Reply.Text).Amounts, plainValues(r.Values), "sum")
}

type datesStated struct {
	values `yaml:",inline"`
	anyOf  `yaml:",inline"`
}

func (r datesStated) look(v view) finding {
	same := func(all []string) []string { return all }
	return stated(r.Values, r.Any, FactsOf(nil, v.turn.Reply.Text).Dates, same, "date")
}

type papersNamed struct {
	values `yaml:",inline"`
	anyOf  `yaml:",inline"`
}

func (r papersNamed) look(v view) finding {
	if v.Library == nil {
		return unmeasured("there is no library to know papers by")
	}
	got := v.Library.Match(body(v.turn.Reply.Text)).Concepts
	return stated(r.Values, r.Any, got, v.concepts, "paper")
}

// concepts are the concepts of names, each by itself; a name that the glossary
// does not know stays as it is, and is never met.
func (v view) concepts(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		if found := v.Library.Match(n).Concepts; len(found) > 0 && !slices.Contains(found, n) {
			out[i] = found[0]
		}
	}
	return out
}

type papersOnly struct {
	values `yaml:",inline"`
}

func (r papersOnly) look(v view) finding {
	if v.Library == nil {
		return unmeasured("there is no library to know papers by")
	}
	return stray(FactsOf(v.Library, v.turn.Reply.Text).Papers, v.concepts(r.Values), "paper")
}

type factsAgree struct {
	Text  string `yaml:"text"`
	least `yaml:",inline"`
}

func (r factsAgree) sound() error {
	if err := needs("text", r.Text == ""); err != nil {
		return err
	}
	return r.least.sound()
}

func (r factsAgree) look(v view) finding {
	want, got := FactsOf(v.Library, r.Text).all(), FactsOf(v.Library, v.turn.Reply.Text).all()
	if len(want)+len(got) == 0 {
		return unmeasured("neither text states a fact")
	}
	both := 0
	odd := ""
	for _, w := range want {
		if slices.Contains(got, w) {
			both++
		} else if odd == "" {
			odd = "does not state " + w
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) && odd == "" {
			odd = "states " + g + " beyond the text"
		}
	}
	return r.share(float64(both)/float64(len(want)+len(got)-both), "%s", odd)
}

// all is every fact with its sort before it. A sum is also a number.
func (f Facts) all() (all []string) {
	for _, kind := range []struct {
		name   string
		values []string
	}{{"number", f.Numbers}, {"date", f.Dates}, {"paper", f.Papers}} {
		for _, v := range kind.values {
			all = append(all, kind.name+" "+v)
		}
	}
	return all
}

type clauseFacts struct {
	Clause string `yaml:"clause"`
}

func (r clauseFacts) sound() error { return needs("clause", !strings.Contains(r.Clause, "/")) }

func (r clauseFacts) look(v view) finding {
	c, ok := v.clause(r.Clause)
	if !ok {
		return holds(false, "the clause %s does not exist", r.Clause)
	}
	got := FactsOf(nil, v.turn.Reply.Text)
	measured := false
	for _, f := range c.Facts {
		for _, value := range []string{f.Value, f.Min, f.Max} {
			if value == "" {
				continue
			}
			measured = true
			in := got.Numbers
			if f.Type == "date" {
				in = got.Dates
			}
			if !slices.Contains(in, value) {
				return holds(false, "does not state %s %s of %s", f.Type, value, r.Clause)
			}
		}
	}
	if !measured {
		return unmeasured("the clause has no typed values")
	}
	return holds(true, "")
}

type numbersCited struct {
	least `yaml:",inline"`
}

func (r numbersCited) look(v view) finding {
	got := FactsOf(nil, v.turn.Reply.Text)
	switch {
	case len(v.turn.Citations) == 0:
		return unmeasured("the reply rests on no clause")
	case len(got.Numbers) == 0:
		return unmeasured("the reply states no number")
	}
	var source strings.Builder
	for _, cited := range v.turn.Citations {
		if c, ok := v.clause(cited.Clause); ok {
			source.WriteString(c.En + "\n" + c.Hi + "\n" + c.Ask.En + "\n" + c.Ask.Hi + "\n")
		}
		if v.Library != nil {
			if s, ok := v.Library.Service(cited.Service); ok {
				source.WriteString(s.Ask.En + "\n" + s.Ask.Hi + "\n")
			}
		}
	}
	for _, call := range v.turn.ToolCalls {
		source.WriteString(string(call.Result) + "\n")
	}
	known := map[string]bool{}
	for _, n := range hindi.Numbers(source.String()) {
		known[n.Value] = true
	}
	borne, odd := 0, ""
	for _, n := range got.Numbers {
		if known[n] {
			borne++
		} else if odd == "" {
			odd = n
		}
	}
	return r.share(float64(borne)/float64(len(got.Numbers)), "no cited clause has the number %s", odd)
}
