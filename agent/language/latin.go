package language

import (
	_ "embed"
	"math"

	"github.com/sahayak-delhi/sahayak/agent/language/ngram"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// weightsFile is written by the train command: bias, then one weight for each
// feature, little-endian 16-bit whole numbers of 1/2048.
//
//go:generate go run ./train -out weights.bin
//go:embed weights.bin
var weightsFile string

const steps = 2048

// weight reads the weight of a feature; -1 is the bias.
func weight(f int) int32 {
	i := 2 * (f + 1)
	return int32(int16(uint16(weightsFile[i]) | uint16(weightsFile[i+1])<<8))
}

// hindiShare returns the classifier's probability that the Latin-letter words
// of text are Hindi, and how many words it read.
func hindiShare(text string) (p float64, words int) {
	var buf [ngram.Max]uint16
	fs, words := ngram.Append(buf[:0], text)
	if len(fs) == 0 {
		return 0.5, 0
	}
	sum := int32(0)
	for _, f := range fs {
		sum += weight(int(f))
	}
	z := (float64(weight(-1)) + float64(sum)/math.Sqrt(float64(len(fs)))) / steps
	return 1 / (1 + math.Exp(-z)), words
}

// Short messages are looked at word by word for whether they show a language.
const short = 4

// latinGuess judges a message in Latin letters.
func latinGuess(text string) Guess {
	p, words := hindiShare(text)
	if words <= short {
		if und, ok := showsNothing(text, p); ok {
			return und
		}
	}
	if p > 0.5 {
		return Guess{Lang: corpus.HindiLatin, Script: "Latn", Confidence: p}
	}
	return Guess{Lang: corpus.English, Script: "Latn", Confidence: 1 - p}
}

// showsNothing returns und for a message whose words belong to both languages:
// none but greetings, yes and no, acronyms and names of papers, or one lone
// English noun that Hindi uses as well (fees, status).
func showsNothing(text string, p float64) (Guess, bool) {
	telling, borrowed := 0, 0
	var low [16]byte
	for i := 0; i < len(text); {
		if !ngram.Letter(text[i]) {
			i++
			continue
		}
		end, lower := ngram.WordEnd(text, i)
		if end < 0 {
			i = -end
			continue
		}
		w := text[i:end]
		i = end
		if !lower && len(w) > 1 && len(w) <= 5 && neutralCaps(text) {
			continue
		}
		if len(w) > len(low) {
			telling++
			continue
		}
		n := copy(low[:], w)
		for j := range n {
			low[j] |= 0x20
		}
		switch {
		case n == 1 && low[0] != 'i', neutral[string(low[:n])]:
		case loans[string(low[:n])]:
			borrowed++
		default:
			telling++
		}
	}
	if telling == 0 && borrowed <= 1 {
		return Guess{Lang: corpus.Undetermined, Script: "Latn", Confidence: 0.9}, true
	}
	if telling == 1 && borrowed == 0 && p > 0.2 && p < 0.8 {
		return Guess{Lang: corpus.Undetermined, Script: "Latn", Confidence: 0.6}, true
	}
	return Guess{}, false
}

// neutralCaps tells whether a word in capitals is an acronym: in a text that
// also has small letters, or is one word.
func neutralCaps(text string) bool {
	spaces := 0
	for i := range len(text) {
		if text[i] >= 'a' && text[i] <= 'z' {
			return true
		}
		if text[i] == ' ' {
			spaces++
		}
	}
	return spaces == 0
}
