package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/sahayak-delhi/sahayak/tools"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/sandbox"
)

type sandboxCmd struct {
	Listen string `default:"localhost:8090" help:"Where to listen."`
}

func (sandboxCmd) Help() string {
	return `The sandbox simulates an e-District interface over HTTP; it is connected to no government system.
Callers send SAHAYAK_EDISTRICT_KEY as X-API-Key; SAHAYAK_CONTROL_KEY opens /_control (clock and faults).

Example:
  SAHAYAK_EDISTRICT_KEY=try SAHAYAK_CONTROL_KEY=turn sahayak sandbox --listen localhost:8090`
}

func (c *sandboxCmd) Run(ctx context.Context, config *Config, env environment) error {
	a, err := newApp(config, env)
	if err != nil {
		return err
	}
	defer a.close()
	if config.EDistrictKey == "" {
		return usageError{fmt.Errorf("set SAHAYAK_EDISTRICT_KEY to the key that callers must send")}
	}
	if err := a.openLibrary(); err != nil {
		return err
	}
	if err := a.openDatabase(ctx, nil); err != nil {
		return err
	}
	url, err := a.startSandbox(ctx, c.Listen, string(config.EDistrictKey), env.getenv("SAHAYAK_CONTROL_KEY"))
	if err != nil {
		return err
	}
	a.say("SANDBOX: simulated, not connected to any government system. Listening on %s", url)
	<-ctx.Done()
	return nil
}

// startSandbox serves the sandbox until the app closes and returns its address.
func (a *app) startSandbox(ctx context.Context, listen, key, controlKey string) (string, error) {
	server, err := sandbox.New(ctx, a.pool, sandbox.Config{
		APIKey: key, ControlKey: controlKey, Services: tools.Offered(a.library), Logger: a.log, Now: a.now,
	})
	if err != nil {
		return "", fmt.Errorf("sandbox: %w", err)
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return "", fmt.Errorf("sandbox: %w", listenError(listen, err))
	}
	h := &http.Server{Handler: server, ReadHeaderTimeout: 5 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = h.Serve(listener) // ends with ErrServerClosed at Close
	}()
	a.later(func() {
		_ = h.Close()
		<-done
	})
	return "http://" + listener.Addr().String(), nil
}
