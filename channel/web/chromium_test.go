package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/browser"
)

func visible(selector chromedp.CSS) chromedp.Action[chromedp.Void] {
	return chromedp.WaitVisible(selector)
}
func click(selector chromedp.CSS) chromedp.Action[chromedp.Void] { return chromedp.Click(selector) }
func write(message string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS("#text"), message)
}

func TestChromiumChat(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	record := newBook(helpful)
	var down atomic.Bool
	chat := newWeb(t, record, func(c *web.Config) { c.Sandbox = true })
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() && r.Method == http.MethodPost {
			panic(http.ErrAbortHandler) // as when the network is gone
		}
		chat.ServeHTTP(w, r)
	}))
	t.Cleanup(site.Close)

	b.Do("open the page", chromedp.EmulateViewport(360, 740), chromedp.Navigate(site.URL), visible("html.js #welcome"))
	const question = "<b>आय</b> प्रमाण पत्र की फ़ीस कितनी है?"
	b.Do("send a message", write(question), click(".send"), visible(".turn:last-child .theirs"))
	if got := b.Text(".turn:last-child .mine .bubble"); got != question {
		t.Errorf("the page shows %q, want what was written", got)
	}
	if got := b.Text(".turn:last-child .theirs .bubble"); !strings.Contains(got, "नियमों में फ़ीस") {
		t.Errorf("the page shows the reply %q", got)
	}

	title := b.Text(".choices .choice:nth-child(2) button")
	b.Do("tap a choice", click(".choices .choice:nth-child(2) button"), visible(".turn:nth-child(2) .theirs"))
	if got := record.last(t); got.Message.Choice != "kind:days:income-certificate" || got.Message.Text != title || got.Conversation != secretID {
		t.Errorf("tapped %q, and the assistant got %+v", title, got)
	}
	if got := b.Text(".turn:nth-child(2) .mine .bubble"); got != title {
		t.Errorf("tapped %q, and the page shows %q", title, got)
	}

	// A message that does not get through is kept and can be sent again.
	down.Store(true)
	b.Do("fail to send", write("OBC certificate ke kaagaz"), click(".send"), visible(".failed button"))
	b.Picture("failed-360")
	down.Store(false)
	b.Do("send again", click(".failed button"), visible(".turn:nth-child(3) .theirs"))
	if got := record.last(t).Message; got.Text != "OBC certificate ke kaagaz" || got.ID == "" {
		t.Errorf("sent again: the assistant got %+v", got)
	}
	if n := browser.Evaluate[int](b, `document.querySelectorAll(".failed").length`); n != 0 {
		t.Errorf("%d failures still shown", n)
	}

	// The page shows the conversation when it is opened again, but no script can
	// learn its id.
	if html := browser.Read(b, chromedp.OuterHTML(chromedp.CSS("html"))); strings.Contains(html, secretID) {
		t.Error("the page holds the conversation's id")
	}
	b.Do("open again", chromedp.Reload(), visible("html.js .turn:nth-child(3)"))
	if n := browser.Evaluate[int](b, `document.querySelectorAll(".turn").length`); n != 3 {
		t.Errorf("after a reload the page has %d turns, want 3", n)
	}
	if cookies := browser.Evaluate[string](b, `document.cookie`); cookies != "" {
		t.Errorf("a script can read the cookies %q", cookies)
	}
	if html := browser.Read(b, chromedp.OuterHTML(chromedp.CSS("html"))); strings.Contains(html, secretID) {
		t.Error("after a reload the page holds the conversation's id")
	}
}

// What must be large enough to read, and to hit with a thumb.
const (
	texts    = "a, button, textarea, summary, p, li, h1, h2, h3"
	controls = "button, textarea"
)

// TestChromiumLayout opens the page at the widths of phones and desks.
func TestChromiumLayout(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	messages := map[corpus.Lang][]string{
		corpus.English:    {"How long does a domicile certificate take?", "My phone is 9810012345 and I am being beaten, help"},
		corpus.Hindi:      {"नमस्ते", "आय प्रमाण पत्र की फ़ीस कितनी है?"},
		corpus.HindiLatin: {"OBC certificate ke liye kaun se kaagaz chahiye?", "apply"},
	}
	windows := []struct {
		name          string
		width, height int64
	}{{"360", 360, 740}, {"1280", 1280, 860}}
	for _, lang := range corpus.Langs {
		site := httptest.NewServer(newWeb(t, newBook(helpful), func(c *web.Config) { c.Sandbox = true }))
		t.Cleanup(site.Close)
		for _, window := range windows {
			name := string(lang) + "-" + window.name
			check := func(when string) {
				t.Helper()
				b.Fits(name+", "+when, texts, controls)
			}
			b.Do("open the page", chromedp.EmulateViewport(window.width, window.height),
				chromedp.Navigate(site.URL+"/?lang="+string(lang)), visible("html.js #welcome"))
			if got := browser.Evaluate[string](b, `document.documentElement.lang`); got != string(lang) {
				t.Errorf("the page is in %q, want %q", got, lang)
			}
			check("opened")
			b.Picture("open-" + name)
			for i, m := range messages[lang] {
				b.Do("send", write(m), click(".send"), visible(chromedp.CSS(".turn:nth-child("+string(rune('1'+i))+") .theirs")))
				check("after " + m)
				b.Picture("chat-" + name + "-" + string(rune('1'+i)))
			}
			b.Do("end the chat", click("#end summary"), visible("#end button"))
			b.Picture("end-" + name)
			b.Do("end the chat", click("#end button"), visible("html.js #welcome"))
		}
	}
}

// helpful answers like Sahayak, for pictures and for taps.
func helpful(m agent.Message) (agent.Turn, error) {
	kinds := []agent.Choice{
		{ID: "kind:papers:income-certificate", Title: "ज़रूरी कागज़ात"},
		{ID: "kind:days:income-certificate", Title: "कितने दिन लगेंगे"},
		{ID: "apply:income-certificate", Title: "अभी आवेदन करें"},
	}
	source := agent.Citation{Service: "income-certificate", Clause: "income-certificate/fee", Checked: "2026-11-10", URL: "https://edistrict.delhigovt.nic.in/in/en/Home/Services.html?id=417&name=income"}
	switch {
	case strings.Contains(m.Text, "beaten"):
		return agent.Turn{
			Language: corpus.English, Outcome: agent.Crisis, Message: "My phone is <MOBILE_1> and I am being beaten, help",
			Reply: agent.Reply{Text: "If someone's life is in danger, call 112 now. Women's helpline: 181. Children's helpline: 1098. They answer day and night."},
		}, nil
	case strings.Contains(m.Text, "domicile"):
		return agent.Turn{
			Language: corpus.English, Outcome: agent.Answered, Citations: []agent.Citation{{Service: "domicile-certificate", Clause: "domicile-certificate/days", URL: source.URL}},
			Reply: agent.Reply{
				Text:    "A domicile certificate is normally issued within 14 days of a complete application.\n\nSource: Domicile certificate (domicile-certificate/days), checked 10-11-2026. " + source.URL,
				Choices: []agent.Choice{{ID: "a", Title: "Papers needed"}, {ID: "b", Title: "How to apply"}, {ID: "c", Title: "Apply now"}},
			},
			Notice: "I am a computer program, not an officer. Your messages are kept so that you can go on later and staff can check my answers; identity numbers are hidden. To talk to a person, write: \"I want to talk to a person\".",
		}, nil
	case strings.Contains(m.Text, "OBC"):
		return agent.Turn{
			Language: corpus.HindiLatin, Outcome: agent.Answered, Citations: []agent.Citation{{Service: "obc-certificate", Clause: "obc-certificate/papers", URL: source.URL}},
			Reply: agent.Reply{Text: "OBC certificate ke liye kaagaz:\n- Pehchaan ka kaagaz: Aadhaar card, voter card ya passport mein se koi ek\n- Pate ka kaagaz, jaise bijli ka bill\n- Parivaar mein kisi ka OBC certificate (pita, bhai ya behan ka)\n- Passport size photo\n\nSource: OBC certificate (obc-certificate/papers), jaanch ki tareekh 10-11-2026. " + source.URL},
		}, nil
	case m.Text == "apply":
		return agent.Turn{
			Language: corpus.HindiLatin, Outcome: agent.Done,
			Reply: agent.Reply{
				Text:        "Aapka aavedan jama ho gaya. Number: SBX-INC-26-000001. Yeh practice system hai.",
				Attachments: []agent.Attachment{{Name: "receipt-SBX-INC-26-000001.pdf", MIME: "application/pdf", Data: []byte("%PDF-1.7")}},
				Choices:     []agent.Choice{{ID: "status:", Title: "Mere aavedan ka status"}},
			},
		}, nil
	case m.Text == "नमस्ते":
		return agent.Turn{
			Language: corpus.Hindi, Outcome: agent.Menu,
			Reply: agent.Reply{
				Text:    "नमस्ते! मैं सहायक हूँ, दिल्ली की सरकारी सेवाओं में आपकी मदद के लिए। प्रमाण पत्र, पेंशन, राशन कार्ड या लाइसेंस के बारे में कुछ भी पूछिए, या यहीं से आवेदन शुरू कीजिए।",
				Choices: []agent.Choice{{ID: "apply:", Title: "आवेदन करना है"}, {ID: "status:", Title: "मेरे आवेदन की स्थिति"}, {ID: "verify:", Title: "प्रमाण पत्र की जाँच"}},
			},
		}, nil
	case strings.Contains(m.Text, "फ़ीस"):
		return agent.Turn{
			Language: corpus.Hindi, Outcome: agent.NotKnown, Citations: []agent.Citation{source},
			Reply: agent.Reply{
				Text:    "मेरे नियमों में फ़ीस पक्की नहीं लिखी है, इसलिए कोई रकम नहीं बताऊँगा। कहाँ पूछें: अपने इलाके का SDM दफ़्तर।\n\nस्रोत: आय प्रमाण पत्र (income-certificate/fee), जाँच की तारीख 10-11-2026। " + source.URL,
				Choices: kinds,
			},
		}, nil
	case m.Text == "break":
		return agent.Turn{}, errors.New("turn in " + secretID + ": the model said " + m.Text)
	}
	return agent.Turn{Language: corpus.English, Outcome: agent.Answered, Reply: agent.Reply{Text: "You said: " + m.Text}}, nil
}
