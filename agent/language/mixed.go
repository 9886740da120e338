package language

import (
	"strings"
	"unicode"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// mixedGuess judges a message in both scripts by its grammar, not by counting
// words: "application status check करना है" is Hindi, "What is जाति प्रमाण पत्र"
// is English, "mujhe आय प्रमाण पत्र chahiye" is Hindi in Latin letters.
func (d *Detector) mixedGuess(text string, latin, deva int) Guess {
	var inDeva, inEn, inHi int
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' }) {
		switch {
		case word[0] >= 0x80:
			if devaGrammar[word] {
				inDeva++
			}
		case len(word) <= 12:
			low := strings.ToLower(word)
			if enGrammar[low] {
				inEn++
			}
			if hiGrammar[low] {
				inHi++
			}
		}
	}
	p, words := hindiShare(text)
	switch {
	case inDeva > 0 && 2*inDeva >= max(inEn, inHi):
		return Guess{Lang: corpus.Hindi, Confidence: 0.97}
	case p > 0.5 && inHi > 0:
		return Guess{Lang: corpus.HindiLatin, Confidence: 0.5 + p*0.45}
	case p <= 0.5 && inEn > 0 && words > 1:
		return Guess{Lang: corpus.English, Confidence: 0.5 + (1-p)*0.45}
	}
	if d.Voice != nil {
		if l, ok := d.Voice(text); ok {
			return Guess{Lang: l, Confidence: 0.6}
		}
	}
	// Nouns in both scripts: whoever has a Devanagari keyboard open writes Hindi.
	return Guess{Lang: corpus.Hindi, Confidence: 0.5 + 0.4*float64(deva)/float64(latin+deva)}
}
