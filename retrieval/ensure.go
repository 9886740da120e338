package retrieval

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Ensure is Load for the start of a program. Version names the program together
// with its packs: an index that the same version brought up to date is taken to
// be so still, and nothing is compared. An empty version always compares.
func (s *Store) Ensure(ctx context.Context, version string, progress Progress) (changed int, err error) {
	var loaded string
	err = s.pool.QueryRow(ctx, `SELECT version FROM passage_indexes WHERE name = $1`, s.name).Scan(&loaded)
	switch {
	case err == nil && version != "" && loaded == version:
		return 0, nil
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return 0, fmt.Errorf("version of %s: %w", s.name, err)
	}
	if changed, err = s.Load(ctx, progress); err != nil || version == "" {
		return changed, err
	}
	if _, err := s.pool.Exec(ctx, `UPDATE passage_indexes SET version = $2 WHERE name = $1`, s.name, version); err != nil {
		return changed, fmt.Errorf("version of %s: %w", s.name, err)
	}
	return changed, nil
}

// Name is the name of the store's own index.
func (s *Store) Name() string { return s.name }
