package transcript

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/agent"
)

// lease is the right to work on a conversation. It lasts while beats come in
// time, and is lost at once when the fence moves on.
type lease struct {
	store        *Store
	conversation string
	fence        int64
	state        agent.State
}

// take waits until the conversation is free and leases it. The error is
// ErrNotFound, ErrBusy, ctx's own, or the database's.
func (s *Store) take(ctx context.Context, conversation string) (*lease, error) {
	const shortest, longest = 10 * time.Millisecond, 500 * time.Millisecond
	deadline := time.Now().Add(s.wait)
	for pause := shortest; ; pause = min(2*pause, longest) {
		l, err := s.tryTake(ctx, conversation)
		if !errors.Is(err, ErrBusy) {
			return l, err
		}
		rest := pause/2 + rand.N(pause) // so that waiting machines do not ask in step
		if time.Now().Add(rest).After(deadline) {
			return nil, err
		}
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (s *Store) tryTake(ctx context.Context, conversation string) (*lease, error) {
	l := &lease{store: s, conversation: conversation}
	var r stored
	err := s.pool.QueryRow(ctx, `
		UPDATE conversations SET fence = fence + 1, leased_until = clock_timestamp() + $2
		WHERE id = $1 AND leased_until < clock_timestamp()
		RETURNING fence, `+storedColumns, conversation, s.lease).Scan(append([]any{&l.fence}, r.columns()...)...)
	if errors.Is(err, pgx.ErrNoRows) {
		var exists bool
		if err := s.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM conversations WHERE id = $1)`, conversation).Scan(&exists); err != nil {
			return nil, fmt.Errorf("look for the conversation: %w", err)
		}
		if !exists {
			return nil, ErrNotFound
		}
		return nil, ErrBusy
	}
	if err != nil {
		return nil, fmt.Errorf("lease the conversation: %w", err)
	}
	if l.state, err = s.keys.readStored(conversation, r); err != nil {
		// Nobody can work on it, but it must not look busy as well.
		return nil, errors.Join(err, l.free(ctx))
	}
	return l, nil
}

// stored is what a conversation's row remembers, sealed or, from before there
// were keys, in clear.
type stored struct{ sealedCitizen, citizen, sealedState, state []byte }

const storedColumns = `sealed_citizen, citizen, sealed_state, state`

func (r *stored) columns() []any {
	return []any{&r.sealedCitizen, &r.citizen, &r.sealedState, &r.state}
}

func (k *Keys) readStored(conversation string, r stored) (agent.State, error) {
	citizen, err := k.either(partCitizen, conversation, r.sealedCitizen, r.citizen)
	if err != nil {
		return agent.State{}, err
	}
	state, err := k.either(partState, conversation, r.sealedState, r.state)
	if err != nil {
		return agent.State{}, err
	}
	return readState(conversation, citizen, state)
}

// sealState is a new state of the leased conversation as it is stored; the
// citizen has a column of its own.
func (l *lease) sealState(state agent.State) ([]byte, error) {
	state.ID, state.Citizen = l.conversation, agent.Citizen{}
	plain, err := storable(state)
	if err != nil {
		return nil, fmt.Errorf("the new state: %w", err)
	}
	return l.store.keys.seal(partState, l.conversation, plain)
}

func readState(conversation string, citizen, state []byte) (agent.State, error) {
	var st agent.State
	if err := json.Unmarshal(state, &st); err != nil {
		return st, fmt.Errorf("read the conversation's state: %w", err)
	}
	if err := json.Unmarshal(citizen, &st.Citizen); err != nil {
		return st, fmt.Errorf("read the conversation's citizen: %w", err)
	}
	st.ID = conversation
	return st, nil
}

// keep runs fn while renewing the lease. The context fn gets ends with cause
// ErrStale when the lease is lost: taken over, or not renewed in time.
func (l *lease) keep(ctx context.Context, fn func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := make(chan struct{})
	var beats sync.WaitGroup
	beats.Go(func() { l.beat(ctx, cancel, stop) })
	// Deferred, so that the beats end even if fn panics.
	defer func() {
		close(stop)
		cancel(nil)
		beats.Wait()
	}()
	err := fn(ctx)
	if err != nil && errors.Is(context.Cause(ctx), ErrStale) {
		return errors.Join(ErrStale, err)
	}
	return err
}

func (l *lease) beat(ctx context.Context, lost context.CancelCauseFunc, stop <-chan struct{}) {
	ticks := time.NewTicker(l.store.lease / 3)
	defer ticks.Stop()
	last := time.Now()
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		asked := time.Now()
		one, cancel := context.WithTimeout(ctx, l.store.lease/3)
		tag, err := l.store.pool.Exec(one, `
			UPDATE conversations SET leased_until = clock_timestamp() + $3
			WHERE id = $1 AND fence = $2`, l.conversation, l.fence, l.store.lease)
		cancel()
		switch {
		case err == nil && tag.RowsAffected() == 1:
			last = asked
		case err == nil, time.Since(last) > l.store.lease:
			lost(ErrStale)
			return
		}
	}
}

// put stores a state without a turn and frees the conversation, if it is still
// ours; else the error is ErrStale.
func (l *lease) put(ctx context.Context, state agent.State, now time.Time) error {
	sealed, err := l.sealState(state)
	if err != nil {
		return err
	}
	tag, err := l.store.pool.Exec(ctx, `
		UPDATE conversations SET state = NULL, sealed_state = $3, keeps_until = $4, remind_at = $5, fence = fence + 1, leased_until = '-infinity'
		WHERE id = $1 AND fence = $2`, l.conversation, l.fence, sealed, keepsUntil(state, now), orNull(state.RemindAt()))
	if err != nil {
		return fmt.Errorf("store the state: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return ErrStale
	}
	return nil
}

// free gives the conversation back, if it is still ours. It does so even when
// ctx has ended.
func (l *lease) free(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.store.record)
	defer cancel()
	if _, err := l.store.pool.Exec(ctx, `
		UPDATE conversations SET fence = fence + 1, leased_until = '-infinity' WHERE id = $1 AND fence = $2`, l.conversation, l.fence); err != nil {
		return fmt.Errorf("free the conversation: %w", err)
	}
	return nil
}
