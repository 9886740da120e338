package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrDiskFull: there is no room for the database.
var ErrDiskFull = errors.New("the disk is full")

// Room demanded before anything is written: a new cluster takes about 40 MB, and write-ahead log comes on top.
const (
	roomToInit  = 150 << 20
	roomToStart = 20 << 20
)

// maxSocketPath is the longest path of a Unix socket, in bytes, that every system takes; Linux takes 107.
const maxSocketPath = 103

// systemFolder is where root's clusters go if the server's account cannot reach the folder asked for.
const systemFolder = "/var/lib/sahayak"

// prepareFolder makes the cluster's folder, owned by the account and closed to others, and returns its absolute path, which differs
// from the one asked for if the account cannot reach that.
func prepareFolder(dir string, a account, log func(string)) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	if a.drop {
		if dir, err = reachable(dir, os.TempDir(), a, log); err != nil {
			return "", err
		}
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", folderError(dir, err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", folderError(dir, err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return "", folderError(dir, err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("the data folder %s is a file: choose another folder with SAHAYAK_DATA", dir)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && !a.drop && int(stat.Uid) != a.uid {
		return "", fmt.Errorf("the data folder %s belongs to another user: run as that user, or choose another folder with SAHAYAK_DATA", dir)
	}
	if err := a.own(dir); err != nil {
		return "", folderError(dir, err)
	}
	return dir, nil
}

func folderError(dir string, err error) error {
	switch {
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("no permission to make or use the data folder %s: choose another with SAHAYAK_DATA", dir)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w: no room for the data folder %s", ErrDiskFull, dir)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("the data folder %s is on a read-only file system: choose another with SAHAYAK_DATA", dir)
	}
	return fmt.Errorf("data folder %s: %w", dir, err)
}

// reachable returns dir if the account can get there. If not, a folder that root itself keeps under temp, the temporary folder, is opened for
// passing through, which gives away nothing but names already known; anything else, such as root's home, is left as it is and a folder under
// systemFolder, named after dir, is used in its place.
func reachable(dir, temp string, a account, log func(string)) (string, error) {
	temp, err := filepath.EvalSymlinks(temp)
	if err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		switch {
		case errors.Is(err, os.ErrNotExist): // will be made, open for passing through
		case err != nil:
			return "", folderError(dir, err)
		case a.mayEnter(info):
		case strings.HasPrefix(parent, temp+"/"):
			if err := os.Chmod(parent, info.Mode().Perm()|0o011); err != nil {
				return "", folderError(dir, err)
			}
		default:
			moved := filepath.Join(systemFolder, "postgres-"+shortHash(dir))
			if _, err := os.Stat(moved); errors.Is(err, os.ErrNotExist) {
				log(fmt.Sprintf("The database goes to %s: it runs as the user postgres, who may not enter %s.", moved, parent))
			}
			return moved, nil
		}
		if parent == filepath.Dir(parent) {
			return dir, nil
		}
	}
}

// socketFolder returns where the server's socket goes: run/ in the cluster's folder, or, if that path is too long for a socket, a short
// one in the system's temporary folder. It is made if need be, with mode 0700.
func socketFolder(dir string, a account) (string, error) {
	run := filepath.Join(dir, "run")
	if len(run)+len("/.s.PGSQL.5432") > maxSocketPath {
		run = filepath.Join(os.TempDir(), "sahayak-"+shortHash(dir))
	}
	if err := os.Mkdir(run, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", folderError(run, err)
	} else if err == nil {
		if err := a.own(run); err != nil {
			return "", folderError(run, err)
		}
	}
	// Anybody could have made the one in the temporary folder before us, to listen in.
	info, err := os.Lstat(run)
	if err != nil {
		return "", folderError(run, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || ok && int(stat.Uid) != a.uid {
		return "", fmt.Errorf("the folder for the database's socket, %s, belongs to another user: remove it, or choose another data folder with SAHAYAK_DATA", run)
	}
	if err := os.Chmod(run, 0o700); err != nil {
		return "", folderError(run, err)
	}
	return run, nil
}

// shortHash names a path in 12 hexadecimal digits.
func shortHash(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:6])
}

// checkRoom returns ErrDiskFull if the file system of dir has fewer than need bytes left for ordinary users.
func checkRoom(dir string, need uint64) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return fmt.Errorf("data folder %s: %w", dir, err)
	}
	if free := uint64(fs.Bavail) * uint64(fs.Bsize); free < need {
		return fmt.Errorf("%w: the database in %s needs %d MB, %d MB are left", ErrDiskFull, dir, need>>20, free>>20)
	}
	return nil
}
