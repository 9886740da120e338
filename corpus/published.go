package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// idsFile lists every id that was ever published, one a line. Transcripts,
// evaluation cases and links cite these ids for years, so one may be retired
// ("retired: SERVICE/CLAUSE REASON") but never silently removed or given to
// another rule.
const idsFile = "ids.txt"

const retiredMark = "retired:"

type idList struct {
	lines   map[string]int // id → line
	retired map[string]int
}

func readIDs(fsys fs.FS) idList {
	l := idList{lines: map[string]int{}, retired: map[string]int{}}
	text, err := fs.ReadFile(fsys, idsFile)
	if err != nil {
		return l // nothing published yet
	}
	sc := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if rest, ok := strings.CutPrefix(line, retiredMark); ok {
			id, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			l.retired[id] = n
		} else if line != "" && !strings.HasPrefix(line, "#") {
			l.lines[line] = n
		}
	}
	return l
}

// currentIDs are the full ids of all clauses and papers, and the service ids.
func (t *tree) currentIDs() []string {
	var ids []string
	for _, p := range t.packs {
		ids = append(ids, p.slug)
		for _, c := range p.service.Clauses {
			ids = append(ids, p.slug+"/"+c.ID)
		}
		for _, paper := range p.service.Papers {
			ids = append(ids, p.slug+"/"+paper.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func (t *tree) lintPublished() []Finding {
	var out []Finding
	current := t.currentIDs()
	for id, line := range t.ids.lines {
		if _, ok := slices.BinarySearch(current, id); !ok {
			out = append(out, Finding{File: idsFile, Line: line, Rule: "id", Message: fmt.Sprintf("the published id %q is gone", id),
				Fix: "bring it back, if need be as an ended clause, or write here: retired: " + id + " and the reason"})
		}
	}
	for id, line := range t.ids.retired {
		if _, ok := slices.BinarySearch(current, id); ok {
			out = append(out, Finding{File: idsFile, Line: line, Rule: "id", Message: fmt.Sprintf("the retired id %q is in use again", id),
				Fix: "give the new rule an id of its own"})
		}
	}
	return out
}

// Accept adds the ids that are not yet published to dir/ids.txt, dir being the
// corpus folder, and returns how many it added. Existing lines stay as they
// are. It refuses a corpus that does not load, because a mistyped id would be
// published for good.
func Accept(dir string) (int, error) {
	t, err := readTree(os.DirFS(dir))
	if err != nil {
		return 0, fmt.Errorf("corpus folder without services: %w", err)
	}
	if faults := t.faults(); len(faults) > 0 {
		return 0, ErrPack{faults[0]}
	}
	var fresh []string
	for _, id := range t.currentIDs() {
		if t.ids.lines[id] == 0 && t.ids.retired[id] == 0 {
			fresh = append(fresh, id)
		}
	}
	if len(fresh) == 0 {
		return 0, nil
	}
	name := filepath.Join(dir, idsFile)
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("published ids: %w", err)
	}
	if err := os.WriteFile(name, append(old, idLines(old, fresh)...), 0o644); err != nil {
		return 0, fmt.Errorf("published ids: %w", err)
	}
	return len(fresh), nil
}

func idLines(old []byte, fresh []string) []byte {
	var b bytes.Buffer
	switch {
	case len(old) == 0:
		b.WriteString("# Ids once published. Retire one with a line \"retired: ID REASON\"; never delete a line.\n")
	case old[len(old)-1] != '\n':
		b.WriteByte('\n')
	}
	for _, id := range fresh {
		b.WriteString(id + "\n")
	}
	return b.Bytes()
}
