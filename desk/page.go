package desk

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// view is what the template "page" draws: the list of runs, the form for the
// token, or a message alone.
type view struct {
	server *server
	Lang   corpus.Lang
	Alert  string
	Enter  bool // show the form for the token
	Inside bool // came in with the token, and can leave
	List   bool
	Runs   []runView
	Most   int // runs listed at most, when there are more
}

func (s *server) view(r *http.Request) *view { return &view{server: s, Lang: languageOf(r)} }

// Say is a phrase in the page's language.
func (v *view) Say(id string) string { return v.server.phrases.Say(v.Lang, id, nil) }

// SayIn is a phrase in another language.
func (v *view) SayIn(l corpus.Lang, id string) string { return v.server.phrases.Say(l, id, nil) }

// SayN is a phrase about a number of things.
func (v *view) SayN(id string, n int) string {
	return v.server.phrases.Say(v.Lang, id, map[string]any{"N": n})
}

// Asset is the address of a file of the page.
func (v *view) Asset(name string) string { return v.server.urls[name] }

// Langs are the languages to choose from.
func (v *view) Langs() []corpus.Lang { return corpus.Langs }

// render draws the page whole before it sends any of it.
func (s *server) render(w http.ResponseWriter, status int, v *view) {
	var page bytes.Buffer
	if err := s.pages.ExecuteTemplate(&page, "page", v); err != nil {
		s.Log.Error("desk: page not drawn", "err", err)
		http.Error(w, "Something went wrong. कुछ गड़बड़ हो गई।", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	if _, err := w.Write(page.Bytes()); err != nil {
		s.Log.Debug("desk: page not sent", "err", err)
	}
}

// fail shows a message alone.
func (s *server) fail(w http.ResponseWriter, r *http.Request, status int, phrase string) {
	v := s.view(r)
	v.Alert = v.Say(phrase)
	s.render(w, status, v)
}

// languageCookie remembers the language of the desk's own words.
const languageCookie = "sahayak_desk_language"

const languageKept = 365 * 24 * time.Hour

// chooseLanguage remembers ?lang= and comes back without it.
func (s *server) chooseLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		chosen := corpus.Lang(r.URL.Query().Get("lang"))
		if r.Method != http.MethodGet || !slices.Contains(corpus.Langs, chosen) {
			next.ServeHTTP(w, r)
			return
		}
		s.setCookie(w, r, languageCookie, string(chosen), languageKept)
		http.Redirect(w, r, runsPath, http.StatusSeeOther)
	})
}

// languageOf is the one chosen, else the first that the browser prefers, else
// English.
func languageOf(r *http.Request) corpus.Lang {
	if cookie, err := r.Cookie(languageCookie); err == nil && slices.Contains(corpus.Langs, corpus.Lang(cookie.Value)) {
		return corpus.Lang(cookie.Value)
	}
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	first, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(first)), ";")
	switch {
	case first == "hi-latn" || strings.HasPrefix(first, "hi-latn-"):
		return corpus.HindiLatin
	case first == "hi" || strings.HasPrefix(first, "hi-"):
		return corpus.Hindi
	}
	return corpus.English
}
