// Package lingua lends lingua-go's ear to the language detector. It stands
// apart because lingua embeds the models of 75 languages, of which only two are
// used, and adds about 130 MB to whatever links it: programs built with the
// tag slim leave it out by not importing this package.
package lingua

import (
	"sync"

	"github.com/pemistahl/lingua-go"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// Voice returns a language.Voice that knows English and Hindi. The models are
// loaded at the first question, not before. Safe for concurrent use.
func Voice() func(text string) (corpus.Lang, bool) {
	load := sync.OnceValue(func() lingua.LanguageDetector {
		return lingua.NewLanguageDetectorBuilder().FromLanguages(lingua.English, lingua.Hindi).Build()
	})
	return func(text string) (corpus.Lang, bool) {
		l, ok := load().DetectLanguageOf(text)
		switch {
		case !ok:
			return corpus.Undetermined, false
		case l == lingua.Hindi:
			return corpus.Hindi, true
		}
		return corpus.English, true
	}
}
