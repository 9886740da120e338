package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is what a server writes about itself into its data folder.
type process struct {
	pid       int
	socketDir string
}

func processFile(dataDir string) string { return filepath.Join(dataDir, "postmaster.pid") }

// readProcessFile returns an error wrapping os.ErrNotExist if no server has run since the last one stopped in good order.
func readProcessFile(dataDir string) (process, error) {
	text, err := os.ReadFile(processFile(dataDir))
	if err != nil {
		return process{}, err
	}
	// Line 1 is the process number, line 5 the folder of the first socket. A server writes line 5 a moment after line 1.
	lines := strings.Split(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 0 {
		return process{}, fmt.Errorf("%s is damaged", processFile(dataDir))
	}
	p := process{pid: pid}
	if len(lines) > 4 {
		p.socketDir = strings.TrimSpace(lines[4])
	}
	return p, nil
}

// stale says that the server is gone: no such process, or its number now belongs to one that does not work in the data folder.
func (p process) stale(dataDir string) bool {
	if !p.alive() {
		return true
	}
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", p.pid))
	if err != nil {
		return false // no such thing on this system: the number is all there is to go by
	}
	return !samePlace(cwd, dataDir)
}

// alive says whether the process runs. In a container whose first process buries no orphans a dead one keeps its number for ever.
func (p process) alive() bool {
	if errors.Is(syscall.Kill(p.pid, 0), syscall.ESRCH) {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.pid))
	if err != nil {
		return true // no such thing on this system
	}
	// 4711 (postgres) Z ...: the name may hold anything, so look behind its last bracket
	_, state, _ := strings.Cut(string(stat[max(0, strings.LastIndexByte(string(stat), ')')):]), " ")
	return !strings.HasPrefix(state, "Z")
}

func samePlace(a, b string) bool {
	ai, err1 := os.Stat(a)
	bi, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(ai, bi)
}

// waitForLeftovers waits until no process works in the data folder any more. When the main process is killed its helpers notice and go,
// but starting a second server beside one of them would destroy the data.
func waitForLeftovers(ctx context.Context, dataDir string) error {
	const patience = 20 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		left := workingIn(dataDir)
		if left == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("process %d of an earlier database server still works in %s: end it with 'kill %d' and start again", left, dataDir, left)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// workingIn returns the number of a process whose working folder is dir, 0 if there is none or the system cannot tell.
func workingIn(dir string) int {
	links, _ := filepath.Glob("/proc/[0-9]*/cwd") // the only error is a bad pattern
	for _, link := range links {
		if cwd, err := os.Readlink(link); err == nil && cwd == dir {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(link)))
			return pid
		}
	}
	return 0
}
