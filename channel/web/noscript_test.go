package web_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/internal/browser"
)

// TestChromiumNoScript uses the page with scripts switched off.
func TestChromiumNoScript(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	record := newBook(helpful)
	site := httptest.NewServer(newWeb(t, record, func(c *web.Config) { c.Sandbox = true }))
	t.Cleanup(site.Close)
	off := func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	}
	b.Do("open the page", off, chromedp.EmulateViewport(360, 740), chromedp.Navigate(site.URL), visible("#welcome"))
	b.Picture("noscript-open-360")
	b.Do("send a message", write("नमस्ते"), click(".send"), visible(".turn .choices"))
	b.Picture("noscript-chat-360")
	b.Do("tap a choice", click(".choices .choice:nth-child(3) button"), visible(".turn:nth-child(2)"))
	if got := record.last(t).Message; got.Choice != "verify:" || got.Text != "प्रमाण पत्र की जाँच" {
		t.Errorf("tapped the third choice, and the assistant got %+v", got)
	}
	if got := b.Text(".turn:nth-child(2) .theirs .bubble"); !strings.Contains(got, "प्रमाण पत्र की जाँच") {
		t.Errorf("the page shows %q", got)
	}
}
