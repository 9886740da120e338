package corpus

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

//go:embed template
var templates embed.FS

// New writes a template pack to dir/services/slug, dir being the corpus
// folder. The slug is in kebab-case. It never touches a pack that exists. The
// template loads as it is; Lint tells what to fill in.
func New(dir, slug string) error {
	if !kebab.MatchString(slug) {
		return fmt.Errorf("%q cannot name a pack: %s", slug, kebabFix)
	}
	if _, err := os.Stat(filepath.Join(dir, "services")); err != nil {
		return fmt.Errorf("%s is not a corpus folder: %w", dir, err)
	}
	to := filepath.Join(dir, "services", slug)
	if err := os.Mkdir(to, 0o755); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("the pack %s exists already: %w", slug, err)
		}
		return fmt.Errorf("new pack: %w", err)
	}
	fill := strings.NewReplacer("SLUG", slug, "TODAY", time.Now().Format(time.DateOnly))
	entries, err := templates.ReadDir("template")
	if err != nil {
		return fmt.Errorf("new pack: %w", err)
	}
	for _, e := range entries {
		text, err := templates.ReadFile(path.Join("template", e.Name()))
		if err != nil {
			return fmt.Errorf("new pack: %w", err)
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), []byte(fill.Replace(string(text))), 0o644); err != nil {
			return fmt.Errorf("new pack: %w", err)
		}
	}
	return nil
}
