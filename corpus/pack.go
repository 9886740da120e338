package corpus

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// The files of a pack.
const (
	serviceFile   = "service.yaml"
	clausesFile   = "clauses.yaml"
	papersFile    = "papers.yaml"
	formFile      = "form.yaml"
	examplesFile  = "examples.yaml"
	questionsFile = "questions.yaml"
)

// pack is one service as read, with the documents it came from.
type pack struct {
	slug     string
	dir      string
	service  *Service
	docs     map[string]document // by file name; only files that exist
	strays   []string            // names that belong to no pack
	findings []Finding           // faults that keep it from loading
}

func (p *pack) doc(name string) document {
	if d, ok := p.docs[name]; ok {
		return d
	}
	return document{path: path.Join(p.dir, name)}
}

func readPack(fsys fs.FS, dir string, how reading) *pack {
	p := &pack{slug: path.Base(dir), dir: dir, service: &Service{}, docs: map[string]document{}}
	form := &Form{}
	targets := map[string]any{
		serviceFile: p.service, clausesFile: &p.service.Clauses, papersFile: &p.service.Papers,
		formFile: form, examplesFile: &p.service.Examples, questionsFile: &p.service.Questions,
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		p.findings = append(p.findings, Finding{File: dir, Rule: "file", Message: "cannot be read", Fix: "check the folder's permissions"})
	}
	for _, e := range entries {
		name := e.Name()
		if ignored(name) {
			continue
		}
		into, ok := targets[name]
		if !ok {
			p.strays = append(p.strays, name)
			continue
		}
		if how.without[name] {
			continue
		}
		d, findings := readDocument(fsys, path.Join(dir, name), into)
		p.docs[name] = d
		p.findings = append(p.findings, findings...)
	}
	if p.docs[formFile].root != nil {
		p.service.Form = form
	}
	const startOver = "every pack needs it; start from the template pack"
	if d, ok := p.docs[serviceFile]; !ok {
		p.findings = append(p.findings, Finding{File: path.Join(dir, serviceFile), Rule: "file", Message: "the file is missing", Fix: startOver})
	} else if d.root == nil && len(p.findings) == 0 {
		p.findings = append(p.findings, Finding{File: d.path, Line: 1, Rule: "file", Message: "the file is empty", Fix: startOver})
	}
	p.findings = append(p.findings, p.identity()...)
	return p
}

// ignored names are editors' backups and hidden files.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || strings.HasSuffix(name, "~")
}

func readDocument(fsys fs.FS, name string, into any) (document, []Finding) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return document{path: name}, []Finding{{File: name, Rule: "file", Message: "the file cannot be read", Fix: "check its permissions"}}
	}
	d, findings := parseDocument(name, text)
	return d, append(findings, d.decode(into)...)
}

// tree is the whole corpus folder as read.
type tree struct {
	packs    []*pack // by slug
	concepts []Concept
	glossary []glossaryDoc
	groups   []Group
	groupDoc document
	ids      idList
	findings []Finding // faults outside the packs
}

type glossaryDoc struct {
	document
	concepts []Concept
}

// readTree reads every pack, the glossary and the groups, side by side. An
// error means the folder itself could not be listed.
func readTree(fsys fs.FS) (*tree, error) { return readTreeAs(fsys, reading{lines: true}) }

// reading is what of the packs is wanted.
type reading struct {
	// lines keeps the nodes of the files, which know their lines: three times the
	// memory of what is read from them.
	lines   bool
	without map[string]bool // files to pass over, by name
}

func readTreeAs(fsys fs.FS, how reading) (*tree, error) {
	dirs, err := fs.ReadDir(fsys, "services")
	if err != nil {
		return nil, err
	}
	t := &tree{}
	for _, e := range dirs {
		if e.IsDir() && !ignored(e.Name()) {
			t.packs = append(t.packs, &pack{dir: path.Join("services", e.Name())})
		}
	}
	var shared sync.WaitGroup
	shared.Go(func() {
		t.readGlossary(fsys)
		t.readGroups(fsys)
		t.ids = readIDs(fsys)
	})
	t.eachPack(func(i int, p *pack) {
		t.packs[i] = readPack(fsys, p.dir, how)
		if !how.lines {
			t.packs[i].docs = nil
		}
	})
	shared.Wait()
	return t, nil
}

// eachPack calls do for every pack, side by side, and waits.
func (t *tree) eachPack(do func(i int, p *pack)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, p := range t.packs {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			do(i, p)
		})
	}
	wg.Wait()
}

func (t *tree) readGlossary(fsys fs.FS) {
	names, _ := fs.Glob(fsys, "glossary/*.yaml") // the pattern is constant, so no error
	slices.Sort(names)
	for _, name := range names {
		g := glossaryDoc{}
		var findings []Finding
		g.document, findings = readDocument(fsys, name, &g.concepts)
		t.glossary = append(t.glossary, g)
		t.concepts = append(t.concepts, g.concepts...)
		t.findings = append(t.findings, findings...)
	}
}

func (t *tree) readGroups(fsys fs.FS) {
	const name = "groups.yaml"
	if _, err := fs.Stat(fsys, name); err != nil {
		return
	}
	var findings []Finding
	t.groupDoc, findings = readDocument(fsys, name, &t.groups)
	t.findings = append(t.findings, findings...)
}
