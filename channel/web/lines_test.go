package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sahayak-delhi/sahayak/agent"
)

func TestLines(t *testing.T) {
	t.Parallel()
	cited := []agent.Citation{{Clause: "income/fee"}}
	for name, c := range map[string]struct {
		text   string
		crisis bool
		want   []line
	}{
		"nothing":    {"", false, nil},
		"only space": {" \n\r\n ", false, nil},
		"breaks and gaps": {"one\r\ntwo\n\n\nthree\n", false, []line{
			{Pieces: []piece{{Text: "one"}}}, {Pieces: []piece{{Text: "two"}}}, {Pieces: []piece{{Text: "three"}}, Gap: true},
		}},
		"list": {"- Aadhaar\n2) photo", false, []line{
			{Pieces: []piece{{Text: "- Aadhaar"}}, Item: true}, {Pieces: []piece{{Text: "2) photo"}}, Item: true},
		}},
		"source with an address": {"Source (income/fee): https://www.example.org/a।", false, []line{{Source: true, Pieces: []piece{
			{Text: "Source (income/fee): "}, {Text: "example.org/a", URL: "https://www.example.org/a"}, {Text: "।"},
		}}}},
		"long address": {"https://example.org/a/very/long/path/to/a/page?with=query", false, []line{{Pieces: []piece{
			{Text: "example.org/…", URL: "https://example.org/a/very/long/path/to/a/page?with=query"},
		}}}},
		"not an address": {"javascript:alert(1)", false, []line{{Pieces: []piece{{Text: "javascript:alert(1)"}}}}},
		"helplines": {"Call 112 now, or 14416. Not 2026.", true, []line{{Pieces: []piece{
			{Text: "Call "}, {Text: "112", Tel: "tel:112"}, {Text: " now, or "}, {Text: "14416", Tel: "tel:14416"}, {Text: ". Not 2026."},
		}}}},
		"numbers at other times": {"Fee 112", false, []line{{Pieces: []piece{{Text: "Fee 112"}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, lines(c.text, cited, c.crisis)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMineHidesWhatTheRecordHides(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]piece{
		"":                             nil,
		"my number is <MOBILE_1>, ok?": {{Text: "my number is "}, {Hidden: "h"}, {Text: ", ok?"}},
		"<applicantName>":              {{Hidden: "h"}},
		"what is <b>bold</b>":          {{Text: "what is <b>bold</b>"}},
	} {
		if diff := cmp.Diff(want, mine(text, "h")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
