package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/corpus"
)

var messageID = regexp.MustCompile(`name="id" value="([^"]+)"`)

func form(values ...string) string {
	v := url.Values{}
	for i := 0; i < len(values); i += 2 {
		v.Set(values[i], values[i+1])
	}
	return v.Encode()
}

func TestFormWithoutScripts(t *testing.T) {
	t.Parallel()
	b := newBook(helpful)
	h := newWeb(t, b)
	found := messageID.FindStringSubmatch(text(t, do(h, get("/"))))
	if found == nil {
		t.Fatal("the page has no message id")
	}
	sent := form("id", found[1], "text", "नमस्ते", "choice", "")
	r := do(h, post("/", formKind, sent))
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/" {
		t.Fatalf("%d to %q, want 303 to /", r.StatusCode, r.Header.Get("Location"))
	}
	c := cookie(r, "sahayak_conversation")
	if c == nil {
		t.Fatal("no cookie")
	}
	page := text(t, do(h, get("/", c)))
	for _, want := range []string{"नमस्ते! मैं सहायक हूँ", `<button type="submit" name="choice" value="verify:" dir="auto">प्रमाण पत्र की जाँच</button>`, `lang="hi"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, secretID) {
		t.Error("the page holds the conversation's id")
	}
	// The same form sent twice is one message; with another text it is another.
	first := b.last(t).Message.ID
	do(h, post("/", formKind, sent, c))
	if got := b.last(t).Message.ID; got != first || got == "" {
		t.Errorf("sent twice: ids %q and %q, want one", first, got)
	}
	do(h, post("/", formKind, form("id", found[1], "text", "status"), c))
	if got := b.last(t).Message.ID; got == first {
		t.Error("another text has the same id")
	}
	do(h, post("/", formKind, form("id", found[1], "text", "प्रमाण पत्र की जाँच", "choice", "verify:"), c))
	if got := b.last(t); got.Message.Choice != "verify:" || got.Conversation != secretID {
		t.Errorf("tapped: %+v", got)
	}
}

func TestFormHasNoSay(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	do(h, post("/", formKind, form("text", "open")))
	do(h, post("/", formKind, form("text", "mine?", "conversation", secretID)))
	if got := b.last(t).Conversation; got != "" {
		t.Errorf("a form named the conversation %q", got)
	}
}

func TestFormEmpty(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	for _, body := range []string{"", form("text", " \n"), form("id", "x")} {
		if r := do(h, post("/", formKind, body)); r.StatusCode != http.StatusSeeOther || b.count() > 0 {
			t.Errorf("%q: %d, %d handed on; want the page again and nothing else", body, r.StatusCode, b.count())
		}
	}
}

func TestFormBrokenUTF8(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	r := do(h, post("/", formKind, "text=a%ff%feb"))
	if got := b.last(t).Message.Text; got != "a\uFFFDb" || r.StatusCode != http.StatusSeeOther {
		t.Errorf("%d, handed on %q", r.StatusCode, got)
	}
}

func TestFormFailureKeepsTheText(t *testing.T) {
	t.Parallel()
	b := newBook(func(agent.Message) (agent.Turn, error) { return agent.Turn{}, errors.New("no") })
	h := newWeb(t, b)
	r := do(h, post("/", formKind, form("id", "form-1", "text", "मेरा <सवाल>")))
	page := text(t, r)
	if r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%d, want 503", r.StatusCode)
	}
	for _, want := range []string{"मेरा &lt;सवाल&gt;</textarea>", `name="id" value="form-1"`, `role="alert"`, "Something went wrong on our side"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	id := b.last(t).Message.ID
	do(h, post("/", formKind, form("id", "form-1", "text", "मेरा <सवाल>")))
	if got := b.last(t).Message.ID; got != id {
		t.Errorf("sent again under the id %q, before %q", got, id)
	}
	page = text(t, do(h, post("/", formKind, form("id", "form-2", "text", "हाँ", "choice", "yes:1"))))
	if !strings.Contains(page, `name="choice" value="yes:1"`) || !strings.Contains(page, "></textarea>") {
		t.Error("a choice that failed cannot be sent again")
	}
}

func TestFormWithFile(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b)
	kind, body := multi(t, map[string]any{"id": "f", "text": "", "bill.png": []byte("\x89PNG\r\n\x1a\n")})
	r := do(h, post("/", kind, body))
	if got := b.last(t).Message; r.StatusCode != http.StatusSeeOther || len(got.Files) != 1 || got.Files[0].MIME != "image/png" {
		t.Fatalf("%d, handed on %+v", r.StatusCode, got)
	}
	if page := text(t, do(h, get("/", cookie(r, "sahayak_conversation")))); !strings.Contains(page, "You sent a file") {
		t.Error("the page does not tell of the file")
	}
}

func TestFormReplyWithFile(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(helpful))
	r := do(h, post("/", formKind, form("text", "apply")))
	page := text(t, r)
	if r.StatusCode != 200 || !strings.Contains(page, `href="data:application/pdf;base64,`) || strings.Count(page, `<article`) != 1 {
		t.Fatalf("%d: the file is not on the page, or the turn is there twice", r.StatusCode)
	}
	// Later its name is left.
	page = text(t, do(h, get("/", cookie(r, "sahayak_conversation"))))
	if !strings.Contains(page, "receipt-SBX-INC-26-000001.pdf") || strings.Contains(page, "data:application") {
		t.Error("later the page should have the file's name only")
	}
}

func TestPageEscapes(t *testing.T) {
	t.Parallel()
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	b := newBook(func(agent.Message) (agent.Turn, error) {
		return agent.Turn{
			Language: corpus.Lang(evil), Notice: evil, Outcome: agent.Answered,
			Reply: agent.Reply{
				Text:        evil + "\njavascript:alert(1) https://example.org/\"onmouseover=alert(1) https://example.org/?a=<b>",
				Choices:     []agent.Choice{{ID: evil, Title: evil}},
				Attachments: []agent.Attachment{{Name: evil, MIME: "text/html", Data: []byte(evil)}},
			},
		}, nil
	})
	h := newWeb(t, b)
	body, err := json.Marshal(map[string]string{"text": evil})
	if err != nil {
		t.Fatal(err)
	}
	fragment := post(api, jsonKind, string(body))
	fragment.Header.Set("Accept", "text/html")
	r := do(h, fragment)
	if kind := r.Header.Get("Content-Type"); r.StatusCode != 200 || !strings.HasPrefix(kind, "text/html") {
		t.Fatalf("%d %s", r.StatusCode, kind)
	}
	for name, html := range map[string]string{"part": text(t, r), "page": text(t, do(h, get("/", cookie(r, "sahayak_conversation"))))} {
		for _, bad := range []string{"<script>", "<img src=x", `href="javascript:`, `"onmouseover`, "data:text/html"} {
			if strings.Contains(html, bad) {
				t.Errorf("the %s holds %q", name, bad)
			}
		}
		for _, good := range []string{"&lt;script&gt;", `rel="noopener noreferrer"`} {
			if !strings.Contains(html, good) {
				t.Errorf("the %s lacks %q", name, good)
			}
		}
		if strings.Contains(html, secretID) {
			t.Errorf("the %s holds the conversation's id", name)
		}
	}
}

func TestLanguageOfThePage(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil), func(c *web.Config) { c.Sandbox = true })
	for name, c := range map[string]struct {
		header, cookie, lang, banner string
	}{
		"nothing":            {"", "", "en", "Practice system"},
		"hindi browser":      {"hi-IN,hi;q=0.9,en;q=0.8", "", "hi", "सरकार से जुड़ा नहीं"},
		"english browser":    {"en-IN,hi;q=0.9", "", "en", "not connected to government"},
		"chosen":             {"en", "hi-Latn", "hi-Latn", "sarkar se juda nahin"},
		"chosen, not a form": {"hi", "<b>", "hi", "सरकार से जुड़ा नहीं"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := get("/")
			r.Header.Set("Accept-Language", c.header)
			if c.cookie != "" {
				r.AddCookie(&http.Cookie{Name: "sahayak_language", Value: c.cookie})
			}
			page := text(t, do(h, r))
			if !strings.Contains(page, `<html lang="`+c.lang+`">`) || !strings.Contains(page, c.banner) {
				t.Errorf("the page is not in %s, or lacks %q", c.lang, c.banner)
			}
		})
	}
	r := do(h, get("/?lang=hi"))
	if c := cookie(r, "sahayak_language"); r.StatusCode != 303 || r.Header.Get("Location") != "/" || c == nil || c.Value != "hi" {
		t.Errorf("choosing: %d, cookie %v", r.StatusCode, c)
	}
	if r := do(h, get("/?lang=fr")); r.StatusCode != 200 || len(r.Cookies()) > 0 {
		t.Errorf("choosing an unknown language: %d, cookies %v", r.StatusCode, r.Cookies())
	}
}

func TestEndChat(t *testing.T) {
	t.Parallel()
	h := newWeb(t, newBook(nil))
	r := do(h, post("/end", formKind, "", &http.Cookie{Name: "sahayak_conversation", Value: secretID}))
	if c := cookie(r, "sahayak_conversation"); r.StatusCode != 303 || c == nil || c.MaxAge >= 0 || c.Value != "" {
		t.Errorf("%d, cookie %v; want it gone", r.StatusCode, c)
	}
}

func TestHistoryBroken(t *testing.T) {
	t.Parallel()
	b := newBook(nil)
	h := newWeb(t, b, func(c *web.Config) {
		c.History = func(context.Context, string) ([]agent.Turn, error) { return nil, errors.New("no database") }
	})
	r := do(h, get("/", &http.Cookie{Name: "sahayak_conversation", Value: secretID}))
	page := text(t, r)
	if r.StatusCode != 200 || !strings.Contains(page, "Earlier messages cannot be shown just now") || strings.Contains(page, "no database") {
		t.Errorf("%d: the page does not say so plainly", r.StatusCode)
	}
	if len(r.Cookies()) > 0 {
		t.Error("the conversation was forgotten for a fault of ours")
	}
}
