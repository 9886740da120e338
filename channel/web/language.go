package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// languageOf is the form in which the page's own words stand: the one chosen on
// the page, else Hindi for a browser that prefers it, else English. Known is
// false if neither was told.
func languageOf(r *http.Request) (lang corpus.Lang, known bool) {
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if chosen := corpus.Lang(cookie.Value); slices.Contains(corpus.Langs, chosen) {
			return chosen, true
		}
	}
	// Browsers write the preferred language first; the weights say the same.
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	first, _, _ = strings.Cut(first, ";")
	first = strings.ToLower(strings.TrimSpace(first))
	switch {
	case first == "hi-latn" || strings.HasPrefix(first, "hi-latn-"):
		return corpus.HindiLatin, true
	case first == "hi" || strings.HasPrefix(first, "hi-"):
		return corpus.Hindi, true
	case first == "en" || strings.HasPrefix(first, "en-"):
		return corpus.English, true
	}
	return corpus.English, false
}
