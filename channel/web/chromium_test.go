package web_test

import (
	"context"
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/corpus"
)

var screenshots = flag.String("screenshots", "", "folder for pictures of the page, to look at; none are made if empty")

// browser is Chromium with one tab. Its methods fail the test.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// chromium starts a browser for one test, or skips the test where there is none.
// A script's uncaught error, or anything that the content security policy had to
// stop, fails the test.
func chromium(t *testing.T) browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium here (Debian's package chromium), so the page is not tried in a browser")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.DisableGPU,
		chromedp.NoSandbox, // tests run as root in containers; the page is our own
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("accept-lang", "en-IN"), chromedp.Flag("lang", "en-IN"),
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	console, quiet := context.WithCancel(ctx)
	messages := chromedp.Console(console)
	var reading sync.WaitGroup
	reading.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Source == "security" || strings.Contains(m.Text, "Content Security Policy") {
				t.Errorf("the browser complains: %s (%s)", m, m.URL)
			}
		}
	})
	t.Cleanup(func() { quiet(); reading.Wait() })
	return browser{t, ctx}
}

func (b browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func read[T any](b browser, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatalf("read the page: %v", err)
	}
	return v
}

func (b browser) text(selector chromedp.CSS) string {
	b.t.Helper()
	return strings.TrimSpace(read(b, chromedp.Text(selector)))
}

// picture keeps one if asked to.
func (b browser) picture(name string) {
	b.t.Helper()
	if *screenshots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), read(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

func visible(selector chromedp.CSS) chromedp.Action[chromedp.Void] {
	return chromedp.WaitVisible(selector)
}
func click(selector chromedp.CSS) chromedp.Action[chromedp.Void] { return chromedp.Click(selector) }
func write(message string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS("#text"), message)
}

func TestChromiumChat(t *testing.T) {
	t.Parallel()
	b := chromium(t)
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

	b.do("open the page", chromedp.EmulateViewport(360, 740), chromedp.Navigate(site.URL), visible("html.js #welcome"))
	const question = "<b>आय</b> प्रमाण पत्र की फ़ीस कितनी है?"
	b.do("send a message", write(question), click(".send"), visible(".turn:last-child .theirs"))
	if got := b.text(".turn:last-child .mine .bubble"); got != question {
		t.Errorf("the page shows %q, want what was written", got)
	}
	if got := b.text(".turn:last-child .theirs .bubble"); !strings.Contains(got, "नियमों में फ़ीस") {
		t.Errorf("the page shows the reply %q", got)
	}

	title := b.text(".choices .choice:nth-child(2) button")
	b.do("tap a choice", click(".choices .choice:nth-child(2) button"), visible(".turn:nth-child(2) .theirs"))
	if got := record.last(t); got.Message.Choice != "kind:days:income-certificate" || got.Message.Text != title || got.Conversation != secretID {
		t.Errorf("tapped %q, and the assistant got %+v", title, got)
	}
	if got := b.text(".turn:nth-child(2) .mine .bubble"); got != title {
		t.Errorf("tapped %q, and the page shows %q", title, got)
	}

	// A message that does not get through is kept and can be sent again.
	down.Store(true)
	b.do("fail to send", write("OBC certificate ke kaagaz"), click(".send"), visible(".failed button"))
	b.picture("failed-360")
	down.Store(false)
	b.do("send again", click(".failed button"), visible(".turn:nth-child(3) .theirs"))
	if got := record.last(t).Message; got.Text != "OBC certificate ke kaagaz" || got.ID == "" {
		t.Errorf("sent again: the assistant got %+v", got)
	}
	if n := read(b, chromedp.Evaluate[int](`document.querySelectorAll(".failed").length`)); n != 0 {
		t.Errorf("%d failures still shown", n)
	}

	// The page shows the conversation when it is opened again, but no script can
	// learn its id.
	if html := read(b, chromedp.OuterHTML(chromedp.CSS("html"))); strings.Contains(html, secretID) {
		t.Error("the page holds the conversation's id")
	}
	b.do("open again", chromedp.Reload(), visible("html.js .turn:nth-child(3)"))
	if n := read(b, chromedp.Evaluate[int](`document.querySelectorAll(".turn").length`)); n != 3 {
		t.Errorf("after a reload the page has %d turns, want 3", n)
	}
	if cookies := read(b, chromedp.Evaluate[string](`document.cookie`)); cookies != "" {
		t.Errorf("a script can read the cookies %q", cookies)
	}
	if html := read(b, chromedp.OuterHTML(chromedp.CSS("html"))); strings.Contains(html, secretID) {
		t.Error("after a reload the page holds the conversation's id")
	}
}

// tooSmall counts controls that a thumb cannot hit and text that is hard to read.
const tooSmall = `[...document.querySelectorAll("a, button, textarea, summary, p, li, h1, h2, h3")].filter(e => {
	const box = e.getBoundingClientRect();
	return box.width > 1 && (parseFloat(getComputedStyle(e).fontSize) < 16 || e.matches("button, textarea") && box.height < 40);
}).length`

// tooWide is how many pixels the page is wider than the window.
const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

// TestChromiumLayout opens the page at the widths of phones and desks.
func TestChromiumLayout(t *testing.T) {
	t.Parallel()
	b := chromium(t)
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
				if wide, small := read(b, chromedp.Evaluate[int](tooWide)), read(b, chromedp.Evaluate[int](tooSmall)); wide > 0 || small > 0 {
					t.Errorf("%s, %s: %d px too wide, %d things too small", name, when, wide, small)
				}
			}
			b.do("open the page", chromedp.EmulateViewport(window.width, window.height),
				chromedp.Navigate(site.URL+"/?lang="+string(lang)), visible("html.js #welcome"))
			if got := read(b, chromedp.Evaluate[string](`document.documentElement.lang`)); got != string(lang) {
				t.Errorf("the page is in %q, want %q", got, lang)
			}
			check("opened")
			b.picture("open-" + name)
			for i, m := range messages[lang] {
				b.do("send", write(m), click(".send"), visible(chromedp.CSS(".turn:nth-child("+string(rune('1'+i))+") .theirs")))
				check("after " + m)
				b.picture("chat-" + name + "-" + string(rune('1'+i)))
			}
			b.do("end the chat", click("#end summary"), visible("#end button"))
			b.picture("end-" + name)
			b.do("end the chat", click("#end button"), visible("html.js #welcome"))
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
