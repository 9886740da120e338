package evals

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The files of a kept run that are read again.
const (
	summaryFile = "summary.json"
	reportFile  = "report.html"
)

// Kept is a run in a folder of runs. Broken says why it cannot be shown; then
// only the name is known.
type Kept struct {
	Name string `json:"-"`
	Info
	Summaries []Summary `json:"summaries"`
	Broken    string    `json:"-"`
}

// WriteSummary stores what a list of runs shows, so that no list has to read
// whole runs.
func WriteSummary(w io.Writer, rec Recording, summaries []Summary) error {
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	if err := out.Encode(Kept{Info: rec.Info, Summaries: summaries}); err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	return nil
}

// Shelf is a folder of kept runs, one folder each. It need not exist. Nothing
// outside it is ever read, whatever a name or a link in it says.
type Shelf string

// Keep makes a folder for a run that started at the time, lets write fill it,
// and then gives it its name, so that no reader sees half a run. The folder is
// the owner's alone: a run holds what was written to the assistant, masked.
func (s Shelf) Keep(started time.Time, write func(dir string) error) (name string, err error) {
	if err := os.MkdirAll(string(s), 0o700); err != nil {
		return "", fmt.Errorf("keep a run: %w", err)
	}
	temp, err := os.MkdirTemp(string(s), ".keeping-")
	if err != nil {
		return "", fmt.Errorf("keep a run: %w", err)
	}
	defer os.RemoveAll(temp) // gone already when all went well
	if err := write(temp); err != nil {
		return "", err
	}
	base := started.UTC().Format("20060102-150405")
	for n := 1; n < 100; n++ {
		if name = base; n > 1 {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		err = os.Rename(temp, filepath.Join(string(s), name))
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("keep a run: %w", err)
	}
	return name, nil
}

// runName is what a folder of a run may be called; it cannot lead elsewhere.
var runName = regexp.MustCompile(`^[0-9A-Za-z_][0-9A-Za-z._-]{0,99}$`)

// Limits of what is read of a kept run, in bytes.
const (
	maxSummary = 8 << 20
	maxReport  = 64 << 20
)

// List is every run, newest first; at most most of them. A folder that holds no
// run, or one that cannot be read, is in the list too, last, with the reason.
func (s Shelf) List(most int) ([]Kept, error) {
	root, err := os.OpenRoot(string(s))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kept runs: %w", err)
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, fmt.Errorf("kept runs: %w", err)
	}
	var all []Kept
	for _, e := range entries {
		if !e.IsDir() || !runName.MatchString(e.Name()) {
			continue
		}
		k, err := readKept(root, e.Name())
		if err != nil {
			k.Broken = err.Error()
		}
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b Kept) int {
		return -strings.Compare(a.Timing.Started+" "+a.Name, b.Timing.Started+" "+b.Name)
	})
	return all[:min(len(all), most)], nil
}

func readKept(root *os.Root, name string) (Kept, error) {
	k := Kept{Name: name}
	raw, err := readPart(root, name, summaryFile, maxSummary)
	if err != nil {
		return k, err
	}
	var read Kept
	if err := json.Unmarshal(raw, &read); err != nil {
		return k, fmt.Errorf("%s: %w", summaryFile, err)
	}
	if _, err := time.Parse(time.RFC3339, read.Timing.Started); err != nil || len(read.Summaries) == 0 {
		return k, fmt.Errorf("%s: it names no time or no suite", summaryFile)
	}
	read.Name = name
	return read, nil
}

// Report is the HTML report of a run; fs.ErrNotExist if there is none by that
// name.
func (s Shelf) Report(name string) ([]byte, error) {
	if !runName.MatchString(name) {
		return nil, fmt.Errorf("kept run: %w", fs.ErrNotExist)
	}
	root, err := os.OpenRoot(string(s))
	if err != nil {
		return nil, fmt.Errorf("kept run: %w", err)
	}
	defer root.Close()
	return readPart(root, name, reportFile, maxReport)
}

// readPart reads a regular file of a run; not a pipe, at which one would wait.
func readPart(root *os.Root, name, file string, most int64) ([]byte, error) {
	at := name + "/" + file
	if info, err := root.Stat(at); err != nil {
		return nil, fmt.Errorf("kept run: %w", err)
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("kept run: %s is no file: %w", file, fs.ErrNotExist)
	}
	f, err := root.Open(at)
	if err != nil {
		return nil, fmt.Errorf("kept run: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("kept run: %s: %w", file, err)
	}
	if int64(len(raw)) > most {
		return nil, fmt.Errorf("kept run: %s has more than %d bytes", file, most)
	}
	return raw, nil
}
