package corpus

import "github.com/sahayak-delhi/sahayak/internal/hindi"

// speller maps an unknown phonetic key to the one vocabulary key that differs
// by a single letter (left out, added or changed), if there is exactly one.
// It looks up deletions only, so a correction costs a few map reads.
type speller struct {
	known   map[string]bool
	deletes map[string]string // key with one letter left out → its word; "" if several
}

// minSpelled is the shortest key that is corrected: in shorter ones a letter
// makes another word.
const minSpelled = 5

// everyday are keys of common words that no pack knows and that one letter
// would turn into something else: apne is not patni, hamare not rehri.
var everyday = keySet("friend friends girl boy uncle nobody enough apne apni apna hamare hamara hamari unke inke leke madam sir where there their about please bhaiya yahan wahan abhi kabhi phir lekin magar aur bhi mujhe hamko aapko unko kuch sab log wale milta milti lagta lagega hoga hogi hota hoti karna karne karte chahte chahiye sakte sakta sakti happen happens happened receipt receipts collect collects collected")

func keySet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range wordSet(words) {
		set[hindi.Key(w)] = true
	}
	return set
}

func newSpeller(words map[string]bool) *speller {
	s := &speller{known: words, deletes: map[string]string{}}
	for w := range words {
		if len(w) < minSpelled {
			continue
		}
		for _, d := range deletions(w) {
			if other, ok := s.deletes[d]; ok && other != w {
				s.deletes[d] = ""
			} else {
				s.deletes[d] = w
			}
		}
	}
	return s
}

// correct returns the key itself when it is known or nothing near it is.
func (s *speller) correct(key string) string {
	if s.known[key] || len(key) < minSpelled || everyday[key] {
		return key
	}
	if w := s.deletes[key]; w != "" { // a letter was left out
		return w
	}
	shorter := make([]byte, 0, 64)
	for i := range len(key) {
		shorter = append(append(shorter[:0], key[:i]...), key[i+1:]...)
		if s.known[string(shorter)] && len(shorter) >= minSpelled { // a letter too many
			return string(shorter)
		}
		if w := s.deletes[string(shorter)]; w != "" && len(w) == len(key) { // a letter changed
			return w
		}
	}
	return key
}

func deletions(w string) []string {
	out := make([]string, 0, len(w))
	for i := range len(w) {
		out = append(out, w[:i]+w[i+1:])
	}
	return out
}
