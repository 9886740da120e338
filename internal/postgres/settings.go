package postgres

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
)

//go:embed sahayak.conf.tmpl
var settingsText string

var settings = template.Must(template.New("sahayak.conf").Funcs(template.FuncMap{"quote": quoteSetting}).Parse(settingsText))

// quoteSetting writes a value as PostgreSQL's configuration wants text.
func quoteSetting(value string) string {
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(value) + "'"
}

// includeLine makes postgresql.conf, where initdb noted what fits this machine, such as its kind of shared memory, end with our settings.
const includeLine = "include 'sahayak.conf'\n"

// writeSettings writes our settings anew at every start, so a new release of this program brings its own along, and a hand-made change
// does not last.
func (s *server) writeSettings() error {
	var text strings.Builder
	if err := settings.Execute(&text, map[string]string{
		"SocketDir":      s.socketDir,
		"MaxConnections": strconv.Itoa(s.config.MaxConnections),
		"Durable":        map[bool]string{true: "on", false: "off"}[s.config.Fsync],
	}); err != nil {
		return err
	}
	ours, main := filepath.Join(s.dataDir(), "sahayak.conf"), filepath.Join(s.dataDir(), "postgresql.conf")
	if err := os.WriteFile(ours, []byte(text.String()), 0o600); err != nil {
		return err
	}
	if err := s.account.own(ours); err != nil {
		return err
	}
	initial, err := os.ReadFile(main)
	if err != nil {
		return err
	}
	if strings.HasSuffix(string(initial), includeLine) {
		return nil
	}
	file, err := os.OpenFile(main, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteString("\n" + includeLine)
	return errors.Join(err, file.Close())
}
