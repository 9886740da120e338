package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sahayak-delhi/sahayak/transcript"
)

// openRecord opens the database and what is recorded in it, for commands that only
// read or tidy that.
func (a *app) openRecord(ctx context.Context) error {
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	return a.openTranscript(ctx)
}

// openTranscript opens the record with the keyset that seals it.
func (a *app) openTranscript(ctx context.Context) error {
	file, err := a.keysetFile()
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the keyset: %w", err)
	}
	if a.keys, err = transcript.ReadKeys(bytes.NewReader(raw)); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	store := transcript.New(a.pool, a.keys)
	sealed, err := store.Prepare(ctx)
	if errors.Is(err, transcript.ErrWrongKey) {
		return fmt.Errorf("%s (SAHAYAK_KEYSET): %w", file, transcript.ErrWrongKey)
	}
	if err != nil {
		return err
	}
	if sealed > 0 {
		a.log.Info("records sealed", "rows", sealed)
	}
	a.transcript = store
	return nil
}

// keysetFile is the file of the keyset: the one configured, or else one in the
// data folder, made on first use.
func (a *app) keysetFile() (string, error) {
	if a.config.Keyset != "" {
		return a.config.Keyset, nil
	}
	file := filepath.Join(a.config.Data, "keyset.json")
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	raw, err := transcript.NewKeyset()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(a.config.Data, 0o755); err != nil {
		return "", fmt.Errorf("the folder of the keyset: %w", err)
	}
	if err := writeSecret(file, raw, os.Link); err != nil && !errors.Is(err, fs.ErrExist) { // another process made it first
		return "", fmt.Errorf("make a keyset: %w", err)
	}
	return file, nil
}

// writeSecret writes a file that only its owner may read, whole or not at all:
// place brings the finished file to its name.
func writeSecret(file string, raw []byte, place func(from, to string) error) error {
	temp, err := os.CreateTemp(filepath.Dir(file), ".keyset-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(raw)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return place(temp.Name(), file)
}

type keysetCmd struct {
	Add keysetAddCmd `cmd:"" help:"Add a fresh key, which seals from now on; the keys before it still open."`
}

type keysetAddCmd struct{}

func (keysetAddCmd) Help() string {
	return `Restart every server with the new file: each start seals anew, with the new key, what older keys have sealed. Keep a copy of
the file in a safe place; without it, forms under way, phone numbers and replies on record cannot be read.

Example:
  SAHAYAK_KEYSET=/etc/sahayak/keyset.json sahayak keyset add`
}

func (keysetAddCmd) Run(config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	file, err := a.keysetFile()
	if err != nil {
		return err
	}
	old, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the keyset: %w", err)
	}
	raw, err := transcript.AddKey(old)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := writeSecret(file, raw, os.Rename); err != nil {
		return fmt.Errorf("write the keyset: %w", err)
	}
	a.say("%s has a new key. Restart the servers with it.", file)
	return nil
}
