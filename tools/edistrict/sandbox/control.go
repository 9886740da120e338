package sandbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// maxAhead is how far the clock may run ahead in all: ten years.
const maxAhead = 87600 * time.Hour

// ControlClock moves the sandbox's clock forward, or back to the real time.
func (s *Server) ControlClock(ctx context.Context, q ControlClockRequestObject) (ControlClockResponseObject, error) {
	by, err := time.ParseDuration(q.Body.Advance)
	if q.Body.Advance == "" {
		by, err = 0, nil
	}
	if err != nil || by < 0 || by > maxAhead {
		return nil, invalid(wire.FieldProblem{Field: "advance", Code: "invalid"})
	}
	reply := ControlClock200JSONResponse{Sandbox: true}
	err = s.inTx(ctx, func(tx pgx.Tx, _ time.Time) error {
		var ahead int64
		err := tx.QueryRow(ctx, `UPDATE edistrict_sandbox.settings
			SET clock_offset_us = CASE WHEN $1 THEN 0 ELSE clock_offset_us + $2 END RETURNING clock_offset_us`,
			bool(q.Body.Reset), by.Microseconds()).Scan(&ahead)
		if err != nil {
			return fmt.Errorf("set clock: %w", err)
		}
		if time.Duration(ahead)*time.Microsecond > maxAhead {
			return invalid(wire.FieldProblem{Field: "advance", Code: "invalid"})
		}
		reply.Offset = (time.Duration(ahead) * time.Microsecond).String()
		reply.Now, err = s.clock(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// ControlFaults puts a fault in force, or forgets one or all.
func (s *Server) ControlFaults(ctx context.Context, q ControlFaultsRequestObject) (ControlFaultsResponseObject, error) {
	if q.Body.Route != "" && !slices.Contains(s.publicRoutes(), q.Body.Route) {
		return nil, invalid(wire.FieldProblem{Field: "route", Code: "not_a_choice"})
	}
	reply := ControlFaults200JSONResponse{Sandbox: true, Faults: []wire.Fault{}}
	err := s.inTx(ctx, func(tx pgx.Tx, _ time.Time) error {
		_, err := tx.Exec(ctx, `DELETE FROM edistrict_sandbox.faults WHERE route = $1 OR ($2 AND $1 = '')`,
			q.Body.Route, q.Body.Mode == wire.FaultModeClean)
		if err != nil {
			return fmt.Errorf("forget fault: %w", err)
		}
		// Clean for one route is kept: it is the exception to a fault for all.
		if q.Body.Mode != wire.FaultModeClean || q.Body.Route != "" {
			_, err = tx.Exec(ctx, `INSERT INTO edistrict_sandbox.faults (route, mode, count) VALUES ($1, $2, NULLIF($3, 0))`,
				q.Body.Route, q.Body.Mode, q.Body.Count)
			if err != nil {
				return fmt.Errorf("keep fault: %w", err)
			}
		}
		rows, _ := tx.Query(ctx, `SELECT mode, route, coalesce(count, 0) FROM edistrict_sandbox.faults
			WHERE count IS DISTINCT FROM 0 ORDER BY route`) // its error comes with the rows
		reply.Faults, err = pgx.AppendRows(reply.Faults, rows, func(row pgx.CollectableRow) (f wire.Fault, err error) {
			return f, row.Scan(&f.Mode, &f.Route, &f.Count)
		})
		if err != nil {
			return fmt.Errorf("read faults: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// publicRoutes are the operations that can misbehave.
func (s *Server) publicRoutes() []string {
	var ids []string
	for path, item := range s.spec.Paths.Map() {
		for _, op := range item.Operations() {
			if len(path) > 4 && path[:4] == "/v1/" {
				ids = append(ids, op.OperationID)
			}
		}
	}
	return ids
}
