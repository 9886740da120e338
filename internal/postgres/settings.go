package postgres

import (
	_ "embed"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
)

//go:embed postgresql.conf.tmpl
var settingsText string

var settings = template.Must(template.New("postgresql.conf").Funcs(template.FuncMap{"quote": quoteSetting}).Parse(settingsText))

// quoteSetting writes a value as postgresql.conf wants text.
func quoteSetting(value string) string {
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(value) + "'"
}

// writeSettings writes the server's whole configuration. It is written anew at every start, so a new release of this program brings its
// settings along, and a hand-made change does not last.
func (s *server) writeSettings() error {
	var text strings.Builder
	if err := settings.Execute(&text, map[string]string{
		"SocketDir":      s.socketDir,
		"MaxConnections": strconv.Itoa(s.config.MaxConnections),
		"Durable":        map[bool]string{true: "on", false: "off"}[s.config.Fsync],
	}); err != nil {
		return err
	}
	name := filepath.Join(s.dataDir(), "postgresql.conf")
	if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
		return err
	}
	return s.account.own(name)
}
