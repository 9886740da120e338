package hindi

import (
	"strings"
	"unicode/utf8"
)

// letterNames are the English letters as Devanagari spells them, longer names
// before shorter ones that they begin with.
var letterNames = []struct{ deva, letter string }{
	{"डब्ल्यू", "w"}, {"डब्लू", "w"}, {"क्यू", "q"}, {"एक्स", "x"}, {"वाई", "y"}, {"जेड", "z"}, {"ज़ेड", "z"}, {"एफ़", "f"}, {"एफ", "f"}, {"एच", "h"},
	{"आई", "i"}, {"एल", "l"}, {"एम", "m"}, {"एन", "n"}, {"आर", "r"}, {"एस", "s"}, {"बी", "b"}, {"सी", "c"}, {"डी", "d"}, {"जी", "g"},
	{"जे", "j"}, {"के", "k"}, {"पी", "p"}, {"टी", "t"}, {"यू", "u"}, {"वी", "v"}, {"ए", "a"}, {"ई", "e"}, {"ओ", "o"},
}

// acronym returns the letters, lower case, that a Devanagari word spells by
// their English names (एसएससी: ssc), or "" if it is no such word. Two letters may
// be a Hindi word (बीवी, wife), so callers believe three or more.
func acronym(word string) string {
	if word == "" || word[0] < utf8.RuneSelf {
		return ""
	}
	var letters [12]byte
	n := 0
next:
	for word != "" {
		for _, l := range letterNames {
			if rest, ok := strings.CutPrefix(word, l.deva); ok && n < len(letters) {
				letters[n] = l.letter[0]
				n++
				word = rest
				continue next
			}
		}
		return ""
	}
	return string(letters[:n])
}
