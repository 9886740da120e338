// Package language tells in which of the ways of writing a message is: English,
// Hindi, or Hindi typed in Latin letters.
//
// Devanagari decides by itself. For Latin letters the package has a classifier
// of its own, a logistic regression over letter runs, words and word pairs (see
// ngram), because general detectors call all Latin-letter Hindi English. Its
// weights are made by the train command from texts kept beside it. A message in
// both scripts goes by the script of its grammar words.
package language

import (
	"unicode/utf8"

	"github.com/sahayak-delhi/sahayak/agent/language/ngram"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Guess is what the detector makes of one message.
type Guess struct {
	// Lang is en, hi, hi-Latn, or und for a message that shows no language
	// (a number, an emoji, "ok", an acronym) or is in another script.
	Lang corpus.Lang
	// Script is the ISO 15924 code of most letters: Latn, Deva, Arab ...; empty
	// if there are no letters.
	Script string
	// Confidence in [0, 1] that Lang is right, und included.
	Confidence float64
}

// Voice is a second opinion: given a message in both scripts, it says whether
// it is English or Hindi, and ok=false if it cannot tell. See package lingua.
type Voice func(text string) (lang corpus.Lang, ok bool)

// Detector tells the language of messages. The zero value is ready and hears no
// other voice. Safe for concurrent use.
type Detector struct {
	// Voice is asked, if not nil, only about messages in both scripts whose
	// grammar words do not settle the matter.
	Voice Voice
}

// New returns a Detector; voice may be nil.
func New(voice Voice) *Detector { return &Detector{Voice: voice} }

// looked is how many bytes of a message are looked at.
const looked = 4000

// Detect tells the language of text, of any length and any bytes. Only its
// first 4,000 bytes are looked at.
func (d *Detector) Detect(text string) Guess {
	if len(text) > looked {
		text = text[:looked]
	}
	latin, other := 0, false
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			other = true
			break
		}
		if ngram.Letter(c) {
			latin++
		}
	}
	if !other {
		if latin == 0 {
			return Guess{Lang: corpus.Undetermined, Confidence: 1}
		}
		return latinGuess(text)
	}
	latin, deva := letters(text)
	script, share := hindi.ScriptShare(text)
	switch {
	case script == "":
		return Guess{Lang: corpus.Undetermined, Confidence: 1}
	case script != "Latn" && script != "Deva" && (deva == 0 || share >= 0.5):
		return Guess{Lang: corpus.Undetermined, Script: script, Confidence: share}
	case deva == 0:
		return latinGuess(text)
	case latin == 0:
		return Guess{Lang: corpus.Hindi, Script: "Deva", Confidence: 0.99}
	}
	g := d.mixedGuess(text, latin, deva)
	g.Script = script
	return g
}

// letters counts the ASCII letters and the Devanagari letters and signs.
func letters(text string) (latin, deva int) {
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if ngram.Letter(byte(r)) {
				latin++
			}
		case r >= 0x900 && r <= 0x97F && (r < 0x964 || r > 0x970):
			deva++
		}
	}
	return latin, deva
}
