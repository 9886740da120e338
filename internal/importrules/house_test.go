package importrules

import (
	"os"
	"testing"
)

// house is how this module is drawn. A new arrow or a new cage is a decision: give its reason in docs/decisions.md.
var house = Rules{
	Module: "github.com/sahayak-delhi/sahayak",
	Ours: map[string][]string{
		"cmd": {"..."},

		"corpus":                  {},
		"agent":                   {"corpus", "agent/mask"},
		"agent/mask":              {},
		"agent/agenttest":         {"agent", "corpus"},
		"agent/language":          {"agent", "corpus", "agent/language/..."},
		"agent/model":             {"agent", "corpus"},
		"agent/offline":           {"agent", "corpus"},
		"retrieval":               {"corpus", "internal/postgres"},
		"tools":                   {"agent", "corpus", "tools/..."},
		"tools/document":          {},
		"tools/edistrict":         {"tools/edistrict/..."},
		"tools/edistrict/sandbox": {"tools/edistrict/..."},
		"transcript":              {"agent", "corpus", "internal/postgres"},
		"channel":                 {"agent", "corpus", "transcript", "internal/postgres"},
		"channel/web":             {"agent", "corpus", "channel", "internal/webguard"},
		"channel/whatsapp":        {"agent", "corpus", "channel"},
		"desk":                    {"agent", "corpus", "transcript", "channel", "internal/webguard"},
		"evals":                   {"agent", "agent/mask", "corpus", "retrieval"},
		"internal/postgres":       {},
		"internal/pgtest":         {"internal/postgres"},
		"internal/browser":        {},
		"internal/webguard":       {},
		"internal/importrules":    {},
		"internal/hindi":          {},
	},
	Leaves:   []string{"internal/hindi"},
	TestOnly: []string{"internal/pgtest", "internal/browser", "agent/agenttest"},
	Cages: map[string][]string{
		"github.com/tmc/langchaingo":              {"agent/model"},
		"github.com/pemistahl/lingua-go":          {"agent/language"},
		"github.com/gin-gonic/gin":                {"channel/web", "desk", "cmd"},
		"github.com/jackc/pgx/v5":                 databaseUsers,
		"github.com/pgvector/pgvector-go":         databaseUsers,
		"github.com/pressly/goose/v3":             {"internal/postgres", "tools/edistrict/sandbox"},
		"github.com/oapi-codegen/runtime":         {"tools/edistrict"},
		"github.com/oapi-codegen/oapi-codegen/v2": {"tools/edistrict"},
		"github.com/getkin/kin-openapi":           {"tools/edistrict"},
		"github.com/alecthomas/kong":              {"cmd"},
		"github.com/chromedp/chromedp":            {"internal/browser"},
		"github.com/tink-crypto/tink-go/v2":       {"transcript"},
	},
}

// databaseUsers own tables, or bring the database to those who do.
var databaseUsers = []string{"retrieval", "transcript", "channel", "internal/postgres", "internal/pgtest", "tools/edistrict/sandbox", "cmd"}

func TestHouse(t *testing.T) {
	t.Parallel()
	breaches, err := Check(os.DirFS("../.."), house)
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range breaches {
		t.Error(breach)
	}
}
