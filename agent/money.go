package agent

import (
	"regexp"
	"slices"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// How much money is asked for without a word for the fee or the benefit.
var (
	// pays is what one gives: "uska kitna lagega".
	pays = regexp.MustCompile(`(?i)\b(?:kuch|paise|paisa)\s+den[aei]\s+(?:bhi\s+)?(?:hot|pad)\w+|(?:कुछ|पैसे|पैसा)\s+देन[ाेी]\s+(?:भी\s+)?(?:हो|पड़)|\blag(?:ta|te|ti|ega|enge|egi)\s+kitn[aei]\b|लग(?:ता|ते|ती|ेगा|ेंगे|ेगी)\s+कितन|\bkitn[aei]\s+(?:(?:paisa|paise|rupaye|rupay|rs|ka|ki)\s+)?(?:lagt|lageg|lageng|lag|padt|padeg|pade|den[aei])\w*|कितन[ाेी]\s+(?:(?:पैसा|पैसे|रुपये|रुपए)\s+)?(?:लग|पड़|दे)`)
	// gets is what one is given.
	gets = regexp.MustCompile(`(?i)\bmil(?:ta|te|ti|ega|enge|egi)\s+kitn[aei]\b|मिल(?:ता|ते|ती|ेगा|ेंगे|ेगी)\s+कितन|\bkitn[aei]\s+(?:(?:paisa|paise|rupaye|rupay|rs)\s+)?(?:mil|aat|aay)\w*|कितन[ाेी]\s+(?:(?:पैसा|पैसे|रुपये|रुपए)\s+)?(?:मिल|आत)|\bhow much\s+(?:\w+\s+){0,4}?(?:get|gets|receive|per month|a month|monthly)\b`)
	// comes is money that one is given: "bachchon ki padhai ka paisa milta hai".
	comes = regexp.MustCompile(`(?i)\b(?:paisa|paise|rupaye|rupay|madad|money|help)\s+(?:bhi\s+|kab\s+|kaise\s+)?(?:milt|mileg|mil\s|aata|aate|aayeg|deti|deta|dete)\w*|(?:पैसा|पैसे|रुपये|रुपए|मदद)\s+(?:भी\s+|कब\s+|कैसे\s+)?(?:मिल|आता|आते|आएग|देती|देता|देते)`)
	// aid asks whether there is any: "is there any one time help from government".
	aid = regexp.MustCompile(`(?i)\b(?:any|some)\s+(?:\S+\s+){0,3}?(?:help|money|aid|assistance|support)\b|\bkoi\s+(?:\S+\s+){0,3}?(?:madad|paisa|paise|sahayata|sahayta)\b|कोई\s+(?:\S+\s+){0,3}?(?:मदद|पैसा|पैसे|सहायता)`)
	// paid asks whether one is paid for what went wrong.
	paid = regexp.MustCompile(`(?i)\b(?:do|will|can|should)\s+(?:i|we)\s+(?:\w+\s+)?(?:get|be)\s+(?:paid|money|compensated|compensation)\b|\b(?:money|compensation)\s+(?:am i|are we)\s+(?:owed|due)\b`)
	// sum asks for a sum, given or taken.
	sum = regexp.MustCompile(`(?i)^[^\p{L}]*(?:(?:aur|and|to|but|par|accha|ok)\s+)?(?:kitn[aei]|how much)(?:\s+(?:paisa|paise|rupaye|rupay|rs|money))?\W*$|^[^\p{L}]*(?:और\s+|तो\s+)?कितन[ाेी](?:\s+(?:पैसा|पैसे|रुपये|रुपए))?\s*[?।]*$|\bhow much\s+(?:is|are)\s+(?:the|it|this|that|a)\b|^[^\p{L}]*(?:(?:and|but|so|ok)\s+)*how much\s+(?:for|do (?:they|you|i|we)|does it|will (?:it|they|i|we)|should i|to pay)\b`)
)

// ofMoney are the aspects of a message, with the fee or the benefit where it asks
// for a sum of money in other words: the benefit of a service that pays one.
func (t *turning) ofMoney(u Understanding) []corpus.Kind {
	plain := sum.MatchString(t.text)
	fee := slices.Equal(u.Kinds, []corpus.Kind{corpus.Fee})
	if len(u.Kinds) > 0 && !(fee && (plain || comes.MatchString(t.text))) && !paid.MatchString(t.text) {
		return u.Kinds
	}
	s, ok := t.library.Service(u.Services[0])
	if !ok {
		return u.Kinds
	}
	grants := slices.ContainsFunc(s.Clauses, func(c corpus.Clause) bool { return c.Kind == corpus.Benefit && len(c.Facts) > 0 })
	told := t.state.Aspect
	switch {
	case plain && u.FollowUp && (told == corpus.Appeal || told == corpus.Benefit) && tellsSum(s, told): // of what was just told
		return []corpus.Kind{told}
	case grants && (gets.MatchString(t.text) || plain || aid.MatchString(t.text) || paid.MatchString(t.text) || fee && comes.MatchString(t.text)):
		return []corpus.Kind{corpus.Benefit}
	case pays.MatchString(t.text), plain:
		return []corpus.Kind{corpus.Fee}
	}
	return u.Kinds
}

// tellsSum reports whether a rule of the aspect states a sum of money.
func tellsSum(s *corpus.Service, k corpus.Kind) bool {
	return slices.ContainsFunc(s.Clauses, func(c corpus.Clause) bool {
		return c.Kind == k && slices.ContainsFunc(c.Facts, func(f corpus.Fact) bool { return f.Type == "inr" })
	})
}
