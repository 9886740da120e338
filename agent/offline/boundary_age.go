package offline

import (
	"slices"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// saidAge reports whether the words beside a quantity say that it is an age.
func (q quantity) saidAge() bool {
	return anywhere(lastOf(q.before, 4), ageWords) || anywhere(firstOf(q.after, 3), ageWords)
}

// barelyAge reports whether a number without a unit is told of somebody: "my son
// is 15", "beta 15 ka hai".
func (q quantity) barelyAge() bool {
	before, after := lastOf(q.wordsBefore, 2), firstOf(q.wordsAfter, 2)
	if q.unit != noUnit || !slices.ContainsFunc(before, isPerson) {
		return false
	}
	return beIs[before[len(before)-1]] || len(after) == 2 && ofPerson[after[0]] && beIs[after[1]]
}

// ofMinor reports whether a quantity is the age of somebody below 18.
func (q quantity) ofMinor() bool {
	of := slices.ContainsFunc(q.wordsBefore, isPerson) || slices.ContainsFunc(firstOf(q.wordsAfter, 3), isPerson)
	aged := q.unit == years && len(q.wordsAfter) > 0 && ofPerson[q.wordsAfter[0]] && of
	return q.young() && (aged || q.barelyAge() || q.saidAge() && (q.unit == years || q.unit == noUnit))
}

// forMinors adds what holds for minors to the answer to a message that tells the
// age of one: of the aspects asked, and of who may have it if none is.
func (m *Model) forMinors(b *agent.Response, req agent.Request, s *corpus.Service) {
	kinds := req.Understood.Kinds
	var rules []corpus.Clause
	for _, c := range req.Clauses {
		asked := slices.Contains(kinds, c.Kind) || len(kinds) == 0 && c.Kind == corpus.Eligibility
		if c.Service == s.ID && c.When == minor && asked && c.Certainty != corpus.Ended {
			rules = append(rules, c)
		}
	}
	if len(rules) == 0 || !slices.ContainsFunc(quantities(req.Message), quantity.ofMinor) {
		return
	}
	for _, c := range rules {
		m.add(b, req, c)
	}
}

// Letter for letter: by sound, beti is beta.
var (
	persons = tokenSet("i he she son daughter child kid boy girl baby brother sister father mother husband wife " +
		"main mai beta beti bete betiya bitiya bachcha bacha bachche bache bachchi ladka ladki larka larki " +
		"bhai behen bahan papa pitaji pita mummy maa mata pati patni dada dadi nana nani chacha " +
		"मैं बेटा बेटी बेटे बिटिया बच्चा बच्चे बच्ची लड़का लड़की भाई बहन पापा पिताजी पिता मम्मी माँ माता पति पत्नी दादा दादी नाना नानी चाचा")
	beIs = tokenSet("is am was aged turned turning hai hain h he ho hu hun hoon tha thi the है हैं हूँ हूं था थी थे")
)

func isPerson(word string) bool { return persons[word] }
