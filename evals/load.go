package evals

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

//go:embed suites
var embedded embed.FS

// Embedded loads the suites built into the program and makes the generated ones.
func Embedded() ([]Suite, error) {
	fsys, err := Files()
	if err != nil {
		return nil, err
	}
	suites, err := Load(fsys)
	if err != nil {
		return suites, err
	}
	made, err := generated(suites)
	return append(suites, made...), err
}

// Files is the folder of suites built into the program.
func Files() (fs.FS, error) {
	sub, err := fs.Sub(embedded, "suites")
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	return sub, nil
}

// Load reads every suite of a folder: one folder each, with suite.yaml and any
// number of case files, or one file NAME.yaml with the keys of suite.yaml and
// cases. Faults name the file and the case, all at once.
func Load(fsys fs.FS) ([]Suite, error) {
	suites, err := loadWhere(fsys, func(string) bool { return true })
	if len(suites) == 0 && err == nil {
		return nil, errors.New("suites: the folder holds none")
	}
	return suites, err
}

func loadWhere(fsys fs.FS, wanted func(name string) bool) ([]Suite, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	var suites []Suite
	var faults []error
	for _, e := range entries {
		var s Suite
		switch name, isFile := strings.CutSuffix(e.Name(), ".yaml"); {
		case !wanted(name):
			continue
		case e.IsDir():
			s, err = loadSuite(fsys, e.Name())
		case isFile:
			s, err = loadFile(fsys, name)
		default:
			continue
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		suites = append(suites, s)
	}
	return suites, errors.Join(faults...)
}

const suiteFile = "suite.yaml"

func loadSuite(fsys fs.FS, name string) (Suite, error) {
	s := Suite{Name: name}
	if err := decode(fsys, path.Join(name, suiteFile), &s); errors.Is(err, fs.ErrNotExist) {
		return s, fmt.Errorf("folder %s has no %s, so it is no suite", name, suiteFile)
	} else if err != nil {
		return s, err
	}
	files, err := fs.Glob(fsys, path.Join(name, "*.yaml"))
	if err != nil {
		return s, fmt.Errorf("suite %s: %w", name, err)
	}
	var faults []error
	seen := map[string]bool{}
	for _, file := range files {
		if path.Base(file) == suiteFile {
			continue
		}
		var cases []Case
		if err := decode(fsys, file, &cases); err != nil {
			faults = append(faults, err)
			continue
		}
		faults = append(faults, s.take(fsys, file, cases, seen))
	}
	return s, errors.Join(faults...)
}

func loadFile(fsys fs.FS, name string) (Suite, error) {
	var whole struct {
		Suite `yaml:",inline"`
		List  []Case `yaml:"cases"`
	}
	file := name + ".yaml"
	if err := decode(fsys, file, &whole); err != nil {
		return whole.Suite, err
	}
	whole.Name = name
	return whole.Suite, whole.take(fsys, file, whole.List, map[string]bool{})
}

// take adds cases of a file to the suite. Files that are attached are sought in
// the file's folder.
func (s *Suite) take(fsys fs.FS, file string, cases []Case, seen map[string]bool) error {
	var faults []error
	for _, c := range cases {
		c.Suite = s.Name
		err := c.validate(seen)
		if err == nil {
			err = c.attach(fsys, path.Dir(file))
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: case %q: %w", file, c.ID, err))
		}
		s.Cases = append(s.Cases, c)
	}
	return errors.Join(faults...)
}

func decode(fsys fs.FS, file string, into any) error {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("suites: %w", err)
	}
	if err := decodeText(raw, into); err != nil {
		if id := caseAt(raw, err); id != "" {
			return fmt.Errorf("%s: case %q: %w", file, id, err)
		}
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// decodeText reads YAML strictly; an empty text says nothing.
func decodeText(raw []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

var (
	atLine = regexp.MustCompile(`line (\d+)`)
	idLine = regexp.MustCompile(`^\s*-?\s*\{?\s*id:\s*["']?([^\s"',}]+)`)
)

// caseAt is the id of the case in which a fault of the decoder lies: the last
// one before its line. Empty if there is none.
func caseAt(raw []byte, err error) (id string) {
	at := atLine.FindStringSubmatch(err.Error())
	if at == nil {
		return ""
	}
	line, _ := strconv.Atoi(at[1])
	for n, text := range strings.Split(string(raw), "\n") {
		if n >= line {
			break
		}
		if found := idLine.FindStringSubmatch(text); found != nil {
			id = found[1]
		}
	}
	return id
}

func (c Case) validate(seen map[string]bool) error {
	ways := 0
	for _, used := range []bool{c.Ask != "" || len(c.Files) > 0, c.Search != "", len(c.Turns) > 0} {
		if used {
			ways++
		}
	}
	switch {
	case strings.TrimSpace(c.ID) == "":
		return errors.New("has no id")
	case seen[c.ID]:
		return errors.New("the id stands twice")
	case !slices.Contains(corpus.Langs, c.Lang):
		return fmt.Errorf("lang %q is not en, hi or hi-Latn", c.Lang)
	case ways != 1:
		return errors.New("needs either ask or turns, or search")
	case c.Search != "" && len(c.Gold) == 0:
		return errors.New("a question to the search needs gold, the clauses that answer it")
	case c.Search == "" && len(c.Gold) > 0:
		return errors.New("gold belongs to search; a reply is held against cites or cites_any")
	case c.Portal != "" && c.Ask == "" && len(c.Files) == 0:
		return errors.New("portal belongs to ask; in a conversation to a message")
	case c.End != nil && c.End.sound() != nil:
		return fmt.Errorf("end %w", c.End.sound())
	}
	seen[c.ID] = true
	for i, s := range c.steps() {
		if s.Portal != "" && !slices.Contains(Outages, s.Portal) {
			return fmt.Errorf("message %d: portal %q is not one of %s", i+1, s.Portal, strings.Join(Outages, ", "))
		}
		if s.Say == "" && s.Choice == "" && len(s.Files) == 0 {
			return fmt.Errorf("message %d says nothing: it needs say, choice or files", i+1)
		}
	}
	return nil
}

// maxAttached is the most a file of a case may hold, in bytes: what WhatsApp
// carries as a document is larger, but no case needs it.
const maxAttached = 8 << 20

// attach reads the files that the messages name, from a folder.
func (c *Case) attach(fsys fs.FS, folder string) (err error) {
	if c.attached, err = readFiles(fsys, folder, c.Files); err != nil {
		return err
	}
	for i := range c.Turns {
		if c.Turns[i].Attached, err = readFiles(fsys, folder, c.Turns[i].Files); err != nil {
			return err
		}
	}
	return nil
}

func readFiles(fsys fs.FS, folder string, names []string) (files []agent.File, err error) {
	for _, name := range names {
		where := path.Join(folder, name)
		if !fs.ValidPath(where) || !strings.HasPrefix(where, strings.TrimPrefix(folder+"/", "./")) {
			return nil, fmt.Errorf("file %q lies outside the suite", name)
		}
		data, err := fs.ReadFile(fsys, where)
		if err != nil {
			return nil, fmt.Errorf("file %q: %w", name, err)
		}
		if len(data) > maxAttached {
			return nil, fmt.Errorf("file %q has more than %d bytes", name, maxAttached)
		}
		files = append(files, agent.File{Name: path.Base(name), MIME: mediaType(data), Data: data})
	}
	return files, nil
}

// mediaType is what the content looks like, without parameters.
func mediaType(data []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	return kind
}
