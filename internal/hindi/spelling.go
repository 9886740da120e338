package hindi

import "strings"

// alternates are the ways of writing one sound in Latin letters, longer ones first.
var alternates = strings.NewReplacer(
	"chh", "ch", "sch", "sk", "ch", "ch", "ce", "se", "ci", "si", "cy", "sy", "ck", "k", "c", "k", "q", "k", "x", "ks",
	"ee", "i", "oo", "u", "sh", "s", "ph", "f", "w", "v", "z", "j",
)

// Spelling is how one normalised word is written: Devanagari in Latin letters, and
// what people write now this way, now that (aa a, ee i, sh s, w v, doubled letters)
// one way. It keeps the vowels that [Key] drops or joins, so it tells apart words
// that sound alike when heard coarsely: aay and aaya, पति and पत्नी, her and heir.
func Spelling(word string) string {
	s := alternates.Replace(strings.ToLower(Romanise(word)))
	var last rune
	return strings.Map(func(r rune) rune {
		if r == last {
			return -1
		}
		last = r
		return r
	}, s)
}

// Apart is how many letters must be added, left out or changed to make one
// spelling of the other, at most limit+1.
func Apart(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		least := row[0]
		for j := range len(b) {
			changed := before
			if a[i] != b[j] {
				changed++
			}
			before = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
