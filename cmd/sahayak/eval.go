package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/evals"
)

// Exit codes of the eval commands beside the usual ones.
const (
	gateFailed     = 1
	regressed      = 3
	infrastructure = 4
)

type evalCmd struct {
	Run      evalRunCmd      `cmd:"" help:"Run suites; exit 0 pass, 1 gate failed, 2 usage, 3 regression, 4 infrastructure."`
	List     evalListCmd     `cmd:"" help:"List the suites."`
	Score    evalScoreCmd    `cmd:"" help:"Judge a recorded run again, without the assistant."`
	Report   evalReportCmd   `cmd:"" help:"Write the reports of a recorded run."`
	Compare  evalCompareCmd  `cmd:"" help:"Compare two recorded runs."`
	Replay   evalReplayCmd   `cmd:"" help:"Play stored conversations against today's rules, prompt and model."`
	Coverage evalCoverageCmd `cmd:"" help:"Tell what no case touches."`
	Bless    evalBlessCmd    `cmd:"" help:"Make a recorded run the baseline."`

	evalCaseCmds

	Retrieval evalRetrievalCmd `cmd:"" help:"Measure the search alone on held-out questions."`
	Passages  evalPassagesCmd  `cmd:"" help:"Measure the search on general passages, beside plain BM25."`
}

// loadSuites are those of a folder, of which no other than those named is read
// if some are; or the built-in ones.
func loadSuites(dir string, names ...string) ([]evals.Suite, error) {
	switch {
	case dir == "":
		return evals.Embedded()
	case len(names) > 0:
		return evals.LoadNamed(os.DirFS(dir), names)
	}
	return evals.Load(os.DirFS(dir))
}

// searchExactly drops the approximate index of vectors from a database made for
// the run. That index is built by chance and differs a little each time. The
// exact search takes some 3 ms more a message, and two runs agree.
func (a *app) searchExactly(ctx context.Context) error {
	if a.config.DatabaseURL != "" {
		return nil // not ours, and as it stays the same, so do its answers
	}
	rows, err := a.pool.Query(ctx, `SELECT format('%I.%I', schemaname, indexname) FROM pg_indexes WHERE indexdef LIKE '% USING hnsw %'`)
	if err != nil {
		return fmt.Errorf("exact search: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("exact search: %w", err)
	}
	for _, name := range names {
		if _, err := a.pool.Exec(ctx, `DROP INDEX `+name); err != nil {
			return fmt.Errorf("exact search: %w", err)
		}
	}
	// Else the moment at which the server looks by itself decides the plan, and
	// that the order in which a score's parts are summed.
	if _, err := a.pool.Exec(ctx, `ANALYZE`); err != nil {
		return fmt.Errorf("exact search: %w", err)
	}
	return nil
}

// openMeasured is a measured app with the parts that open opens. What cannot be
// opened is told, and is no verdict on anything.
func openMeasured(ctx context.Context, config *Config, env environment, open func(*app, context.Context) error) (*app, error) {
	a, err := newMeasuredApp(config, env)
	if err != nil {
		return nil, err
	}
	if err := open(a, ctx); err != nil {
		defer a.close()
		return nil, a.unmeasurable(err)
	}
	return a, nil
}

// unmeasurable tells why something could not be measured and is the exit code
// that says so.
func (a *app) unmeasurable(err error) error {
	a.say("sahayak: %s", oneLine(err))
	return exitStatus(infrastructure)
}

// newMeasuredApp is an app on a database made for the run and thrown away at its
// end, so that no run sees what another left; DATABASE_URL names one instead.
// It knows no portal but the sandbox: cases send applications. Its clock stands
// at noon in Delhi, however long the run takes: no answer hangs on the minute.
func newMeasuredApp(config *Config, env environment) (*app, error) {
	own := *config
	own.EDistrictURL, own.EDistrictKey = "", ""
	config = &own
	a, err := newApp(config, env)
	if err != nil {
		return nil, err
	}
	y, m, d := time.Now().In(delhiTime).Date()
	noon := time.Date(y, m, d, 12, 0, 0, 0, delhiTime)
	a.now = func() time.Time { return noon }
	a.portalConfig = withOutages
	if config.DatabaseURL != "" {
		return a, nil
	}
	if config.Data, err = os.MkdirTemp("", "sahayak-eval-"); err != nil {
		return nil, err
	}
	a.later(func() { os.RemoveAll(config.Data) })
	return a, nil
}

func chosen(suites []evals.Suite, names []string) ([]evals.Suite, error) {
	if len(names) == 0 {
		return suites, nil
	}
	var out []evals.Suite
	for _, name := range names {
		found := false
		for _, s := range suites {
			if s.Name == name {
				out, found = append(out, s), true
			}
		}
		if !found {
			return nil, usageError{fmt.Errorf("no suite %q; sahayak eval list names the built-in ones, --suites DIR takes those of a folder", name)}
		}
	}
	return out, nil
}
