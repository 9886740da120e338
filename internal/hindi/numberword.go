package hindi

// NumberWord is the value of a single number word from zero to a hundred less
// one, in English, Hindi or Hindi in Latin letters (nine, नौ, nau, अट्ठानवे).
// Ok is false for every other word. Words that are often something else (do,
// saath) count too: the caller looks at what stands beside them.
func NumberWord(w string) (value int, ok bool) {
	if w == "" {
		return 0, false
	}
	n, known := loadNumbers()[foldWord(w)]
	if !known || n.kind != numLex || n.value%million != 0 || n.value >= 100*million {
		return 0, false
	}
	return int(n.value / million), true
}
