package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// Service is a service that can be applied for; see [edistrict.Service]. A new
// service is a new value of it, never new code.
type Service = edistrict.Service

// Field is one question of a service's form; see [edistrict.Field].
type Field = edistrict.Field

// Text is one thing said in both languages; see [edistrict.Text].
type Text = edistrict.Text

// Mode is a way to misbehave, or clean. The names are in openapi.yaml.
type Mode string

// Modes lists every mode.
var Modes = []Mode{
	"clean", "legacy", "slow", "flaky", "down", "drift", "accept-then-drop", "half", "html", "rate-limit",
}

// Config is how a sandbox runs.
type Config struct {
	APIKey string // required: what callers must send as X-API-Key
	// ClientID names the holder of APIKey in the audit and as the owner of
	// idempotency keys. Give every process of one program the same. Default
	// "sahayak".
	ClientID string
	// ControlKey opens /_control. Empty: nobody can.
	ControlKey string
	Services   []Service // required: at least one
	// Now is the real time. Default time.Now.
	Now func() time.Time
	// Slow is how long mode slow keeps a caller waiting. Default 0: between 3 and
	// 10 seconds, by chance.
	Slow time.Duration
	// Chance seeds what is left to chance in the modes. Default 1.
	Chance uint64
	// Empty leaves the sandbox without seed data.
	Empty bool
	// Logger hears of requests and failures, without personal data. Default:
	// discard.
	Logger *slog.Logger
}

func (c Config) withDefaults() Config {
	c.ClientID = cmp.Or(c.ClientID, "sahayak")
	c.Chance = cmp.Or(c.Chance, 1)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

var codeForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,9}$`)

// validate names everything that is wrong at once.
func (c Config) validate() error {
	var faults []error
	if c.APIKey == "" {
		faults = append(faults, errors.New("API key missing"))
	}
	if c.ControlKey != "" && c.ControlKey == c.APIKey {
		faults = append(faults, errors.New("control key must differ from the API key"))
	}
	if len(c.Services) == 0 {
		faults = append(faults, errors.New("no services"))
	}
	ids, codes := map[string]bool{}, map[string]bool{}
	for _, s := range c.Services {
		if s.ID == "" || ids[s.ID] {
			faults = append(faults, fmt.Errorf("service id %q: empty or twice", s.ID))
		}
		if !codeForm.MatchString(s.Code) || codes[s.Code] {
			faults = append(faults, fmt.Errorf("service %s: code %q: want 2 to 10 capital letters or digits, used once", s.ID, s.Code))
		}
		if s.Days != nil && *s.Days < 1 {
			faults = append(faults, fmt.Errorf("service %s: days %d: want at least 1, or nil", s.ID, *s.Days))
		}
		if s.FeeINR != nil && *s.FeeINR < 0 {
			faults = append(faults, fmt.Errorf("service %s: fee %d: want 0 or more, or nil", s.ID, *s.FeeINR))
		}
		ids[s.ID], codes[s.Code] = true, true
	}
	return errors.Join(faults...)
}

func (s *Server) service(id string) (Service, bool) {
	i := slices.IndexFunc(s.cfg.Services, func(v Service) bool { return v.ID == id })
	if i < 0 {
		return Service{}, false
	}
	return s.cfg.Services[i], true
}

// nameOf is the service's name; for one that is no longer offered, its id.
func (s *Server) nameOf(id string) Text {
	if v, ok := s.service(id); ok {
		return v.Name
	}
	return Text{Hi: id, En: id}
}
