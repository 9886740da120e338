package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-delhi/sahayak/internal/webguard"
)

// sessionCookie shows that the token was entered. It is not the token, but the
// end of the session signed with it: any instance can check it, and a new token
// ends every session.
const sessionCookie = "sahayak_desk"

// sessionKept is a working day.
const sessionKept = 12 * time.Hour

// longestToken bounds the form that brings a token, in bytes.
const longestToken = 4 << 10

// staffOnly lets in who entered the token, or who is at this machine where that
// is enough. All others see the form.
func (s *server) staffOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.Token == "" && fromHere(r), s.Token != "" && s.inSession(r):
			next.ServeHTTP(w, r)
		case s.Token == "":
			s.fail(w, r, http.StatusForbidden, "error_not_here")
		default:
			v := s.view(r)
			v.Enter = true
			s.render(w, http.StatusForbidden, v)
		}
	})
}

// fromHere reports whether a request was made on this machine, to this machine.
// The host is asked too: a page of another site can make a browser connect to us
// under its own name, but not under ours.
func fromHere(r *http.Request) bool {
	for _, passed := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(passed) != "" {
			return false // a proxy on this machine speaks for others
		}
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host != "localhost" && !loopback(strings.Trim(host, "[]")) {
		return false
	}
	client, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && loopback(client)
}

func loopback(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && ip.Unmap().IsLoopback()
}

// enter is the form with the token.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	if s.Token == "" {
		http.Redirect(w, r, runsPath, http.StatusSeeOther)
		return
	}
	// The address of who connects: behind a proxy all share one, and a few tries.
	client, _, _ := net.SplitHostPort(r.RemoteAddr)
	if wait := s.tries.Wait(webguard.ClientOf(client)); wait > 0 {
		seconds := int((wait + time.Second - 1) / time.Second)
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		s.refuse(w, r, http.StatusTooManyRequests, "error_often", seconds)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestToken)
	if !same(strings.TrimSpace(r.PostFormValue("token")), s.Token) {
		s.Log.Warn("desk: wrong token", "client", client)
		s.refuse(w, r, http.StatusForbidden, "error_token", 0)
		return
	}
	s.setCookie(w, r, sessionCookie, s.session(s.Now().Add(sessionKept)), sessionKept)
	http.Redirect(w, r, runsPath, http.StatusSeeOther)
}

func (s *server) refuse(w http.ResponseWriter, r *http.Request, status int, phrase string, seconds int) {
	v := s.view(r)
	v.Enter, v.Alert = true, s.phrases.Say(v.Lang, phrase, map[string]any{"Seconds": seconds})
	s.render(w, status, v)
}

// leave ends the session of this browser.
func (s *server) leave(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, r, sessionCookie, "", -time.Second)
	http.Redirect(w, r, runsPath, http.StatusSeeOther)
}

// same compares in a time that tells nothing of either, not even the length.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// session is the cookie's value for a session that ends at the time.
func (s *server) session(end time.Time) string {
	until := strconv.FormatInt(end.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(s.Token))
	mac.Write([]byte("sahayak desk session until " + until))
	return until + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (s *server) inSession(r *http.Request) bool {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return false
	}
	until, _, _ := strings.Cut(cookie.Value, ".")
	seconds, err := strconv.ParseInt(until, 10, 64)
	if err != nil {
		return false
	}
	end := time.Unix(seconds, 0)
	return same(cookie.Value, s.session(end)) && s.Now().Before(end)
}

// setCookie sets a cookie of the desk alone, which no script can read and which
// comes with no request that another site caused.
func (s *server) setCookie(w http.ResponseWriter, r *http.Request, name, value string, kept time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/desk", MaxAge: int(kept.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: webguard.OverTLS(r),
	})
}
