package evals

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"

	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed report/report.html
var reportHTML string

//go:embed report/report.css
var reportCSS string

//go:embed report/report.js
var reportJS string

// reportRoom is how many bytes a report may have for each case, and at least for
// 1,000 cases.
const reportRoom = 1_000

// detail bounds the texts of a report, in characters: of replies that failed, of
// passed ones, of messages, and of the first message shown for a passed case.
type detail struct{ bad, good, asked, first int }

// details from most to least; the first that fits the room is taken.
var details = []detail{{4000, 4000, 2000, 300}, {2000, 1200, 600, 200}, {1200, 500, 300, 120}, {500, 250, 160, 70}, {250, 120, 100, 40}, {100, 60, 60, 0}}

// report is what the page shows.
type report struct {
	Run       Info
	Summaries []Summary
	Tables    []sliceTable
	Metrics   []Metric
	Bad, Good []reportCase
	CSS       template.CSS
	JS        template.JS
	Policy    string
	Packed    string // traces of the passed cases: JSON, gzip, base64url
}

// HTML writes the run as one page that needs no other file and asks the network
// for nothing. It takes at most 1 MB for each 1,000 cases: texts are cut as far
// as that needs, those of passed cases first.
func HTML(w io.Writer, rec Recording, summaries []Summary, library *corpus.Library) error {
	page, err := newReportPage(rec)
	if err != nil {
		return err
	}
	r := report{
		Run: rec.Info, Summaries: summaries, Metrics: Metrics(rec.Results),
		CSS: template.CSS(reportCSS), JS: template.JS(reportJS),
		Policy: "default-src 'none'; style-src '" + digest(reportCSS) + "'; script-src '" + digest(reportJS) + "'; base-uri 'none'; form-action 'none'",
	}
	cases := ByCase(rec.Results)
	r.Tables = sliceTables(cases, library)
	diffs := map[string]*Diff{}
	for _, s := range summaries {
		diffs[s.Suite] = s.Diff
	}
	room := max(len(cases), 1000) * reportRoom
	var out bytes.Buffer
	for _, d := range details {
		if err := r.fill(cases, diffs, d); err != nil {
			return err
		}
		out.Reset()
		if err := page.Execute(&out, r); err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if out.Len() <= room {
			break
		}
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func newReportPage(rec Recording) (*template.Template, error) {
	page, err := template.New("report").Funcs(template.FuncMap{
		"t":     bothLanguages,
		"langs": func() []corpus.Lang { return corpus.Langs },
		"cell":  cell,
		"inc":   func(i int) int { return i + 1 },
		"few":   func(ids []string) []string { return ids[:min(len(ids), 200)] },
		"price": func(u Use) template.HTML {
			cost, _, ok := rec.Cost(u)
			if !ok {
				return bothLanguages("unmeasured")
			}
			return template.HTML(fmt.Sprintf("%.4f", cost))
		},
	}).Parse(reportHTML)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return page, nil
}

// cell is a score with its lower bound, "–" without cases.
func cell(s Score) string {
	if s.Total() == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d (%.1f %%)", s.Pass, s.Total(), 100*s.Lower())
}

// digest is the name by which the page's policy allows one script or style.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pack makes a text of any plain data, as short as gzip has it.
func pack(data any) (string, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	if err := json.NewEncoder(z).Encode(data); err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	if err := z.Close(); err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b.Bytes()), nil
}
