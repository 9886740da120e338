package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/channel/web"
	"github.com/sahayak-delhi/sahayak/transcript"
)

// Time limits of the server. A turn may wait for a remote model, so writing
// has the longest.
const (
	readLimit     = 30 * time.Second
	writeLimit    = 90 * time.Second
	idleLimit     = 2 * time.Minute
	shutdownLimit = 20 * time.Second
)

// serve answers citizens until ctx ends, then lets turns on their way finish.
// With local, the desk is open without a token if only this machine can connect.
func (a *app) serve(ctx context.Context, local bool, ready func(address string)) error {
	answer, err := a.handler(ctx)
	if err != nil {
		return err
	}
	chat, err := web.New(answer, web.Config{
		Log: a.log, Ready: a.ready, History: a.webHistory, NotFound: transcript.ErrNotFound,
		Sandbox: a.config.EDistrictURL == "",
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", a.config.Addr)
	if err != nil {
		return listenError(a.config.Addr, err)
	}
	handler, err := a.withDesk(chat, local && isLoopback(listener.Addr()))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: readLimit,
		WriteTimeout: writeLimit, IdleTimeout: idleLimit,
	}
	var background sync.WaitGroup
	keeping, stop := context.WithCancel(ctx)
	background.Go(func() { a.keepDrafts(keeping) })
	defer func() {
		stop()
		background.Wait()
	}()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready("http://" + display(listener.Addr().String()))
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	a.say("\nStopping…")
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownLimit)
	defer cancel()
	if err := server.Shutdown(limit); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// webChannel is the name under which the web chat's conversations are kept.
const webChannel = "web"

// webHistory gives the turns of a web conversation; one of another channel or
// of a verified citizen is not found.
func (a *app) webHistory(ctx context.Context, conversation string) ([]agent.Turn, error) {
	if _, err := a.transcript.Open(ctx, webChannel, agent.Citizen{Channel: webChannel}, conversation); err != nil {
		return nil, err
	}
	return a.transcript.Turns(ctx, conversation)
}

// ready tests what every turn needs.
func (a *app) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return a.pool.Ping(ctx)
}

// display writes an address the way a person opens it in a browser.
func display(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// listenError says what to do when an address cannot be listened on.
func listenError(address string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("the address %s is in use, perhaps by another sahayak; stop it, or choose another with --addr (SAHAYAK_ADDR)", address)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("this user may not listen on %s; choose a port above 1023 with --addr (SAHAYAK_ADDR)", address)
	}
	return fmt.Errorf("listen on %s: %w", address, err)
}
